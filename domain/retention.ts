/**
 * Retention of revenue: what became of the ARR that was there at the start of a period.
 * NRR = (start + expansion − contraction − churn) / start; GRR leaves expansion out. New business is in neither. [PF5]
 */
import { type Amount, divideRounded } from "./amount.ts";

/** What an account's ARR became at a time; null is not there (not yet, or deleted). */
export interface ArrChange {
  /** Unix milliseconds. */
  at: number;
  before: Amount | null;
  after: Amount | null;
}

/** One account's ARR through time. `changes` are oldest first. */
export interface ArrHistory {
  id: string;
  number: number;
  name: string;
  created_at: number;
  /** ARR now; null once the account is deleted. */
  arr: Amount | null;
  changes: readonly ArrChange[];
}

/** One entry of an account's timeline, as it is kept. In any order; of two at the same time, the later one stands later. */
export interface ArrEvent {
  at: number;
  kind: string;
  /** Fields as they were before it, those that it names; `deleted_at` is null while the account is there. */
  before: { arr?: Amount; deleted_at?: number | null };
}

/**
 * The history that the timeline tells, walked back from what is so now: what no event mentions was always as it is.
 * An undone step counts as it stands in the timeline: its inverse stands there too.
 */
export const arrHistoryOf = (
  account: { id: string; number: number; name: string; created_at: number; arr: Amount; deleted_at: number | null },
  events: readonly ArrEvent[],
): ArrHistory => {
  const { id, number, name, created_at, deleted_at } = account;
  const arrNow = deleted_at === null ? account.arr : null;
  const told = events.toReversed().toSorted((a, b) => b.at - a.at);
  const lastWord = told.find((event) => thereBefore(event) !== null);
  // A deletion that its timeline does not tell is known from the row.
  if (deleted_at !== null && (!lastWord || thereBefore(lastWord) === false))
    told.unshift({ at: deleted_at, kind: "account.deleted", before: {} });
  let there = deleted_at === null;
  let { arr } = account;
  const changes: ArrChange[] = [];
  for (const event of told) {
    const after = there ? arr : null;
    there = thereBefore(event) ?? there;
    arr = event.before.arr ?? arr;
    const was = there ? arr : null;
    if (was !== after && event.at > created_at) changes.unshift({ at: event.at, before: was, after });
  }
  const first = changes[0];
  changes.unshift({ at: created_at, before: null, after: first ? first.before : arrNow });
  return { id, number, name, created_at, arr: arrNow, changes };
};

/** Whether the account was there before an event that took it away or brought it back; null for any other event. */
const thereBefore = ({ kind, before }: ArrEvent): boolean | null => {
  if (before.deleted_at !== undefined) return before.deleted_at === null;
  if (kind === "account.deleted") return true;
  return kind === "account.restored" ? false : null;
};

/** ARR just after that moment; null where the account was not there. */
export const arrAt = ({ arr, changes }: Pick<ArrHistory, "arr" | "changes">, at: number): Amount | null => {
  const next = changes.find((change) => change.at > at);
  return next ? next.before : arr;
};

export const lineKinds = ["churn", "contraction", "expansion", "new", "kept"] as const;
export type LineKind = (typeof lineKinds)[number];

/** What one account did to the ARR of the period. */
export interface RetentionLine {
  id: string;
  number: number;
  name: string;
  kind: LineKind;
  before: Amount;
  after: Amount;
  change: Amount;
}

interface Sum {
  accounts: number;
  arr: Amount;
}

export interface Retention {
  from: number;
  to: number;
  /** Accounts that were there with ARR at the start; everything but `new` speaks of these. */
  start: Sum;
  expansion: Sum;
  contraction: Sum;
  churn: Sum;
  /** Not in NRR or GRR. */
  new: Sum;
  /** All ARR at the end, new business included. */
  end: Sum;
  /** Percent, two decimals; null when there was nothing at the start. */
  nrr: number | null;
  grr: number | null;
  /** When the first account came; null without any. The period is covered when that is not after its start. */
  known_since: number | null;
  covered: boolean;
  /** Accounts that changed anything, the largest change first. */
  lines: RetentionLine[];
}

const percent = (part: Amount, whole: Amount): number | null =>
  whole === 0 ? null : Number(divideRounded(BigInt(part) * 10_000n, BigInt(whole))) / 100;

const kindOf = (before: Amount, after: Amount): LineKind => {
  if (before === 0) return after === 0 ? "kept" : "new";
  if (after === 0) return "churn";
  return after > before ? "expansion" : after < before ? "contraction" : "kept";
};

/** From after one moment to after another. An account counts once, by what it was at both ends; what happened between does not. [PF5] */
export const retentionOf = (histories: readonly ArrHistory[], from: number, to: number): Retention => {
  const sums: Record<LineKind, Sum> = {
    churn: { accounts: 0, arr: 0 },
    contraction: { accounts: 0, arr: 0 },
    expansion: { accounts: 0, arr: 0 },
    new: { accounts: 0, arr: 0 },
    kept: { accounts: 0, arr: 0 },
  };
  const start: Sum = { accounts: 0, arr: 0 };
  const end: Sum = { accounts: 0, arr: 0 };
  const lines: RetentionLine[] = [];
  for (const history of histories) {
    const before = arrAt(history, from) ?? 0;
    const after = arrAt(history, to) ?? 0;
    const kind = kindOf(before, after);
    const change = after - before;
    sums[kind].accounts += 1;
    sums[kind].arr += Math.abs(change);
    if (before > 0) {
      start.accounts += 1;
      start.arr += before;
    }
    if (after > 0) {
      end.accounts += 1;
      end.arr += after;
    }
    const { id, number, name } = history;
    if (kind !== "kept") lines.push({ id, number, name, kind, before, after, change });
  }
  const { expansion, contraction, churn } = sums;
  const known = histories.reduce<number | null>(
    (first, { created_at: at }) => (first === null || at < first ? at : first),
    null,
  );
  return {
    from,
    to,
    start,
    expansion,
    contraction,
    churn,
    new: sums.new,
    end,
    nrr: percent(start.arr + expansion.arr - contraction.arr - churn.arr, start.arr),
    grr: percent(start.arr - contraction.arr - churn.arr, start.arr),
    known_since: known,
    covered: known !== null && known <= from,
    lines: lines.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || a.number - b.number),
  };
};

/** Starts of the UTC months that end with the one of `now`, oldest first. */
export const monthsUntil = (now: number, count: number): number[] => {
  const date = new Date(now);
  return Array.from({ length: count }, (_, at) =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (count - 1 - at), 1),
  );
};

/** One retention a month; the last ends now. What one ends with, the next begins with. */
export const monthlyRetention = (histories: readonly ArrHistory[], now: number, months: number): Retention[] => {
  const starts = monthsUntil(now, months);
  // A month's first instant belongs to it: what was so just before is what it began with.
  return starts.map((from, at) => retentionOf(histories, from - 1, (starts[at + 1] ?? now + 1) - 1));
};
