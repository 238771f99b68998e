/** The order of cards within a stage: fractional keys, made only here. [SY8] */
import { generateKeyBetween } from "fractional-indexing";
import type { Stage } from "./funnel.ts";
import type { Tx } from "./mutation.ts";

/** A longer key makes the whole column get new ones inside the same mutation, in the room. */
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
  return key.length > longestKey && tx.renewKeys ? tx.renewKeys(id, stage, low) : key;
};
