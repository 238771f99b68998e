/** Taking back what a mutation did, from its images, and never over somebody's later edit. [SY9] */
import type { Contact } from "./contact.ts";
import type { Stage } from "./funnel.ts";
import { type Fields, type RecordTable, type Tx, demand } from "./mutation.ts";
import { placeAfter } from "./order.ts";
import { Problem } from "./problem.ts";

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
const trail: ReadonlySet<string> = new Set(["updated_at", "updated_by", "last_contact", "edited_at"]);

/** The fields of an effect that somebody meant. */
export const meant = (effect: Effect): string[] =>
  effect.before && effect.after && !effect.quiet ? Object.keys(effect.after).filter((field) => !trail.has(field)) : [];

/** The first field whose value is no longer the one that the effect left, or null when all still stand. */
export const changedSince = (tx: Tx, effect: Effect): string | null => {
  const row = tx.get(effect.table, effect.id) as Record<string, unknown> | undefined;
  if (effect.after === null) return row ? "id" : null;
  if (!row) return "id";
  return meant(effect).find((field) => field !== "position" && row[field] !== effect.after?.[field]) ?? null;
};

/** Undoes the effects, last first. What may not be done at all may not be undone into being either. */
export const takeBack = (tx: UndoTx, effects: readonly Effect[]): void => {
  for (const effect of effects.toReversed()) {
    if (effect.quiet) continue;
    if (effect.before === null) removeAgain(tx, effect);
    else if (effect.after === null) putBack(tx, effect.table, effect.before);
    else resetFields(tx, effect, effect.before, effect.after);
  }
};

const removeAgain = (tx: UndoTx, { table, id }: Effect): void => {
  demand(tx, table === "contact" ? "contact.delete" : "note.edit_own");
  if (table === "contact") for (const note of tx.where("note", "contact", id)) tx.remove("note", note.id);
  if (tx.get(table, id)) tx.remove(table, id);
};

const putBack = (tx: UndoTx, table: RecordTable, before: Record<string, unknown>): void => {
  demand(tx, table === "contact" ? "contact.restore" : "note.add");
  if (tx.get(table, String(before["id"]))) return;
  if (table === "note") {
    if (tx.get("contact", String(before["contact"]))) tx.restore(table, before);
    return;
  }
  demandFreeAddress(tx, String(before["id"]), String(before["email"]));
  const stage = String(before["funnel_stage"]) as Stage;
  tx.restore(table, { ...before, position: freePlace(tx, String(before["id"]), stage, String(before["position"])) });
};

const demandFreeAddress = (tx: Tx, id: string, email: string): void => {
  const other = email === "" ? undefined : tx.where("contact", "email", email).find((contact) => contact.id !== id);
  if (other)
    throw new Problem("email_taken", {
      errors: { email: ["Another contact of this circle has this address now."] },
      extra: { existing_id: other.id },
    });
};

const resetFields = (tx: UndoTx, effect: Effect, before: Record<string, unknown>, after: Record<string, unknown>): void => {
  demand(tx, effect.table === "contact" ? "contact.edit" : "note.edit_own");
  const row = tx.get(effect.table, effect.id) as Record<string, unknown> | undefined;
  if (!row) throw new Problem("not_found");
  const fields: Record<string, unknown> = {};
  for (const field of meant(effect)) fields[field] = before[field];
  if ("last_contact" in after && row["last_contact"] === after["last_contact"]) fields["last_contact"] = before["last_contact"];
  if (effect.table === "note") return tx.patch("note", effect.id, fields);
  if (typeof fields["email"] === "string") demandFreeAddress(tx, effect.id, fields["email"]);
  // A key can be the same in two stages, so a new stage alone is a new place too.
  if ("position" in fields || "funnel_stage" in fields) {
    const stage = String(fields["funnel_stage"] ?? row["funnel_stage"]) as Stage;
    fields["position"] = freePlace(tx, effect.id, stage, String(fields["position"] ?? row["position"]));
  }
  const contact: Fields<Contact> = { ...fields, updated_at: tx.now, updated_by: tx.actor.member };
  tx.patch("contact", effect.id, contact);
};

/** The old place if it is free, else right below the card that took it. */
const freePlace = (tx: Tx, id: string, stage: Stage, position: string): string => {
  const taken = tx.where("contact", "funnel_stage", stage).find((card) => card.id !== id && card.position === position);
  return taken ? placeAfter(tx, id, stage, taken.id) : position;
};
