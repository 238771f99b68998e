/** Where the keyboard is in the list, and which accounts are selected. [AV7] */
import { createMemo, createSelector, createSignal } from "solid-js";
import type { ColumnName } from "./view.ts";

export type Cursor = ReturnType<typeof createCursor>;

/** Brings an account into sight and puts the focus on it. */
type Show = (id: string, index: number) => void;

/** `ids` is the list in its order. */
export const createCursor = (ids: () => readonly string[]) => {
  let show: Show | null = null;
  const [looked, setAt] = createSignal<string | null>(null);
  const [across, setAcross] = createSignal<ColumnName | "name">("name");
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set<string>());
  /** From where a range is selected. */
  let anchor: string | null = null;
  const places = createMemo(() => new Map(ids().map((id, index) => [id, index])));
  const at = createMemo(() => {
    const id = looked();
    return id !== null && places().has(id) ? id : null;
  });
  /** What the view no longer shows is not acted on. */
  const selected = createMemo(() => {
    const all = places();
    const kept = [...chosen()].filter((id) => all.has(id));
    return kept.length === chosen().size ? chosen() : new Set(kept);
  });
  const isAt = createSelector(at);
  const isSelected = createSelector<ReadonlySet<string>, string>(selected, (id, set) => set.has(id));
  const indexOf = (id: string | null): number => (id === null ? -1 : (places().get(id) ?? -1));

  const range = (from: string | null, to: string): string[] => {
    const [first, last] = [indexOf(from), indexOf(to)];
    if (first < 0 || last < 0) return [to];
    return ids().slice(Math.min(first, last), Math.max(first, last) + 1);
  };
  const goTo = (index: number): string | undefined => {
    const id = ids()[Math.max(0, Math.min(ids().length - 1, index))];
    if (id === undefined) return undefined;
    setAt(id);
    show?.(id, indexOf(id));
    return id;
  };

  return {
    at,
    isAt,
    /** The column of the grid. */
    across,
    setAcross,
    /** Whoever draws the list says how it shows one. */
    shows: (given: Show | null): void => {
      show = given;
    },
    indexOf,
    /** The focus came to it by itself. */
    look: (id: string | null): void => void setAt(id),
    goTo,
    focus: (id: string): void => void goTo(indexOf(id)),
    /** So many down, or up; from the start when nowhere. */
    step: (by: number): string | undefined => goTo(indexOf(at()) < 0 ? 0 : indexOf(at()) + by),

    selected,
    isSelected,
    toggle: (id: string): void => {
      const next = new Set(selected());
      if (!next.delete(id)) next.add(id);
      anchor = id;
      setChosen(next);
    },
    /** Everything between the last account that was selected or left, and this one. */
    selectTo: (id: string): void => {
      anchor ??= at() ?? ids()[0] ?? id;
      setChosen(new Set([...selected(), ...range(anchor, id)]));
    },
    /** Makes the next range start here. */
    anchorAt: (id: string): void => {
      anchor = id;
    },
    selectAll: (): void => void setChosen(new Set(ids())),
    clear: (): void => {
      anchor = null;
      setChosen(new Set<string>());
    },
  };
};
