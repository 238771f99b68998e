import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dateAfter } from "./days.ts";
import { carryOver, countValue, type MetricDay, noValues, readDayTimes, stateValue } from "./metric-day.ts";
import { countUsage, isNewer, openTickets, reachOf, type Said, windowStart } from "./usage.ts";

interface Event {
  day: number;
  user: string;
  feature: string;
}

const first = "2026-01-01";
const dateOf = (day: number): string => dateAfter(first, day);

const events = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 70 }),
    user: fc.constantFrom("ana", "ben", "chioma", "dmitri"),
    feature: fc.constantFrom("reports", "export", "alerts"),
  }),
  { maxLength: 60 },
);

/** The sets that are kept, from events in any order. */
const seenIn = (list: readonly Event[]) => {
  const users = new Map<string, Set<string>>();
  const features = new Map<string, Set<string>>();
  for (const { day, user, feature } of list) {
    const date = dateOf(day);
    users.set(date, (users.get(date) ?? new Set()).add(user));
    features.set(date, (features.get(date) ?? new Set()).add(feature));
  }
  return {
    users: new Map([...users].map(([date, names]) => [date, names.size])),
    active: new Set(users.keys()),
    features,
  };
};

test("[IW10] numbers of a day are what counting the events one by one gives", () => {
  fc.assert(
    fc.property(events, fc.integer({ min: 0, max: 70 }), (list, day) => {
      const within = list.filter((event) => event.day > day - 30 && event.day <= day);
      const distinct = (values: readonly (string | number)[]): number => new Set(values).size;
      const users = distinct(list.filter((event) => event.day === day).map(({ user }) => user));
      const counted = countUsage(seenIn(list), dateOf(day), 3);
      expect(counted.daily_active_users).toBe(users);
      expect(counted.feature_adoption_rate).toBeCloseTo(distinct(within.map(({ feature }) => feature)) / 3, 4);
      expect(counted.login_frequency).toBeCloseTo(distinct(within.map((event) => event.day)) / 30, 4);
    }),
  );
});

test("[IW10] order, repetition and delay of events make no difference", () => {
  fc.assert(
    fc.property(events, fc.integer(), fc.integer({ min: 0, max: 70 }), (list, seed, day) => {
      const doubled = [...list, ...list].toSorted(
        (one, other) =>
          Math.sin(seed + one.day * 7 + one.user.length) - Math.sin(seed + other.day * 7 + other.user.length),
      );
      expect(countUsage(seenIn(doubled), dateOf(day), 3)).toEqual(countUsage(seenIn(list), dateOf(day), 3));
    }),
  );
});

test("[IW10] thirty days count, the day itself among them; listed features alone count; without any nothing is claimed", () => {
  const seen = seenIn([
    { day: 0, user: "ana", feature: "reports" },
    { day: 29, user: "ben", feature: "export" },
  ]);
  const listed = new Set(["reports", "alerts"]);
  expect(countUsage(seen, dateOf(29), listed)).toEqual({
    daily_active_users: 1,
    feature_adoption_rate: 0.5,
    login_frequency: 0.0667,
  });
  expect(countUsage(seen, dateOf(30), listed)).toEqual({
    daily_active_users: 0,
    feature_adoption_rate: 0,
    login_frequency: 0.0333,
  });
  expect(countUsage(seen, dateOf(29), 0).feature_adoption_rate).toBeNull();
  expect([windowStart("2026-01-30"), reachOf("2026-01-01")]).toEqual(["2026-01-01", "2026-01-30"]);
});

test("[IW10] somebody without a name is one person", () => {
  const seen = { users: new Map<string, number>(), active: new Set([first]), features: new Map() };
  expect(countUsage(seen, first, 0).daily_active_users).toBe(1);
});

test("[IW10] a ticket is open on every day from its opening to the day before it was closed", () => {
  const ticket = { opened_at: Date.UTC(2026, 0, 2, 15), closed_at: Date.UTC(2026, 0, 4, 9) };
  const days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
  expect(days.map((day) => openTickets([ticket], day))).toEqual([0, 1, 1, 0]);
  expect(openTickets([{ ...ticket, closed_at: null }], "2026-03-01")).toBe(1);
});

const said = fc.record({ at: fc.integer({ min: 0, max: 5 }), n: fc.integer({ min: 1, max: 50 }) });

test("[IW11] the last word is the same in whatever order words arrive", () => {
  const lastOf = (words: readonly Said[]): Said | undefined =>
    words.reduce<Said | undefined>((last, word) => (isNewer(word, last) ? word : last), undefined);
  fc.assert(
    fc.property(fc.uniqueArray(said, { selector: ({ n }) => n, maxLength: 12 }), fc.integer(), (words, seed) => {
      const shuffled = words.toSorted((one, other) => Math.sin(seed * one.n) - Math.sin(seed * other.n));
      expect(lastOf(shuffled)).toEqual(lastOf(words));
    }),
  );
});

const emptyDay = (): MetricDay => ({ values: { ...noValues }, said: {}, counted: [], carried: {} });

test("[IW11] what is stated goes before what is counted, and neither is moved back by something older", () => {
  const day = emptyDay();
  expect(countValue(day, "daily_active_users", 4)).toBe(true);
  expect(stateValue(day, "daily_active_users", 40, { at: 10, n: 1 })).toBe(true);
  expect(countValue(day, "daily_active_users", 5)).toBe(false);
  expect(stateValue(day, "daily_active_users", 30, { at: 9, n: 2 })).toBe(false);
  expect(stateValue(day, "daily_active_users", 41, { at: 10, n: 3 })).toBe(true);
  expect([day.values.daily_active_users, day.counted]).toEqual([41, []]);
});

test("[IW11] a value that a file wrote was said when it was written", () => {
  const values = { ...noValues, nps_score: 50 };
  const day = { values, ...readDayTimes(null, values, 1_000) };
  expect(stateValue(day, "nps_score", 10, { at: 999, n: 1 })).toBe(false);
  expect(stateValue(day, "nps_score", 10, { at: 1_001, n: 1 })).toBe(true);
});

test("[IW10] a day that counting opens takes along what nobody counts, and remembers from when", () => {
  const [last, next] = [emptyDay(), emptyDay()];
  stateValue(last, "nps_score", 50, { at: 1, n: 1 });
  stateValue(last, "support_tickets_open", 7, { at: 1, n: 1 });
  countValue(next, "support_tickets_open", 2);
  carryOver(next, { date: "2026-01-01", day: last }, new Set(["support_tickets_open"]));
  expect([next.values.support_tickets_open, next.values.nps_score, next.carried]).toEqual([
    2,
    50,
    { nps_score: "2026-01-01" },
  ]);
  const third = emptyDay();
  carryOver(third, { date: "2026-01-02", day: next }, new Set());
  expect(third.carried).toEqual({ nps_score: "2026-01-01", support_tickets_open: "2026-01-02" });
});
