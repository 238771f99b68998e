/** What to do next in a circle, for one reader: the page's own ranking, asked by the server. [Y8] */
import { and, eq, isNull } from "drizzle-orm";
import { type Ranking, rankNextActions } from "../../domain/next-actions.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { bookAccount } from "../accounts/book.ts";
import type { Database } from "../database.ts";
import { answersOf, type Reader } from "./answers.ts";
import { moversSince } from "./movers.ts";

/** The falls that count: ten points or more within thirty days. */
export const falls = { days: 30, least: 10, limit: 200 };
const day = 24 * 60 * 60_000;

export const nextActionsFor = async (db: Database, reader: Reader, now: number, most?: number): Promise<Ranking> => {
  const [rows, { movers }, away] = await Promise.all([
    db
      .select()
      .from(accounts)
      .where(and(eq(accounts.circle, reader.circle), isNull(accounts.deleted_at))),
    moversSince(db, [reader.circle], now - falls.days * day, falls),
    answersOf(db, reader, now),
  ]);
  return rankNextActions(
    rows.map((row) => bookAccount(row, null)),
    {
      today: new Date(now).toISOString().slice(0, 10),
      now,
      moves: new Map(movers.map((mover) => [mover.id, mover])),
      away: new Map(away.map((answer) => [answer.account, answer])),
      ...(most === undefined ? {} : { most }),
    },
  );
};
