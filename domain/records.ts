/** What each kind of record is to the engine: who may take which part of its history back, and what belongs to what. [SY9] */
import type { Lookups, RecordTable } from "./mutation.ts";
import type { LiveAction } from "./live-permission.ts";

export interface RecordRule {
  /** What it takes to undo an edit, a creation and a deletion. */
  edit: LiveAction;
  remove: LiveAction;
  restore: LiveAction;
  /** The record it belongs to and goes with, and the column that names it. */
  parent?: { table: RecordTable; column: string };
  /** Fields that follow from others: nobody's words, so nobody is told that theirs were overwritten. [SY3] */
  derived?: readonly string[];
  /** What happens to it is never taken back. [CR10] */
  lasting?: true;
  /** The records that go with it. */
  children?: { [T in RecordTable]: { table: T; column: Lookups[T] } }[RecordTable];
}

export const recordRules: Record<RecordTable, RecordRule> = {
  contact: {
    edit: "contact.edit",
    remove: "contact.delete",
    restore: "contact.restore",
    derived: ["position"],
    children: { table: "note", column: "contact" },
  },
  note: {
    edit: "note.edit_own",
    remove: "note.edit_own",
    restore: "note.add",
    parent: { table: "contact", column: "contact" },
  },
  kpi: {
    edit: "kpi.record",
    remove: "kpi.delete",
    restore: "kpi.restore",
    derived: ["percentage_complete", "trend", "percentage_change"],
    children: { table: "kpi_point", column: "kpi" },
  },
  kpi_point: {
    edit: "kpi.record",
    remove: "kpi.record",
    restore: "kpi.record",
    parent: { table: "kpi", column: "kpi" },
  },
  round: { edit: "round.lead", remove: "round.lead", restore: "round.lead", lasting: true },
  round_entry: {
    edit: "kpi.record",
    remove: "kpi.record",
    restore: "kpi.record",
    parent: { table: "round", column: "round" },
    lasting: true,
  },
};
