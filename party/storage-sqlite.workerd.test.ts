import { expect, test } from "vitest";
import { storageContract } from "../tests/storage-contract.ts";
import { onSqlite } from "../tests/workerd/circle-storage.ts";
import { type Range, type TableName, tables } from "./storage.ts";
import { listQuery } from "./storage-sqlite.ts";

test.each(storageContract)("[SY18] on SQLite: $name", async ({ run }) => {
  await expect(onSqlite("contract", run)).resolves.toBeUndefined();
});

/** Tables that hold a handful of rows at most. */
const small: ReadonlySet<TableName> = new Set(["due", "revoked"]);

/** Every table and order, asked for in every way that the store can be asked. */
const questions = (Object.keys(tables) as TableName[]).flatMap((table) =>
  Object.entries(tables[table].orders as Record<string, readonly string[]>).flatMap(([order, columns]) =>
    columns.flatMap((_column, equal) => {
      const at = columns.slice(0, equal).map(() => "x");
      const ranges: Range[] = [{ at }, { at, above: 1 }, { at, below: 1, backwards: true }, { at, limit: 1 }];
      return ranges.map((range) => ({ table, order, range }));
    }),
  ),
);

/** Order by the row's own key needs no index beside the table. */
const isWholeTable = (table: TableName, order: string): boolean => {
  const [first] = (tables[table].orders as Record<string, readonly string[]>)[order] ?? [];
  return first === tables[table].key;
};

test("[SY18] [D16] every order of every table is read along an index, and nothing is sorted", () =>
  onSqlite("plans", (_storage, sql) => {
    const asked = questions.filter(({ table }) => !small.has(table));
    const slow = asked.flatMap(({ table, order, range }) => {
      const query = listQuery(table, order, range);
      const values = [...(range.at ?? []), range.above, range.below, range.limit].filter(
        (value) => value !== undefined,
      );
      const plan = sql
        .exec(`EXPLAIN QUERY PLAN ${query}`, ...values)
        .toArray()
        .map((step) => String(step["detail"]));
      const along = plan.every(
        (step) =>
          /USING (COVERING )?INDEX|USING INTEGER PRIMARY KEY/.test(step) ||
          (isWholeTable(table, order) && step === `SCAN ${table}`),
      );
      return along ? [] : [`${query}: ${plan.join("; ")}`];
    });
    expect(slow).toEqual([]);
  }));
