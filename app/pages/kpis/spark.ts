/** The geometry of a small line: points of a series as one SVG path. [KB8] */
import type { Series } from "./values.ts";

export interface Spark {
  /** The line, and the same closed to the ground. */
  line: string;
  area: string;
  /** Height of the target's line, or null when it lies far outside. */
  target: number | null;
  last: { x: number; y: number };
}

/** One point in so many units of width is enough for any screen: more is drawn by its lowest and highest. */
const mostPoints = 180;

/** Keeps the shape: of each stretch the first, lowest, highest and last. */
const thin = (count: number, values: readonly number[]): number[] => {
  if (count <= mostPoints) return Array.from({ length: count }, (_, at) => at);
  const stretch = Math.ceil(count / (mostPoints / 2));
  const kept: number[] = [];
  for (let from = 0; from < count; from += stretch) {
    let [low, high] = [from, from];
    for (let at = from; at < Math.min(count, from + stretch); at += 1) {
      if ((values[at] ?? 0) < (values[low] ?? 0)) low = at;
      if ((values[at] ?? 0) > (values[high] ?? 0)) high = at;
    }
    if (low !== high) kept.push(Math.min(low, high), Math.max(low, high));
    else kept.push(low);
  }
  if (kept.at(-1) !== count - 1) kept.push(count - 1);
  return kept;
};

const tidy = (value: number): number => Math.round(value * 10) / 10;

/** Null with fewer than two points: a line needs two. Time runs from `since` to `until`. */
export const sparkOf = (
  series: Series,
  size: { width: number; height: number },
  since: number,
  until: number,
): Spark | null => {
  const { times, values, targets } = series;
  let first = times.findIndex((time) => time >= since);
  if (first < 0) first = times.length;
  // The value the stretch began with is drawn at its edge.
  if (first > 0) first -= 1;
  const count = times.length - first;
  if (count < 2) return null;
  const shown = values.slice(first);
  let [low, high] = [Infinity, -Infinity];
  for (const value of shown) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const target = targets.at(-1) ?? 0;
  // A target within reach is part of the picture; one far off would flatten the line.
  const reach = Math.max(high - low, Math.abs(high) * 0.02, 1);
  const drawsTarget = target <= high + reach && target >= low - reach;
  if (drawsTarget) [low, high] = [Math.min(low, target), Math.max(high, target)];
  const span = high - low || 1;
  const margin = 3;
  const y = (value: number): number => tidy(margin + (1 - (value - low) / span) * (size.height - 2 * margin));
  const x = (time: number): number => tidy(Math.max(0, (time - since) / (until - since)) * (size.width - margin));
  let line = "";
  for (const at of thin(count, shown))
    line += `${line === "" ? "M" : "L"}${x(times[first + at] ?? 0)} ${y(shown[at] ?? 0)}`;
  const last = { x: x(times.at(-1) ?? 0), y: y(values.at(-1) ?? 0) };
  const start = x(times[first] ?? 0);
  // A moment is no course.
  if (last.x - start < 4) return null;
  return {
    line,
    area: `${line}L${last.x} ${size.height}L${start} ${size.height}Z`,
    target: drawsTarget ? y(target) : null,
    last,
  };
};
