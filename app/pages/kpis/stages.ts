/** A long list drawn a screenful at a time, so that the first is there at once and nothing waits for the last. [KB22] */
import { createEffect, createMemo, createSignal, onCleanup } from "solid-js";

const first = 18;
const more = 24;

/** As much of the list as has been drawn; the rest follows frame by frame, and stays. */
export const createStages = (all: () => readonly string[]): (() => readonly string[]) => {
  const [most, setMost] = createSignal(first);
  createEffect(() => {
    if (most() >= all().length) return;
    // A hidden tab gets no frames, and a timer after a frame lets it be painted.
    const timer = setTimeout(() => setMost((before) => before + more), 16);
    onCleanup(() => clearTimeout(timer));
  });
  return createMemo(() => (all().length <= most() ? all() : all().slice(0, most())));
};
