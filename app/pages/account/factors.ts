/** The five factors of an account: input, course, points, freshness and standing among peers, in one row each. */
import type { BookAccount } from "../../../domain/account.ts";
import { industryLabels } from "../../../domain/account-words.ts";
import type { Comparison, MetricBenchmark } from "../../../domain/benchmark.ts";
import { type Freshness, freshnessOf } from "../../../domain/freshness.ts";
import { type Contribution, type Factor, factors, fieldOf, type HealthModel, scoreOf } from "../../../domain/health.ts";
import type { Line } from "../../parts/line-scale.ts";
import { inputsOf } from "../accounts/why-health.ts";
import type { AccountDetail } from "./detail.ts";

export interface FactorRow {
  factor: Factor;
  contribution: Contribution;
  freshness: Freshness;
  /** The whole course that is known. */
  line: Line;
  /** Change a week, from the slope of the course; null where it cannot be said. */
  weekly: number | null;
  comparisons: readonly Comparison[];
}

const day = 86_400_000;

/** A course of dates as a line; each day stands at its noon, so that a day of any zone holds it. */
export const lineOf = (series: readonly { date: string; value: number }[]): Line => ({
  times: series.map(({ date }) => Date.parse(date) + day / 2),
  values: series.map(({ value }) => value),
});

/** The stretch of a line from a moment on. */
export const since = ({ times, values }: Line, from: number): Line => {
  const at = times.findIndex((time) => time >= from);
  return at < 0 ? { times: [], values: [] } : { times: times.slice(at), values: values.slice(at) };
};

const never = { dau: null, adoption: null, tickets: null, nps: null, login: null };

export const factorRows = (
  account: BookAccount,
  model: HealthModel,
  today: string,
  detail: AccountDetail | undefined,
  benchmarks: readonly MetricBenchmark[],
): FactorRow[] => {
  const { contributions } = scoreOf(inputsOf(account), model);
  const fresh = freshnessOf(account.factor_days ?? never, today);
  return factors.map((factor, at): FactorRow => {
    const course = detail?.trends[fieldOf[factor]];
    return {
      factor,
      contribution: contributions[at] as Contribution,
      freshness: fresh[at] as Freshness,
      line: lineOf(course?.series ?? []),
      weekly: course?.slope === null || course?.slope === undefined ? null : course.slope * 7,
      comparisons: benchmarks.find(({ metric }) => metric === fieldOf[factor])?.comparisons ?? [],
    };
  });
};

/** Its segment's accounts are its peers, else its industry's, else all of them. */
export const nearestPeers = (comparisons: readonly Comparison[]): Comparison | undefined =>
  comparisons.find(({ by, among }) => by === "segment" && among === "group") ??
  comparisons.find(({ among }) => among === "group") ??
  comparisons[0];

/** A peer group as a screen writes it. */
export const groupWords = ({ by, group }: Pick<Comparison, "by" | "group">): string =>
  group === null ? "" : by === "industry" ? (industryLabels[group as "other"] ?? group) : group;

/** Where it stands among its peers, in words: `better than 82% of 41 in Finance`. */
export const standingWords = (comparison: Comparison): string => {
  const { percentile, peers, among, group, by, group_peers } = comparison;
  const better = `better than ${Math.round(percentile)}% of`;
  if (among === "group") return `${better} ${peers.toLocaleString()} in ${groupWords(comparison)}`;
  const why =
    group === null
      ? `its ${by} is not known`
      : `${groupWords(comparison)} has only ${group_peers.toLocaleString()} to compare with`;
  return `${better} all ${peers.toLocaleString()}; ${why}`;
};
