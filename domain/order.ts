/** The order of cards within a stage: fractional keys, made only here. [SY8] */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";
import type { Stage } from "./funnel.ts";
import type { Tx } from "./mutation.ts";

/** A longer key makes the whole column get new ones inside the same mutation. */
export const longestKey = 48;

/**
 * The key that puts `id` right below the card `after` in the stage, or at the top when `after` is null
 * or no longer there. Renews the column's keys when this one would grow past `longestKey`.
 */
export const placeAfter = (tx: Tx, id: string, stage: Stage, after: string | null): string => {
  const anchor = after === null || after === id ? undefined : tx.get("contact", after);
  const low = anchor?.funnel_stage === stage ? anchor.position : null;
  const high = tx.cardAfter(stage, low, id)?.position ?? null;
  const key = generateKeyBetween(low, high);
  return key.length > longestKey ? renewKeys(tx, id, stage, low) : key;
};

const renewKeys = (tx: Tx, id: string, stage: Stage, low: string | null): string => {
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
