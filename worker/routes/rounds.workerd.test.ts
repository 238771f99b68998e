/** Check-in rounds over HTTP: nobody sees what others entered before the reveal. */
import { beforeEach, expect, test } from "vitest";
import { type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, historyOf, kpiPath, type KpiRow, readKpi } from "../../tests/workerd/kpis.ts";
import { origin, send, told, type Visitor } from "../../tests/workerd/visitor.ts";

const path = "/api/kpi/rounds/";

interface Round {
  id: string;
  state: string;
  entered: { user_id: string; kpis: number }[];
  answers:
    | { kpi_id: string; user_id: string; value: string; before: string; comment: string; name: string; unit: string }[]
    | null;
  comments: { user_id: string; text: string }[];
  minutes: string | null;
}

let house: House;
let kpi: KpiRow;
let round: string;
beforeEach(async () => {
  house = await newHouse();
  kpi = await createKpi(house, { name: "Calls", current_value: 10, target: 100, unit: "hours" });
  round = (await (await house.moderator.send(path, { body: { circle_id: house.circle } })).json<Round>()).id;
});

const enter = (person: Visitor, value: unknown, comment?: string) =>
  person.send(`${path}${round}/entries/`, { body: { kpi_id: kpi.id, value, comment } });
const entries = async (person: Visitor) =>
  (
    await (
      await person.send(`${path}${round}/entries/`)
    ).json<{ results: { user_id: string; value: string; comment: string }[] }>()
  ).results;
const post = (person: Visitor, what: string, body?: object) =>
  person.send(`${path}${round}/${what}/`, body ? { body } : { method: "POST" });

test("[KP20] entries stay unseen until the reveal, on REST and on the socket, also by those who lead", async () => {
  const opened = await send(`/api/circles/${house.circle}/socket?v=1`, {
    headers: { upgrade: "websocket", cookie: house.moderator.cookie, origin },
  });
  const heard: string[] = [];
  const socket = opened.webSocket;
  if (!socket) throw new Error("no socket");
  socket.accept();
  const caughtUp = Promise.withResolvers<void>();
  const counted = Promise.withResolvers<void>();
  socket.addEventListener("message", ({ data }) => {
    heard.push(String(data));
    if (String(data).startsWith('["e"')) caughtUp.resolve();
    if (String(data).startsWith('["d"')) counted.resolve();
  });
  socket.send(JSON.stringify(["h", { v: 1, client: crypto.randomUUID(), adopted: [], cursor: -1, epoch: "" }]));
  await caughtUp.promise;
  expect((await enter(house.member, "7654321.00", "secret words")).status).toBe(200);
  await counted.promise;
  expect(await entries(house.member)).toEqual([
    { kpi_id: kpi.id, user_id: house.member.id, value: "7654321.00", comment: "secret words" },
  ]);
  for (const other of [house.moderator, house.admin]) expect(await entries(other)).toEqual([]);
  const shown = await (await house.moderator.send(`${path}${round}/`)).text();
  expect((JSON.parse(shown) as Round).entered).toEqual([{ user_id: house.member.id, kpis: 1 }]);
  for (const text of [...heard, shown, await (await house.admin.send(`${path}?circle_id=${house.circle}`)).text()]) {
    expect(text).not.toContain("7654321");
    expect(text).not.toContain("765432100");
    expect(text).not.toContain("secret words");
  }
  socket.close(1000);
});

