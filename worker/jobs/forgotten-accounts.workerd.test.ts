/** What was deleted long ago is forgotten, and whoever was away that long still hears of it. */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { feedback, metricDays } from "../../drizzle/accounts.ts";
import { db, desk, newBook } from "../../tests/workerd/accounts.ts";
import { bookSince } from "../accounts/book.ts";
import { forgottenAccounts } from "./forgotten-accounts.ts";

const day = 24 * 60 * 60_000;

test("[C35] after thirty days nothing is left of a deleted account but that it is gone; younger ones stay whole", async () => {
  const { circle, account, day: usage, row } = await newBook();
  const now = Date.now();
  const old = await account("Old", { deleted_at: now - 31 * day, rev: 2, region: "EMEA" });
  const young = await account("Young", { deleted_at: now - 29 * day, rev: 3, region: "EMEA" });
  const alive = await account("Alive", { rev: 1 });
  for (const id of [old, young, alive]) {
    await usage(id, "2024-01-01");
    const record = { circle: circle.id, account: id, title: "Said", created_at: 1, updated_at: 1 };
    await db.insert(feedback).values([
      { ...record, id: `${id}-1` },
      { ...record, id: `${id}-2`, deleted_at: now - 31 * day },
    ]);
  }
  await forgottenAccounts.run(desk, now);
  await forgottenAccounts.run(desk, now);
  expect(await row(old)).toMatchObject({ name: "", region: null, number: 1, rev: 2 });
  expect(await row(young)).toMatchObject({ name: "Young", region: "EMEA" });
  const left = async (id: string) => [
    (await db.select().from(metricDays).where(eq(metricDays.account, id))).length,
    (await db.select().from(feedback).where(eq(feedback.account, id))).length,
  ];
  expect([await left(old), await left(young), await left(alive)]).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
  ]);
  await db.run(`update organization set account_rev = 3 where id = '${circle.id}'`);
  expect((await bookSince(db, circle.id, 1)).removed.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    [old, young].toSorted((a, b) => (a < b ? -1 : 1)),
  );
});
