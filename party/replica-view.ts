/** What a browser shows: the room's rows with its own pending changes laid over them, and each stage in order. [SY5] */
import type { Contact } from "../domain/contact.ts";
import type { Stage } from "../domain/funnel.ts";
import type { Actor, Fields, Fresh, Lookups, RecordTable, Records, Settings } from "../domain/mutation.ts";
import { recordRules } from "../domain/records.ts";
import { fold } from "../domain/text.ts";
import type { Effect, UndoTx } from "../domain/undo.ts";
import { liveTables } from "./protocol.ts";

/** A row as the room sent it: without `rev`. */
export type BaseRow = Record<string, unknown> & { id: string; n: number };
type Row = BaseRow;

/** Where a card stands: the sorted ids of one stage, looked up by (position, id). */
interface Place {
  stage: Stage;
  position: string;
}

export class View {
  readonly #base = new Map<RecordTable, Map<string, Row>>();
  readonly #ids = new Map<RecordTable, Map<number, string>>();
  readonly #over = new Map<RecordTable, Map<string, Row | null>>();
  readonly #columns = new Map<string, string[]>();
  readonly #places = new Map<string, Place>();
  #moved = new Set<string>();
  /** Ids whose visible row may have changed since it was last taken, by table. */
  touched = new Map<RecordTable, Set<string>>();

  constructor() {
    for (const table of Object.keys(recordRules) as RecordTable[]) {
      this.#base.set(table, new Map());
      this.#ids.set(table, new Map());
      this.#over.set(table, new Map());
    }
  }

