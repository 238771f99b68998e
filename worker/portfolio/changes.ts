/** What happened to a circle's accounts since a moment, counted; what the reader did is left out. [TD1] */
import { and, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { accountEvents } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";

export interface ChangeCount {
  /** `account.created`, `meeting.added`, … */
  kind: string;
  count: number;
  /** Accounts that it happened to. */
  accounts: number;
}

export interface Changes {
  kinds: ChangeCount[];
  /** Who did how much; null is machines. */
  people: { user: string | null; count: number }[];
}

export const changesSince = async (db: Database, circle: string, since: number, reader: string): Promise<Changes> => {
  const { kind, actor, account } = accountEvents;
  const others = and(
    eq(accountEvents.circle, circle),
    gt(accountEvents.at, since),
    or(isNull(actor), ne(actor, reader)),
  );
  const count = sql<number>`count(*)`;
  const [kinds, people] = await Promise.all([
    db
      .select({ kind, count, accounts: sql<number>`count(distinct ${account})` })
      .from(accountEvents)
      .where(others)
      .groupBy(kind)
      .orderBy(kind),
    db
      .select({ user: actor, count })
      .from(accountEvents)
      .where(others)
      .groupBy(actor)
      .orderBy(sql`count(*) desc`),
  ]);
  return { kinds, people };
};
