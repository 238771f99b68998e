/** Scoring all accounts of a circle anew, and those whose override has ended. Done twice, the second changes nothing. [H6] [H7] */
import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { type BucketOrUnknown, bucketsOrUnknown } from "../../domain/health.ts";
import type { CircleKey } from "../../domain/id.ts";
import { accounts } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import { type Move, settle, type Settlement } from "./door.ts";
import { accountIds } from "./scores.ts";

export interface CircleKeyed {
  id: string;
  key: CircleKey;
}

export interface Recomputed {
  /** Accounts that were scored. */
  recomputed: number;
  /** Those whose stored score is another one than before. */
  changed: number;
  /** Those that are in another bucket than before. */
  moves: Move[];
  /** How many stand where now. */
  buckets: Record<BucketOrUnknown, number>;
}

const standing = async (db: Database, circle: string): Promise<Record<BucketOrUnknown, number>> => {
  const rows = await db
    .select({ bucket: accounts.health_bucket, count: sql<number>`count(*)` })
    .from(accounts)
    .where(and(eq(accounts.circle, circle), isNull(accounts.deleted_at)))
    .groupBy(accounts.health_bucket);
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  return Object.fromEntries(bucketsOrUnknown.map((bucket) => [bucket, counts.get(bucket) ?? 0])) as Record<
    BucketOrUnknown,
    number
  >;
};

export const recompute = async (desk: Desk, circle: CircleKeyed, settlement: Settlement): Promise<Recomputed> => {
  const ids = await accountIds(desk.db, circle.id);
  const { rescored, moves } = await settle(desk, circle, ids, settlement);
  return { recomputed: ids.length, changed: rescored, moves, buckets: await standing(desk.db, circle.id) };
};

/** [C12] Overrides that have ended let the computed score count again: called by the clock, and by reads that come before it. */
export const settleEnded = async (desk: Desk, circle: CircleKeyed, now: number): Promise<number> => {
  const rows = await desk.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.circle, circle.id),
        lte(accounts.override_until, now),
        eq(accounts.health_source, "override"),
        isNull(accounts.deleted_at),
      ),
    )
    .all();
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  return (await settle(desk, circle, ids, { cause: "expiry", actor: null, now })).rescored;
};
