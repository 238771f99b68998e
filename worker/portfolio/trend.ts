/** The course of health read from the history of scores, and from usage where accounts are older than their history. [PF14] */
import { and, inArray, sql } from "drizzle-orm";
import { type ScoreOnDay, type TrendPoint, healthTrend } from "../../domain/analytics.ts";
import { dateAfter } from "../../domain/days.ts";
import { columnsOf, rescore } from "../../domain/health-fast.ts";
import { type BucketOrUnknown, type UsageRow, bucketsOrUnknown } from "../../domain/health.ts";
import { type AccountRow, accounts, healthVersions } from "../../drizzle/accounts.ts";
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

/** What is known of an account for its course. */
export type TrendRow = Pick<AccountRow, "id" | "circle" | "segment" | "seats" | "health_version">;

/** So many accounts are read at once: what is held of them at a time is a few megabytes, however large the book is. */
const accountsAtOnce = 1000;

const usageColumns = sql`m.daily_active_users, m.feature_adoption_rate, m.support_tickets_open, m.nps_score, m.login_frequency`;

/** Scores them in columns, by the model that each is under; the numbers are those of `scoreOf`. [HL7] */
const reckoned = async (db: Database, rows: ReadonlyMap<string, TrendRow>, usage: Usage[]): Promise<ScoreOnDay[]> => {
  const scores: ScoreOnDay[] = [];
  const byModel = Map.groupBy(usage, ({ account }) => {
    const row = rows.get(account);
    return row && `${row.circle}/${row.health_version}`;
  });
  for (const days of byModel.values()) {
    const first = rows.get(days[0]?.account ?? "");
    if (!first) continue;
    const columns = columnsOf(
      days.map(({ account, ...row }) => ({
        segment: rows.get(account)?.segment ?? null,
        seats: rows.get(account)?.seats ?? null,
        row,
        arr: 0,
        override: null,
      })),
    );
    const { values, buckets } = rescore(columns, await modelOf(db, first.circle, first.health_version));
    days.forEach(({ account, date }, at) => {
      const value = values[at] ?? Number.NaN;
      const bucket = bucketsOrUnknown[buckets[at] ?? 0] ?? "unknown";
      scores.push({ account, date, value: Number.isNaN(value) ? null : value, bucket, reckoned: true });
    });
  }
  return scores;
};

/**
 * Of each account the score before `from`, and of each stretch of `every` days after it only the last. The last ones are
 * found along the indexes alone, and only they are read.
 */
export const scoresOf = async (
  db: Database,
  accountsRead: readonly TrendRow[],
  { from, every }: { from: string; every: number },
): Promise<ScoreOnDay[]> => {
  const start = Date.parse(from);
  // D1 binds every number as REAL: divided by one, each day would be a stretch of its own. Hence whole numbers as text of the statement.
  const [stretch, lead, length] = [every, every - 1, every * day].map((number) => sql.raw(String(number)));
  const scores: ScoreOnDay[] = [];
  for (let at = 0; at < accountsRead.length; at += accountsAtOnce) {
    const chunk = accountsRead.slice(at, at + accountsAtOnce);
    const ids = sql`json_each(${JSON.stringify(chunk.map(({ id }) => id))})`;
    const first = sql`select w.value as account, (select min(at) from health_scores where account = w.value) as at from ${ids} w`;
    const before = await db.all<Recorded>(sql`
      select s.account, s.at, s.value, s.bucket from ${ids} w join health_scores s on s.id = (
        select id from health_scores where account = w.value and at < ${start} order by at desc, id desc limit 1)`);
    const recorded = await db.all<Recorded>(sql`
      with last as materialized (
        select s.account, max(s.at) as at, s.id from ${ids} w
        cross join health_scores s on s.account = w.value and s.at >= ${start}
        group by s.account, (s.at - cast(${start} as integer) + ${lead} * ${sql.raw(String(day))}) / ${length})
      select s.account, s.at, s.value, s.bucket from last cross join health_scores s on s.id = last.id`);
    const usage = await db.all<Usage>(sql`
      with first as materialized (${first}),
      last as materialized (
        select max(m.date) as date, m.rowid as id from first f
        cross join metric_days m on m.account = f.account and m.date >= ${from} and m.date < date(f.at / 1000, 'unixepoch')
        where f.at >= ${start}
        group by m.account, cast(julianday(m.date) - julianday(${from}) + ${lead} as integer) / ${stretch}
        union all
        select m.date, m.rowid from first f cross join metric_days m on m.account = f.account
          and m.date = (select max(date) from metric_days where account = f.account and date < ${from})
        where f.at >= ${start})
      select m.account, m.date, ${usageColumns} from last cross join metric_days m on m.rowid = last.id`);
    scores.push(...(await reckoned(db, new Map(chunk.map((row) => [row.id, row])), usage)));
    for (const { account, at: moment, value, bucket } of [...before, ...recorded])
      scores.push({ account, date: dateOf(moment), value, bucket, reckoned: false });
  }
  return scores;
};

/** The days up to today (UTC), oldest first. */
export const healthTrendOf = async (
  db: Database,
  circles: readonly string[],
  now: number,
  days: number,
): Promise<Trend> => {
  const rows = await db
    .select({
      id: accounts.id,
      circle: accounts.circle,
      arr: accounts.arr,
      segment: accounts.segment,
      seats: accounts.seats,
      health_version: accounts.health_version,
      deleted_at: accounts.deleted_at,
    })
    .from(accounts)
    .where(inArray(accounts.circle, [...circles]));
  const every = Math.max(1, Math.ceil((rows.length * days) / mostScores));
  const count = Math.floor((days - 1) / every);
  const today = dateOf(now);
  const from = dateAfter(today, -count * every);
  const start = Date.parse(from);

  const scores = await scoresOf(db, rows, { from, every });
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
