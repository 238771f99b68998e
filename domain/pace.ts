/** Pace: where a KPI would stand on its due day if it went on as it has. With its arithmetic, for "why". [KP10] */
import type { Amount } from "./amount.ts";

export interface PaceInput {
  baseline: Amount;
  current: Amount;
  target: Amount;
  /** Days since 1970-01-01. */
  startsOn: number;
  dueOn: number;
  today: number;
  direction: "higher" | "lower" | "between";
}

export interface Pace {
  /** On the due day, on a straight line from the baseline through today's value; hundredths. */
  projected: Amount;
  /** Where the straight line to the target is today. */
  expected: Amount;
  verdict: "ahead" | "on_track" | "behind";
  /** Change a day until now, in hundredths (not rounded). */
  perDay: number;
  daysGone: number;
  daysLeft: number;
}

/** Within this share of the way to go, a projection counts as on track. */
const tolerance = 0.05;

/** Null before the first day has passed, and when the due day does not come after the start. */
export const paceOf = ({ baseline, current, target, startsOn, dueOn, today, direction }: PaceInput): Pace | null => {
  const daysGone = Math.min(today, dueOn) - startsOn;
  const days = dueOn - startsOn;
  if (daysGone < 1 || days < 1) return null;
  const perDay = (current - baseline) / daysGone;
  const projected = Math.round(baseline + perDay * days);
  const expected = Math.round(baseline + ((target - baseline) * daysGone) / days);
  const margin = Math.abs(target - baseline) * tolerance;
  const better = direction === "lower" ? target - projected : projected - target;
  const verdict = better > margin ? "ahead" : better >= -margin ? "on_track" : "behind";
  return { projected, expected, verdict, perDay, daysGone, daysLeft: dueOn - Math.min(today, dueOn) };
};
