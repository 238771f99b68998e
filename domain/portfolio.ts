/** The portfolio: what a book of accounts adds up to. One function, asked by the API and by every open screen on the same rows. [I6] */
import type { BookAccount } from "./account.ts";
import { type Amount, divideRounded } from "./amount.ts";
import { dateAfter } from "./days.ts";
import { type BucketOrUnknown, pointsOf, unitsOf } from "./health.ts";

export type PortfolioAccount = Pick<
  BookAccount,
  "id" | "name" | "arr" | "health_value" | "health_bucket" | "segment" | "region" | "industry" | "renewal_date"
>;

export const bucketOrder = ["critical", "at_risk", "healthy", "unknown"] as const satisfies BucketOrUnknown[];

/** So many accounts, with so much ARR between them. */
export interface Part {
  count: number;
  arr: Amount;
}

export interface Slice extends Part {
  /** Accounts whose score is known: only these are in the averages. */
  scored: Part;
  /** 0…100 in billionths; null when no score is known. */
  average_health: number | null;
  /** Weighted by ARR; null when the scored accounts have none. */
  weighted_health: number | null;
  buckets: Record<BucketOrUnknown, Part>;
  /** Critical and at risk together. [C15] */
  at_risk: Part;
}

export interface Group extends Slice {
  /** Null: the accounts of which it is not known. */
  name: string | null;
}

export const dimensions = ["segment", "region", "industry"] as const;
export type Dimension = (typeof dimensions)[number];

export const renewalWindows = [30, 60, 90] as const;
export type RenewalWindow = (typeof renewalWindows)[number];

/** Renewals of today and the days up to the window's end; the windows hold one another. */
export interface Renewals extends Part {
  at_risk: Part;
}

export interface Portfolio extends Slice {
  by: Record<Dimension, Group[]>;
  renewals: Record<RenewalWindow, Renewals>;
  /** Renewal dates that have passed. */
  overdue: Part;
}

const nothing = (): Part => ({ count: 0, arr: 0 });

const into = (part: Part, { arr }: { arr: Amount }): void => {
  part.count += 1;
  part.arr += arr;
};

export const partOf = (accounts: readonly { arr: Amount }[]): Part => {
  const part = nothing();
  for (const account of accounts) into(part, account);
  return part;
};

export const isAtRisk = ({ health_bucket: bucket }: Pick<PortfolioAccount, "health_bucket">): boolean =>
  bucket === "critical" || bucket === "at_risk";

/** Sums in whole numbers, divided once: the order of the accounts changes nothing. [PF1] */
export const sliceOf = (
  accounts: readonly Pick<PortfolioAccount, "arr" | "health_value" | "health_bucket">[],
): Slice => {
  const buckets: Slice["buckets"] = { critical: nothing(), at_risk: nothing(), healthy: nothing(), unknown: nothing() };
  const [all, scored] = [nothing(), nothing()];
  let units = 0n;
  let weighted = 0n;
  for (const account of accounts) {
    into(all, account);
    into(buckets[account.health_bucket], account);
    if (account.health_value === null) continue;
    into(scored, account);
    const own = BigInt(unitsOf(account.health_value));
    units += own;
    weighted += own * BigInt(account.arr);
  }
  const mean = (sum: bigint, by: number): number | null =>
    by === 0 ? null : pointsOf(Number(divideRounded(sum, BigInt(by))));
  return {
    ...all,
    scored,
    average_health: mean(units, scored.count),
    weighted_health: mean(weighted, scored.arr),
    buckets,
    at_risk: {
      count: buckets.critical.count + buckets.at_risk.count,
      arr: buckets.critical.arr + buckets.at_risk.arr,
    },
  };
};

/** Largest ARR first; those of which it is not known come last. */
export const groupsOf = (accounts: readonly PortfolioAccount[], by: Dimension): Group[] => {
  const groups = new Map<string | null, PortfolioAccount[]>();
  for (const account of accounts) {
    const name = account[by];
    const group = groups.get(name);
    if (group) group.push(account);
    else groups.set(name, [account]);
  }
  return [...groups]
    .map(([name, members]) => ({ name, ...sliceOf(members) }))
    .toSorted(
      (a, b) =>
        Number(a.name === null) - Number(b.name === null) ||
        b.arr - a.arr ||
        b.count - a.count ||
        ((a.name ?? "") < (b.name ?? "") ? -1 : 1),
    );
};

const day = 24 * 60 * 60_000;

/** Days from today to the renewal; negative once it has passed, null without one. Both are `YYYY-MM-DD`. */
export const daysToRenewal = ({ renewal_date: date }: Pick<BookAccount, "renewal_date">, today: string) =>
  date === null ? null : Math.round((Date.parse(date) - Date.parse(today)) / day);

/** [A13] Renewals from today to that many days ahead, soonest first, larger ones first on the same day. */
export const renewalsWithin = <Account extends PortfolioAccount>(
  accounts: readonly Account[],
  today: string,
  days: number,
): Account[] => {
  const last = dateAfter(today, days);
  return accounts
    .filter(({ renewal_date: date }) => date !== null && date >= today && date <= last)
    .toSorted(
      (a, b) =>
        ((a.renewal_date ?? "") < (b.renewal_date ?? "") ? -1 : a.renewal_date === b.renewal_date ? 0 : 1) ||
        b.arr - a.arr ||
        (a.id < b.id ? -1 : 1),
    );
};

/** `today` is a UTC date. */
export const portfolioOf = (accounts: readonly PortfolioAccount[], today: string): Portfolio => {
  const renewals = (days: RenewalWindow): Renewals => {
    const due = renewalsWithin(accounts, today, days);
    return { ...partOf(due), at_risk: partOf(due.filter(isAtRisk)) };
  };
  return {
    ...sliceOf(accounts),
    by: {
      segment: groupsOf(accounts, "segment"),
      region: groupsOf(accounts, "region"),
      industry: groupsOf(accounts, "industry"),
    },
    renewals: { 30: renewals(30), 60: renewals(60), 90: renewals(90) },
    overdue: partOf(accounts.filter(({ renewal_date: date }) => date !== null && date < today)),
  };
};
