/** What stands in each column: ids in order, how many of how many, and how long ago on average. */
import { createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js";
import { type Stage, stages } from "../../../domain/funnel.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createNow } from "../../relative-time.ts";
import { type Filter, isActive, makeMatcher } from "./filter.ts";

export interface Column {
  stage: Stage;
  /** Ids of the cards that the filter lets through, top first. */
  shown: () => readonly string[];
  /** Without the filter. */
  total: () => number;
  /** Milliseconds since the last contact, on average over the shown cards; null without any. */
  age: () => number | null;
}

const restBetweenAverages = 500;

/** Follows `source`, at most every `rest` milliseconds. */
const createPulse = (source: () => unknown, rest: number): (() => number) => {
  const [pulse, setPulse] = createSignal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      source,
      () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          setPulse((count) => count + 1);
        }, rest);
      },
      { defer: true },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  return pulse;
};

/** All eight, in the funnel's order. Their cards are read one by one, elsewhere. */
export const createColumns = (live: LiveCircle, filter: () => Filter): readonly Column[] => {
  const now = createNow();
  const pulse = createPulse(live.edits, restBetweenAverages);
  const matcher = createMemo(() => {
    const wanted = filter();
    if (!isActive({ ...wanted, stages: [] })) return null;
    const person =
      wanted.by === "me"
        ? live.self().member
        : Object.values(live.people).find(({ user }) => user === wanted.by)?.member;
    return makeMatcher(wanted, person, wanted.quiet > 0 ? now() : 0);
  });
  const make = (stage: Stage): Column => {
    const all = createMemo(() => live.column(stage));
    const shown = createMemo(
      () => {
        const matches = matcher();
        if (!matches) return all();
        live.edits();
        return all().filter((id) => {
          const contact = live.peek(id);
          return contact !== undefined && matches(contact);
        });
      },
      [],
      { equals: sameIds },
    );
    const mean = createMemo(() => {
      pulse();
      live.ready();
      matcher();
      const ids = untrack(shown);
      return ids.length === 0
        ? null
        : ids.reduce((sum, id) => sum + (live.peek(id)?.last_contact ?? 0), 0) / ids.length;
    });
    return {
      stage,
      shown,
      total: () => all().length,
      age: () => {
        const then = mean();
        return then === null || shown().length === 0 ? null : Math.max(0, now() - then);
      },
    };
  };
  return stages.map(make);
};

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((id, at) => id === other[at]));
