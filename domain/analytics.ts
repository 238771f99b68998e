/** Analytics over time: the course of health by day, and cohorts by the month in which accounts came. [A16] */
import type { Amount } from "./amount.ts";
import { divideRounded } from "./amount.ts";
import { dateAfter } from "./days.ts";
import { type BucketOrUnknown, pointsOf, unitsOf } from "./health.ts";
import { type ArrHistory, arrAt, monthsUntil } from "./retention.ts";

/** A score from that day on. Those of one account are in order; on the same day the last one counts. */
export interface ScoreOnDay {
  account: string;
  /** `YYYY-MM-DD`, UTC. */
  date: string;
  value: number | null;
  bucket: BucketOrUnknown;
  /** False: what Rondo said then. True: what that day's usage gives now, because the account came later. */
  reckoned: boolean;
}

export interface TrendAccount {
  id: string;
  /** Weighs the mean; what it is now. */
  arr: Amount;
  /** The day it was deleted. */
  gone: string | null;
}

export interface TrendPoint {
  date: string;
  /** Accounts with a score that day, and how many of those scores are reckoned. */
  scored: number;
  reckoned: number;
  average_health: number | null;
  weighted_health: number | null;
  buckets: Record<BucketOrUnknown, number>;
}

/** Each day from `from` on, as it stood at its end; a score holds until the next. Deleted accounts leave on their day. [PF14] */
export const healthTrend = (
  scores: readonly ScoreOnDay[],
  accounts: readonly TrendAccount[],
  { from, days, every = 1 }: { from: string; days: number; every?: number },
): TrendPoint[] => {
  const known = new Map(accounts.map((account) => [account.id, account]));
  const current = new Map<string, ScoreOnDay>();
  const buckets: TrendPoint["buckets"] = { critical: 0, at_risk: 0, healthy: 0, unknown: 0 };
  let [count, reckoned, arr, units, weighted] = [0, 0, 0n, 0n, 0n];
  const add = ({ account, value, bucket, reckoned: isReckoned }: ScoreOnDay, way: 1 | -1): void => {
    buckets[bucket] += way;
    if (value === null) return;
    const own = BigInt(unitsOf(value) * way);
    const weight = BigInt(known.get(account)?.arr ?? 0);
    count += way;
    if (isReckoned) reckoned += way;
    arr += weight * BigInt(way);
    units += own;
    weighted += own * weight;
  };
  const leave = (id: string): void => {
    const score = current.get(id);
    if (score) add(score, -1);
    current.delete(id);
  };
  const mean = (sum: bigint, by: bigint): number | null =>
    by === 0n ? null : pointsOf(Number(divideRounded(sum, by)));

  const inOrder = scores.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const leaving = accounts
    .filter(({ gone }) => gone !== null)
    .toSorted((a, b) => ((a.gone ?? "") < (b.gone ?? "") ? -1 : 1));
  let [next, left] = [0, 0];
  const points: TrendPoint[] = [];
  for (let at = 0; at < days; at += every) {
    const date = dateAfter(from, at);
    for (; next < inOrder.length; next += 1) {
      const score = inOrder[next] as ScoreOnDay;
      if (score.date > date) break;
      const gone = known.get(score.account)?.gone ?? null;
      if (!known.has(score.account) || (gone !== null && gone <= date)) continue;
      leave(score.account);
      current.set(score.account, score);
      add(score, 1);
    }
    for (; left < leaving.length && (leaving[left]?.gone ?? "") <= date; left += 1) leave(leaving[left]?.id ?? "");
    points.push({
      date,
      scored: count,
      reckoned,
      average_health: mean(units, BigInt(count)),
      weighted_health: mean(weighted, arr),
      buckets: { ...buckets },
    });
  }
  return points;
};

export interface CohortMonth {
  /** Whole months after the cohort's own; 0 is the end of that month. */
  months: number;
  /** Those still there, and their ARR. */
  accounts: number;
  arr: Amount;
}

export interface Cohort {
  /** `2026-11`, UTC. */
  month: string;
  /** All that came in it. */
  accounts: number;
  /** From its own month's end to now; the last one is now. */
  course: CohortMonth[];
}

/** Accounts by the month in which they were created, with what is left of each month's accounts and ARR since. [PF15] */
export const cohortsOf = (histories: readonly ArrHistory[], now: number, months: number): Cohort[] => {
  const starts = monthsUntil(now, months);
  const ends = starts.map((_, at) => (starts[at + 1] ?? now + 1) - 1);
  return starts.flatMap((start, at): Cohort[] => {
    const end = ends[at] ?? now;
    const members = histories.filter(({ created_at: created }) => created >= start && created <= end);
    if (members.length === 0) return [];
    return [
      {
        month: new Date(start).toISOString().slice(0, 7),
        accounts: members.length,
        course: ends.slice(at).map((moment, after) => {
          const there = members.flatMap((member) => arrAt(member, moment) ?? []);
          return { months: after, accounts: there.length, arr: there.reduce((sum, one) => sum + one, 0) };
        }),
      },
    ];
  });
};
