/** Whether playbooks helped, against accounts like theirs. */
import { expect, test } from "vitest";
import { type Course, type Treated, effectivenessOf, peersOf } from "./effectiveness.ts";

const course = (account: string, before: number, after: number, segment: string | null = "SMB"): Course => ({
  account,
  segment,
  before,
  after,
});
const others = [
  course("p1", 50, 52),
  course("p2", 45, 45),
  course("p3", 61, 90),
  course("p4", 50, 99, "Enterprise"),
  course("p5", 55, 56),
];
const run = (at: number, after: number): Treated => ({ playbook: 9, ...course(`r${at}`, 50, after), others });

test("[PF16] peers are of the same segment and within ten points at the start, the nearest first", () => {
  expect(peersOf(run(1, 60)).map(({ account }) => account)).toEqual(["p1", "p2", "p5"]);
});

test("[PF16] the difference to their peers comes with a 95 % interval, and with fewer than five runs no verdict", () => {
  // The peers gain 1 on average; the runs 10, 12, 8, 11, 9.
  expect(effectivenessOf([60, 62, 58, 61, 59].map((after, at) => run(at, after)))).toEqual([
    {
      playbook: 9,
      runs: 5,
      matched: 5,
      change: 10,
      peers_change: 1,
      difference: 9,
      // 2.776 × 1.5811 / √5
      low: 7.04,
      high: 10.96,
      verdict: "helps",
    },
  ]);
  expect(effectivenessOf([run(1, 60), run(2, 62)])).toMatchObject([
    { matched: 2, difference: 10, low: null, high: null, verdict: "too_few" },
  ]);
  expect(effectivenessOf([{ ...run(1, 60), others: [] }])).toMatchObject([
    { runs: 1, matched: 0, difference: null, verdict: "too_few" },
  ]);
});

test("[PF16] an interval around nothing is unclear, one below it harms", () => {
  const verdict = (afters: readonly number[]) => effectivenessOf(afters.map((after, at) => run(at, after)))[0]?.verdict;
  expect([verdict([40, 62, 51, 30, 72]), verdict([40, 41, 39, 42, 38])]).toEqual(["unclear", "harms"]);
});