test("[KP20] the reveal shows all answers at once, and every one of them stands in the history", async () => {
  await enter(house.member, 20, "up");
  await enter(house.member, 30, "no, more");
  await enter(house.moderator, 25);
  const revealed = await (await post(house.moderator, "reveal")).json<Round>();
  expect(revealed.state).toBe("revealed");
  expect(revealed.answers).toEqual([
    {
      kpi_id: kpi.id,
      user_id: house.member.id,
      value: "30.00",
      before: "10.00",
      comment: "no, more",
      name: "Calls",
      unit: "hours",
    },
    {
      kpi_id: kpi.id,
      user_id: house.moderator.id,
      value: "25.00",
      before: "10.00",
      comment: "",
      name: "Calls",
      unit: "hours",
    },
  ]);
  expect((await entries(house.member)).map(({ value }) => value)).toEqual(["30.00", "25.00"]);
  expect((await historyOf(house, kpi.id)).history.map(({ value }) => value)).toEqual(["25.00", "30.00", "10.00"]);
  const now = await readKpi(house, kpi.id);
  expect([now.current_value, now.trend, now.updated_by]).toEqual(["25.00", "down", house.moderator.id]);
  expect((await enter(house.member, 1)).status).toBe(409);
  expect((await post(house.moderator, "reveal")).status).toBe(409);
});

test("[KP20] members comment on a revealed round; closing keeps the minutes", async () => {
  expect((await post(house.member, "comments", { text: "Early" })).status).toBe(409);
  await post(house.moderator, "reveal");
  const said = await (await post(house.member, "comments", { text: " Well done " })).json<Round>();
  expect(said.comments.map(({ user_id, text }) => [user_id, text])).toEqual([[house.member.id, "Well done"]]);
  expect(await wrongFields(post(house.member, "comments", { text: "" }))).toEqual({ status: 400, fields: ["text"] });
  expect(await wrongFields(post(house.moderator, "close", {}))).toEqual({ status: 400, fields: ["minutes"] });
  const closed = await (await post(house.moderator, "close", { minutes: "We agreed." })).json<Round>();
  expect([closed.state, closed.minutes]).toEqual(["closed", "We agreed."]);
  expect((await post(house.member, "comments", { text: "Late" })).status).toBe(409);
});

test("[KP20] one round at a time; a cancelled one goes with what was entered", async () => {
  expect(await told(house.admin.send(path, { body: { circle_id: house.circle } }))).toMatchObject({
    status: 409,
    body: { existing_id: round },
  });
  await enter(house.member, 5);
  expect((await post(house.moderator, "cancel")).status).toBe(204);
  expect((await house.member.send(`${path}${round}/entries/`)).status).toBe(404);
  expect((await historyOf(house, kpi.id)).history).toHaveLength(1);
  const next = await (await house.admin.send(path, { body: { circle_id: house.circle } })).json<Round>();
  const all = await (
    await house.member.send(`${path}?circle_id=${house.circle}`)
  ).json<{ count: number; results: Round[] }>();
  expect([all.count, all.results.map(({ id }) => id)]).toEqual([1, [next.id]]);
});

test("[KP20] only moderators lead; any member enters; strangers find nothing", async () => {
  for (const what of ["reveal", "close", "cancel"])
    expect((await post(house.member, what, { minutes: "" })).status).toBe(403);
  expect((await house.member.send(path, { body: { circle_id: house.circle } })).status).toBe(403);
  expect((await enter(house.stranger, 1)).status).toBe(404);
  expect((await house.stranger.send(`${path}${round}/`)).status).toBe(404);
  expect(await wrongFields(house.member.send(path, { body: {} }))).toEqual({ status: 400, fields: ["circle_id"] });
  expect(await wrongFields(enter(house.member, "x"))).toEqual({ status: 400, fields: ["value"] });
  expect(await wrongFields(house.member.send(`${path}${round}/entries/`, { body: { value: 1 } }))).toEqual({
    status: 400,
    fields: ["kpi_id"],
  });
  const bound = await createKpi(house, { source: "contacts" });
  expect(
    await wrongFields(house.member.send(`${path}${round}/entries/`, { body: { kpi_id: bound.id, value: 1 } })),
  ).toEqual({ status: 400, fields: ["value"] });
  expect((await house.member.send(`${kpiPath}${kpi.id}/`)).status).toBe(200);
});
