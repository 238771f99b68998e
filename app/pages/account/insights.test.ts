/** The course of a score and what changed it. */
import { expect, it } from "vitest";
import type { HealthPoint } from "./detail.ts";
import { historyLine, versionMarks } from "./insights.tsx";
import { barsOf, type ChangeAnswer, extentOf } from "./waterfall.tsx";

const point = (at: string, value: number | null, version: number): HealthPoint => ({
  at,
  value,
  version,
  bucket: "healthy",
  source: "computed",
  computed_value: value,
  cause: "metrics",
  by: null,
});

it("[AP4] the history is a line, oldest first, and a mark stands where another version computed", () => {
  const history = historyLine([
    point("2026-06-04T00:00:00Z", 70, 2),
    point("2026-06-03T00:00:00Z", null, 1),
    point("2026-06-02T00:00:00Z", 60, 0),
    point("2026-06-01T00:00:00Z", 50, 0),
  ]);
  expect(history.line.values).toEqual([50, 60, 70]);
  expect(versionMarks(history)).toEqual([{ at: Date.parse("2026-06-04T00:00:00Z"), label: "Model 2" }]);
});

it("[AP4] each step of a change begins where the one before it ended, and the last ends at the new score", () => {
  const end = { at: "", date: null, version: 0, bucket: "healthy" as const };
  const answer: ChangeAnswer = {
    from: { ...end, value: 82 },
    to: { ...end, value: 40 },
    change: -42,
    override_change: -24,
    by_cause: { configuration: 2, profile: 0, coverage: 0, behaviour: -20 },
    steps: [
      { cause: "configuration", factor: "nps", points: 2, from: 50, to: 50 },
      { cause: "behaviour", factor: "tickets", points: -20, from: 2, to: 8 },
    ],
    versions: [],
  };
  const bars = barsOf(answer);
  expect(bars.map(({ label, detail, before, points }) => [label, detail, before, points])).toEqual([
    ["NPS", "Scored otherwise", 82, 2],
    ["Open tickets", "2 → 8", 84, -20],
    ["A person's word", "", 64, -24],
  ]);
  expect(extentOf(answer)).toEqual({ low: 30, high: 90 });
  const small = { ...answer, steps: [], override_change: 0, to: { ...end, value: 83 } };
  expect(extentOf(small)).toEqual({ low: 70, high: 90 });
  expect(extentOf({ ...small, from: { ...end, value: 98 }, to: { ...end, value: 100 } })).toEqual({
    low: 80,
    high: 100,
  });
  expect(extentOf({ ...small, from: { ...end, value: null }, to: { ...end, value: 5 } })).toEqual({ low: 0, high: 20 });
  expect((bars.at(-1)?.before ?? 0) + (bars.at(-1)?.points ?? 0)).toBe(answer.to.value);
});
