/** Looks at Today, one row a person and circle. [TD2] */
import { and, eq } from "drizzle-orm";
import { lookAgain, type Looks } from "../../domain/look.ts";
import { lastLooks } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";
import type { Reader } from "./answers.ts";

export const looksOf = async (db: Database, { circle, user }: Reader): Promise<Looks | null> =>
  (await db
    .select({ at: lastLooks.at, before: lastLooks.before })
    .from(lastLooks)
    .where(and(eq(lastLooks.circle, circle), eq(lastLooks.user, user)))
    .get()) ?? null;

export const look = async (db: Database, reader: Reader, now: number): Promise<Looks> => {
  const looks = lookAgain(await looksOf(db, reader), now);
  await db
    .insert(lastLooks)
    .values({ ...reader, ...looks })
    .onConflictDoUpdate({ target: [lastLooks.circle, lastLooks.user], set: looks });
  return looks;
};
