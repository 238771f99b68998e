/** The course of an account's usage: each metric's series, and how fast it goes up or down. [I5] */
import { usageFields, type UsageField } from "./account-words.ts";
import type { UsageRow } from "./health.ts";

export interface UsageCourse {
  /** Days on which it was known, oldest first. */
  series: { date: string; value: number }[];
  /** By least squares, a day; null with fewer than two points. */
  slope: number | null;
}

const day = 24 * 60 * 60_000;

/** How much y grows for each unit of x; null where that cannot be said. */
export const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number | null => {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (n < 2 || below === 0) return null;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / below;
  return slope === 0 ? 0 : slope;
};

/** By metric, from rows in any order. What is missing on a day is no point of its series. */
export const usageCourses = (rows: readonly UsageRow[]): Record<UsageField, UsageCourse> => {
  const inOrder = rows.toSorted((one, other) => (one.date < other.date ? -1 : 1));
  return Object.fromEntries(
    usageFields.map((field): [UsageField, UsageCourse] => {
      const series = inOrder.flatMap(({ date, [field]: value }) => (value === null ? [] : [{ date, value }]));
      return [field, { series, slope: slopeOf(series.map(({ date, value }) => [Date.parse(date) / day, value])) }];
    }),
  ) as Record<UsageField, UsageCourse>;
};
