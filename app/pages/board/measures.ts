/** Sizes the board computes with: every card of a screen is as high as the next, so that place is arithmetic. */
import { createSignal, onCleanup } from "solid-js";
import { preferences } from "../../preferences.ts";

/** Pixels of the window's own; `top` is the room above a column's first card. */
export interface Measures {
  card: number;
  gap: number;
  top: number;
}

/** True while the media query holds. */
export const createMedia = (query: string): (() => boolean) => {
  const media = matchMedia(query);
  const [holds, setHolds] = createSignal(media.matches);
  const follow = (): void => void setHolds(media.matches);
  media.addEventListener("change", follow);
  onCleanup(() => media.removeEventListener("change", follow));
  return holds;
};

export const createMeasures = (): (() => Measures) => {
  const coarse = createMedia("(pointer: coarse)");
  return () => {
    if (coarse()) return { card: 68, gap: 8, top: 8 };
    return preferences().density === "compact" ? { card: 52, gap: 4, top: 8 } : { card: 60, gap: 6, top: 8 };
  };
};

export const pitchOf = ({ card, gap }: Measures): number => card + gap;