  get<T extends RecordTable>(table: T, id: string): Records[T] | undefined {
    const over = of(this.#over, table);
    const row = over.has(id) ? over.get(id) : of(this.#base, table).get(id);
    return (row ?? undefined) as unknown as Records[T] | undefined;
  }

  /** The row as the room last had it. */
  base(table: RecordTable, id: string): Row | undefined {
    return of(this.#base, table).get(id);
  }

  *baseRows(table: RecordTable): Iterable<Row> {
    yield* of(this.#base, table).values();
  }

  *rows<T extends RecordTable>(table: T): Iterable<Records[T]> {
    const over = of(this.#over, table);
    for (const [id, row] of of(this.#base, table)) if (!over.has(id)) yield row as unknown as Records[T];
    for (const row of over.values()) if (row) yield row as unknown as Records[T];
  }

  /** The ids of a stage's cards, top first. Not to be changed. */
  column(stage: string): readonly string[] {
    return this.#columns.get(stage) ?? [];
  }

  idOf(table: RecordTable, n: number): string | undefined {
    return of(this.#ids, table).get(n);
  }

  setBase(table: RecordTable, row: Row): void {
    of(this.#base, table).set(row.id, row);
    of(this.#ids, table).set(row.n, row.id);
    this.#show(table, row.id);
  }

  removeBase(table: RecordTable, id: string): void {
    const row = of(this.#base, table).get(id);
    if (row && this.idOf(table, row.n) === id) of(this.#ids, table).delete(row.n);
    of(this.#base, table).delete(id);
    this.#show(table, id);
  }

  clearBase(): void {
    for (const table of liveTables) for (const id of [...of(this.#base, table).keys()]) this.removeBase(table, id);
  }

  setOver(table: RecordTable, id: string, row: Row | null): void {
    of(this.#over, table).set(id, row);
    this.#show(table, id);
  }

  /** Takes one laid-over row back to what it was before; undefined uncovers the base. */
  resetOver(table: RecordTable, id: string, row: Row | null | undefined): void {
    if (row === undefined) of(this.#over, table).delete(id);
    else of(this.#over, table).set(id, row);
    this.#show(table, id);
  }

  overOf(table: RecordTable, id: string): Row | null | undefined {
    return of(this.#over, table).get(id);
  }

  clearOver(): void {
    for (const [table, over] of this.#over) {
      const ids = [...over.keys()];
      over.clear();
      for (const id of ids) this.#show(table, id);
    }
  }

  /** The stages whose cards are not the same, or not in the same order, since this was last asked. */
  takeMoved(): Set<string> {
    const moved = this.#moved;
    this.#moved = new Set();
    return moved;
  }

  takeTouched(): Map<RecordTable, Set<string>> {
    const touched = this.touched;
    this.touched = new Map();
    return touched;
  }

  #show(table: RecordTable, id: string): void {
    let ids = this.touched.get(table);
    if (!ids) this.touched.set(table, (ids = new Set()));
    ids.add(id);
    if (table !== "contact") return;
    const row = this.get("contact", id);
    const was = this.#places.get(id);
    if (was && row && was.stage === row.funnel_stage && was.position === row.position) return;
    if (was) {
      const column = this.#columns.get(was.stage) ?? [];
      column.splice(this.#search(column, was.position, id), 1);
      this.#moved.add(was.stage);
      this.#places.delete(id);
    }
    if (!row) return;
    let column = this.#columns.get(row.funnel_stage);
    if (!column) this.#columns.set(row.funnel_stage, (column = []));
    column.splice(this.#search(column, row.position, id), 0, id);
    this.#moved.add(row.funnel_stage);
    this.#places.set(id, { stage: row.funnel_stage, position: row.position });
  }

  /** The index in a column at which (position, id) stands or would stand. */
  #search(column: readonly string[], position: string, id: string): number {
    let low = 0;
    let high = column.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = column[middle] ?? "";
      const at = this.#places.get(other)?.position ?? "";
      if (at < position || (at === position && other < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  cardAfter(stage: string, position: string | null, except: string): Contact | undefined {
    const column = this.column(stage);
    let at = position === null ? 0 : this.#search(column, position, "\uffff");
    if (column[at] === except) at += 1;
    const id = column[at];
    return id === undefined ? undefined : this.get("contact", id);
  }
}

const of = <T>(maps: Map<RecordTable, T>, table: RecordTable): T => {
  const map = maps.get(table);
  if (!map) throw new Error(`no table ${table}`);
  return map;
};

/** What a mutator sees in the browser. Remembers how to take itself back, for a refusal and for undo. */
export class ViewTx implements UndoTx {
  readonly now: number;
  readonly actor: Actor;
  readonly settings: Settings;
  readonly fresh: () => string;
  readonly #view: View;
  readonly #before: { table: RecordTable; id: string; over: Row | null | undefined; row: Row | undefined }[] = [];

  constructor(view: View, now: number, actor: Actor, settings: Settings, fresh: () => string) {
    this.#view = view;
    this.now = now;
    this.actor = actor;
    this.settings = settings;
    this.fresh = fresh;
  }

  get<T extends RecordTable>(table: T, id: string): Records[T] | undefined {
    return this.#view.get(table, id);
  }

  where<T extends RecordTable>(table: T, column: Lookups[T], value: string): Records[T][] {
    if (column === "funnel_stage")
      return this.#view
        .column(value)
        .map((id) => this.#view.get(table, id))
        .filter((row) => row !== undefined);
    const wanted = column === "email" ? fold(value) : value;
    const found: Records[T][] = [];
    for (const row of this.#view.rows(table)) {
      const has = (row as unknown as Row)[column];
      if (typeof has === "string" && (column === "email" ? fold(has) : has) === wanted) found.push(row);
    }
    return found;
  }

  cardAfter(stage: string, position: string | null, except: string): Contact | undefined {
    return this.#view.cardAfter(stage, position, except);
  }

  insert<T extends RecordTable>(table: T, row: Fresh<Records[T]>): void {
    this.#set(table, row.id, { ...row, n: 0 });
  }

  restore(table: RecordTable, row: Record<string, unknown>): void {
    this.#set(table, String(row["id"]), row as Row);
  }

  patch<T extends RecordTable>(table: T, id: string, fields: Fields<Records[T]>): void {
    const row = this.#view.get(table, id);
    if (row) this.#set(table, id, { ...row, ...fields });
  }

  remove(table: RecordTable, id: string): void {
    this.#set(table, id, null);
  }

  /** Takes back everything this transaction did to the view. */
  rollBack(): void {
    for (const { table, id, over } of this.#before.toReversed()) this.#view.resetOver(table, id, over);
  }

  /** What it did to each record, as the room will note it too. */
  effects(): Effect[] {
    const seen = new Set<string>();
    const effects: Effect[] = [];
    for (const { table, id, row } of this.#before) {
      if (seen.has(table + id)) continue;
      seen.add(table + id);
      const now = this.#view.get(table, id) as unknown as Row | undefined;
      effects.push({ table, id, ...(row && now ? difference(row, now) : { before: row ?? null, after: now ?? null }) });
    }
    return effects;
  }

  #set(table: RecordTable, id: string, row: Row | null): void {
    const was = this.#view.get(table, id) as unknown as Row | undefined;
    this.#before.push({ table, id, over: this.#view.overOf(table, id), row: was });
    this.#view.setOver(table, id, row);
  }
}

const difference = (row: Row, now: Row): Pick<Effect, "before" | "after"> => {
  const names = Object.keys(now).filter((name) => now[name] !== row[name] && name !== "n" && name !== "rev");
  return {
    before: Object.fromEntries(names.map((name) => [name, row[name]])),
    after: Object.fromEntries(names.map((name) => [name, now[name]])),
  };
};
