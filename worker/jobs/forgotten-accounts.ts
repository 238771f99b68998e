/**
 * What was deleted thirty days ago is forgotten: records go, of an account stays a stone with its number and revision, so
 * that a browser that was away for months still hears that it is gone. [C35]
 */
import { and, isNotNull, lt, ne, sql } from "drizzle-orm";
import * as tables from "../../drizzle/accounts.ts";
import { noOverride } from "../../domain/override.ts";
import { restorableFor } from "../accounts/change.ts";
import { daily, type Job } from "./job.ts";

const { accounts, accountEvents, customerMetrics, feedback, healthScores, meetings, metricDays } = tables;

export const forgottenAccounts: Job = {
  name: "forgotten-accounts",
  next: daily(15 * 60_000),
  async run({ db }, now) {
    const before = now - restorableFor;
    for (const records of [feedback, meetings])
      await db.delete(records).where(and(isNotNull(records.deleted_at), lt(records.deleted_at, before)));
    const gone = and(isNotNull(accounts.deleted_at), lt(accounts.deleted_at, before), ne(accounts.name, ""));
    const theirs = sql`(select id from accounts where ${gone})`;
    await db.batch([
      ...([accountEvents, customerMetrics, feedback, healthScores, meetings, metricDays] as const).map((table) =>
        db.delete(table).where(sql`${table.account} in ${theirs}`),
      ),
      db
        .update(accounts)
        .set({
          ...noOverride,
          name: "",
          folded: "",
          region: null,
          segment: null,
          arr: 0,
          seats: null,
          renewal_date: null,
          owner: null,
          health_inputs: null,
          health_contributions: null,
          factor_days: null,
          sentiment: null,
          sentiment_why: null,
        })
        .where(gone),
    ] as unknown as Parameters<typeof db.batch>[0]);
    return null;
  },
};
