/** Percentiles among peers, by hand and by their laws. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type BenchmarkAccount, benchmarkOf, benchmarkTable, percentileOf, quartilesOf } from "./benchmark.ts";

const account = (id: number, known: Partial<BenchmarkAccount> = {}): BenchmarkAccount => ({
  id: String(id),
  industry: "technology",
  segment: "SMB",
  health_value: null,
  daily_active_users: null,
  feature_adoption_rate: null,
  support_tickets_open: null,
  nps_score: null,
  login_frequency: null,
  ...known,
});

test("[R7] the percentile is the share of peers that do worse, ties by half; fewer tickets are better", () => {
  expect(percentileOf(70, [40, 50, 60, 70, 80], false)).toBe(70);
  expect(percentileOf(2, [0, 2, 4, 6, 8], true)).toBe(70);
  expect(percentileOf(1, [5, 6, 7], false)).toBe(0);
  expect(quartilesOf([10, 20, 30, 40])).toEqual({ p25: 17.5, median: 25, p75: 32.5 });
});

test("[R7] five peers with a known value are a measure; with fewer all accounts are, and it says so", () => {
  const mine = account(0, { health_value: 60, segment: "Enterprise" });
  const others = [50, 55, 60, 65, 90].map((health_value, at) => account(at + 1, { health_value }));
  const [health, users] = benchmarkOf(mine, [mine, ...others, account(9, { segment: "Enterprise", health_value: 10 })]);
  expect(health).toEqual({
    metric: "health_value",
    value: 60,
    better: "higher",
    comparisons: [
      {
        by: "industry",
        group: "technology",
        among: "group",
        group_peers: 6,
        peers: 6,
        percentile: 58.3,
        p25: 51.25,
        median: 57.5,
        p75: 63.75,
      },
      {
        by: "segment",
        group: "Enterprise",
        among: "all",
        group_peers: 1,
        peers: 6,
        percentile: 58.3,
        p25: 51.25,
        median: 57.5,
        p75: 63.75,
      },
    ],
  });
  expect(users).toEqual({ metric: "daily_active_users", value: null, better: "higher", comparisons: [] });
});

test("[R7] the table of figures has all accounts, then each industry and segment, with how many are known", () => {
  const accounts = [1, 2, 3, 4, 5].map((id) => account(id, { nps_score: id * 10, segment: id === 5 ? null : "SMB" }));
  const table = benchmarkTable(accounts);
  expect(table.map(({ by, group, accounts: count }) => [by, group, count])).toEqual([
    [null, null, 5],
    ["industry", "technology", 5],
    ["segment", "SMB", 4],
  ]);
  const nps = table.map(({ metrics }) => metrics.find(({ metric }) => metric === "nps_score"));
  expect(nps.map((one) => [one?.known, one?.among, one?.quartiles?.median])).toEqual([
    [5, "group", 30],
    [5, "group", 30],
    [4, "all", 30],
  ]);
  expect(table[0]?.metrics[0]).toEqual({
    metric: "health_value",
    better: "higher",
    known: 0,
    among: "group",
    quartiles: null,
  });
});

test("[R7] percentiles stay in 0…100, never fall as the value gets better, and mirror where less is better", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1 }),
      fc.integer(),
      fc.integer(),
      (peers, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const of = (value: number) => percentileOf(value, peers, false);
        expect(of(low)).toBeLessThanOrEqual(of(high));
        expect(of(low)).toBeGreaterThanOrEqual(0);
        expect(of(high)).toBeLessThanOrEqual(100);
        expect(Math.abs(of(a) + percentileOf(a, peers, true) - 100)).toBeLessThanOrEqual(0.1001);
      },
    ),
  );
});
