/**
 * Do next: which accounts to act on first, why, and what that is worth. The same rows give the same list everywhere. [Y8]
 *
 * Worth is ARR × chance × nearness. Chances and nearness are assumptions until a churn model says better; they are told
 * with every number.
 */
import type { BookAccount } from "./account.ts";
import type { Amount } from "./amount.ts";
import type { BucketOrUnknown } from "./health.ts";
import type { Mover } from "./movers.ts";
import { type Facts, type NextActionKind, nextActionRules, readyToGrow } from "./next-action-rules.ts";
import { daysToRenewal } from "./portfolio.ts";

/** Percent that such an account is lost within a year, before anything else is known. */
export const chanceByBucket: Record<BucketOrUnknown, number> = { critical: 40, at_risk: 15, unknown: 10, healthy: 3 };
/** Nobody is lost for certain. */
export const mostChance = 90;
/** What expansion may bring, in percent of ARR, and how often. */
export const growth = { share: 15, chance: 50 };

/** Percent: how much of the worth is decided now. */
export const nearnessOf = (days: number | null): number =>
  days === null ? 30 : days <= 30 ? 100 : days <= 90 ? 80 : days <= 180 ? 50 : 30;

export interface Reason {
  kind: NextActionKind;
  text: string;
  adds: number;
}

export interface Worth {
  /** ARR that may be lost, or that may be won. */
  way: "keep" | "grow";
  value: Amount;
  /** Percent: what the bucket says, and the whole with what each reason adds. */
  base: number;
  chance: number;
  nearness: number;
}

export interface NextAction {
  account: string;
  number: number;
  name: string;
  arr: Amount;
  days_to_renewal: number | null;
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  /** The rule that names the action; all that are true stand in `reasons`. */
  kind: NextActionKind;
  action: string;
  playbook: number | null;
  /** The reasons in one line. */
  reason: string;
  reasons: Reason[];
  worth: Worth;
}

export const answers = ["snoozed", "not_useful"] as const;
export type Answer = (typeof answers)[number];

/** What a person said of an account on their list: away until then, unless it gets worse or something new turns up. [PF12] */
export interface PutAway {
  account: string;
  answer: Answer;
  /** Unix milliseconds. */
  until: number;
  bucket: BucketOrUnknown;
  kinds: NextActionKind[];
}

/** How long an answer holds when nobody says: days. */
export const usualDays: Record<Answer, number> = { snoozed: 3, not_useful: 30 };
export const mostDays = 90;
export const mostActions = 10;

const day = 24 * 60 * 60_000;

/** When what is put away now comes back. */
export const untilOf = (answer: Answer, now: number, days = usualDays[answer]): number => now + days * day;

const whole = (arr: Amount, ...percents: number[]): Amount =>
  Math.round(percents.reduce((value, percent) => (value * percent) / 100, arr));

/** What to do about one account; null when nothing calls for it. */
export const nextActionOf = (facts: Facts): NextAction | null => {
  const { account, days } = facts;
  const found = nextActionRules.flatMap(({ kind, find }) => {
    const finding = find(facts);
    return finding ? [{ kind, ...finding }] : [];
  });
  const grows = found.length === 0 ? readyToGrow(facts) : null;
  const all = grows ? [{ kind: "ready_to_grow" as const, ...grows }] : found;
  const [first] = all;
  if (!first) return null;
  const base = grows ? growth.chance : chanceByBucket[account.health_bucket];
  const chance = grows
    ? growth.chance
    : Math.min(
        mostChance,
        all.reduce((sum, { adds }) => sum + adds, base),
      );
  const nearness = grows ? 100 : nearnessOf(days);
  const { id, number, name, arr, health_value, health_bucket } = account;
  return {
    account: id,
    number,
    name,
    arr,
    days_to_renewal: days,
    health_value,
    health_bucket,
    kind: first.kind,
    action: first.action,
    playbook: first.playbook,
    reason: lineOf(all),
    reasons: all.map(({ kind, text, adds }) => ({ kind, text, adds })),
    worth: {
      way: grows ? "grow" : "keep",
      value: grows ? whole(arr, growth.share, growth.chance) : whole(arr, chance, nearness),
      base,
      chance,
      nearness,
    },
  };
};

/** A fall tells of bucket and factors itself; a bad bucket tells its own name. */
const toldByFall: readonly NextActionKind[] = [
  "critical",
  "at_risk",
  "tickets",
  "low_nps",
  "low_adoption",
  "few_logins",
];

const isRenewal = (kind: NextActionKind): boolean => kind === "renewal_at_risk" || kind === "renewal_overdue";

/** At most three reasons; a renewal closes the line. */
const lineOf = (reasons: readonly { kind: NextActionKind; text: string }[]): string => {
  const falls = reasons.some(({ kind }) => kind === "health_drop");
  const told = reasons.filter(({ kind }) => !falls || !toldByFall.includes(kind));
  const last = told.filter(({ kind }) => isRenewal(kind));
  const first = told.filter(({ kind }) => !isRenewal(kind)).slice(0, 3 - last.length);
  const line = [...first, ...last].map(({ text }) => text).join("; ");
  return line.slice(0, 1).toUpperCase() + line.slice(1);
};

/** The line for where the renewal stands beside it: without the renewal, unless that is the only reason. */
export const lineBesideRenewal = (reasons: readonly { kind: NextActionKind; text: string }[]): string => {
  const others = reasons.filter(({ kind }) => !isRenewal(kind));
  return lineOf(others.length > 0 ? others : reasons);
};

const rank: Record<BucketOrUnknown, number> = { critical: 0, at_risk: 1, unknown: 2, healthy: 2 };

/** True while a person's answer keeps it off their list. [PF12] */
export const isAway = (action: NextAction, away: PutAway | undefined, now: number): boolean =>
  away !== undefined &&
  now < away.until &&
  rank[action.health_bucket] >= rank[away.bucket] &&
  action.reasons.every(({ kind }) => away.kinds.includes(kind));

export interface Ranking {
  actions: NextAction[];
  /** Accounts that call for something, those put away included. */
  count: number;
  away: NextAction[];
}

export interface Circumstances {
  /** UTC date. */
  today: string;
  /** Unix milliseconds. */
  now: number;
  /** What scores did over the last thirty days, by account. */
  moves: ReadonlyMap<string, Mover>;
  /** One person's answers, by account. */
  away: ReadonlyMap<string, PutAway>;
  most?: number;
}

/** The most worth first; then the nearer renewal, then the lower number. [PF11] */
export const rankNextActions = (
  accounts: readonly BookAccount[],
  { today, now, moves, away, most = mostActions }: Circumstances,
): Ranking => {
  const all = accounts
    .flatMap((account) => {
      const facts = { account, today, now, days: daysToRenewal(account, today), move: moves.get(account.id) ?? null };
      return nextActionOf(facts) ?? [];
    })
    .toSorted(
      (a, b) =>
        b.worth.value - a.worth.value ||
        (a.days_to_renewal ?? Infinity) - (b.days_to_renewal ?? Infinity) ||
        a.number - b.number,
    );
  const hidden = all.filter((action) => isAway(action, away.get(action.account), now));
  const shown = hidden.length === 0 ? all : all.filter((action) => !hidden.includes(action));
  return { actions: shown.slice(0, most), count: all.length, away: hidden };
};
