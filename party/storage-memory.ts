/** The store in memory: what the simulation runs on, and the plainest statement of what a store does. */
import { fold } from "../domain/text.ts";
import {
  type Key,
  type OrderName,
  type Range,
  type Storage,
  type Sync,
  type TableName,
  type Tables,
  tables,
} from "./storage.ts";

type Row = Record<string, unknown>;
type Undo = () => void;

/** Rows are replaced, never changed in place, so a shallow copy keeps callers apart. */
const copy = <T extends object>(row: T): T => ({ ...row });

/** Nulls sort first and never match, as in SQL. */
const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (a === null || a === undefined) return -1;
  if (b === null || b === undefined) return 1;
  return (a as Key) < (b as Key) ? -1 : 1;
};

export class MemoryStorage implements Storage {
  readonly #tables = new Map<TableName, Map<Key, Row>>();
  #undo: Undo[] | null = null;

  constructor(from?: MemoryStorage) {
    for (const name of Object.keys(tables) as TableName[])
      this.#tables.set(name, from ? new Map(from.#rows(name)) : new Map<Key, Row>());
  }

  /** An independent copy, as a backup is. */
  clone(): MemoryStorage {
    return new MemoryStorage(this);
  }

  transact<T>(body: () => Sync<T>): T {
    if (this.#undo) throw new Error("transactions do not nest");
    const undo: Undo[] = (this.#undo = []);
    try {
      return body();
    } catch (error) {
      for (const step of undo.reverse()) step();
      throw error;
    } finally {
      this.#undo = null;
    }
  }

  get<T extends TableName>(table: T, key: Key): Tables[T] | undefined {
    const row = this.#rows(table).get(key);
    return row && (copy(row) as unknown as Tables[T]);
  }

  insert<T extends TableName>(table: T, row: Tables[T]): void {
    const rows = this.#rows(table);
    const stored = copy(row) as unknown as Row;
    const key = stored[tables[table].key] as Key;
    if (rows.has(key)) throw new Error(`${table} ${key} exists`);
    rows.set(key, stored);
    this.#undo?.push(() => rows.delete(key));
  }

  patch<T extends TableName>(table: T, key: Key, fields: Partial<Tables[T]>): void {
    const rows = this.#rows(table);
    const row = rows.get(key);
    if (!row) return;
    rows.set(key, { ...row, ...fields });
    this.#undo?.push(() => rows.set(key, row));
  }

  remove(table: TableName, key: Key): void {
    const rows = this.#rows(table);
    const row = rows.get(key);
    if (!row) return;
    rows.delete(key);
    this.#undo?.push(() => rows.set(key, row));
  }

  list<T extends TableName>(table: T, order: OrderName<T>, range: Range = {}): Tables[T][] {
    const columns = (tables[table].orders as Record<string, readonly string[]>)[order] ?? [];
    const { at = [], above, below, backwards = false, limit } = range;
    const next = columns[at.length];
    const found = [...this.#rows(table).values()]
      .filter((row) => at.every((value, index) => read(row, columns[index]) === value))
      .filter((row) => next === undefined || above === undefined || compare(read(row, next), above) > 0)
      .filter((row) => next === undefined || below === undefined || compare(read(row, next), below) < 0)
      .sort((a, b) => columns.reduce((so, column) => so || compare(read(a, column), read(b, column)), 0));
    if (backwards) found.reverse();
    return (limit === undefined ? found : found.slice(0, limit)).map(copy) as unknown as Tables[T][];
  }

  #rows(table: TableName): Map<Key, Row> {
    const rows = this.#tables.get(table);
    if (!rows) throw new Error(`no table ${table}`);
    return rows;
  }
}

/** `email_key` is a column that stores derive: the address as people compare it, null when there is none. */
const read = (row: Row, column = ""): unknown =>
  column === "email_key" ? (row["email"] === "" ? null : fold(String(row["email"]))) : row[column];
