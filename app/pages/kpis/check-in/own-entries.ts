/** What this person entered or is typing in a round: kept in this browser, joined with what the circle holds of theirs. [CR2] [CR3] */
import { createEffect, createSignal, on } from "solid-js";
import { circleOf } from "../../../../domain/id.ts";
import { type Round, readAnswers } from "../../../../domain/round.ts";
import { readAmount } from "../../../../domain/amount.ts";
import { api } from "../../../api.ts";
import type { LiveCircle } from "../../../live/circle.ts";

export interface OwnEntry {
  /** As it goes to the circle: `48200.00`; while it is typed, as it was typed. */
  value: string;
  comment: string;
  /** Under which id it was sent; absent while it is only typed, or known from the circle. */
  sent?: string;
  /** True while nothing of it was sent. */
  typed?: true;
}

type Entries = Readonly<Record<string, OwnEntry>>;

/** Names begin with `rondo:`: signing out removes them all. */
const prefix = "rondo:draft:round:";

export const readKept = (round: string): Entries => {
  try {
    return JSON.parse(localStorage.getItem(prefix + round) ?? "{}") as Entries;
  } catch {
    return {};
  }
};

const keep = (round: string, entries: Entries): void => {
  try {
    if (Object.keys(entries).length === 0) localStorage.removeItem(prefix + round);
    else localStorage.setItem(prefix + round, JSON.stringify(entries));
  } catch {
    // Storage is off or full: they stay on this page.
  }
};

/** Forgets what was kept for rounds of this circle that are closed or gone. */
export const forgetOthers = (circle: string, running: string | undefined): void => {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(prefix)) continue;
      const round = name.slice(prefix.length);
      if (round !== running && circleOf(round) === circleOf(circle)) localStorage.removeItem(name);
    }
  } catch {
    // Storage is off: there is nothing to forget.
  }
};

const sameValue = (text: string, value: number): boolean => {
  try {
    return readAmount(text) === value;
  } catch {
    return false;
  }
};

/** Own entries that did not become answers: typed when the round was revealed, or too late on their way. [CR12] */
export const leftOver = (
  entries: Entries,
  round: Pick<Round, "answers">,
  member: number,
): [kpi: string, entry: OwnEntry][] => {
  const mine = readAnswers(round).filter((answer) => answer.member === member);
  return Object.entries(entries).filter(
    ([kpi, entry]) =>
      entry.value.trim() !== "" && !mine.some((answer) => answer.kpi === kpi && sameValue(entry.value, answer.value)),
  );
};

interface Held {
  kpi_id: string;
  user_id: string | null;
  value: string;
  comment: string;
}

export type OwnEntries = ReturnType<typeof createOwnEntries>;

export const createOwnEntries = (live: LiveCircle, round: string) => {
  const isOpen = (): boolean => live.rounds().some(({ id, state }) => id === round && state === "open");
  const [entries, setEntries] = createSignal<Entries>(readKept(round));
  const [joined, setJoined] = createSignal(false);
  const change = (next: Entries): void => {
    setEntries(next);
    keep(round, next);
  };
  const put = (kpi: string, entry: OwnEntry): void => change({ ...entries(), [kpi]: entry });

  /** What the circle holds is true for everything that this browser has not changed since. */
  const join = (held: readonly Held[]): void => {
    const user = live.people[live.self().member]?.user;
    const next: Record<string, OwnEntry> = {};
    // Once the round is revealed the address answers with everybody's.
    for (const { kpi_id, user_id, value, comment } of held) if (user_id === user) next[kpi_id] = { value, comment };
    for (const [kpi, entry] of Object.entries(entries())) {
      const waits = entry.sent !== undefined && live.pendingFor(entry.sent);
      if (entry.typed || waits || !(kpi in next)) next[kpi] = entry;
    }
    change(next);
    setJoined(true);
  };
  createEffect(
    on(live.state, (state) => {
      if (state !== "live" || !isOpen()) return;
      void api
        .get<{ results: Held[] }>(`/api/kpi/rounds/${round}/entries/`)
        // eslint-disable-next-line solid/reactivity -- the answer joins what there is by then; nothing to track
        .then((body) => join(body.results))
        // What this browser keeps is enough to go on.
        .catch(() => undefined);
    }),
  );

  return {
    all: entries,
    /** True once what the circle holds has been joined in. */
    joined,
    of: (kpi: string): OwnEntry | undefined => entries()[kpi],
    /** True once it is entered, on its way or there. */
    isEntered: (kpi: string): boolean => {
      const entry = entries()[kpi];
      return entry !== undefined && !entry.typed;
    },
    waits: (kpi: string): boolean => {
      const sent = entries()[kpi]?.sent;
      return sent !== undefined && live.pendingFor(sent);
    },
    type: (kpi: string, value: string, comment: string): void => put(kpi, { value, comment, typed: true }),
    enter: (kpi: string, value: string, comment: string): void => {
      const id = live.newId();
      live.mutate("round.enter", { id, round, kpi, value, comment });
      put(kpi, { value, comment, sent: id });
    },
    forget: (kpi: string): void => {
      const { [kpi]: _gone, ...rest } = entries();
      change(rest);
    },
  };
};
