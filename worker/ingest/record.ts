/** The circle's files of usage in D1: the fifty newest runs, and their failed rows as they stood. [IG9] */
import { and, desc, eq, gt, notInArray, sql } from "drizzle-orm";
import type { UsageFault } from "../../domain/usage-import.ts";
import type { UsageCounts, UsageRun } from "../../domain/usage-report.ts";
import { usageFailures, usageImports } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";

const kept = 50;
/** More failed rows than this are counted and not kept. */
export const mostKept = 10_000;
/** A run that has not said a word for so long, in milliseconds, has ended with its server. */
const silence = 60_000;

export interface FailedRow {
  row: number;
  line: number;
  cells: string[];
  faults: UsageFault[];
}

export const noCounts: UsageCounts = {
  rows_received: 0,
  rows_ingested: 0,
  rows_unchanged: 0,
  rows_failed: 0,
  accounts_created: 0,
  accounts_updated: 0,
};

/** Begins a run, and forgets those beyond the fifty newest. */
export const beginRun = async (
  { db }: Desk,
  run: { id: string; circle: string; by: string; file_name: string; columns: string[]; now: number },
): Promise<void> => {
  const { id, circle, by, file_name, columns, now } = run;
  await db.insert(usageImports).values({
    id,
    circle,
    by,
    file_name,
    columns: JSON.stringify(columns),
    state: "running",
    begun_at: now,
    heard_at: now,
  });
  const newest = db
    .select({ id: usageImports.id })
    .from(usageImports)
    .where(eq(usageImports.circle, circle))
    .orderBy(desc(usageImports.begun_at), desc(usageImports.id))
    .limit(kept);
  await db.delete(usageImports).where(and(eq(usageImports.circle, circle), notInArray(usageImports.id, newest)));
};

export const sayHowFar = async (
  { db }: Desk,
  id: string,
  counts: UsageCounts,
  state: UsageRun["state"],
): Promise<void> => {
  await db
    .update(usageImports)
    .set({ ...counts, state, heard_at: Date.now() })
    .where(eq(usageImports.id, id));
};

const writeFailures = `
  insert or ignore into usage_failures (import, row, line, cells, faults)
  select ?1, json_extract(w.value, '$.row'), json_extract(w.value, '$.line'),
    json_extract(w.value, '$.cells'), json_extract(w.value, '$.faults')
  from json_each(?2) w`;

export const keepFailures = async ({ env: { DB } }: Desk, id: string, rows: readonly FailedRow[]): Promise<void> => {
  await DB.prepare(writeFailures).bind(id, JSON.stringify(rows)).run();
};

const runOf = (row: typeof usageImports.$inferSelect): UsageRun => ({
  id: row.id,
  state: row.state === "running" && row.heard_at < Date.now() - silence ? "stopped" : row.state,
  file_name: row.file_name,
  created_by: row.by,
  created_at: new Date(row.begun_at).toISOString(),
  rows_received: row.rows_received,
  rows_ingested: row.rows_ingested,
  rows_unchanged: row.rows_unchanged,
  rows_failed: row.rows_failed,
  accounts_created: row.accounts_created,
  accounts_updated: row.accounts_updated,
  columns: JSON.parse(row.columns) as string[],
});

export const runsOf = async (db: Database, circle: string): Promise<UsageRun[]> =>
  (
    await db
      .select()
      .from(usageImports)
      .where(eq(usageImports.circle, circle))
      .orderBy(desc(usageImports.begun_at), desc(usageImports.id))
      .limit(kept)
  ).map(runOf);

/** The run and its circle, or null. */
export const runWith = async (db: Database, id: string): Promise<{ run: UsageRun; circle: string } | null> => {
  const row = await db.select().from(usageImports).where(eq(usageImports.id, id.toLowerCase())).get();
  return row ? { run: runOf(row), circle: row.circle } : null;
};

export const failuresAfter = async (db: Database, id: string, row: number, most: number): Promise<FailedRow[]> =>
  (
    await db
      .select()
      .from(usageFailures)
      .where(and(eq(usageFailures.import, id), gt(usageFailures.row, row)))
      .orderBy(sql`row`)
      .limit(most)
  ).map((failure) => ({
    row: failure.row,
    line: failure.line,
    cells: JSON.parse(failure.cells) as string[],
    faults: JSON.parse(failure.faults) as UsageFault[],
  }));
