/** Webhooks against the real server: what arrives moves the open screens, and is worked on whatever happens to the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { call, countIn, makeSender, preparePlace } from "../webhook-sender.ts";
import { addAccount, addUsage, cellOf } from "./accounts.ts";
import { openBoard } from "./board.ts";
import { expect, test } from "./rondo.ts";
import { newDataDir, type OwnServer, startServer } from "./server.ts";

test("[IW8] [RUN2] what was answered before a kill -9 is stored, and done after the restart", async () => {
  test.setTimeout(180_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir);
  let second: OwnServer | undefined;
  try {
    const place = await preparePlace(first.url, 3);
    const sender = makeSender(place, 8);
    const answered: string[] = [];
    const dead = new AbortController();
    const sending = Array.from({ length: 8 }, async (_, lane) => {
      for (let n = 0; !dead.signal.aborted; n += 1) {
        const usage = { type: "usage", account: `Account ${n % 3}`, user: `user ${lane}-${n}`, feature: "reports" };
        const answer = await sender.send(usage).catch(() => null);
        if (answer?.id) answered.push(answer.id);
      }
    });
    await expect.poll(() => answered.length, { timeout: 60_000 }).toBeGreaterThan(200);
    const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
    const ended = new Promise((done) => first.process.once("exit", done));
    process.kill(pid, "SIGKILL");
    dead.abort();
    await Promise.all([...sending, ended]);
    sender.close();
    second = await startServer(dataDir);
    const there = { ...place, url: second.url };
    await expect.poll(() => countIn(there, "waiting"), { timeout: 60_000 }).toBe(0);
    const states = new Set<string>();
    for (const id of answered)
      states.add((await call<{ state: string }>(there.url, `/api/webhooks/deliveries/${id}/`, place.token)).state);
    expect([...states]).toEqual(["done"]);
  } finally {
    await first.stop();
    await second?.stop();
  }
});

test("[IW9] a delivery moves number and health on every open screen, without a reload", async ({
  ana,
  ben,
  circle,
  server,
}) => {
  const acme = await addAccount(ana, circle, { name: "Acme", segment: "SMB", arr: "120000" });
  await addUsage(ana, acme, 0.9, -1);
  const made = await ana.call("POST", "/api/webhooks/sources/", {
    circle_id: circle.id,
    kind: "standard",
    name: "Product",
  });
  expect(made.status).toBe(201);
  const list = await openBoard(ana, circle, "accounts?columns=health,adoption,tickets");
  await expect(cellOf(list, "Acme", "health")).toContainText("Healthy");
  const own = ben.page;
  await own.goto(`/account/${acme.id}`);
  await expect(own.getByText("Healthy").first()).toBeVisible();

  const sender = makeSender({ url: server.url, source: made.body as { id: string; secret: string } }, 1);
  const metrics = {
    daily_active_users: 3,
    feature_adoption_rate: 0.07,
    login_frequency: 0.05,
    support_tickets_open: 41,
  };
  const date = new Date().toISOString().slice(0, 10);
  const { status } = await sender.send({ type: "metrics", account: "Acme", date, ...metrics });
  sender.close();
  expect(status).toBe(202);
  await expect(cellOf(list, "Acme", "adoption")).toContainText("7%");
  await expect(cellOf(list, "Acme", "tickets")).toContainText("41");
  await expect(cellOf(list, "Acme", "health")).toContainText("Critical");
  await expect(own.getByText("Critical").first()).toBeVisible();
});
