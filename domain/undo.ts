/** Taking back what a mutation did, from its images, and never over somebody's later edit. [SY9] */
import type { Stage } from "./funnel.ts";
import { type RecordTable, type Tx, demand } from "./mutation.ts";
import { placeAfter } from "./order.ts";
import { Problem } from "./problem.ts";
import { recordRules } from "./records.ts";

/** What a mutation did to one record; updates hold only the fields that changed. */
export interface Effect {
  table: RecordTable;
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  quiet?: true;
}

/** A transaction that can also put a whole row back, with its own number. */
export interface UndoTx extends Tx {
  restore(table: RecordTable, row: Record<string, unknown>): void;
}

/** Fields that follow every touch; they tell nobody's intent. */
const trail: ReadonlySet<string> = new Set([
  "updated_at",
  "updated_by",
  "last_contact",
  "recorded_at",
  "edited_at",
  "entered",
  "comments",
]);

/** Those of them that go back with the edit, as long as nothing has moved them on. */
const times = ["last_contact", "recorded_at"] as const;

/** The fields of an effect that somebody meant. */
export const meant = (effect: Effect): string[] =>
  effect.before && effect.after && !effect.quiet ? Object.keys(effect.after).filter((field) => !trail.has(field)) : [];

/** True when the effect is more than the traces of a touch. */
export const isMeant = (effect: Effect): boolean =>
  effect.before === null || effect.after === null || meant(effect).length > 0;

/** The first field whose value is no longer the one that the effect left, or null when all still stand. */
export const changedSince = (tx: Tx, effect: Effect): string | null => {
  const row = tx.get(effect.table, effect.id) as Record<string, unknown> | undefined;
  if (effect.after === null) return row ? "id" : null;
  if (!row) return "id";
  return meant(effect).find((field) => field !== "position" && row[field] !== effect.after?.[field]) ?? null;
};

/** Undoes the effects, last first. What may not be done at all may not be undone into being either. */
export const takeBack = (tx: UndoTx, effects: readonly Effect[]): void => {
  if (effects.some((effect) => recordRules[effect.table].lasting))
    throw new Problem("forbidden", { detail: "What happens in a check-in round cannot be undone." });
  for (const effect of effects.toReversed()) {
    if (effect.quiet) continue;
    if (effect.before === null) removeAgain(tx, effect);
    else if (effect.after === null) putBack(tx, effect.table, effect.before);
    else resetFields(tx, effect, effect.before, effect.after);
  }
};

const removeAgain = (tx: UndoTx, { table, id }: Effect): void => {
  const { remove, children } = recordRules[table];
  demand(tx, remove);
  if (children) for (const child of tx.where(children.table, children.column, id)) tx.remove(children.table, child.id);
  if (tx.get(table, id)) tx.remove(table, id);
};

const putBack = (tx: UndoTx, table: RecordTable, before: Record<string, unknown>): void => {
  const { restore, parent } = recordRules[table];
  demand(tx, restore);
  const id = String(before["id"]);
  if (tx.get(table, id) || (parent && !tx.get(parent.table, String(before[parent.column])))) return;
  if (table !== "contact") return tx.restore(table, before);
  demandFreeAddress(tx, id, String(before["email"]));
  const stage = String(before["funnel_stage"]) as Stage;
  tx.restore(table, { ...before, position: freePlace(tx, id, stage, String(before["position"])) });
};

const demandFreeAddress = (tx: Tx, id: string, email: string): void => {
  const other = email === "" ? undefined : tx.where("contact", "email", email).find((contact) => contact.id !== id);
  if (other)
    throw new Problem("email_taken", {
      errors: { email: ["Another contact of this circle has this address now."] },
      extra: { existing_id: other.id },
    });
};

const resetFields = (
  tx: UndoTx,
  effect: Effect,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void => {
  demand(tx, recordRules[effect.table].edit);
  const row = tx.get(effect.table, effect.id) as Record<string, unknown> | undefined;
  if (!row) throw new Problem("not_found");
  const fields: Record<string, unknown> = {};
  for (const field of meant(effect)) fields[field] = before[field];
  for (const time of times) if (time in after && row[time] === after[time]) fields[time] = before[time];
  if ("updated_at" in row) Object.assign(fields, { updated_at: tx.now, updated_by: tx.actor.member });
  if (effect.table !== "contact") return tx.patch(effect.table, effect.id, fields);
  if (typeof fields["email"] === "string") demandFreeAddress(tx, effect.id, fields["email"]);
  // A key can be the same in two stages, so a new stage alone is a new place too.
  if ("position" in fields || "funnel_stage" in fields) {
    const stage = String(fields["funnel_stage"] ?? row["funnel_stage"]) as Stage;
    fields["position"] = freePlace(tx, effect.id, stage, String(fields["position"] ?? row["position"]));
  }
  tx.patch("contact", effect.id, fields);
};

/** The old place if it is free, else right below the card that took it. */
const freePlace = (tx: Tx, id: string, stage: Stage, position: string): string => {
  const taken = tx.where("contact", "funnel_stage", stage).find((card) => card.id !== id && card.position === position);
  return taken ? placeAfter(tx, id, stage, taken.id) : position;
};
