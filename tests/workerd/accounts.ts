/** Accounts for tests against the Worker: written straight into D1, as whatever brought them there would have. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { circleOf, makeId } from "../../domain/id.ts";
import { fold } from "../../domain/text.ts";
import { accounts, healthScores, metricDays } from "../../drizzle/accounts.ts";
import { databaseOf } from "../../worker/database.ts";
import { newCircle, newVisitor } from "./visitor.ts";

export const db = databaseOf(env.DB);
export const desk = { env, db };

/** What the seed's first row says of Acme. [H4] */
export const usual = {
  daily_active_users: 150,
  feature_adoption_rate: 0.75,
  support_tickets_open: 2,
  nps_score: 50,
  login_frequency: 0.85,
};

/** A circle with its admin, Ana, and ways to put accounts and usage into it. */
export const newBook = async () => {
  const ana = await newVisitor("Ana");
  const id = await newCircle(ana, "North");
  const circle = { id, key: circleOf(id) ?? 0 };
  let number = 0;
  const account = async (name: string, fields: Partial<typeof accounts.$inferInsert> = {}): Promise<string> => {
    number += 1;
    const made = makeId(circle.key, Date.now(), Math.random);
    const row = { id: made, circle: id, number, name, folded: fold(name), created_at: 1, updated_at: 1, rev: 0 };
    await db.insert(accounts).values({ ...row, ...fields });
    return made;
  };
  /** A day's usage; said again, it takes the place of what was said before. */
  const day = async (of: string, date: string, fields: Partial<typeof metricDays.$inferInsert> = {}): Promise<void> => {
    const values = { account: of, date, source: "api", updated_at: 1, ...usual, ...fields };
    await db
      .insert(metricDays)
      .values(values)
      .onConflictDoUpdate({ target: [metricDays.account, metricDays.date], set: values });
  };
  const row = (of: string) => db.select().from(accounts).where(eq(accounts.id, of)).get();
  const scores = (of: string) =>
    db.select().from(healthScores).where(eq(healthScores.account, of)).orderBy(healthScores.id);
  return { ana, circle, account, day, row, scores };
};
