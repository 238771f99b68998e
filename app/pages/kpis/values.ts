/** The values that a KPI had, as charts take them. No platform, no signals. */
import type { Kpi, KpiPoint } from "../../../domain/kpi.ts";

/** Oldest first; amounts in hundredths. */
export interface Series {
  times: readonly number[];
  values: readonly number[];
  targets: readonly number[];
}

export const noValues: Series = { times: [], values: [], targets: [] };

/** From one time to another, both included. */
export const within = ({ times, values, targets }: Series, since: number, until: number): Series => {
  let from = 0;
  while (from < times.length && (times[from] ?? 0) < since) from += 1;
  let to = times.length;
  while (to > from && (times[to - 1] ?? 0) > until) to -= 1;
  return { times: times.slice(from, to), values: values.slice(from, to), targets: targets.slice(from, to) };
};

export const lastBefore = ({ times }: Series, time: number): number | undefined => times.findLast((one) => one < time);
export const firstAfter = ({ times }: Series, time: number): number | undefined => times.find((one) => one > time);

/** A value that waits to be sent. */
export type Waiting = Pick<KpiPoint, "id" | "value" | "target" | "recorded_at" | "note">;

/** What a row says of its newest value. */
export type Current = Pick<Kpi, "recorded_at" | "current_value" | "target">;

/** The series with the row's own value at its end. Points after it were taken back; one of the same moment is this one. */
export const withCurrent = (series: Series, { recorded_at, current_value, target }: Current): Series => {
  let end = series.times.length;
  while (end > 0 && (series.times[end - 1] ?? 0) >= recorded_at) end -= 1;
  return {
    times: [...series.times.slice(0, end), recorded_at],
    values: [...series.values.slice(0, end), current_value],
    targets: [...series.targets.slice(0, end), target],
  };
};

/**
 * The series as the screen shows it: what the room has, then every value that waits here, in the order they were entered;
 * a clock that is behind moves none of them before what is known. With none waiting, the row as it is shown has the last word.
 */
export const withWaiting = (series: Series, waiting: readonly Waiting[], row: Current): Series => {
  if (waiting.length === 0) return endsWith(series, row) ? series : withCurrent(series, row);
  const known = series.times.at(-1) ?? Number.NEGATIVE_INFINITY;
  return {
    times: [...series.times, ...waiting.map((point) => Math.max(point.recorded_at, known))],
    values: [...series.values, ...waiting.map((point) => point.value)],
    targets: [...series.targets, ...waiting.map((point) => point.target)],
  };
};

export const endsWith = ({ times, values, targets }: Series, row: Current): boolean =>
  times.at(-1) === row.recorded_at && values.at(-1) === row.current_value && targets.at(-1) === row.target;
