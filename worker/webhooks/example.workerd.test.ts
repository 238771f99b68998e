/** The test that an admin sends a source, and what sources and lists say of their deliveries. */
import { expect, test } from "vitest";
import { examplePayload } from "../../domain/webhook-examples.ts";
import { sourceKinds } from "../../domain/webhook-words.ts";
import {
  delivered,
  deliveryOf,
  listed,
  makeSource,
  newIntake,
  sendHook,
  sourcesPath,
  workOff,
} from "../../tests/workerd/webhooks.ts";
import { join, newVisitor } from "../../tests/workerd/visitor.ts";

const about = (id: string) => ({ account: "Acme", now: Date.now(), id });

test("[WP13] each kind's example is signed as its sender would, taken in, and read without a complaint", async () => {
  const { ana, circle } = await newIntake();
  const mapping = [
    { makes: "facts", each: null, when: null, fields: { account_name: "$.company.name", arr: "$.company.arr" } },
  ];
  for (const kind of sourceKinds) {
    const source = await makeSource(ana, circle.id, kind, kind === "custom" ? { settings: { mapping } } : {});
    const path = `${sourcesPath}${source.id}/example/`;
    const payload = examplePayload(kind, about(`example-${kind}`));
    const answer = await ana.send(path, { body: { payload } });
    const { id, duplicate } = await answer.json<{ id: string; duplicate: boolean }>();
    await workOff(circle.id);
    const { verdict, state, error, changes } = await deliveryOf(ana, id);
    expect([kind, answer.status, duplicate, verdict, state, error]).toEqual([kind, 202, false, "valid", "done", null]);
    expect([kind, changes.length > 0]).toEqual([kind, true]);
  }
});

test("[WP13] a custom source's test is signed by the scheme that was chosen for it", async () => {
  const { ana, circle } = await newIntake();
  const schemes = [
    { scheme: "hmac", header: "x-mine", timestamp_header: null },
    { scheme: "hmac", header: "x-mine", timestamp_header: "x-time" },
    { scheme: "token", header: "x-mine", timestamp_header: null },
  ];
  for (const signature of schemes) {
    const source = await makeSource(ana, circle.id, "custom", { settings: { signature } });
    const sent = await ana.send(`${sourcesPath}${source.id}/example/`, { body: { payload: { a: 1 } } });
    const { id } = await sent.json<{ id: string }>();
    expect((await deliveryOf(ana, id)).verdict).toBe("valid");
  }
});

test("[WP13] only admins send tests", async () => {
  const { ana, circle, source } = await newIntake();
  const ben = await newVisitor("Ben");
  await join(ana, circle.id, ben, "moderator");
  expect((await ben.send(`${sourcesPath}${source.id}/example/`, { body: { payload: {} } })).status).toBe(403);
});

test("[WP7] a source says hour by hour what its last day was taken in, refused and given up", async () => {
  const { ana, source } = await newIntake();
  await delivered(ana, source, { type: "metrics", account: "Acme", daily_active_users: 4 });
  await delivered(ana, source, { type: "metrics", account: "Acme", daily_active_users: "four" });
  await sendHook(source, {}, { secret: "whsec_bm90IG91cnMgYXQgYWxsISE=" });
  const { deliveries_by_hour: hours, deliveries_today: today } = await (
    await ana.send(`${sourcesPath}${source.id}/`)
  ).json<{ deliveries_by_hour: object[]; deliveries_today: object }>();
  expect([hours.length, hours.at(-1)]).toEqual([24, { accepted: 1, refused: 1, failed: 1 }]);
  expect(today).toMatchObject({ done: 1, refused: 1, dead: 1 });
});

test("[WP2] the list filters by the account that a delivery changed, and says the first change of each", async () => {
  const { ana, circle, acme, account, source } = await newIntake();
  const other = await account("Other");
  const metrics = (name: string) => ({ type: "metrics", account: name, date: "2026-01-02", daily_active_users: 4 });
  const one = await delivered(ana, source, metrics("Acme"));
  await delivered(ana, source, metrics("Other"));
  const found = await listed(ana, circle.id, `&account_id=${acme}`);
  expect(found.map(({ id, first_change }) => [id, first_change])).toMatchObject([
    [one.id, { account_id: acme, field: "daily_active_users", date: "2026-01-02", before: null, after: 4 }],
  ]);
  expect((await listed(ana, circle.id, `&account_id=${other}`)).length).toBe(1);
});
