/** What one account shows beyond its row: its score's parts and past, the course of its usage, what hangs on it. [A6] [I5] [H9] */
import { and, desc, eq, gte } from "drizzle-orm";
import {
  type AccountRecord,
  type AccountResource,
  accountResource,
  customerResource,
  instant,
} from "../../domain/account-resource.ts";
import { metricsResource, type MetricsRecord } from "../../domain/customer-metrics.ts";
import { dateAfter } from "../../domain/days.ts";
import type { Contribution } from "../../domain/health.ts";
import { usageCourses } from "../../domain/usage-course.ts";
import { type AccountRow, healthScores, metricDays } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";
import { bookAccount } from "./book.ts";
import { metricsRow } from "./figures.ts";
import { feedbackKind, meetingKind } from "./record-kinds.ts";
import { newestOf } from "./records.ts";

export const recordOf = (row: AccountRow): AccountRecord => {
  const { week_before: _week, ...record } = bookAccount(row, null);
  const { circle, computed_bucket, created_by, updated_by } = row;
  return { ...record, circle, computed_bucket, created_by, updated_by };
};

export const metricsOf = async (db: Database, account: string): Promise<MetricsRecord | null> => {
  const row = await metricsRow(db, account);
  if (!row) return null;
  const { account: _account, ...metrics } = row;
  return metrics;
};

const mostNested = 200;

/** [A6] */
export const customerDetail = async (db: Database, row: AccountRow) => {
  const [feedback, meetings, metrics] = await Promise.all([
    newestOf(db, feedbackKind, row.id, mostNested),
    newestOf(db, meetingKind, row.id, mostNested),
    metricsOf(db, row.id),
  ]);
  return {
    ...customerResource(recordOf(row)),
    feedback: feedback.map(feedbackKind.show),
    meetings: meetings.map(meetingKind.show),
    metrics: metricsResource(metrics),
  };
};

const mostMoments = 100;

/** Newest first. */
export const healthHistory = async (db: Database, account: string) => {
  const rows = await db
    .select()
    .from(healthScores)
    .where(eq(healthScores.account, account))
    .orderBy(desc(healthScores.at), desc(healthScores.id))
    .limit(mostMoments);
  return rows.map(({ at, value, bucket, source, computed_value, version, cause, actor }) => ({
    at: instant(at),
    value,
    bucket,
    source,
    computed_value,
    version,
    cause,
    by: actor,
  }));
};

/** The last so many days up to the latest day of usage, which may be long ago. */
export const usageOf = async (db: Database, account: string, latest: string | null, days: number) =>
  latest === null
    ? []
    : db
        .select()
        .from(metricDays)
        .where(and(eq(metricDays.account, account), gte(metricDays.date, dateAfter(latest, 1 - days))))
        .orderBy(metricDays.date);

export const contributionsOf = (row: AccountRow): Contribution[] =>
  row.health_contributions === null ? [] : (JSON.parse(row.health_contributions) as Contribution[]);

/** [I5] */
export const accountDetail = async (db: Database, row: AccountRow, days: number) => {
  const shown: AccountResource = accountResource(recordOf(row));
  const [history, usage] = await Promise.all([
    healthHistory(db, row.id),
    usageOf(db, row.id, shown.usage?.date ?? null, days),
  ]);
  return {
    ...shown,
    contributions: contributionsOf(row),
    health_version: row.health_version,
    health_history: history,
    trends: usageCourses(usage),
  };
};
