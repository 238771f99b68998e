/** Working on what came: numbers that are exact in any order, bursts that are scored a few times, failures that hold up nobody. */
import { env } from "cloudflare:workers";
import { and, eq, sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accountEvents, feedback } from "../../drizzle/accounts.ts";
import { db } from "../../tests/workerd/accounts.ts";
import {
  daysOf,
  delivered,
  deliveryOf,
  iso,
  listed,
  makeSource,
  newIntake,
  putDeliveries,
  sendHook,
  sendRaw,
  start,
  usage,
  workOff,
} from "../../tests/workerd/webhooks.ts";
import { consume } from "../jobs/queue.ts";
import { sweep } from "./sweep.ts";

const day = 24 * 60 * 60_000;

test("[IW10] events in any order, twice and late, give the numbers that they give in order", async () => {
  const { circle, account, source } = await newIntake();
  const other = await account("Other");
  const acme = await account("Ordered");
  const plan: [user: string, feature: string, days: number][] = [
    ["u1", "reports", 0],
    ["u2", "reports", 0],
    ["u1", "export", 3],
    ["u1", "reports", 3],
    ["u3", "alerts", 29],
    ["u1", "reports", 31],
  ];
  for (const [user, feature, days] of plan) {
    await sendHook(source, usage("Ordered", user, feature, start + days * day));
    await workOff(circle.id);
  }
  const shuffled = [5, 2, 0, 4, 1, 3, 2, 5, 0];
  for (const [turn, at] of shuffled.entries()) {
    const [user, feature, days] = plan[at] ?? ["", "", 0];
    await sendHook(source, usage("Other", user, feature, start + days * day));
    if (turn % 2 === 0) await workOff(circle.id);
  }
  await workOff(circle.id);
  const ordered = await daysOf(acme);
  expect(await daysOf(other)).toEqual(ordered);
  expect(ordered).toEqual([
    ["2026-01-01", 2, 1, 0.0333, null, null],
    ["2026-01-04", 1, 1, 0.0667, null, null],
    ["2026-01-30", 1, 1, 0.1, null, null],
    ["2026-02-01", 1, 1, 0.1, null, null],
  ]);
});

test("[IW10] adoption is over the features that are listed, where some are", async () => {
  const { ana, acme, source } = await newIntake("standard", {
    settings: { features: ["reports", "export", "alerts", "api"] },
  });
  const { changes } = await delivered(ana, source, [
    usage("Acme", "u1", "reports", start),
    usage("Acme", "u1", "export", start),
    usage("Acme", "u1", "something else", start),
  ]);
  expect(await daysOf(acme)).toEqual([["2026-01-01", 1, 0.5, 0.0333, null, null]]);
  expect(changes.find(({ field }) => field === "feature_adoption_rate")?.why).toBe(
    "2 of 4 known features were used in the 30 days to 2026-01-01.",
  );
});

test("[IW10] tickets are counted from themselves, and the day takes along what nobody counts", async () => {
  const { ana, circle, acme, day: stored } = await newIntake();
  const source = await makeSource(ana, circle.id, "standard");
  const now = Date.now();
  const today = iso(now).slice(0, 10);
  await stored(acme, iso(now - day).slice(0, 10), { nps_score: 40 });
  const ticket = (id: string, open: boolean, at: number) => ({
    type: "ticket",
    account: "Acme",
    id,
    open,
    timestamp: iso(at),
  });
  await delivered(ana, source, ticket("t1", true, now - 3_000));
  await delivered(ana, source, ticket("t2", true, now - 3_000));
  await delivered(ana, source, ticket("t2", false, now - 1_000));
  // Says that it was open, and says it late.
  const late = await delivered(ana, source, ticket("t2", true, now - 2_000));
  expect(late.changes[0]?.why).toBe("Something newer is known of this ticket.");
  const last = (await daysOf(acme)).at(-1);
  expect(last).toEqual([today, 150, 0.75, 0.85, 1, 40]);
});

test("[IW11] what is older never stands over what is newer, field by field", async () => {
  const { ana, acme, source } = await newIntake();
  const metrics = (at: number, fields: object) => ({
    account: "Acme",
    date: "2026-01-01",
    timestamp: iso(at),
    ...fields,
  });
  await delivered(ana, source, metrics(start + 2_000, { daily_active_users: 20 }));
  const late = await delivered(ana, source, metrics(start + 1_000, { daily_active_users: 10, nps_score: 30 }));
  expect(late.changes.map(({ field, before, after }) => [field, before, after])).toEqual([
    ["daily_active_users", 20, 20],
    ["nps_score", null, 30],
  ]);
  await delivered(ana, source, usage("Acme", "u1", "reports", start));
  expect(await daysOf(acme)).toEqual([["2026-01-01", 20, 1, 0.0333, null, 30]]);
});

