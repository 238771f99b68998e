/** Movers read from the history of scores: who stands elsewhere than at an earlier moment. [PF8] */
import { sql } from "drizzle-orm";
import {
  type BucketOrUnknown,
  type HealthInputs,
  type UsageRow,
  bucketOf,
  pointsOf,
  scoreOf,
  unitsOf,
} from "../../domain/health.ts";
import { type Mover, type MoverCounts, type ScoreThen, moverCounts, moverOf, sortMovers } from "../../domain/movers.ts";
import { accounts, healthScores } from "../../drizzle/accounts.ts";
import { modelOf } from "../accounts/health-model.ts";
import type { Database } from "../database.ts";

/** Both ends as numbers: enough to count and to rank, without what they were computed from. */
interface Ends {
  circle: string;
  id: string;
  number: number;
  arr: number;
  value: number;
  bucket: BucketOrUnknown;
  /** The score that counted then; null before the first. */
  score: number | null;
  value_then: number | null;
  bucket_then: BucketOrUnknown | null;
}

const listed = (values: readonly (string | number)[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

/** Accounts whose score has another number than then, or had none then. */
const endsOf = (db: Database, circles: readonly string[], since: number): Promise<Ends[]> =>
  db.all<Ends>(sql`
    select a.circle, a.id, a.number, a.arr, a.health_value as value, a.health_bucket as bucket,
      s.id as score, s.value as value_then, s.bucket as bucket_then
    from accounts a left join health_scores s on s.id = (
      select id from health_scores where account = a.id and at <= ${since} order by at desc, id desc limit 1)
    where a.circle in ${listed(circles)} and a.deleted_at is null and a.health_value is not null and a.health_at > ${since}
      and (s.value is null or s.value <> a.health_value)`);

interface Usage extends UsageRow {
  account: string;
}

/** The usage of these accounts on a day, else the last before it, else the first after it. */
const usageOn = (db: Database, ids: readonly string[], date: string): Promise<Usage[]> =>
  db.all<Usage>(sql`
    select m.account, m.date, m.daily_active_users, m.feature_adoption_rate, m.support_tickets_open, m.nps_score, m.login_frequency
    from json_each(${JSON.stringify(ids)}) wanted join metric_days m on m.account = wanted.value
      and m.date = coalesce(
        (select max(date) from metric_days where account = wanted.value and date <= ${date}),
        (select min(date) from metric_days where account = wanted.value))`);

const accountsBy = async (db: Database, ids: readonly string[]) => {
  const rows = await db
    .select()
    .from(accounts)
    .where(sql`${accounts.id} in ${listed(ids)}`);
  return new Map(rows.map((row) => [row.id, row]));
};

const scoresBy = async (db: Database, ids: readonly number[]) => {
  const rows = await db
    .select()
    .from(healthScores)
    .where(sql`${healthScores.id} in ${listed(ids)}`);
  return new Map(rows.map((row) => [row.id, row]));
};

/** What the model in force says of the usage of that day, for accounts that came later. */
const reckonedOn = async (db: Database, ids: readonly string[], date: string): Promise<Map<string, ScoreThen>> => {
  const reckoned = new Map<string, ScoreThen>();
  if (ids.length === 0) return reckoned;
  const usage = await usageOn(db, ids, date);
  const rows = await accountsBy(
    db,
    usage.map(({ account }) => account),
  );
  for (const { account: id, ...row } of usage) {
    const account = rows.get(id);
    if (!account) continue;
    const model = await modelOf(db, account.circle, account.health_version);
    const inputs: HealthInputs = { segment: account.segment, seats: account.seats, row };
    const { value } = scoreOf(inputs, model);
    reckoned.set(id, {
      value,
      bucket: bucketOf(value, model, account.segment),
      computed: { inputs, model },
      reckoned: true,
    });
  }
  return reckoned;
};

export interface MoversFound {
  counts: MoverCounts;
  /** The largest change first. */
  movers: Mover[];
}

/** Counts all movers since a moment, and tells the first of them, by at least so many points, with their steps. */
export const moversSince = async (
  db: Database,
  circles: readonly string[],
  since: number,
  { limit, least = 0 }: { limit: number; least?: number },
): Promise<MoversFound> => {
  const ends = await endsOf(db, circles, since);
  const fresh = ends.filter(({ score }) => score === null).map(({ id }) => id);
  const reckoned = await reckonedOn(db, fresh, new Date(since).toISOString().slice(0, 10));
  const moved = ends.flatMap((end) => {
    const then = end.score === null ? reckoned.get(end.id) : { value: end.value_then, bucket: end.bucket_then };
    if (!then || then.value === null || then.bucket === null) return [];
    const change = pointsOf(unitsOf(end.value) - unitsOf(then.value));
    return change === 0 ? [] : [{ ...end, change, from_bucket: then.bucket, to_bucket: end.bucket }];
  });
  const told = sortMovers(moved.filter(({ change }) => Math.abs(change) >= least)).slice(0, limit);
  return { counts: moverCounts(moved), movers: await explained(db, told, reckoned) };
};

/** The movers whole, with what both scores were computed from. */
const explained = async (
  db: Database,
  ends: readonly Ends[],
  reckoned: ReadonlyMap<string, ScoreThen>,
): Promise<Mover[]> => {
  const rows = await accountsBy(
    db,
    ends.map(({ id }) => id),
  );
  const scores = await scoresBy(
    db,
    ends.flatMap(({ score }) => score ?? []),
  );
  const whole = async (
    circle: string,
    { value, bucket, inputs, version }: { value: number | null; bucket: string; inputs: string; version: number },
  ): Promise<ScoreThen> => ({
    value,
    bucket: bucket as BucketOrUnknown,
    computed: { inputs: JSON.parse(inputs) as HealthInputs, model: await modelOf(db, circle, version) },
    reckoned: false,
  });
  const movers: Mover[] = [];
  for (const { id, circle, score } of ends) {
    const row = rows.get(id);
    const kept = score === null ? undefined : scores.get(score);
    const then = kept ? await whole(circle, kept) : reckoned.get(id);
    if (!row?.health_inputs || !then) continue;
    const now = await whole(circle, {
      value: row.health_value,
      bucket: row.health_bucket,
      inputs: row.health_inputs,
      version: row.health_version,
    });
    const mover = moverOf(row, then, now);
    if (mover) movers.push(mover);
  }
  return movers;
};
