/** What one person put away on their Today page. [PF12] */
import { and, desc, eq, gt } from "drizzle-orm";
import type { BucketOrUnknown } from "../../domain/health.ts";
import type { NextActionKind } from "../../domain/next-action-rules.ts";
import type { PutAway } from "../../domain/next-actions.ts";
import { nextActionAnswers } from "../../drizzle/today.ts";
import type { Database } from "../database.ts";

export interface Reader {
  circle: string;
  user: string;
}

const ofReader = ({ circle, user }: Reader) =>
  and(eq(nextActionAnswers.circle, circle), eq(nextActionAnswers.user, user));

/** The newest answer for each account, as long as its time has not come. */
export const answersOf = async (db: Database, reader: Reader, now: number): Promise<PutAway[]> => {
  const rows = await db
    .select()
    .from(nextActionAnswers)
    .where(and(ofReader(reader), gt(nextActionAnswers.until, now)))
    .orderBy(desc(nextActionAnswers.id));
  const newest = new Map<string, PutAway>();
  for (const { account, answer, until, bucket, kinds } of rows)
    if (!newest.has(account))
      newest.set(account, {
        account,
        answer,
        until,
        bucket: bucket as BucketOrUnknown,
        kinds: JSON.parse(kinds) as NextActionKind[],
      });
  return [...newest.values()];
};

const ending = (db: Database, reader: Reader, account: string, now: number) =>
  db
    .update(nextActionAnswers)
    .set({ until: now })
    .where(and(ofReader(reader), eq(nextActionAnswers.account, account), gt(nextActionAnswers.until, now)))
    .returning({ id: nextActionAnswers.id });

/** A new answer ends the one before; past answers stay for counting. */
export const putAway = async (
  db: Database,
  reader: Reader,
  { account, answer, until, bucket, kinds }: PutAway,
  { kind, at }: { kind: NextActionKind; at: number },
): Promise<void> => {
  await db.batch([
    ending(db, reader, account, at),
    db
      .insert(nextActionAnswers)
      .values({ ...reader, account, kind, answer, at, until, bucket, kinds: JSON.stringify(kinds) }),
  ]);
};

/** True when there was something to bring back. */
export const bringBack = async (db: Database, reader: Reader, account: string, now: number): Promise<boolean> =>
  (await ending(db, reader, account, now)).length > 0;
