/** The store on a Durable Object's SQLite. Statements are built from the Drizzle tables once and kept by shape. */
import { getTableColumns } from "drizzle-orm";
import { fold } from "../domain/text.ts";
import { circleTables } from "../drizzle/circle.ts";
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

type Value = string | number | null;
type Row = Record<string, unknown>;

/** The part of the runtime's storage that is needed here, so that this file needs no platform types. */
export interface SqlDoor {
  transactionSync<T>(body: () => T): T;
  sql: { exec(query: string, ...bindings: Value[]): { toArray(): Record<string, unknown>[] } };
}

/** Makes long JSON texts short. Anything kept by one packing can be read by it only. */
export interface Packing {
  pack(text: string): string;
  unpack(packed: string): string;
}

/** JSON longer than this is packed; the mark in front is no beginning of JSON. */
const longText = 256 * 1024;
const packedMark = "~";

interface Shape {
  key: string;
  orders: Record<string, readonly string[]>;
  columns: string[];
  json: string[];
}

const quote = (name: string): string => `"${name}"`;

const shapes = Object.fromEntries(
  (Object.keys(tables) as TableName[]).map((name): [TableName, Shape] => {
    const columns = Object.values(getTableColumns(circleTables[name]));
    const json = columns.filter((column) => column.dataType === "json").map((column) => column.name);
    return [name, { ...tables[name], columns: columns.map((column) => column.name), json }];
  }),
) as Record<TableName, Shape>;

/** Columns that the store derives from a row: they are written with it and never read back. */
const derive = (table: TableName, row: Row): Row =>
  table === "contact" && row["email"] !== undefined
    ? { ...row, email_key: row["email"] === "" ? null : fold(String(row["email"])) }
    : row;

export class SqliteStorage implements Storage {
  readonly #door: SqlDoor;
  readonly #packing: Packing | null;
  readonly #statements = new Map<string, string>();

  constructor(door: SqlDoor, packing: Packing | null = null) {
    this.#door = door;
    this.#packing = packing;
  }

  transact<T>(body: () => Sync<T>): T {
    return this.#door.transactionSync<T>(body);
  }

  get<T extends TableName>(table: T, key: Key): Tables[T] | undefined {
    const query = this.#statement(`get ${table}`, () => `${select(table)} WHERE ${quote(shapes[table].key)} = ?`);
    return this.#read(table, query, [key])[0];
  }

  insert<T extends TableName>(table: T, row: Tables[T]): void {
    const { columns } = shapes[table];
    const query = this.#statement(
      `insert ${table}`,
      () =>
        `INSERT INTO ${quote(table)} (${columns.map(quote).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    const full = derive(table, row as unknown as Row);
    this.#door.sql.exec(query, ...columns.map((column) => this.#toValue(full[column])));
  }

  patch<T extends TableName>(table: T, key: Key, fields: Partial<Tables[T]>): void {
    const full = derive(table, fields);
    const names = Object.keys(full);
    if (names.length === 0) return;
    const query = this.#statement(
      `patch ${table} ${names.join()}`,
      () =>
        `UPDATE ${quote(table)} SET ${names.map((name) => `${quote(name)} = ?`).join(", ")} WHERE ${quote(shapes[table].key)} = ?`,
    );
    this.#door.sql.exec(query, ...names.map((name) => this.#toValue(full[name])), key);
  }

  remove(table: TableName, key: Key): void {
    const query = this.#statement(
      `remove ${table}`,
      () => `DELETE FROM ${quote(table)} WHERE ${quote(shapes[table].key)} = ?`,
    );
    this.#door.sql.exec(query, key);
  }

  list<T extends TableName>(table: T, order: OrderName<T>, range: Range = {}): Tables[T][] {
    const { at = [], above, below, backwards = false, limit } = range;
    const shape = `list ${table} ${order} ${at.length} ${above !== undefined} ${below !== undefined} ${backwards} ${limit !== undefined}`;
    const query = this.#statement(shape, () => listQuery(table, order, range));
    const bindings = [...at];
    if (above !== undefined) bindings.push(above);
    if (below !== undefined) bindings.push(below);
    if (limit !== undefined) bindings.push(limit);
    return this.#read(table, query, bindings);
  }

  #read<T extends TableName>(table: T, query: string, bindings: Key[]): Tables[T][] {
    const rows = this.#door.sql.exec(query, ...bindings).toArray();
    for (const name of shapes[table].json) for (const row of rows) row[name] = this.#parse(String(row[name]));
    return rows as unknown as Tables[T][];
  }

  #parse(text: string): unknown {
    return JSON.parse(
      this.#packing && text.startsWith(packedMark) ? this.#packing.unpack(text.slice(packedMark.length)) : text,
    );
  }

  #toValue(value: unknown): Value {
    if (value === undefined || value === null) return null;
    if (typeof value !== "object") return value as Value;
    const text = JSON.stringify(value);
    return this.#packing && text.length > longText ? packedMark + this.#packing.pack(text) : text;
  }

  #statement(shape: string, build: () => string): string {
    let query = this.#statements.get(shape);
    if (query === undefined) this.#statements.set(shape, (query = build()));
    return query;
  }
}

const select = (table: TableName): string =>
  `SELECT ${shapes[table].columns
    .filter((column) => column !== "email_key")
    .map(quote)
    .join(", ")} FROM ${quote(table)}`;

/** The statement behind `list`; tests ask SQLite how it would run it. */
export const listQuery = (table: TableName, order: string, range: Range): string => {
  const columns = shapes[table].orders[order] ?? [];
  const next = columns[range.at?.length ?? 0];
  const where = columns.slice(0, range.at?.length ?? 0).map((column) => `${quote(column)} = ?`);
  if (range.above !== undefined && next !== undefined) where.push(`${quote(next)} > ?`);
  if (range.below !== undefined && next !== undefined) where.push(`${quote(next)} < ?`);
  const direction = range.backwards ? " DESC" : "";
  const sorted = columns.slice(range.at?.length ?? 0).map((column) => `${quote(column)}${direction}`);
  return [
    select(table),
    where.length > 0 ? `WHERE ${where.join(" AND ")}` : "",
    sorted.length > 0 ? `ORDER BY ${sorted.join(", ")}` : "",
    range.limit === undefined ? "" : "LIMIT ?",
  ].join(" ");
};
