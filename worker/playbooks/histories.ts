/** Accounts of a circle with what they were on each of the last days, for dry runs. [PB3] */
import { and, asc, eq, gte, isNull } from "drizzle-orm";
import { dateAfter } from "../../domain/days.ts";
import type { AccountHistory } from "../../domain/playbooks/dry-run.ts";
import { accounts, healthScores, meetings, metricDays } from "../../drizzle/accounts.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import { utcDay } from "../accounts/list-query.ts";
import type { Database } from "../database.ts";

/** Triggers look 31 days back from each day. */
const before = 32;

export const historiesOf = async (
  db: Database,
  circle: string,
  days: number,
  today: string,
): Promise<AccountHistory[]> => {
  const since = dateAfter(today, -days - before);
  const there = and(eq(accounts.circle, circle), isNull(accounts.deleted_at));
  const [rows, usage, scores, held, runs] = await Promise.all([
    db.select().from(accounts).where(there).orderBy(asc(accounts.number)),
    db
      .select({ row: metricDays })
      .from(metricDays)
      .innerJoin(accounts, eq(accounts.id, metricDays.account))
      .where(and(there, gte(metricDays.date, since)))
      .orderBy(asc(metricDays.date)),
    db
      .select({
        account: healthScores.account,
        at: healthScores.at,
        value: healthScores.value,
        bucket: healthScores.bucket,
      })
      .from(healthScores)
      .where(eq(healthScores.circle, circle))
      .orderBy(asc(healthScores.at), asc(healthScores.id)),
    db
      .select({ account: meetings.account, id: meetings.id, date: meetings.date })
      .from(meetings)
      .where(and(eq(meetings.circle, circle), isNull(meetings.deleted_at))),
    db
      .select({ account: playbookRuns.account, id: playbookRuns.id, touched_at: playbookRuns.touched_at })
      .from(playbookRuns)
      .where(eq(playbookRuns.circle, circle)),
  ]);
  const usageOf = Map.groupBy(usage, ({ row }) => row.account);
  const scoresOf = Map.groupBy(scores, ({ account }) => account);
  const meetingsOf = Map.groupBy(held, ({ account }) => account);
  const runsOf = Map.groupBy(runs, ({ account }) => account);
  return rows.map(({ id, name, segment, renewal_date, created_at }) => ({
    id,
    name,
    segment,
    renewal_date,
    // An account whose usage is older than its row was there before it.
    created:
      [utcDay(created_at), usageOf.get(id)?.[0]?.row.date ?? utcDay(created_at)].toSorted()[0] ?? utcDay(created_at),
    rows: (usageOf.get(id) ?? []).map(({ row }) => row),
    scores: (scoresOf.get(id) ?? []).map(({ at, value, bucket }) => ({ date: utcDay(at), value, bucket })),
    meetings: (meetingsOf.get(id) ?? []).map((meeting) => ({ id: meeting.id, date: utcDay(meeting.date) })),
    plans: (runsOf.get(id) ?? []).map((run) => ({ id: run.id, touched: utcDay(run.touched_at) })),
  }));
};
