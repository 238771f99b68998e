/** Which card the keys speak to, and which cards are selected. */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { Stage } from "../../../domain/funnel.ts";
import type { Column } from "./columns.ts";

export type Way = "up" | "down" | "before" | "after";

export type Cursor = ReturnType<typeof createCursor>;

export const createCursor = (parts: {
  board: () => HTMLElement | undefined;
  columns: readonly Column[];
  open: () => readonly Stage[];
  reveal: (stage: Stage, index: number) => void;
}) => {
  const [focused, setFocused] = createSignal<string | null>(null);
  const [selected, setSelected] = createSignal<ReadonlySet<string>>(new Set());
  let anchor: string | null = null;
  /** True while the focus, or the place it was lost from, is a card. */
  let active = false;

  const shownIn = (stage: Stage): readonly string[] =>
    parts.columns.find((column) => column.stage === stage)?.shown() ?? [];
  const find = (id: string | null): { stage: Stage; index: number } | null => {
    if (id === null) return null;
    for (const stage of parts.open()) {
      const index = shownIn(stage).indexOf(id);
      if (index >= 0) return { stage, index };
    }
    return null;
  };
  const elementOf = (id: string): HTMLElement | null =>
    parts.board()?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`) ?? null;

  const look = (id: string): void => {
    const at = find(id);
    if (!at) return;
    setFocused(id);
    parts.reveal(at.stage, at.index);
    parts
      .board()
      ?.querySelector(`[data-column="${at.stage}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const focus = (id: string): void => {
    look(id);
    active = true;
    elementOf(id)?.focus({ preventScroll: true });
  };

  const watch = (event: FocusEvent): void => {
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-card]") : null;
    active = card !== null;
    if (card) setFocused(card.dataset["card"] ?? null);
  };
  document.addEventListener("focusin", watch);
  onCleanup(() => document.removeEventListener("focusin", watch));
  // A card that goes to another column is drawn anew there: the focus follows it.
  createEffect(
    on(
      () => find(focused())?.stage,
      () => {
        const id = focused();
        if (active && id !== null && document.activeElement === document.body)
          elementOf(id)?.focus({ preventScroll: true });
      },
    ),
  );

  const neighbour = (id: string | null, way: Way): string | undefined => {
    const open = parts.open();
    const at = find(id);
    if (!at) return open.map((stage) => shownIn(stage)[0]).find((first) => first !== undefined);
    if (way === "up" || way === "down") return shownIn(at.stage)[at.index + (way === "down" ? 1 : -1)];
    const rest =
      way === "after" ? open.slice(open.indexOf(at.stage) + 1) : open.slice(0, open.indexOf(at.stage)).toReversed();
    const stage = rest.find((one) => shownIn(one).length > 0);
    return stage === undefined ? undefined : shownIn(stage)[Math.min(at.index, shownIn(stage).length - 1)];
  };

  return {
    focused,
    find,
    focus,
    /** Brings a card into sight and makes it the one that keys speak to, without taking the focus. */
    look,
    neighbour,
    elementOf,
    selected,
    toggle: (id: string): void => {
      anchor = id;
      setSelected((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    /** From the card selected last to this one, in the same column. */
    selectTo: (id: string): void => {
      const [from, to] = [find(anchor ?? focused()), find(id)];
      if (!from || !to || from.stage !== to.stage) return void setSelected(new Set([...selected(), id]));
      const [first, last] = from.index < to.index ? [from.index, to.index] : [to.index, from.index];
      setSelected(new Set([...selected(), ...shownIn(to.stage).slice(first, last + 1)]));
    },
    clear: (): void => void setSelected(new Set<string>()),
    /** Drops from the selection what is no longer there. */
    keep: (exists: (id: string) => boolean): void => {
      const kept = [...selected()].filter(exists);
      if (kept.length !== selected().size) setSelected(new Set(kept));
    },
  };
};