test("[IW11] a time to come counts as the time of receipt, so that something can still be newer", async () => {
  const { ana, acme, source } = await newIntake();
  const metrics = (at: number, value: number) => ({
    account: "Acme",
    date: "2026-01-01",
    timestamp: iso(at),
    daily_active_users: value,
  });
  const ahead = await delivered(ana, source, metrics(Date.now() + 30 * day, 99));
  expect(ahead.steps.at(-1)?.as).toBe("a time to come: received counts");
  await delivered(ana, source, { ...metrics(0, 7), timestamp: undefined }, { at: Date.now() + 2_000 });
  expect((await daysOf(acme))[0]?.[1]).toBe(7);
});

test("[IW11] facts: the last word of the source stands, and a person's later one above it", async () => {
  const { ana, acme, row, source } = await newIntake();
  const facts = (at: number, arr: number) => ({ type: "account", account: "Acme", arr, timestamp: iso(at) });
  await delivered(ana, source, facts(start + 2_000, 2_000));
  await delivered(ana, source, facts(start + 1_000, 1_000));
  expect((await row(acme))?.arr).toBe(200_000);
  const [event] = await db
    .select()
    .from(accountEvents)
    .where(and(eq(accountEvents.account, acme), eq(accountEvents.kind, "account.changed")));
  expect(event).toMatchObject({ via: "webhook", actor: null, before: '{"arr":0}', after: '{"arr":200000}' });
  await ana.send(`/api/customers/${acme}/`, { method: "PATCH", body: { arr: "3000.00" } });
  const kept = await delivered(ana, source, facts(Date.now() - 60_000, 4_000));
  expect([(await row(acme))?.arr, kept.changes[0]?.why]).toEqual([
    300_000,
    "Something newer is known, or somebody changed it here since.",
  ]);
  await delivered(ana, source, facts(Date.now() + 1_000, 5_000));
  expect((await row(acme))?.arr).toBe(500_000);
});

test("[IW16] contracts: ARR is their sum in whatever order they are told, the renewal the next one", async () => {
  const { ana, circle, account, row } = await newIntake();
  const source = await makeSource(ana, circle.id, "stripe");
  const beta = await account("Beta");
  const event = (id: string, type: string, created: number, object: object) => ({
    id,
    type,
    created: created / 1000,
    data: { object },
  });
  const subscription = (id: string, amount: number, status = "active") => ({
    id,
    customer: "cus_1",
    status,
    currency: "usd",
    current_period_end: Date.UTC(2030, 0, amount / 1000) / 1000,
    items: { data: [{ quantity: 1, price: { unit_amount: amount, recurring: { interval: "month" } } }] },
  });
  const tell = async (payload: { created: number }) => {
    const body = JSON.stringify(payload);
    const seconds = Math.floor(Date.now() / 1000);
    const {
      signature: _s,
      generateTestHeaderString,
      createSubtleCryptoProvider,
    } = await import("./stripe-library.mjs");
    const header = await generateTestHeaderString({
      payload: body,
      secret: source.secret,
      timestamp: seconds,
      cryptoProvider: createSubtleCryptoProvider(),
    });
    const { id } = await (await sendRaw(source, body, { "stripe-signature": header })).json<{ id: string }>();
    await workOff(circle.id);
    return deliveryOf(ana, id);
  };
  // Nobody knows cus_1 yet: it waits, until Stripe says who that is.
  const first = await tell(event("e1", "customer.subscription.updated", start + 5_000, subscription("sub_1", 2_000)));
  expect(first).toMatchObject({ state: "held", error: "Nobody here knows the account cus_1." });
  await tell(event("e2", "customer.updated", start, { id: "cus_1", name: "beta" }));
  await workOff(circle.id);
  expect((await deliveryOf(ana, first.id)).state).toBe("done");
  expect((await row(beta))?.arr).toBe(24_000);
  // Older than the first, about another contract: it counts.
  await tell(event("e3", "customer.subscription.created", start + 1_000, subscription("sub_2", 1_000)));
  expect([(await row(beta))?.arr, (await row(beta))?.renewal_date]).toEqual([36_000, "2030-01-01"]);
  await tell(event("e4", "customer.subscription.deleted", start + 9_000, subscription("sub_1", 2_000)));
  expect((await row(beta))?.arr).toBe(12_000);
  // Late news of the contract that has ended.
  await tell(event("e5", "customer.subscription.updated", start + 8_000, subscription("sub_1", 9_000)));
  expect((await row(beta))?.arr).toBe(12_000);
});

