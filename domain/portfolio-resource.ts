/** Portfolio, movers, retention and what to do next as the API shows them: amounts are numbers, times are UTC texts. [I6] [A16] */
import type { Amount } from "./amount.ts";
import type { Cohort } from "./analytics.ts";
import type { BucketOrUnknown } from "./health.ts";
import type { Mover, MoverStep } from "./movers.ts";
import type { NextAction, PutAway } from "./next-actions.ts";
import type { Dimension, Group, Part, Portfolio, Renewals, Slice } from "./portfolio.ts";
import type { LineKind, Retention } from "./retention.ts";

const instant = (at: number): string => new Date(at).toISOString();

/** Hundredths as a number with two decimals. */
export const money = (amount: Amount): number => amount / 100;

interface PartResource {
  count: number;
  arr: number;
}

export interface SliceResource extends PartResource {
  scored: PartResource;
  average_health: number | null;
  weighted_health: number | null;
  buckets: Record<BucketOrUnknown, PartResource>;
  at_risk: PartResource;
}

export interface GroupResource extends SliceResource {
  name: string | null;
}

interface RenewalsResource extends PartResource {
  at_risk: PartResource;
}

export interface PortfolioResource extends Omit<SliceResource, "count" | "arr" | "at_risk"> {
  total_accounts: number;
  total_arr: number;
  arr_at_risk: PartResource;
  by: Record<Dimension, GroupResource[]>;
  renewals: Record<"30" | "60" | "90", RenewalsResource>;
  overdue_renewals: PartResource;
}

const part = ({ count, arr }: Part): PartResource => ({ count, arr: money(arr) });

const slice = ({ scored, average_health, weighted_health, buckets, at_risk, ...whole }: Slice): SliceResource => ({
  ...part(whole),
  scored: part(scored),
  average_health,
  weighted_health,
  buckets: {
    critical: part(buckets.critical),
    at_risk: part(buckets.at_risk),
    healthy: part(buckets.healthy),
    unknown: part(buckets.unknown),
  },
  at_risk: part(at_risk),
});

const group = ({ name, ...rest }: Group): GroupResource => ({ name, ...slice(rest) });
const renewals = ({ at_risk, ...all }: Renewals): RenewalsResource => ({ ...part(all), at_risk: part(at_risk) });

export const portfolioResource = (portfolio: Portfolio): PortfolioResource => {
  const { count, arr, at_risk, ...rest } = slice(portfolio);
  return {
    total_accounts: count,
    total_arr: arr,
    ...rest,
    arr_at_risk: at_risk,
    by: {
      segment: portfolio.by.segment.map(group),
      region: portfolio.by.region.map(group),
      industry: portfolio.by.industry.map(group),
    },
    renewals: {
      "30": renewals(portfolio.renewals[30]),
      "60": renewals(portfolio.renewals[60]),
      "90": renewals(portfolio.renewals[90]),
    },
    overdue_renewals: part(portfolio.overdue),
  };
};

export interface MoverResource {
  account: {
    id: string;
    number: number;
    name: string;
    segment: string | null;
    arr: number;
    renewal_date: string | null;
  };
  from: number;
  to: number;
  change: number;
  from_bucket: BucketOrUnknown;
  to_bucket: BucketOrUnknown;
  reckoned: boolean;
  steps: MoverStep[];
}

export const moverResource = ({ id, number, name, segment, arr, renewal_date, ...rest }: Mover): MoverResource => ({
  account: { id, number, name, segment, arr: money(arr), renewal_date },
  ...rest,
});

export interface SumResource {
  accounts: number;
  arr: number;
}

export interface RetentionResource {
  from: string;
  to: string;
  start: SumResource;
  expansion: SumResource;
  contraction: SumResource;
  churn: SumResource;
  new: SumResource;
  end: SumResource;
  nrr: number | null;
  grr: number | null;
  known_since: string | null;
  covered: boolean;
}

export interface RetentionLineResource {
  account: { id: string; number: number; name: string };
  kind: LineKind;
  before: number;
  after: number;
  change: number;
}

const sum = ({ accounts, arr }: { accounts: number; arr: Amount }): SumResource => ({ accounts, arr: money(arr) });

export const retentionResource = (retention: Retention): RetentionResource => ({
  from: instant(retention.from),
  to: instant(retention.to),
  start: sum(retention.start),
  expansion: sum(retention.expansion),
  contraction: sum(retention.contraction),
  churn: sum(retention.churn),
  new: sum(retention.new),
  end: sum(retention.end),
  nrr: retention.nrr,
  grr: retention.grr,
  known_since: retention.known_since === null ? null : instant(retention.known_since),
  covered: retention.covered,
});

export const retentionLines = ({ lines }: Retention): RetentionLineResource[] =>
  lines.map(({ id, number, name, kind, before, after, change }) => ({
    account: { id, number, name },
    kind,
    before: money(before),
    after: money(after),
    change: money(change),
  }));

export const cohortResource = ({ month, accounts, course }: Cohort) => ({
  month,
  accounts,
  course: course.map(({ months, accounts: left, arr }) => ({ months, accounts: left, arr: money(arr) })),
});

export const nextActionResource = ({ account, number, name, arr, worth, ...rest }: NextAction) => ({
  account: { id: account, number, name, arr: money(arr) },
  ...rest,
  worth: { ...worth, value: money(worth.value) },
});

export const putAwayResource = ({ until, ...rest }: PutAway): PutAwayResource => ({ ...rest, until: instant(until) });

const hundredths = (value: number): Amount => Math.round(value * 100);

/** A mover as the domain knows it, read back from an answer. */
export const moverFrom = ({ account: { arr, ...account }, ...rest }: MoverResource): Mover => ({
  ...account,
  arr: hundredths(arr),
  ...rest,
});

const sumFrom = ({ accounts, arr }: SumResource) => ({ accounts, arr: hundredths(arr) });

export const retentionFrom = (
  resource: RetentionResource,
  lines: readonly RetentionLineResource[] = [],
): Retention => ({
  from: Date.parse(resource.from),
  to: Date.parse(resource.to),
  start: sumFrom(resource.start),
  expansion: sumFrom(resource.expansion),
  contraction: sumFrom(resource.contraction),
  churn: sumFrom(resource.churn),
  new: sumFrom(resource.new),
  end: sumFrom(resource.end),
  nrr: resource.nrr,
  grr: resource.grr,
  known_since: resource.known_since === null ? null : Date.parse(resource.known_since),
  covered: resource.covered,
  lines: lines.map(({ account, kind, before, after, change }) => ({
    ...account,
    kind,
    before: hundredths(before),
    after: hundredths(after),
    change: hundredths(change),
  })),
});

/** What an answer about put-away accounts holds. */
export interface PutAwayResource extends Omit<PutAway, "until"> {
  until: string;
}

export const putAwayFrom = ({ until, ...rest }: PutAwayResource): PutAway => ({ ...rest, until: Date.parse(until) });
