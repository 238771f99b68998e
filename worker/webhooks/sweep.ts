/** Looking after deliveries whose wake-up was lost, and forgetting what is old. [IW8] [IW15] */
import { sql } from "drizzle-orm";
import type { Desk } from "../circles.ts";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { log } from "../log.ts";
import type { WakeUp } from "./wake.ts";

const day = 24 * 60 * 60_000;
/** Bodies, headers and traces are kept so long; that a delivery came, and what marks say, longer, so that none counts twice. */
export const bodiesKept = 30 * day;
const deliveriesKept = 400 * day;
/** Rows that are forgotten in one go. */
const forgottenMost = 5_000;

/** Circles with deliveries that have been due for so long, with scores that were not computed, with strangers who are none any more. */
const waiting = (before: number) => sql`
  select distinct circle from webhook_deliveries where due_at <= ${before}
  union select distinct circle from webhook_unsettled
  union select distinct r.circle from webhook_reviews r join accounts a on a.circle = r.circle and a.folded = r.folded
    and a.deleted_at is null where r.state = 'open'
  limit 1000`;

/** Wakes every circle that has something left to do. Messages go out a hundred at a time, as the queue takes them. */
export const sweep = async ({ env, db }: Desk, before: number): Promise<void> => {
  const circles = await db.all<{ circle: string }>(waiting(before));
  for (let from = 0; from < circles.length; from += 100)
    await env.Inbound.sendBatch(
      circles.slice(from, from + 100).map(({ circle }) => ({ body: { circle } satisfies WakeUp })),
    );
};

/** [IW15] What is old is forgotten a piece at a time. */
export const forgetOld = async ({ db }: Desk, now: number): Promise<void> => {
  await db.run(sql`
    update webhook_deliveries set body = null, headers = '{}', trace = null
    where n in (select n from webhook_deliveries where received_at < ${now - bodiesKept} and body is not null and due_at is null limit ${forgottenMost})`);
  await db.run(sql`
    delete from webhook_deliveries where n in (
      select n from webhook_deliveries where (received_at < ${now - deliveriesKept} or (state = 'refused' and received_at < ${now - bodiesKept}))
      and due_at is null limit ${forgottenMost})`);
  const old = new Date(now - deliveriesKept).toISOString().slice(0, 10);
  await db.run(sql`delete from usage_marks where date < ${old}`);
};

let swept = false;

/** Once in the life of an isolate: after a restart, what was answered and not done is taken up at once. */
export const sweepAtStart = async (env: Env): Promise<void> => {
  if (swept) return;
  swept = true;
  try {
    await sweep({ env, db: databaseOf(env.DB) }, Date.now());
  } catch (error) {
    swept = false;
    log("warn", "webhook.sweep_failed", { reason: error instanceof Error ? error.message : "unknown" });
  }
};
