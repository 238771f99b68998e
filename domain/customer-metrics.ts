/** The figures that people keep of a customer by hand, beside its daily usage. [D6] [D7] [X1] */
import * as z from "zod/mini";
import { instant } from "./account-resource.ts";
import { type UsageTrend, usageTrends } from "./account-words.ts";
import { oneOf } from "./contact.ts";

const whole = (least: number, most: number) =>
  z.nullable(
    z.int("Must be a whole number.").check(z.minimum(least, `At least ${least}.`), z.maximum(most, `At most ${most}.`)),
  );
const share = (most: number) =>
  z.nullable(z.number("Must be a number.").check(z.minimum(0, "At least 0."), z.maximum(most, `At most ${most}.`)));

/** Absent means unchanged, null is unknown. Rates are percentages; seats may be used beyond what was bought. */
export const MetricsChange = z.partial(
  z.object({
    nps: whole(-100, 100),
    usage_trend: z.nullable(oneOf(usageTrends)),
    active_users: whole(0, 1_000_000_000),
    renewal_rate: share(100),
    seat_utilization: share(1_000),
    response_limit: whole(0, 1_000_000_000),
    response_used: whole(0, 1_000_000_000),
  }),
);
export type MetricsChange = z.infer<typeof MetricsChange>;

export interface MetricsRecord {
  nps: number | null;
  usage_trend: UsageTrend | null;
  active_users: number | null;
  renewal_rate: number | null;
  seat_utilization: number | null;
  response_limit: number | null;
  response_used: number | null;
  updated_at: number;
}

export interface MetricsResource extends Omit<MetricsRecord, "updated_at"> {
  response_usage_percentage: number;
  updated_at: string | null;
}

/** Before anybody wrote any. */
export const noMetrics: Omit<MetricsRecord, "updated_at"> = {
  nps: null,
  usage_trend: null,
  active_users: null,
  renewal_rate: null,
  seat_utilization: null,
  response_limit: null,
  response_used: null,
};

/** [D7] In percent, with two decimals; 0 without a limit. */
export const usedPercentage = (used: number | null, limit: number | null): number =>
  limit === null || limit === 0 ? 0 : Math.round(((used ?? 0) / limit) * 10_000) / 100;

export const metricsResource = (row: MetricsRecord | null): MetricsResource => {
  const { updated_at, ...figures } = row ?? { ...noMetrics, updated_at: null };
  return {
    ...figures,
    response_usage_percentage: usedPercentage(figures.response_used, figures.response_limit),
    updated_at: updated_at === null ? null : instant(updated_at),
  };
};
