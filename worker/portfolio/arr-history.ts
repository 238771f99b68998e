/** The ARR of accounts through time, read from their timelines. [PF6] */
import { inArray, sql } from "drizzle-orm";
import { type ArrEvent, type ArrHistory, arrHistoryOf } from "../../domain/retention.ts";
import { accounts } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";

interface EventRow {
  account: string;
  at: number;
  kind: string;
  arr: number | null;
  /** 1 where the image before names the deletion, and its time. */
  named: number;
  deleted_at: number | null;
}

/** Every account these circles ever had, deleted ones included. */
export const arrHistories = async (db: Database, circles: readonly string[]): Promise<ArrHistory[]> => {
  const rows = await db
    .select({
      id: accounts.id,
      number: accounts.number,
      name: accounts.name,
      created_at: accounts.created_at,
      arr: accounts.arr,
      deleted_at: accounts.deleted_at,
    })
    .from(accounts)
    .where(inArray(accounts.circle, [...circles]))
    .orderBy(accounts.number);
  const told = await db.all<EventRow>(sql`
    select account, at, kind, json_extract(before, '$.arr') as arr,
      json_type(before, '$.deleted_at') is not null as named, json_extract(before, '$.deleted_at') as deleted_at
    from account_events where circle in (select value from json_each(${JSON.stringify(circles)}))
      and (kind in ('account.deleted', 'account.restored')
        or json_type(before, '$.arr') is not null or json_type(before, '$.deleted_at') is not null)
    order by at, id`);
  const events = Map.groupBy(told, ({ account }) => account);
  return rows.map((row) =>
    arrHistoryOf(
      row,
      (events.get(row.id) ?? []).map(({ at, kind, arr, named, deleted_at }): ArrEvent => ({
        at,
        kind,
        before: { ...(arr === null ? {} : { arr }), ...(named === 0 ? {} : { deleted_at }) },
      })),
    ),
  );
};
