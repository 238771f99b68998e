/** Everything on one customer in one answer. [A8] */
import { and, eq, isNull, sql } from "drizzle-orm";
import { customerResource, instant } from "../../domain/account-resource.ts";
import type { FactorDays } from "../../domain/account.ts";
import { feedbackStatuses } from "../../domain/account-words.ts";
import { writeAmount } from "../../domain/amount.ts";
import { metricsResource } from "../../domain/customer-metrics.ts";
import { coverageOf, freshnessOf } from "../../domain/freshness.ts";
import { type HealthInputs, scoreOf } from "../../domain/health.ts";
import { recommendPlaybooks } from "../../domain/playbooks/recommend.ts";
import { opportunitiesOf, risksOf } from "../../domain/risk.ts";
import { usageCourses } from "../../domain/usage-course.ts";
import { type AccountRow, feedback, meetings } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";
import { contributionsOf, healthHistory, metricsOf, recordOf, usageOf } from "./detail.ts";
import { modelOf } from "./health-model.ts";
import { utcDay } from "./list-query.ts";
import { feedbackKind, meetingKind } from "./record-kinds.ts";
import { newestOf } from "./records.ts";
import { recentUsage, riskStateOf } from "./state.ts";
import { entryTypes, timelineOf } from "./timeline.ts";

const never: FactorDays = { dau: null, adoption: null, tickets: null, nps: null, login: null };
const day = 24 * 60 * 60_000;
const head = 10;

const countsOf = async (db: Database, account: string) => {
  const rows = await db
    .select({ status: feedback.status, count: sql<number>`count(*)` })
    .from(feedback)
    .where(and(eq(feedback.account, account), isNull(feedback.deleted_at)))
    .groupBy(feedback.status);
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return Object.fromEntries(feedbackStatuses.map((status) => [status, counts.get(status) ?? 0])) as Record<
    (typeof feedbackStatuses)[number],
    number
  >;
};

const meetingCount = async (db: Database, account: string): Promise<number> =>
  (
    await db
      .select({ count: sql<number>`count(*)` })
      .from(meetings)
      .where(and(eq(meetings.account, account), isNull(meetings.deleted_at)))
      .get()
  )?.count ?? 0;

const renewalOf = (date: string | null, today: string) => ({
  renewal_date: date,
  days: date === null ? null : Math.round((Date.parse(date) - Date.parse(today)) / day),
});

const healthOf = async (db: Database, row: AccountRow, today: string) => {
  const inputs: HealthInputs = row.health_inputs
    ? (JSON.parse(row.health_inputs) as HealthInputs)
    : { segment: row.segment, seats: row.seats, row: null };
  const model = await modelOf(db, row.circle, row.health_version);
  const { health_value, health_bucket, health_source, computed_value, computed_bucket, override } = customerResource(
    recordOf(row),
  );
  return {
    value: health_value,
    bucket: health_bucket,
    source: health_source,
    computed_value,
    computed_bucket,
    override,
    as_of: row.health_at === null ? null : instant(row.health_at),
    version: row.health_version,
    coverage: coverageOf(scoreOf(inputs, model), model, inputs.segment),
    freshness: freshnessOf(row.factor_days === null ? never : (JSON.parse(row.factor_days) as FactorDays), today),
    contributions: contributionsOf(row),
    health_history: await healthHistory(db, row.id),
  };
};

export const dashboardOf = async (db: Database, row: AccountRow, days: number, now: number) => {
  const today = utcDay(now);
  const latest = recordOf(row).date;
  const usage = await usageOf(db, row.id, latest, days);
  const [metrics, health, counts, newestFeedback, meetingsHeld, newestMeetings, state, timeline] = await Promise.all([
    metricsOf(db, row.id),
    healthOf(db, row, today),
    countsOf(db, row.id),
    newestOf(db, feedbackKind, row.id, head),
    meetingCount(db, row.id),
    newestOf(db, meetingKind, row.id, head),
    recentUsage(db, row, today).then((recent) => riskStateOf(db, row, recent)),
    timelineOf(db, row.id, { types: entryTypes, page: 1, page_size: 2 * head }),
  ]);
  return {
    customer: customerResource(recordOf(row)),
    metrics: metricsResource(metrics),
    health,
    trends: usageCourses(usage),
    feedback: {
      ...counts,
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      results: newestFeedback.map(feedbackKind.show),
    },
    meetings: {
      total: meetingsHeld,
      last_meeting_at: row.last_meeting_at === null ? null : instant(row.last_meeting_at),
      results: newestMeetings.map(meetingKind.show),
    },
    renewal: renewalOf(row.renewal_date, today),
    risks: risksOf(state, today),
    opportunities: opportunitiesOf(state, today).map(({ value, ...one }) => ({
      ...one,
      value: value === null ? null : writeAmount(value),
    })),
    playbooks: recommendPlaybooks(state, today).map(({ playbook: { number, id, name, purpose, action }, matched }) => ({
      number,
      id,
      name,
      purpose,
      action,
      matched: matched.map(({ says, rows }) => ({ says, rows })),
    })),
    timeline: timeline.entries,
  };
};
