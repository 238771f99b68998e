/** Brings the local D1 database up to date, and says whether anybody lives in it. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { demand } from "./command.ts";
import { step } from "./progress.ts";

const migrations = "drizzle/d1";

/** The file that miniflare's and wrangler's D1 write, or null before the first migration. */
const databaseFile = (dataDir: string): string | null => {
  const folder = join(dataDir, "v3", "d1", "miniflare-D1DatabaseObject");
  if (!existsSync(folder)) return null;
  const name = readdirSync(folder).find((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite");
  return name === undefined ? null : join(folder, name);
};

/** Runs one query on the closed server's file; null where file or table is missing. */
const ask = (dataDir: string, query: string): Record<string, unknown>[] | null => {
  const file = databaseFile(dataDir);
  if (file === null) return null;
  const database = new DatabaseSync(file);
  try {
    return database.prepare(query).all();
  } catch {
    return null;
  } finally {
    database.close();
  }
};

/** Applies what is missing. Costs nothing when nothing is. */
export const migrate = async (dataDir: string): Promise<void> => {
  if (!existsSync(migrations)) return;
  const wanted = readdirSync(migrations).filter((name) => name.endsWith(".sql"));
  const applied = ask(dataDir, "select name from d1_migrations")?.map(({ name }) => name) ?? [];
  if (wanted.every((name) => applied.includes(name))) return;
  await step("Migrating the database", () =>
    demand("wrangler", ["d1", "migrations", "apply", "DB", "--local", "--persist-to", dataDir]),
  );
};

/** True while no person has signed up. */
export const isEmpty = (dataDir: string): boolean => (ask(dataDir, 'select 1 from "user" limit 1') ?? []).length === 0;
