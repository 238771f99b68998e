/**
 * Which accounts are like one: by industry, ARR, health and the shape of usage; a score from 0 to 100 that sums from its
 * reasons. What is not known of either is left out, and its weight goes to the rest. [A17]
 */
import { type Industry, industryLabels, type UsageField, usageFields } from "./account-words.ts";
import type { Amount } from "./amount.ts";
import { sayMoney, sayNumber } from "./grounding/fact.ts";
import type { BucketOrUnknown } from "./health.ts";
import { sayUsage, usageLabels } from "./playbooks/trigger.ts";

export interface SimilarAccount extends Record<UsageField, number | null> {
  id: string;
  number: number;
  name: string;
  industry: Industry;
  segment: string | null;
  arr: Amount;
  seats: number | null;
  health_value: number | null;
  health_bucket: BucketOrUnknown;
}

export const likenessFactors = ["industry", "arr", "health", "usage"] as const;
export type LikenessFactor = (typeof likenessFactors)[number];

const weights: Record<LikenessFactor, number> = { industry: 30, arr: 25, health: 20, usage: 25 };

export interface LikenessReason {
  factor: LikenessFactor;
  /** What it gives of the score, and what it could give here. */
  points: number;
  weight: number;
  /** 0…1. */
  share: number;
  says: string;
}

export interface Likeness {
  account: SimilarAccount;
  /** 0…100 with two decimals: the sum of its reasons' points. */
  score: number;
  reasons: LikenessReason[];
}

type Part = { share: number; says: string } | null;

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

const byIndustry = (one: SimilarAccount, other: SimilarAccount): Part => {
  // "Other" says nothing of two companies.
  if (one.industry === "other" || other.industry === "other") return null;
  return one.industry === other.industry
    ? { share: 1, says: `Same industry: ${industryLabels[one.industry].toLowerCase()}` }
    : { share: 0, says: `${industryLabels[other.industry]}, not ${industryLabels[one.industry].toLowerCase()}` };
};

/** Ten times as much is as unlike as it gets. */
const byArr = (one: SimilarAccount, other: SimilarAccount): Part =>
  one.arr === 0 || other.arr === 0
    ? null
    : {
        share: clamp(1 - Math.abs(Math.log10(one.arr / other.arr))),
        says: `ARR ${sayMoney(other.arr)} against ${sayMoney(one.arr)}`,
      };

/** Fifty points apart is as unlike as it gets. */
const byHealth = (one: SimilarAccount, other: SimilarAccount): Part =>
  one.health_value === null || other.health_value === null
    ? null
    : {
        share: clamp(1 - Math.abs(one.health_value - other.health_value) / 50),
        says: `Health ${sayNumber(Math.round(other.health_value * 10) / 10)} against ${sayNumber(Math.round(one.health_value * 10) / 10)}`,
      };

/** Each usage number on a scale from 0 to 1; users by seats where both are known. */
const scaled = (field: UsageField, { seats, ...account }: SimilarAccount, bySeats: boolean): number | null => {
  const value = account[field];
  if (value === null) return null;
  switch (field) {
    case "daily_active_users":
      return bySeats && seats !== null ? clamp(value / seats) : clamp(Math.log10(value + 1) / 4);
    case "support_tickets_open":
      return clamp(value / 10);
    case "nps_score":
      return (value + 100) / 200;
    case "feature_adoption_rate":
    case "login_frequency":
      return value;
  }
};

const byUsage = (one: SimilarAccount, other: SimilarAccount): Part => {
  const bySeats = Boolean(one.seats) && Boolean(other.seats);
  const known = usageFields.flatMap((field) => {
    const [a, b] = [scaled(field, one, bySeats), scaled(field, other, bySeats)];
    return a === null || b === null ? [] : [{ field, apart: Math.abs(a - b) }];
  });
  if (known.length === 0) return null;
  const apart = known.reduce((sum, part) => sum + part.apart, 0) / known.length;
  const told = known.toSorted((a, b) => a.apart - b.apart).slice(0, 2);
  const say = (field: UsageField): string =>
    `${usageLabels[field].toLowerCase().replace("nps", "NPS")} ${sayUsage(field, other[field] ?? 0)} against ${sayUsage(field, one[field] ?? 0)}`;
  // Half of the scale apart on average is as unlike as it gets.
  return { share: clamp(1 - apart * 2), says: `Usage: ${told.map(({ field }) => say(field)).join(", ")}` };
};

const parts: Record<LikenessFactor, (one: SimilarAccount, other: SimilarAccount) => Part> = {
  industry: byIndustry,
  arr: byArr,
  health: byHealth,
  usage: byUsage,
};

/** Whole hundredths that add up to the rounded sum: the largest remainders get what rounding leaves. */
const apportioned = (values: readonly number[]): number[] => {
  const exact = values.map((value) => value * 100);
  const split = exact.map((value) => Math.floor(value + 1e-9));
  const left = Math.round(exact.reduce((sum, value) => sum + value, 0)) - split.reduce((sum, value) => sum + value, 0);
  const order = exact.map((value, at) => [value - (split[at] ?? 0), at] as const).toSorted(([a], [b]) => b - a);
  for (const [, at] of order.slice(0, left)) split[at] = (split[at] ?? 0) + 1;
  return split;
};

export const likenessOf = (one: SimilarAccount, other: SimilarAccount): Likeness => {
  const known = likenessFactors.flatMap((factor) => {
    const part = parts[factor](one, other);
    return part ? [{ factor, ...part }] : [];
  });
  const total = known.reduce((sum, { factor }) => sum + weights[factor], 0);
  const whole = known.map(({ factor }) => (weights[factor] / total) * 100);
  const points = apportioned(known.map(({ share }, at) => (whole[at] ?? 0) * share));
  const weight = apportioned(whole);
  return {
    account: other,
    score: points.reduce((sum, value) => sum + value, 0) / 100,
    reasons: known.map(({ factor, share, says }, at) => ({
      factor,
      points: (points[at] ?? 0) / 100,
      weight: (weight[at] ?? 0) / 100,
      share: Math.round(share * 100) / 100,
      says,
    })),
  };
};

/** [A17] The most alike first; the account itself is not among them. The order of the accounts changes nothing. */
export const similarTo = (one: SimilarAccount, all: readonly SimilarAccount[], most: number): Likeness[] =>
  all
    .filter(({ id }) => id !== one.id)
    .map((other) => likenessOf(one, other))
    .filter(({ score }) => score > 0)
    .toSorted(
      (a, b) => b.score - a.score || a.account.number - b.account.number || (a.account.id < b.account.id ? -1 : 1),
    )
    .slice(0, most);
