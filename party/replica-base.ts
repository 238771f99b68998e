/** The room's rows as this browser has them: every live record, and the records of those parents that it holds. [SY5] [SY7] */
import type { RecordTable } from "../domain/mutation.ts";
import { type WireTable, isLive, liveTables } from "./protocol.ts";
import type { Step } from "./replica-catching.ts";
import type { BaseRow, View } from "./replica-view.ts";
import type { RowChange } from "./wire.ts";

export class Base {
  readonly #view: View;
  readonly #held = new Set<string>();

  constructor(view: View) {
    this.#view = view;
  }

  /** Every live row: what a reopened browser starts with. */
  rows(): [RecordTable, BaseRow][] {
    return liveTables.flatMap((table) =>
      [...this.#view.baseRows(table)].map((row): [RecordTable, BaseRow] => [table, row]),
    );
  }

  /** Parents whose records are held. */
  get held(): readonly string[] {
    return [...this.#held];
  }

  holds(parent: string): boolean {
    return this.#held.has(parent);
  }

  hold(parent: string): void {
    this.#held.add(parent);
  }

  /** False when nothing was held for this parent. */
  release(parent: string): boolean {
    if (!this.#held.delete(parent)) return false;
    this.#drop(parent);
    return true;
  }

  /** A catch-up: everything anew when `full`. What is held stays until it is loaded again, unless numbers may differ. */
  catchUp(full: boolean, steps: readonly Step[]): void {
    if (full) {
      this.#view.clearBase();
      for (const parent of this.#held) this.#drop(parent);
    }
    for (const step of steps) {
      if ("gone" in step) for (const n of step.gone) this.#remove(step.table, n);
      else for (const row of step.rows) this.#view.setBase(step.table, row);
    }
  }

  apply(change: RowChange): void {
    const { table, n } = change;
    if (change.kind === "removed") return this.#remove(table, n);
    if (change.kind === "inserted") {
      const row = change.row as BaseRow;
      if (isLive(table) || this.#held.has(String(row["contact"]))) this.#view.setBase(table, row);
      return;
    }
    const id = this.#view.idOf(table, n);
    const row = id === undefined ? undefined : this.#view.base(table, id);
    if (row) this.#view.setBase(table, { ...row, ...change.fields });
  }

  /** The records of a held parent, all of them. */
  load(table: WireTable, parent: string, rows: readonly BaseRow[]): void {
    this.#drop(parent);
    for (const row of rows) this.#view.setBase(table, row);
  }

  #remove(table: RecordTable, n: number): void {
    const id = this.#view.idOf(table, n);
    if (id === undefined) return;
    if (table === "contact") this.#drop(id);
    this.#view.removeBase(table, id);
  }

  #drop(contact: string): void {
    for (const note of [...this.#view.baseRows("note")])
      if (note["contact"] === contact) this.#view.removeBase("note", note.id);
  }
}
