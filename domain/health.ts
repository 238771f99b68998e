/** Health: one number from 0 to 100 out of a day's usage, with every point explained. [H1] [H2] [H3] [C14] */
import * as z from "zod/mini";
import { Curve, heightAt, straight } from "./curve.ts";

export const factors = ["dau", "adoption", "tickets", "nps", "login"] as const;
export type Factor = (typeof factors)[number];

export const buckets = ["healthy", "at_risk", "critical"] as const;
export type Bucket = (typeof buckets)[number];
/** `unknown`: no data that counts, and nobody said otherwise. */
export const bucketsOrUnknown = [...buckets, "unknown"] as const;
export type BucketOrUnknown = (typeof bucketsOrUnknown)[number];

/** One day's usage; null is missing, which is not zero. [D8] */
export interface UsageRow {
  date: string;
  daily_active_users: number | null;
  feature_adoption_rate: number | null;
  support_tickets_open: number | null;
  nps_score: number | null;
  login_frequency: number | null;
}

export const fieldOf = {
  dau: "daily_active_users",
  adoption: "feature_adoption_rate",
  tickets: "support_tickets_open",
  nps: "nps_score",
  login: "login_frequency",
} as const satisfies Record<Factor, Exclude<keyof UsageRow, "date">>;

/** What a score is computed from, and nothing else; stored beside it. */
export interface HealthInputs {
  segment: string | null;
  seats: number | null;
  row: UsageRow | null;
}

const aNumber = z.number("Must be a number.");
const between = (least: number, most: number) =>
  aNumber.check(z.refine((value) => value >= least && value <= most, `Must be ${least} to ${most}.`));

const Weight = between(0, 100).check(
  z.refine((value) => Math.round(value * 100) / 100 === value, "May have at most two decimals."),
);
const weights = { dau: Weight, adoption: Weight, tickets: Weight, nps: Weight, login: Weight };
const curves = { dau: Curve, adoption: Curve, tickets: Curve, nps: Curve, login: Curve };
const UserTarget = between(1, 1_000_000);
const TicketLimit = between(1, 1_000);
const Thresholds = z.object({ healthy: between(0, 100), at_risk: between(0, 100) }).check(
  z.refine(({ healthy, at_risk }) => at_risk < healthy, {
    path: ["at_risk"],
    message: "Must be lower than the healthy threshold.",
  }),
);

/** What one segment has otherwise; what it leaves out is as for everybody. */
export const SegmentSettings = z.strictObject({
  weights: z.optional(z.partial(z.strictObject(weights))),
  curves: z.optional(z.partial(z.strictObject(curves))),
  tickets_at_zero: z.optional(TicketLimit),
  thresholds: z.optional(Thresholds),
});
export type SegmentSettings = z.infer<typeof SegmentSettings>;

const total = (weighed: Partial<Record<Factor, number>>): number =>
  factors.reduce((sum, factor) => sum + (weighed[factor] ?? 0), 0);

const nothingCounts = "At least one weight must be above 0.";

/** How health is computed: data, edited by a circle and kept by version. Refuses what would not be a score, by field. [HL1] [C13] */
export const HealthModel = z
  .strictObject({
    weights: z.strictObject(weights).check(z.refine((weighed) => total(weighed) > 0, nothingCounts)),
    curves: z.strictObject(curves),
    /** Daily active users that earn all of their points: the account's seats where wanted and known, else by segment. */
    dau_target: z.strictObject({
      default: UserTarget,
      by_segment: z.record(z.string(), UserTarget),
      use_seats: z.boolean("Must be true or false."),
    }),
    /** Open tickets from which on tickets earn nothing. */
    tickets_at_zero: TicketLimit,
    thresholds: Thresholds,
    segments: z.record(z.string(), SegmentSettings),
  })
  .check((context) => {
    const model = context.value;
    for (const [segment, own] of Object.entries(model.segments)) {
      if (own.weights && total({ ...model.weights, ...own.weights }) <= 0)
        context.issues.push({
          code: "custom",
          input: own.weights,
          path: ["segments", segment, "weights"],
          message: nothingCounts,
        });
    }
  });
export type HealthModel = z.infer<typeof HealthModel>;

/** The defaults, until a circle publishes its own. [H1] [H3] */
export const usualModel: HealthModel = {
  weights: { dau: 25, adoption: 25, tickets: 20, nps: 15, login: 15 },
  curves: { dau: straight, adoption: straight, tickets: straight, nps: straight, login: straight },
  dau_target: { default: 50, by_segment: { Enterprise: 100, "Mid-Market": 50, SMB: 20 }, use_seats: true },
  tickets_at_zero: 10,
  thresholds: { healthy: 70, at_risk: 40 },
  segments: {},
};

/** The model as it holds for one segment. */
export interface Settings {
  weights: Record<Factor, number>;
  curves: Record<Factor, Curve>;
  tickets_at_zero: number;
  thresholds: HealthModel["thresholds"];
  /** The target of accounts without seats, and whether it is their segment's own. */
  users: number;
  users_from: "segment" | "default";
  use_seats: boolean;
}

export const settingsOf = (model: HealthModel, segment: string | null): Settings => {
  const own = segment !== null && Object.hasOwn(model.segments, segment) ? model.segments[segment] : undefined;
  const { default: usual, by_segment: bySegment, use_seats } = model.dau_target;
  const ofSegment = segment !== null && Object.hasOwn(bySegment, segment) ? bySegment[segment] : undefined;
  return {
    weights: { ...model.weights, ...own?.weights },
    curves: { ...model.curves, ...own?.curves },
    tickets_at_zero: own?.tickets_at_zero ?? model.tickets_at_zero,
    thresholds: own?.thresholds ?? model.thresholds,
    users: ofSegment ?? usual,
    users_from: ofSegment === undefined ? "default" : "segment",
    use_seats,
  };
};

