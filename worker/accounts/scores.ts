/** The history of scores: what an account's was at a time, with all it was computed from. [H9] */
import { and, asc, desc, eq, gt, isNull, lte } from "drizzle-orm";
import { accounts, healthScores } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";

export type ScoreRow = typeof healthScores.$inferSelect;

/** The score that counted at this moment; undefined before the first. */
export const scoreAt = (db: Database, account: string, at: number): Promise<ScoreRow | undefined> =>
  db
    .select()
    .from(healthScores)
    .where(and(eq(healthScores.account, account), lte(healthScores.at, at)))
    .orderBy(desc(healthScores.at), desc(healthScores.id))
    .limit(1)
    .get();

/** Scores since a moment, newest first, at most so many. */
export const scoresSince = (db: Database, account: string, since: number, most: number): Promise<ScoreRow[]> =>
  db
    .select()
    .from(healthScores)
    .where(and(eq(healthScores.account, account), gt(healthScores.at, since)))
    .orderBy(desc(healthScores.at), desc(healthScores.id))
    .limit(most)
    .all();

/** The ids of a circle's accounts, deleted ones left out. */
export const accountIds = async (db: Database, circle: string): Promise<string[]> =>
  (
    await db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.circle, circle), isNull(accounts.deleted_at)))
      .orderBy(asc(accounts.number))
      .all()
  ).map(({ id }) => id);
