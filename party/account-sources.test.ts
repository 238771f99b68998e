/** Following accounts: how often D1 is asked, and what happens when it does not answer. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NewKpi } from "../domain/kpi.ts";
import type { KpiSource } from "../domain/kpi-words.ts";
import { TestCircle } from "../tests/circle.ts";
import { type AccountFigures, AccountFollower } from "./circle-account-sources.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const plain: NewKpi = {
  name: "K",
  current_value: "5",
  target: "10",
  unit: "none",
  direction: "higher",
  floor: null,
  ceiling: null,
  baseline: null,
  starts_on: null,
  due_on: null,
  source: null,
};

const nothing: AccountFigures = {
  accounts: 0,
  "accounts:arr": 0,
  "accounts:health": null,
  "accounts:at_risk": 0,
  "accounts:arr_at_risk": 0,
  "accounts:renewals_30": 0,
};

const open = (figures: () => Promise<Partial<AccountFigures>>) => {
  const circle = new TestCircle();
  const ana = circle.member("ana");
  const told = { asked: 0, daily: 0 };
  const follower = new AccountFollower({
    host: () => circle.host,
    figures: async () => {
      told.asked += 1;
      return { ...nothing, ...(await figures()) };
    },
    done: () => {},
    daily: () => (told.daily += 1),
  });
  const kpi = (source: KpiSource | null): string => {
    const id = circle.id();
    const args = { ...plain, source, id, point_id: circle.id() };
    circle.host.write({ name: "kpi.create", args, member: ana, scope: "write", via: "rest" });
    return id;
  };
  const value = (id: string) => circle.storage.get("kpi", id)?.current_value;
  return { follower, told, kpi, value };
};

test("[KP23] a burst is asked for once, and again when something changed while D1 was asked", async () => {
  let accounts = 100;
  const { follower, told, kpi, value } = open(async () => {
    const now = accounts;
    await new Promise((done) => setTimeout(done, 100));
    return { accounts: now };
  });
  const id = kpi("accounts");
  for (let at = 0; at < 50; at += 1) follower.soon();
  await vi.advanceTimersByTimeAsync(300);
  accounts = 300;
  follower.soon();
  await vi.advanceTimersByTimeAsync(60);
  expect([told.asked, value(id)]).toEqual([1, 100]);
  await vi.advanceTimersByTimeAsync(400);
  expect([told.asked, value(id)]).toEqual([2, 300]);
});

test("[KP23] D1 is left alone while no KPI follows accounts; a KPI that counts days is looked at when one begins", async () => {
  const { follower, told, kpi } = open(async () => ({}));
  kpi(null);
  kpi("contacts");
  await follower.now();
  expect(told).toEqual({ asked: 0, daily: 0 });
  kpi("accounts:renewals_30");
  await follower.now();
  expect(told).toEqual({ asked: 1, daily: 1 });
});

test("[KP23] what D1 did not answer is asked again; an average of nothing leaves the value", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  let away = true;
  const { follower, told, kpi, value } = open(async () => {
    if (away) throw new Error("D1 is away");
    return { accounts: 200 };
  });
  const [count, health] = [kpi("accounts"), kpi("accounts:health")];
  await follower.now();
  expect([told.asked, value(count)]).toEqual([1, 500]);
  away = false;
  await vi.advanceTimersByTimeAsync(6_000);
  expect([told.asked, value(count), value(health)]).toEqual([2, 200, 500]);
});
