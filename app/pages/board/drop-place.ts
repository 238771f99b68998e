/** Where a card in the hand would land: plain arithmetic on places and ids. */
import type { Stage } from "../../../domain/funnel.ts";

/** A gap in a column: before the card that is drawn at `index`, counting those in the hand too. */
export interface Gap {
  stage: Stage;
  index: number;
}

/** The gap nearest to a height within a column's list. */
export const gapAt = (height: number, pitch: number, count: number): number =>
  Math.max(0, Math.min(count, Math.round(height / pitch)));

/** [SY8] The card that a drop in this gap goes right below; null for the top. */
export const cardAbove = (ids: readonly string[], index: number, held: ReadonlySet<string>): string | null => {
  for (let at = index - 1; at >= 0; at -= 1) {
    const id = ids[at];
    if (id !== undefined && !held.has(id)) return id;
  }
  return null;
};

/** The next gap that is another place: past one card that stays, over those in the hand. */
export const nextGap = (ids: readonly string[], index: number, step: 1 | -1, held: ReadonlySet<string>): number => {
  const beside = (at: number): string | undefined => ids[step === 1 ? at : at - 1];
  let at = index;
  for (let id = beside(at); id !== undefined && held.has(id); id = beside(at)) at += step;
  return beside(at) === undefined ? index : at + step;
};

/** The place a drop gives, from 1, and how many there are then. */
export const placeIn = (
  ids: readonly string[],
  index: number,
  held: ReadonlySet<string>,
): { place: number; of: number } => ({
  place: ids.slice(0, index).filter((id) => !held.has(id)).length + 1,
  of: ids.filter((id) => !held.has(id)).length + held.size,
});

/** Pixels to scroll this frame when the pointer is so far from an edge: faster the nearer, nothing beyond `reach`. */
export const edgeSpeed = (fromStart: number, fromEnd: number, reach: number, fastest: number): number => {
  const pull = (distance: number): number => Math.min(1, Math.max(0, (reach - distance) / reach));
  return (pull(fromEnd) ** 2 - pull(fromStart) ** 2) * fastest;
};
