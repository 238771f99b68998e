/** The course of health by day, and cohorts. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type ScoreOnDay, type TrendAccount, cohortsOf, healthTrend } from "./analytics.ts";
import { dateAfter } from "./days.ts";
import { sliceOf } from "./portfolio.ts";
import type { ArrHistory } from "./retention.ts";

const bucketOf = (value: number | null) =>
  value === null ? "unknown" : value >= 70 ? "healthy" : value >= 40 ? "at_risk" : "critical";
const score = (account: string, date: string, value: number | null, reckoned = false): ScoreOnDay => ({
  account,
  date,
  value,
  bucket: bucketOf(value),
  reckoned,
});

test("[PF14] a day stands as it did at its end: scores hold until the next, and deleted accounts leave", () => {
  const accounts: TrendAccount[] = [
    { id: "a", arr: 300, gone: null },
    { id: "b", arr: 100, gone: "2026-06-04" },
  ];
  const scores = [
    score("a", "2026-05-20", 50, true),
    score("a", "2026-06-02", 80),
    score("b", "2026-06-03", 20),
    score("b", "2026-06-03", 40),
    score("x", "2026-06-01", 1),
  ];
  const none = { critical: 0, at_risk: 0, healthy: 0, unknown: 0 };
  expect(healthTrend(scores, accounts, { from: "2026-06-01", days: 4 })).toEqual([
    {
      date: "2026-06-01",
      scored: 1,
      reckoned: 1,
      average_health: 50,
      weighted_health: 50,
      buckets: { ...none, at_risk: 1 },
    },
    {
      date: "2026-06-02",
      scored: 1,
      reckoned: 0,
      average_health: 80,
      weighted_health: 80,
      buckets: { ...none, healthy: 1 },
    },
    {
      date: "2026-06-03",
      scored: 2,
      reckoned: 0,
      average_health: 60,
      weighted_health: 70,
      buckets: { ...none, healthy: 1, at_risk: 1 },
    },
    {
      date: "2026-06-04",
      scored: 1,
      reckoned: 0,
      average_health: 80,
      weighted_health: 80,
      buckets: { ...none, healthy: 1 },
    },
  ]);
});

const anyScores = fc.array(
  fc
    .record({ account: fc.constantFrom("a", "b", "c"), day: fc.nat(9), value: fc.option(fc.nat(100)) })
    .map(({ account, day, value }) => score(account, dateAfter("2026-06-01", day), value)),
  { maxLength: 30 },
);

test("[PF14] each day equals the portfolio's own sums over the last scores known by then", () => {
  const arrs = { a: 100, b: 250, c: 0 };
  const accounts = Object.entries(arrs).map(([id, arr]) => ({ id, arr, gone: null }));
  fc.assert(
    fc.property(anyScores, (scores) => {
      for (const { date, ...point } of healthTrend(scores, accounts, { from: "2026-06-01", days: 10 })) {
        const last = accounts.flatMap(({ id, arr }) => {
          const own = scores.filter((one) => one.account === id && one.date <= date);
          // The last of the latest day.
          const newest = own.toSorted((x, y) => (x.date < y.date ? -1 : x.date > y.date ? 1 : 0)).at(-1);
          return newest
            ? [
                {
                  id,
                  name: id,
                  arr,
                  health_value: newest.value,
                  health_bucket: newest.bucket,
                  segment: null,
                  region: null,
                  industry: "other" as const,
                  renewal_date: null,
                },
              ]
            : [];
        });
        const slice = sliceOf(last);
        expect(point).toEqual({
          scored: slice.scored.count,
          reckoned: 0,
          average_health: slice.average_health,
          weighted_health: slice.weighted_health,
          buckets: Object.fromEntries(Object.entries(slice.buckets).map(([bucket, { count }]) => [bucket, count])),
        });
      }
    }),
  );
});

test("[PF15] a cohort is a month's new accounts, with what is left of them and their ARR at each month's end since", () => {
  const at = (month: number, date: number) => Date.UTC(2026, month, date);
  const history = (id: number, created: number, arr: number | null, ...changes: ArrHistory["changes"]): ArrHistory => ({
    id: String(id),
    number: id,
    name: String(id),
    created_at: created,
    arr,
    changes: [{ at: created, before: null, after: changes[0]?.before ?? arr }, ...changes],
  });
  const histories = [
    history(1, at(2, 3), 120, { at: at(4, 2), before: 100, after: 120 }),
    history(2, at(2, 20), null, { at: at(3, 9), before: 50, after: null }),
    history(3, at(4, 1), 70),
    history(4, at(0, 1), 10),
  ];
  expect(cohortsOf(histories, at(4, 15), 3)).toEqual([
    {
      month: "2026-03",
      accounts: 2,
      course: [
        { months: 0, accounts: 2, arr: 150 },
        { months: 1, accounts: 1, arr: 100 },
        { months: 2, accounts: 1, arr: 120 },
      ],
    },
    { month: "2026-05", accounts: 1, course: [{ months: 0, accounts: 1, arr: 70 }] },
  ]);
});