/** Seats are a target only when there are any. */
export const userTarget = (settings: Settings, seats: number | null): number =>
  settings.use_seats && seats !== null && seats > 0 ? seats : settings.users;

/** An input on its way from worst (0) to best (1), before the curve. Not clamped. [H2] [H3] */
export const progressOf = (factor: Factor, value: number, users: number, ticketsAtZero: number): number => {
  if (factor === "dau") return value / users;
  if (factor === "tickets") return 1 - value / ticketsAtZero;
  return factor === "nps" ? (value + 100) / 200 : value;
};

/** Scores are whole billionths of a point inside: sums are exact, and 59.5 / 85 × 100 is 70. [HL3] */
const unit = 1e9;
const full = 100 * unit;

/** A score as whole billionths, for sums that must be exact. */
export const unitsOf = (points: number): number => Math.round(points * unit);
export const pointsOf = (units: number): number => units / unit;

/** The units of a weighted mean: Σ weight × share over Σ weight. Every operation is monotone and IEEE-exact in order. */
export const weightedUnits = (earned: number, weight: number): number => Math.round((earned / weight) * full);

/** Splits a whole number by parts that add up to it within one each: the largest remainders get what rounding leaves. */
const apportion = (whole: number, parts: readonly number[]): number[] => {
  const split = parts.map(Math.floor);
  const order = parts.map((part, at) => [part - Math.floor(part), at] as const).toSorted((a, b) => b[0] - a[0]);
  const left = whole - split.reduce((sum, part) => sum + part, 0);
  for (const [, at] of order.slice(0, left)) split[at] = (split[at] ?? 0) + 1;
  return split;
};

export interface Contribution {
  factor: Factor;
  /** The input as it came; null is missing. */
  value: number | null;
  points: number;
  /** Points that this factor could earn here: its weight of 100, with the weight of missing factors spread over the rest. [C14] */
  weight: number;
  /** 0…1: how much of its weight it earned. */
  share: number;
  missing: boolean;
  /** For "why": the input between worst (0) and best (1), the curve it went through, and what it was measured against. */
  progress: number | null;
  curve: Curve;
  /** Users for `dau`, tickets that earn nothing for `tickets`; null for the rest. */
  target: number | null;
  target_from: "seats" | "segment" | "default" | "model" | null;
}

export interface Score {
  /** 0…100 in billionths; null when no factor that counts is known. */
  value: number | null;
  bucket: BucketOrUnknown;
  /** One for each factor, in the order of `factors`; their points sum to the value, unit for unit. */
  contributions: Contribution[];
}

const bucketIn = (value: number | null, { healthy, at_risk }: HealthModel["thresholds"]): BucketOrUnknown => {
  if (value === null) return "unknown";
  const units = unitsOf(value);
  return units >= unitsOf(healthy) ? "healthy" : units >= unitsOf(at_risk) ? "at_risk" : "critical";
};

/** The bucket of a number, compared exactly, by the thresholds of its segment. [C11] [H5] */
export const bucketOf = (value: number | null, model: HealthModel, segment: string | null = null): BucketOrUnknown =>
  bucketIn(value, settingsOf(model, segment).thresholds);

/** One account's health and where each point comes from. Uses this row only; a missing factor is left out, not zero. [H2] [C14] */
export const scoreOf = (inputs: HealthInputs, model: HealthModel): Score => {
  const settings = settingsOf(model, inputs.segment);
  const users = userTarget(settings, inputs.seats);
  const usersFrom = settings.use_seats && users === inputs.seats ? "seats" : settings.users_from;
  let earned = 0;
  let weight = 0;
  const terms = factors.map((factor) => {
    const value = inputs.row?.[fieldOf[factor]] ?? null;
    const curve = settings.curves[factor];
    const progress =
      value === null ? null : Math.min(1, Math.max(0, progressOf(factor, value, users, settings.tickets_at_zero)));
    const share = progress === null ? 0 : heightAt(curve, progress);
    if (progress !== null) {
      earned += settings.weights[factor] * share;
      weight += settings.weights[factor];
    }
    return { factor, value, progress, curve, share, weight: progress === null ? 0 : settings.weights[factor] };
  });
  const units = weight > 0 ? weightedUnits(earned, weight) : null;
  const parts = (of: (term: (typeof terms)[number]) => number) =>
    terms.map((term) => (weight > 0 ? (of(term) / weight) * full : 0));
  const points = apportion(
    units ?? 0,
    parts((term) => term.weight * term.share),
  );
  const weighed = apportion(
    weight > 0 ? full : 0,
    parts((term) => term.weight),
  );
  const value = units === null ? null : pointsOf(units);
  return {
    value,
    bucket: bucketIn(value, settings.thresholds),
    contributions: terms.map(({ factor, value: input, share, progress, curve }, at) => ({
      factor,
      value: input,
      points: pointsOf(points[at] ?? 0),
      weight: pointsOf(weighed[at] ?? 0),
      share,
      missing: input === null,
      progress,
      curve,
      target: factor === "dau" ? users : factor === "tickets" ? settings.tickets_at_zero : null,
      target_from: factor === "dau" ? usersFrom : factor === "tickets" ? "model" : null,
    })),
  };
};
