/** Pages of accounts: counted and read in one round trip. [A1] [I4] [C6] */
import { sql, type SQL } from "drizzle-orm";
import { Problem } from "../../domain/problem.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import type { ShellContext } from "../context.ts";
import type { Database } from "../database.ts";
import { addressWith } from "../routes/circle-door.ts";
import type { ListQuestion } from "./list-query.ts";

export interface AccountPage {
  count: number;
  next: string | null;
  previous: string | null;
  rows: AccountRow[];
}

/** A page beyond the end is `not_found`. */
export const accountPage = async (
  c: ShellContext,
  db: Database,
  { where, order, page, page_size, cursor }: ListQuestion,
): Promise<AccountPage> => {
  const behind: SQL = cursor === null || cursor === "" ? where : sql`${where} and ${order.behind(cursor)}`;
  const [counted, read] = await db.batch([
    db
      .select({ count: sql<number>`count(*)` })
      .from(accounts)
      .where(where),
    // Found among the narrow entries of an index; only the page itself is read from the table.
    db
      .select({ row: accounts, place: order.place })
      .from(accounts)
      .where(
        sql`accounts.rowid in (select rowid from accounts where ${behind} order by ${order.by} limit ${page_size + 1} offset ${cursor === null ? (page - 1) * page_size : 0})`,
      )
      .orderBy(order.by),
  ]);
  const count = counted[0]?.count ?? 0;
  if (cursor === null && page > 1 && (page - 1) * page_size >= count)
    throw new Problem("not_found", { detail: "There is no such page." });
  const rows = read.slice(0, page_size).map(({ row }) => row);
  const last = read.length > page_size ? read[page_size - 1] : undefined;
  if (cursor !== null)
    return {
      count,
      next: last ? addressWith(c, { cursor: order.cursorAt(last.place), page: null }) : null,
      previous: null,
      rows,
    };
  return {
    count,
    next: last ? addressWith(c, { page: String(page + 1) }) : null,
    previous: page > 1 ? addressWith(c, { page: String(page - 1) }) : null,
    rows,
  };
};
