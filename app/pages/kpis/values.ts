/** The values that a KPI had, as charts take them. No platform, no signals. */
import type { Kpi } from "../../../domain/kpi.ts";

/** Oldest first; amounts in hundredths. */
export interface Series {
  times: readonly number[];
  values: readonly number[];
  targets: readonly number[];
}

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
