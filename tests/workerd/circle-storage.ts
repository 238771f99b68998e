/** The empty, migrated SQLite of a Durable Object, inside which a test may do what it likes. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/durable-sqlite";
import { migrate } from "drizzle-orm/durable-sqlite/migrator";
import migrations from "../../drizzle/circle/migrations.js";
import { recordRules } from "../../domain/records.ts";
import { type TableName, tables } from "../../party/storage.ts";
import { SqliteStorage } from "../../party/storage-sqlite.ts";

const belongs = (table: TableName): boolean => recordRules[table as keyof typeof recordRules]?.parent !== undefined;

/** Notes speak of contacts and points of KPIs, so they go before them. */
export const childrenFirst = (Object.keys(tables) as TableName[]).toSorted(
  (a, b) => Number(belongs(b)) - Number(belongs(a)),
);

/** Runs on an object that nobody has founded, whose tables are emptied first. */
export const onSqlite = <T>(name: string, body: (storage: SqliteStorage, sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(env.Circle.getByName(name), async (_instance, { storage }) => {
    await migrate(drizzle(storage), migrations);
    for (const table of childrenFirst) storage.sql.exec(`DELETE FROM "${table}"`);
    return body(new SqliteStorage(storage), storage.sql);
  });
