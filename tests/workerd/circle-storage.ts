/** The empty, migrated SQLite of a Durable Object, inside which a test may do what it likes. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/durable-sqlite";
import { migrate } from "drizzle-orm/durable-sqlite/migrator";
import migrations from "../../drizzle/circle/migrations.js";
import { tables } from "../../party/storage.ts";
import { SqliteStorage } from "../../party/storage-sqlite.ts";

/** Runs on an object that nobody has founded, whose tables are emptied first. */
export const onSqlite = <T>(name: string, body: (storage: SqliteStorage, sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(env.Circle.getByName(name), async (_instance, { storage }) => {
    await migrate(drizzle(storage), migrations);
    // Notes speak of contacts, so they go first.
    for (const table of Object.keys(tables).toSorted((a) => (a === "note" ? -1 : 1))) storage.sql.exec(`DELETE FROM "${table}"`);
    return body(new SqliteStorage(storage), storage.sql);
  });
