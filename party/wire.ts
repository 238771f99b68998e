/** Between rows and the wire: columns by number, ids by short number. */
import type { RecordTable, Records } from "../domain/mutation.ts";
import { mutationCodes, references } from "../domain/mutations.ts";
import { type WireTable, type WireWrite, wireColumns, wireTables } from "./protocol.ts";
import type { Image } from "./storage.ts";

type Row = Record<string, unknown>;

const travels = (table: RecordTable): table is WireTable => (wireTables as readonly RecordTable[]).includes(table);
const tableCode = (table: WireTable): number => wireTables.indexOf(table);

/** One image as others hear it; null when nothing in it travels. */
export const writeOf = (image: Image, at: number): WireWrite | null => {
  const { table, n, before, after } = image;
  if (!travels(table)) return null;
  const columns: readonly string[] = wireColumns[table];
  if (after === null) return before === null ? null : [tableCode(table), n, 0];
  if (before === null) return [tableCode(table), n, 1, columns.map((column) => after[column] ?? null)];
  const set: unknown[] = [];
  const now: number[] = [];
  for (const [name, value] of Object.entries(after)) {
    const column = columns.indexOf(name);
    if (column < 0) continue;
    if (value === at) now.push(column);
    else set.push(column, value);
  }
  if (set.length === 0 && now.length === 0) return null;
  return now.length > 0 ? [tableCode(table), n, set, now] : [tableCode(table), n, set];
};

export type RowChange =
  | { table: WireTable; n: number; kind: "removed" }
  | { table: WireTable; n: number; kind: "inserted"; row: Row }
  | { table: WireTable; n: number; kind: "changed"; fields: Row };

/** What a write on the wire means. A table or column from a newer room is passed over. */
export const readWrite = ([code, n, what, more]: WireWrite, at: number): RowChange | null => {
  const table = wireTables[code];
  if (table === undefined) return null;
  if (what === 0) return { table, n, kind: "removed" };
  const columns: readonly string[] = wireColumns[table];
  if (what === 1) {
    const row: Row = { n };
    columns.forEach((column, index) => (row[column] = more?.[index] ?? null));
    return { table, n, kind: "inserted", row };
  }
  const fields: Row = {};
  for (let index = 0; index + 1 < what.length; index += 2) {
    const column = columns[what[index] as number];
    if (column !== undefined) fields[column] = what[index + 1];
  }
  for (const index of more ?? []) {
    const column = columns[index];
    if (column !== undefined) fields[column] = at;
  }
  return { table, n, kind: "changed", fields };
};

/** Rows as numbers and one array per column: half the size of objects. */
export const toColumns = (table: WireTable, rows: readonly Records[WireTable][]): [number[], unknown[][]] => [
  rows.map((row) => row.n),
  wireColumns[table].map((column) => rows.map((row) => (row as unknown as Row)[column])),
];

export const fromColumns = (table: WireTable, numbers: readonly number[], values: readonly unknown[][]): Row[] => {
  const columns: readonly string[] = wireColumns[table];
  return numbers.map((n, at) => {
    const row: Row = { n };
    columns.forEach((column, index) => (row[column] = values[index]?.[at] ?? null));
    return row;
  });
};

/** The arguments with each named id passed through `translate`. */
export const translateArgs = (
  code: number,
  args: unknown,
  translate: (id: string | number) => string | number,
): unknown => {
  const names = references[mutationCodes[code] ?? "undo"];
  if (!names || args === null || typeof args !== "object") return args;
  const translated: Row = { ...(args as Row) };
  for (const name of names) {
    const value = translated[name];
    if (typeof value === "string" || typeof value === "number") translated[name] = translate(value);
  }
  return translated;
};
