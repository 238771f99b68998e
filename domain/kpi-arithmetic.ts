/** What a KPI's value means: its percentage, its trend, its change. [B9] [B10] [C22] [C23] */
import { type Amount, divideRounded } from "./amount.ts";

/** Hundredths of a percent, clamped to ±999.99 %. */
export type Percentage = number;
export const largestPercentage: Percentage = 99_999;

export const trends = ["up", "down", "neutral"] as const;
export type Trend = (typeof trends)[number];

const share = (part: bigint, whole: bigint): Percentage => {
  const exact = divideRounded(part * 10_000n, whole);
  const most = BigInt(largestPercentage);
  return Number(exact > most ? most : exact < -most ? -most : exact);
};

/** current / target × 100. A target of 0 gives 0: there is nothing to be a part of. [B9] [C23] */
export const percentageComplete = (current: Amount, target: Amount): Percentage =>
  target === 0 ? 0 : share(BigInt(current), BigInt(target));

/** (new − previous) / |previous| × 100; 0 from a previous value of 0. [C22] */
export const percentageChange = (current: Amount, previous: Amount): Percentage =>
  previous === 0 ? 0 : share(BigInt(current) - BigInt(previous), BigInt(Math.abs(previous)));

/** Against the value before. [B10] */
export const trendOf = (current: Amount, previous: Amount): Trend =>
  current > previous ? "up" : current < previous ? "down" : "neutral";
