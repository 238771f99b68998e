/** The clock: what is due is run once, a ring brings it forward, and what ended while nobody looked is caught up. */
import {
  createExecutionContext,
  createScheduledController,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq, min } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "../../drizzle/accounts.ts";
import { db, desk, newBook } from "../../tests/workerd/accounts.ts";
import { settle } from "../accounts/door.ts";
import worker from "../index.ts";
import type { Clock } from "./clock.ts";
import { daily } from "./job.ts";

const clock = () => env.Clock.getByName("clock") as unknown as DurableObjectStub<Clock>;
const day = 24 * 60 * 60_000;

/** The platform's cron trigger, waited for. */
const trigger = async () => {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController(), env);
  await waitOnExecutionContext(context);
};
const moments = () =>
  runInDurableObject(clock(), async (_, { storage }) => ({
    recalculation: storage.kv.get<number>("due:recalculation") ?? 0,
    rung: storage.kv.get<number>("rung:ended-overrides"),
    alarm: await storage.getAlarm(),
  }));
const setDue = (name: string, at: number) => runInDurableObject(clock(), (_, { storage }) => storage.kv.put(name, at));

test("[HL14] a daily job is due at its time of the next day, UTC", () => {
  const next = daily(5 * 60_000);
  expect([next(0), next(5 * 60_000 - 1), next(5 * 60_000), next(day)]).toEqual([
    5 * 60_000,
    5 * 60_000,
    day + 5 * 60_000,
    day + 5 * 60_000,
  ]);
});

test("[H7] [HL14] the night's recalculation catches up on what was left behind, once", async () => {
  const { account, day: usage, row, scores } = await newBook();
  const acme = await account("Acme Corp", { segment: "Enterprise" });
  await usage(acme, "2024-01-01");
  await trigger();
  const { recalculation, alarm } = await moments();
  expect(recalculation).toBeGreaterThan(Date.now());
  // Other jobs may be due before it.
  expect(alarm).toBeLessThanOrEqual(recalculation);
  expect(await scores(acme)).toEqual([]);

  await setDue("due:recalculation", Date.now() - 3 * day);
  await trigger();
  expect(await row(acme)).toMatchObject({ health_value: 83.75 });
  expect((await scores(acme)).map(({ cause, actor }) => [cause, actor])).toEqual([["schedule", null]]);
  expect((await moments()).recalculation).toBe(recalculation);

  await setDue("due:recalculation", Date.now() - 1);
  await Promise.all([trigger(), trigger(), trigger()]);
  expect(await scores(acme)).toHaveLength(1);
});

test("[C12] [HL14] an override that is to end rings the clock, and ends with no one looking", async () => {
  const { circle, account, day: usage, row, scores } = await newBook();
  const acme = await account("Acme Corp", { segment: "Enterprise" });
  await usage(acme, "2024-01-01");
  const until = Date.now() + 60_000;
  await db
    .update(accounts)
    .set({ override_bucket: "critical", override_at: 5, override_until: until })
    .where(eq(accounts.id, acme));
  await settle(desk, circle, [acme], { cause: "override", actor: null, now: Date.now() });
  // Files that ran before may have rung for less.
  const { rung, alarm } = await moments();
  expect(rung).toBeLessThanOrEqual(until);
  expect(alarm).toBeLessThanOrEqual(until);

  const later = Date.now() + 3_600_000;
  await db
    .update(accounts)
    .set({ override_until: Date.now() - 1 })
    .where(eq(accounts.id, acme));
  const small = await account("Small Co", { override_bucket: "healthy", override_at: 5, override_until: later });
  await settle(desk, circle, [small], { cause: "override", actor: null, now: Date.now() });
  await setDue("rung:ended-overrides", Date.now() - 1);
  expect(await runDurableObjectAlarm(clock())).toBe(true);
  expect(await row(acme)).toMatchObject({ health_bucket: "healthy", health_source: "computed" });
  expect((await scores(acme)).map(({ cause }) => cause)).toEqual(["override", "expiry"]);
  expect(await row(small)).toMatchObject({ health_source: "override" });
  // The next one that ends, in any circle, is what the clock waits for.
  const [next] = await db
    .select({ until: min(accounts.override_until) })
    .from(accounts)
    .where(eq(accounts.health_source, "override"));
  expect(next?.until).toBeLessThanOrEqual(later);
  expect(await runInDurableObject(clock(), (_, { storage }) => storage.kv.get("due:ended-overrides"))).toBe(
    next?.until,
  );
});
