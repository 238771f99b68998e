import { expect, test } from "vitest";
import type { Kpi } from "../../../domain/kpi.ts";
import { paceLine, paceSteps, paceToday } from "./pace-words.ts";
import { changeOf, isStale, standingOf } from "./standing.ts";

const plain: Kpi = {
  id: "k",
  n: 1,
  name: "Revenue",
  current_value: 4_120_000,
  target: 4_820_000,
  unit: "currency",
  percentage_complete: 8_548,
  trend: "up",
  percentage_change: 620,
  direction: "higher",
  floor: null,
  ceiling: null,
  baseline: null,
  starts_on: null,
  due_on: null,
  source: null,
  recorded_at: 0,
  created_at: 0,
  created_by: 1,
  updated_at: 0,
  updated_by: 1,
  rev: 1,
};
const today = Date.UTC(2026, 8, 30) / 86_400_000;
const words = (fields: Partial<Kpi>): string[] => {
  const { tone, word } = standingOf({ ...plain, ...fields }, today);
  return [tone, word];
};

test("[KB5] the standing is a tone and a word, by direction", () => {
  expect(words({})).toEqual(["bad", "Below target"]);
  expect(words({ percentage_complete: 9_200 })).toEqual(["watch", "Near target"]);
  expect(words({ current_value: 4_820_000 })).toEqual(["good", "Target met"]);
  expect(words({ direction: "lower" })).toEqual(["good", "Within target"]);
  expect(words({ direction: "lower", current_value: 5_000_000, percentage_complete: 10_373 })).toEqual([
    "watch",
    "Just over target",
  ]);
  expect(words({ direction: "lower", current_value: 9_000_000, percentage_complete: 18_672 })).toEqual([
    "bad",
    "Over target",
  ]);
  const range = { direction: "between", floor: 1_000, ceiling: 4_500, unit: "none" } as const;
  expect(words({ ...range, current_value: 3_200 })).toEqual(["good", "Within range"]);
  expect(words({ ...range, current_value: 4_501 })).toEqual(["bad", "Above 45"]);
  expect(words({ ...range, current_value: 0 })).toEqual(["bad", "Below 10"]);
});

test("[KB5] a change is better or worse by direction, and neither within a range", () => {
  expect(changeOf(plain)).toEqual({ way: "up", tone: "good", words: "Up 6.2%, better" });
  expect(changeOf({ ...plain, direction: "lower" })).toEqual({ way: "up", tone: "bad", words: "Up 6.2%, worse" });
  expect(changeOf({ ...plain, direction: "between" })).toEqual({ way: "up", tone: null, words: "Up 6.2%" });
  expect(changeOf({ ...plain, trend: "neutral" })).toEqual({ way: "level", tone: null, words: "No change" });
  expect(changeOf({ ...plain, percentage_change: 0 })).toEqual({ way: "up", tone: "good", words: "Up from 0, better" });
});

test("[KB10] pace says where the value is heading and shows sums that can be done again", () => {
  const kpi: Kpi = { ...plain, baseline: 2_000_000, starts_on: "2026-01-01", due_on: "2026-12-31" };
  const pace = paceToday(kpi, today);
  if (!pace) throw new Error("There is a pace.");
  expect(standingOf(kpi, today)).toEqual({ tone: "good", word: "On track" });
  expect(paceLine(kpi, pace, today)).toBe("On track for $48,371 by Dec 31");
  expect(paceSteps(kpi, pace, today)).toEqual([
    { label: "Since Jan 1", sum: "$41,200 \u2212 $20,000 = $21,200 in 272 days" },
    { label: "A day", sum: "$77.94" },
    { label: "By Dec 31", sum: "$20,000 + 364 days \u00d7 $77.94 = $48,370.59" },
    { label: "Target", sum: "$48,200, so $170.59 over" },
    { label: "A straight line today", sum: "$41,072.53" },
  ]);
  expect(paceToday(plain, today)).toBeNull();
});

test("[KB9] a value older than seven days is stale, unless it follows its source", () => {
  const week = 7 * 86_400_000;
  expect([isStale(plain, week), isStale(plain, week + 1), isStale({ ...plain, source: "contacts" }, week + 1)]).toEqual(
    [false, true, false],
  );
});
