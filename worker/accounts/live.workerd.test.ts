/** What the open screens of a circle hear of its accounts, over a real socket. */
import { expect, test, vi } from "vitest";
import { version } from "../../party/protocol.ts";
import { createCustomer, customerPath, putUsage, readCustomer } from "../../tests/workerd/customers.ts";
import { type House, newHouse, ownId } from "../../tests/workerd/contacts.ts";
import { send, type Visitor } from "../../tests/workerd/visitor.ts";

/** A screen that is caught up, and the announcements it has heard since. */
const openScreen = async (house: House, person: Visitor) => {
  const response = await send(`/api/circles/${house.circle}/socket`, {
    headers: { upgrade: "websocket", authorization: `Bearer ${person.token}` },
  });
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status}`);
  const texts: string[] = [];
  socket.accept();
  socket.addEventListener("message", ({ data }) => void texts.push(String(data)));
  socket.send(JSON.stringify(["h", { v: version, client: ownId(house), adopted: [], cursor: -1, epoch: "" }]));
  await vi.waitFor(() => expect(texts.some((text) => text.startsWith('["e"'))).toBe(true), { timeout: 4_000 });
  return { socket, heard: (part: string): boolean => texts.some((text) => text.includes(part)) };
};

const hears = (screen: { heard(part: string): boolean }, part: string): Promise<void> =>
  vi.waitFor(() => expect(screen.heard(part)).toBe(true), { timeout: 4_000 });

test("[H8] [SY17] a day of usage over REST changes the score, and every open screen hears which account to fetch", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { segment: "Enterprise" });
  const screens = await Promise.all([openScreen(house, house.member), openScreen(house, house.admin)]);
  await putUsage(house, id, {});
  const { health_value } = await readCustomer(house, id);
  expect(health_value).toBe(83.75);
  for (const screen of screens) {
    await hears(screen, '"accounts"');
    await hears(screen, id);
  }
  await house.member.send(`/api/views/`, {
    body: { page: "accounts", name: "Ours", shared: true, circle_id: house.circle },
  });
  for (const screen of screens) await hears(screen, '"views"');
  for (const { socket } of screens) socket.close(1000);
});

test("[H7] feedback, meetings and metrics are told as well", async () => {
  const house = await newHouse();
  const calls: [string, string, object][] = [
    ["POST", "feedback/", { title: "Slow" }],
    ["POST", "meetings/", { date: "2026-01-01" }],
    ["PATCH", "metrics/", { nps: 5 }],
  ];
  for (const [method, path, body] of calls) {
    const { id } = await createCustomer(house);
    const screen = await openScreen(house, house.member);
    expect(screen.heard(id)).toBe(false);
    await house.admin.send(`${customerPath}${id}/${path}`, { method, body });
    await hears(screen, id);
    screen.socket.close(1000);
  }
});
