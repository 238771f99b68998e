/** What the inspector shows, hides, rehearses and does again. */
import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "../../tests/workerd/accounts.ts";
import {
  delivered,
  deliveriesPath,
  deliveryOf,
  listed,
  makeSource,
  newIntake,
  sendHook,
  sendRaw,
  workOff,
} from "../../tests/workerd/webhooks.ts";
import { bodiesKept, forgetOld } from "./sweep.ts";

const usage = { type: "usage", account: "Acme", user: "u1", feature: "reports" };

test("[IW7] credentials are masked: in headers at rest, in bodies when shown", async () => {
  const { ana, circle } = await newIntake();
  const source = await makeSource(ana, circle.id, "amplitude");
  const body = JSON.stringify({ api_key: "k-123", event_type: "x", user_id: "u1", nested: { password: "p-456" } });
  const headers = { authorization: `Bearer ${source.secret}`, "x-webhook-token": source.secret, cookie: "a=b" };
  const { id } = await (await sendRaw(source, body, headers)).json<{ id: string }>();
  const shown = await deliveryOf(ana, id);
  expect(shown.headers).toMatchObject({ authorization: "•••", "x-webhook-token": "•••", cookie: "•••" });
  expect(JSON.parse(shown.body ?? "")).toEqual({
    api_key: "•••",
    event_type: "x",
    user_id: "u1",
    nested: { password: "•••" },
  });
  const stored = await db.get<{ headers: string }>(sql`select headers from webhook_deliveries where id = ${id}`);
  expect(stored?.headers).not.toContain(source.secret);
});

test("[IW7] a dry run says what would happen and does nothing; a replay does it and doubles nothing", async () => {
  const { ana, circle, account, source } = await newIntake();
  const held = await delivered(ana, source, { ...usage, account: "Later" });
  const later = await account("Later");
  const dry = await (
    await ana.send(`${deliveriesPath}${held.id}/dry-run/`, { method: "POST" })
  ).json<{
    state: string;
    changes: { what: string; after: unknown }[];
  }>();
  expect([dry.state, dry.changes.filter(({ what }) => what === "metric").map(({ after }) => after)]).toEqual([
    "done",
    [1, 1, 0.0333],
  ]);
  const rows = () => db.all(sql`select * from metric_days where account = ${later}`);
  expect([await rows(), (await deliveryOf(ana, held.id)).state]).toEqual([[], "held"]);
  for (let times = 0; times < 3; times += 1) {
    await ana.send(`${deliveriesPath}${held.id}/replay/`, { method: "POST" });
    await workOff(circle.id);
  }
  expect(await rows()).toMatchObject([{ daily_active_users: 1 }]);
  const again = await deliveryOf(ana, held.id);
  expect([again.state, again.changes.map(({ why }) => why)]).toEqual([
    "done",
    ["All of this was counted for that day already."],
  ]);
});

test("[IW7] a range is done again, and refused requests never are", async () => {
  const { ana, circle, source } = await newIntake();
  const first = await delivered(ana, source, usage);
  await delivered(ana, source, { ...usage, user: "u2" });
  const refused = await sendHook(source, usage, { secret: "whsec_bm90IG91cnMgYXQgYWxsISE=" });
  expect(refused.status).toBe(401);
  const range = async (body: object) =>
    (await ana.send(`${deliveriesPath}replay/`, { body: { circle_id: circle.id, ...body } })).json<{
      replayed: number;
    }>();
  expect(await range({ until: first["received_at"] })).toEqual({ replayed: 0 });
  expect(await range({ state: "done", source_id: source.id })).toEqual({ replayed: 2 });
  await workOff(circle.id);
  expect(await range({})).toEqual({ replayed: 2 });
  await workOff(circle.id);
  const [wrong] = await listed(ana, circle.id, "&state=refused");
  const one = await ana.send(`${deliveriesPath}${wrong?.id}/replay/`, { method: "POST" });
  expect([one.status, (await ana.send(`${deliveriesPath}${wrong?.id}/dry-run/`, { method: "POST" })).status]).toEqual([
    400, 400,
  ]);
});

test("[IW7] the list filters by source, verdict, state, time and text, and says so when a filter is none", async () => {
  const { ana, circle, source } = await newIntake();
  const other = await makeSource(ana, circle.id);
  const one = await delivered(ana, source, usage, { id: "first-one" });
  const two = await delivered(ana, other, { ...usage, feature: "A 100% special feature" });
  await sendHook(source, usage, { secret: "whsec_bm90IG91cnMgYXQgYWxsISE=" });
  const ids = async (query: string) => (await listed(ana, circle.id, query)).map(({ id }) => id);
  expect(await ids(`&source_id=${other.id}`)).toEqual([two.id]);
  expect(await ids("&verdict=valid&search=SPECIAL")).toEqual([two.id]);
  expect(await ids("&search=100%25 special")).toEqual([two.id]);
  expect(await ids("&search=first-one")).toEqual([one.id]);
  expect((await ids("&state=refused")).length).toBe(1);
  expect(await ids(`&until=${String(one["received_at"])}`)).toEqual([]);
  expect((await ids(`&from=${String(one["received_at"])}`)).length).toBe(3);
  for (const query of ["state=odd", "verdict=odd", "from=soon", "page=0"])
    expect((await ana.send(`${deliveriesPath}?circle_id=${circle.id}&${query}`)).status).toBe(400);
});

test("[IW15] what is old is forgotten, and is still known as one that came", async () => {
  const { ana, source } = await newIntake();
  const one = await delivered(ana, source, usage, { id: "old" });
  await forgetOld({ env, db }, Date.now() + bodiesKept - 60_000);
  expect((await deliveryOf(ana, one.id)).body).not.toBeNull();
  await forgetOld({ env, db }, Date.now() + bodiesKept + 60_000);
  const old = await deliveryOf(ana, one.id);
  expect([old.body, old.headers, old.steps, old.state]).toEqual([null, {}, [], "done"]);
  expect((await sendHook(source, usage, { id: "old" })).status).toBe(200);
  expect((await ana.send(`${deliveriesPath}${one.id}/replay/`, { method: "POST" })).status).toBe(400);
});
