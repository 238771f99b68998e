/** What risks, opportunities and playbooks look at: an account with its recent usage, meetings, plans and open feedback. [Y2] [A8] */
import { and, desc, eq, gte, inArray, isNull } from "drizzle-orm";
import type { FactorDays } from "../../domain/account.ts";
import { dateAfter } from "../../domain/days.ts";
import type { UsageRow } from "../../domain/health.ts";
import type { RiskState } from "../../domain/risk.ts";
import { type AccountRow, feedback, meetings, metricDays } from "../../drizzle/accounts.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import type { Database } from "../database.ts";
import { utcDay } from "./list-query.ts";

const never: FactorDays = { dau: null, adoption: null, tickets: null, nps: null, login: null };

/** Triggers compare within 30 days back from today. */
const window = 31;
const most = 50;

/** The days of usage that triggers look at: the last month, and the latest day however long ago, oldest first. */
export const recentUsage = async (db: Database, row: AccountRow, today: string): Promise<UsageRow[]> => {
  const of = (since: string) =>
    db
      .select()
      .from(metricDays)
      .where(and(eq(metricDays.account, row.id), gte(metricDays.date, since)))
      .orderBy(metricDays.date);
  const recent = await of(dateAfter(today, -window));
  if (recent.length > 0) return recent;
  const latest = await db
    .select()
    .from(metricDays)
    .where(eq(metricDays.account, row.id))
    .orderBy(desc(metricDays.date))
    .limit(1);
  return latest;
};

/** `rows` are the account's recent days of usage. */
export const riskStateOf = async (db: Database, row: AccountRow, rows: readonly UsageRow[]): Promise<RiskState> => {
  const [held, open, runs] = await db.batch([
    db
      .select({ id: meetings.id, date: meetings.date })
      .from(meetings)
      .where(and(eq(meetings.account, row.id), isNull(meetings.deleted_at)))
      .orderBy(desc(meetings.date))
      .limit(most),
    db
      .select({ id: feedback.id, title: feedback.title, sentiment: feedback.sentiment, at: feedback.created_at })
      .from(feedback)
      .where(
        and(
          eq(feedback.account, row.id),
          isNull(feedback.deleted_at),
          inArray(feedback.status, ["open", "in_progress"]),
        ),
      )
      .orderBy(desc(feedback.created_at))
      .limit(most),
    db
      .select({ id: playbookRuns.id, touched_at: playbookRuns.touched_at })
      .from(playbookRuns)
      .where(eq(playbookRuns.account, row.id))
      .orderBy(desc(playbookRuns.touched_at))
      .limit(most),
  ]);
  return {
    id: row.id,
    name: row.name,
    segment: row.segment,
    renewal_date: row.renewal_date,
    health_value: row.health_value,
    health_bucket: row.health_bucket,
    arr: row.arr,
    seats: row.seats,
    rows,
    factor_days: row.factor_days === null ? never : (JSON.parse(row.factor_days) as FactorDays),
    meetings: held.map(({ id, date }) => ({ id, date: utcDay(date) })),
    plans: runs.map(({ id, touched_at }) => ({ id, touched: utcDay(touched_at) })),
    feedback: open.map(({ at, ...one }) => ({ ...one, date: utcDay(at) })),
  };
};
