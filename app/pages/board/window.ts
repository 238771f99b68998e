/** The part of a column that is drawn: what is in sight and a little around it, however long the column. [BD2] */
import { createMemo, createSignal, onCleanup } from "solid-js";
import { type Measures, pitchOf } from "./measures.ts";

/** First index drawn, and the one after the last. */
export const spanOf = (
  scrolled: number,
  height: number,
  pitch: number,
  count: number,
  around: number,
): { first: number; end: number } => {
  const first = Math.max(0, Math.floor(scrolled / pitch) - around);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrolled + height) / pitch) + around) };
};

const around = 4;

export interface Window {
  /** Give it the element that scrolls. */
  ref: (element: HTMLElement) => void;
  drawn: () => readonly string[];
  indexOf: (id: string) => number;
  /** Pixels of the whole list. */
  height: () => number;
  /** Scrolls as little as needed to bring an index into sight. */
  reveal: (index: number) => void;
}

/** `kept` is drawn wherever it stands, such as the card that has the focus. */
export const createWindow = (
  ids: () => readonly string[],
  measures: () => Measures,
  kept: () => string | null,
): Window => {
  const [scrolled, setScrolled] = createSignal(0);
  const [height, setHeight] = createSignal(innerHeight);
  let scroller: HTMLElement | undefined;

  const span = createMemo(() => spanOf(scrolled(), height(), pitchOf(measures()), ids().length, around), undefined, {
    equals: (one, other) => one.first === other.first && one.end === other.end,
  });
  const places = createMemo(() => {
    const { first, end } = span();
    const all = ids();
    const found = new Map<string, number>();
    for (let at = first; at < end; at += 1) found.set(all[at] ?? "", at);
    const id = kept();
    if (id !== null && !found.has(id)) {
      const at = all.indexOf(id);
      if (at >= 0) found.set(id, at);
    }
    return found;
  });
  const drawn = createMemo(() => [...places().keys()]);

  return {
    ref: (element) => {
      scroller = element;
      const measure = new ResizeObserver(() => setHeight(element.clientHeight || innerHeight));
      measure.observe(element);
      const follow = (): void => void setScrolled(Math.max(0, element.scrollTop - measures().top));
      element.addEventListener("scroll", follow, { passive: true });
      onCleanup(() => {
        measure.disconnect();
        element.removeEventListener("scroll", follow);
      });
    },
    drawn,
    indexOf: (id) => places().get(id) ?? 0,
    height: () => ids().length * pitchOf(measures()),
    reveal: (index) => {
      if (!scroller) return;
      const { card, top } = measures();
      const start = top + index * pitchOf(measures());
      const room = scroller.clientHeight;
      if (start < scroller.scrollTop + 4) scroller.scrollTop = start - 4;
      else if (start + card > scroller.scrollTop + room - 8) scroller.scrollTop = start + card - room + 8;
    },
  };
};
