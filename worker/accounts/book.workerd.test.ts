/** The account book as a browser reads it. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { bookRows } from "../../domain/account-book.ts";
import { circleOf, makeId } from "../../domain/id.ts";
import { accounts, metricDays } from "../../drizzle/accounts.ts";
import { newCircle, newVisitor } from "../../tests/workerd/visitor.ts";
import { databaseOf } from "../database.ts";
import { bookSince } from "./book.ts";
import { settle } from "./door.ts";

const db = databaseOf(env.DB);

test("[AV4] a score stands beside what the usage a week before the latest day comes to", async () => {
  const id = await newCircle(await newVisitor("Ana"), "North");
  const circle = { id, key: circleOf(id) ?? 0 };
  const account = async (number: number, days: readonly [date: string, tickets: number][]): Promise<string> => {
    const made = makeId(circle.key, Date.now(), Math.random);
    const [name, folded] = [`Account ${number}`, `account ${number}`];
    await db
      .insert(accounts)
      .values({ id: made, circle: id, number, name, folded, created_at: 1, updated_at: 1, rev: 0 });
    for (const [date, support_tickets_open] of days)
      await db.insert(metricDays).values({ account: made, date, support_tickets_open, source: "api", updated_at: 1 });
    return made;
  };
  const old: [string, number][] = [
    ["2026-05-01", 9],
    ["2026-05-20", 8],
    ["2026-05-26", 2],
    ["2026-06-02", 5],
  ];
  const ids = [await account(1, old), await account(2, [["2026-06-02", 5]]), await account(3, [])];
  await settle({ env, db }, circle, ids, { cause: "metrics", actor: null, now: 1 });
  const read = async (since: number | null) =>
    bookRows(await bookSince(db, id, since)).map((row) => [row.number, row.computed_value, row.week_before]);
  expect((await read(null)).toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
    [1, 50, 80],
    [2, 50, null],
    [3, null, null],
  ]);
  expect(await read((await bookSince(db, id, null)).rev)).toEqual([]);
});
