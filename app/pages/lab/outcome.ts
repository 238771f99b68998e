/** What a model does to the book: every account scored before and after, counted, and who moves. [LB1] */
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { BookAccount } from "../../../domain/account.ts";
import {
  type Columns,
  type Moves,
  type Standing,
  columnsOf,
  movesBetween,
  rescore,
} from "../../../domain/health-fast.ts";
import {
  type HealthModel,
  bucketsOrUnknown,
  factors,
  progressOf,
  settingsOf,
  userTarget,
} from "../../../domain/health.ts";
import type { Book } from "../../live/book.ts";
import type { Draft } from "./draft.ts";

/** Scores are counted in bars one point wide. */
export const scoreBars = 100;
/** Inputs behind a curve are counted in so many bars. */
export const inputBars = 30;

/** For each bucket, accounts by score; in the order of `buckets`. */
export const scoreCounts = (columns: Columns, standing: Standing): Float64Array[] => {
  const counts = bucketsOrUnknown.slice(0, 3).map(() => new Float64Array(scoreBars));
  for (let at = 0; at < columns.count; at += 1) {
    const value = standing.values[at] ?? Number.NaN;
    const bars = counts[standing.buckets[at] ?? 3];
    if (Number.isNaN(value) || !bars) continue;
    const bar = Math.min(scoreBars - 1, Math.floor(value));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return counts;
};

/** For each factor, accounts by how far their input is from worst (0) to best (1). `segment` undefined is all of them. */
export const inputCounts = (columns: Columns, model: HealthModel, segment?: string): Float64Array[] => {
  const settings = columns.segments.map((name) => settingsOf(model, name));
  return factors.map((factor, which) => {
    const counts = new Float64Array(inputBars);
    for (let at = 0; at < columns.count; at += 1) {
      const place = columns.segment[at] ?? 0;
      const own = settings[place];
      const value = columns.inputs[which]?.[at] ?? Number.NaN;
      if (!own || Number.isNaN(value) || (segment !== undefined && columns.segments[place] !== segment)) continue;
      const seats = columns.seats[at] ?? Number.NaN;
      const users = userTarget(own, Number.isNaN(seats) ? null : seats);
      const progress = Math.min(1, Math.max(0, progressOf(factor, value, users, own.tickets_at_zero)));
      const bar = Math.min(inputBars - 1, Math.floor(progress * inputBars));
      counts[bar] = (counts[bar] ?? 0) + 1;
    }
    return counts;
  });
};

export interface BucketSum {
  count: number;
  arr: number;
}

const sums = (columns: Columns, standing: Standing): BucketSum[] => {
  const all = bucketsOrUnknown.map(() => ({ count: 0, arr: 0 }));
  for (let at = 0; at < columns.count; at += 1) {
    const sum = all[standing.buckets[at] ?? 3];
    if (!sum) continue;
    sum.count += 1;
    sum.arr += columns.arr[at] ?? 0;
  }
  return all;
};

export interface Outcome {
  before: Standing;
  after: Standing;
  moves: Moves;
  sumsBefore: BucketSum[];
  sumsAfter: BucketSum[];
  /** Milliseconds that scoring all of them and counting took. */
  took: number;
}

/** The account's row as the kernel reads it: an override that holds is a bucket or a number, wherever the formula would put it. */
const rowOf = (account: BookAccount) => ({
  segment: account.segment,
  seats: account.seats,
  arr: account.arr,
  override: account.health_source === "override" ? (account.override?.bucket ?? account.health_value) : null,
  row: account.date === null ? null : { ...account, date: account.date },
});

/** The list follows the numbers a little later, so that a drag does not draw it sixty times a second. */
const listEvery = 120;

export const createOutcome = (book: Book, draft: Draft, segment: () => string | null) => {
  const accounts = createMemo(() => book.accounts().toSorted((a, b) => b.arr - a.arr || a.number - b.number));
  const columns = createMemo(() => columnsOf(accounts().map(rowOf)));
  const before = createMemo(() => {
    const model = draft.base()?.model;
    return model && rescore(columns(), model);
  });
  const outcome = createMemo((): Outcome | undefined => {
    const [model, was] = [draft.model(), before()];
    if (!model || !was) return undefined;
    const start = performance.now();
    const after = draft.changes().length === 0 ? was : rescore(columns(), model);
    const moves = movesBetween(columns(), was, after);
    const sumsAfter = sums(columns(), after);
    return { before: was, after, moves, sumsBefore: sums(columns(), was), sumsAfter, took: performance.now() - start };
  });
  const [listed, setListed] = createSignal<Outcome>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(outcome, () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setListed(() => outcome());
      }, listEvery);
    }),
  );
  onCleanup(() => clearTimeout(timer));
  const bars = createMemo(() => {
    const now = outcome();
    return now && { before: scoreCounts(columns(), now.before), after: scoreCounts(columns(), now.after) };
  });
  // Curves and weights do not move inputs: the bars behind the curves follow targets only.
  const targets = createMemo(draft.model, undefined, {
    equals: (a, b) =>
      a?.dau_target === b?.dau_target &&
      a?.tickets_at_zero === b?.tickets_at_zero &&
      JSON.stringify(a?.segments) === JSON.stringify(b?.segments),
  });
  const inputs = createMemo(() => {
    const model = targets();
    return model && inputCounts(columns(), model, segment() ?? undefined);
  });
  return {
    /** By ARR, the largest first: places in standings are places in this list. */
    accounts,
    outcome,
    /** The same, a moment later, for what is drawn row by row. */
    listed,
    bars,
    inputs,
  };
};
export type Outcomes = ReturnType<typeof createOutcome>;
