/** New order keys for a whole column, once one has grown too long. Only the room does this. [SY8] */
import { generateNKeysBetween } from "fractional-indexing";
import type { Stage } from "./funnel.ts";
import type { Tx } from "./mutation.ts";

/** Gives every card of the stage a short key, and returns the one for `id`, right below the card at `low`. */
export const renewKeys = (tx: Tx, id: string, stage: Stage, low: string | null): string => {
  const others = tx.where("contact", "funnel_stage", stage).filter((card) => card.id !== id);
  const index = low === null ? 0 : others.findIndex((card) => card.position === low) + 1;
  const keys = generateNKeysBetween(null, null, others.length + 1);
  const mine = keys.splice(index, 1)[0];
  if (mine === undefined) throw new Error("a column lost its place while its keys were renewed");
  // A key must be free when it is given away: first everything moves out of the way, then in.
  others.forEach((card, at) => tx.patch("contact", card.id, { position: `~${at}` }, "quietly"));
  others.forEach((card, at) => tx.patch("contact", card.id, { position: keys[at] ?? card.position }, "quietly"));
  return mine;
};
