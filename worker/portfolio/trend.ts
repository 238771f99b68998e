/** The course of health read from the history of scores, and from usage where accounts are older than their history. [PF14] */
import { and, inArray, sql } from "drizzle-orm";
import { type ScoreOnDay, type TrendPoint, healthTrend } from "../../domain/analytics.ts";
import { dateAfter } from "../../domain/days.ts";
import { type BucketOrUnknown, type UsageRow, scoreOf } from "../../domain/health.ts";
import { accounts, healthVersions } from "../../drizzle/accounts.ts";
import { modelOf } from "../accounts/health-model.ts";
import type { Database } from "../database.ts";

/** So many scores are read at most; a larger book is looked at every second day, every third, and so on. */
const mostScores = 200_000;
const day = 24 * 60 * 60_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export interface Trend {
  /** Days from one point to the next. */
  every: number;
  points: TrendPoint[];
  /** Health models published within it. */
  versions: { date: string; version: number; note: string }[];
}

interface Recorded {
  account: string;
  at: number;
  value: number | null;
  bucket: BucketOrUnknown;
}

interface Usage extends UsageRow {
  account: string;
}

const usageColumns = sql`m.daily_active_users, m.feature_adoption_rate, m.support_tickets_open, m.nps_score, m.login_frequency`;

/** The days up to today (UTC), oldest first. */
export const healthTrendOf = async (
  db: Database,
  circles: readonly string[],
  now: number,
  days: number,
): Promise<Trend> => {
  const own = sql`(select value from json_each(${JSON.stringify(circles)}))`;
  const rows = await db
    .select({
      id: accounts.id,
      circle: accounts.circle,
      arr: accounts.arr,
      segment: accounts.segment,
      seats: accounts.seats,
      version: accounts.health_version,
      deleted_at: accounts.deleted_at,
    })
    .from(accounts)
    .where(inArray(accounts.circle, [...circles]));
  const every = Math.max(1, Math.ceil((rows.length * days) / mostScores));
  const count = Math.floor((days - 1) / every);
  const today = dateOf(now);
  const from = dateAfter(today, -count * every);
  const start = Date.parse(from);

  // Of each stretch between two points only the last score matters; with max(at), the other columns are of that row.
  const before = await db.all<Recorded>(sql`
    select a.id as account, s.at, s.value, s.bucket from accounts a join health_scores s on s.id = (
      select id from health_scores where account = a.id and at < ${start} order by at desc, id desc limit 1)
    where a.circle in ${own}`);
  const recorded = await db.all<Recorded>(sql`
    select account, max(at) as at, value, bucket from health_scores
    where circle in ${own} and at >= ${start}
    group by account, (at - ${start} + ${(every - 1) * day}) / ${every * day}`);
  const usage = await db.all<Usage>(sql`
    with first as (select account, min(at) as at from health_scores where circle in ${own} group by account having min(at) >= ${start})
    select m.account, max(m.date) as date, ${usageColumns} from first f join metric_days m on m.account = f.account
    where m.date >= ${from} and m.date < date(f.at / 1000, 'unixepoch')
    group by m.account, cast(julianday(m.date) - julianday(${from}) + ${every - 1} as integer) / ${every}
    union all
    select m.account, m.date, ${usageColumns} from first f join metric_days m on m.account = f.account
      and m.date = (select max(date) from metric_days where account = f.account and date < ${from})`);

  const known = new Map(rows.map((row) => [row.id, row]));
  const scores: ScoreOnDay[] = [];
  for (const { account: id, ...row } of usage) {
    const account = known.get(id);
    if (!account) continue;
    const model = await modelOf(db, account.circle, account.version);
    const { value, bucket } = scoreOf({ segment: account.segment, seats: account.seats, row }, model);
    scores.push({ account: id, date: row.date, value, bucket, reckoned: true });
  }
  for (const { account, at, value, bucket } of [...before, ...recorded])
    scores.push({ account, date: dateOf(at), value, bucket, reckoned: false });

  const published = await db
    .select({ at: healthVersions.at, version: healthVersions.version, note: healthVersions.note })
    .from(healthVersions)
    .where(and(inArray(healthVersions.circle, [...circles]), sql`${healthVersions.at} >= ${start}`))
    .orderBy(healthVersions.at);
  return {
    every,
    points: healthTrend(
      scores,
      rows.map(({ id, arr, deleted_at }) => ({ id, arr, gone: deleted_at === null ? null : dateOf(deleted_at) })),
      { from, days: count * every + 1, every },
    ),
    versions: published.map(({ at, version, note }) => ({ date: dateOf(at), version, note })),
  };
};
