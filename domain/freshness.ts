/** Freshness and coverage: how old each factor's last value is, and how much of the score's weight is known. [HL8] */
import { dateAfter } from "./days.ts";
import { type Factor, type HealthModel, type Score, factors, settingsOf } from "./health.ts";

/** Days after which a factor's last value counts as stale. */
export const staleAfter = 14;

export interface Freshness {
  factor: Factor;
  /** The last day on which it had a value. */
  last: string | null;
  days: number | null;
  state: "fresh" | "stale" | "missing";
}

const day = 24 * 60 * 60_000;

/** Today is a UTC date; a value dated ahead of it is as fresh as one of today. */
export const freshnessOf = (last: Record<Factor, string | null>, today: string): Freshness[] =>
  factors.map((factor) => {
    const date = last[factor];
    if (date === null) return { factor, last: null, days: null, state: "missing" };
    const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(date)) / day));
    return { factor, last: date, days, state: date < dateAfter(today, -staleAfter) ? "stale" : "fresh" };
  });

/** 0…1: the share of the model's weight whose factors are known in the row that was scored. */
export const coverageOf = (score: Score, model: HealthModel, segment: string | null): number => {
  const { weights } = settingsOf(model, segment);
  const all = factors.reduce((sum, factor) => sum + weights[factor], 0);
  const known = score.contributions.reduce((sum, { factor, missing }) => sum + (missing ? 0 : weights[factor]), 0);
  return known / all;
};