test("[IW9] a burst of events for one account is scored a few times, not once each", async () => {
  const { circle, acme, source, scores } = await newIntake();
  const many = 1_200;
  await putDeliveries(
    source,
    Array.from({ length: many }, (_, n) => usage("Acme", `user ${n}`, "reports", start)),
  );
  await workOff(circle.id);
  expect((await daysOf(acme))[0]?.[1]).toBe(many);
  const scored = await scores(acme);
  expect(scored.length).toBeLessThanOrEqual(3);
});

test("[IW8] one that cannot be done holds up no other, is tried again, and is then a dead letter with its reason", async () => {
  const { ana, circle, acme, source } = await newIntake();
  const payload = { type: "kpi", kpi: "Revenue", value: "12.00" };
  const gone = {
    ...env,
    Circle: { getByName: () => new Proxy({}, { get: () => () => Promise.reject(new Error("gone")) }) },
  };
  await putDeliveries(source, [payload, usage("Acme", "u1", "reports", start)]);
  const [good, { id } = { id: "" }] = await listed(ana, circle.id);
  const { drain } = await import("./drain.ts");
  const desk = { env: gone as unknown as typeof env, db };
  const waits: (number | null)[] = [];
  let now = Date.now();
  for (let times = 0; times < 6; times += 1) {
    await drain(desk, circle.id, now);
    const due =
      (await db.get<{ due: number | null }>(sql`select due_at as due from webhook_deliveries where id = ${id}`))?.due ??
      null;
    waits.push(due === null ? null : (due - now) / 1000);
    now = due ?? now;
  }
  expect(waits).toEqual([2, 10, 60, 600, 3_600, null]);
  expect((await daysOf(acme)).length).toBe(1);
  expect((await deliveryOf(ana, good?.id ?? "")).state).toBe("done");
  const dead = await deliveryOf(ana, id);
  expect(dead).toMatchObject({ state: "dead", attempts: 6 });
  expect(dead.error).toMatch(/^Something went wrong on our side: /);
});

test("[IW8] a wake-up that was lost is made up for, and a message is asked for again while its circle cannot work", async () => {
  const { ana, circle, acme, source } = await newIntake();
  await putDeliveries(source, [usage("Acme", "u1", "reports", start)]);
  // The real queue carries it to the real consumer.
  await sweep({ env, db }, Date.now());
  await vi.waitFor(async () => expect((await listed(ana, circle.id))[0]?.state).toBe("done"), { timeout: 10_000 });
  expect((await daysOf(acme)).length).toBe(1);
  const asked: string[] = [];
  const message = (body: unknown) => ({
    body,
    attempts: 1,
    ack: () => asked.push("done"),
    retry: ({ delaySeconds }: { delaySeconds: number }) => asked.push(`again in ${delaySeconds} s`),
  });
  const batch = {
    queue: "rondo-inbound",
    messages: [message({ circle: circle.id }), message({ circle: circle.id }), message("?")],
  };
  await consume(batch as unknown as MessageBatch, env);
  const broken = { ...env, Intake: { getByName: () => ({ drain: () => Promise.reject(new Error("gone")) }) } };
  await consume(
    { ...batch, messages: [message({ circle: circle.id })] } as unknown as MessageBatch,
    broken as unknown as typeof env,
  );
  expect(asked).toEqual(["done", "done", "done", "again in 1 s"]);
});

test("[IW16] feedback and happenings stand once in the timeline, whoever tells of them again", async () => {
  const { ana, circle, acme, row, source } = await newIntake();
  const rating = {
    type: "feedback",
    account: "Acme",
    id: "f1",
    title: "Wonderful support, I love it",
    timestamp: iso(start),
  };
  await delivered(ana, source, rating);
  await delivered(ana, source, { ...rating, note: "the same one, told anew" });
  await delivered(ana, source, {
    type: "event",
    account: "Acme",
    id: "p1",
    kind: "payment.failed",
    title: "A payment failed",
  });
  expect(await db.select({ title: feedback.title }).from(feedback).where(eq(feedback.account, acme))).toEqual([
    { title: rating.title },
  ]);
  expect((await row(acme))?.open_feedback).toBe(1);
  const events = await db
    .select({ kind: accountEvents.kind })
    .from(accountEvents)
    .where(eq(accountEvents.account, acme));
  expect(events.map(({ kind }) => kind)).toEqual(["feedback.added", "payment.failed"]);
  expect((await listed(ana, circle.id)).map(({ state }) => state)).toEqual(["done", "done", "done"]);
});
