/**
 * The scores of past days, worked out from the usage that is stored, for accounts whose usage came in later than it
 * happened. Each stands at its day's last millisecond (UTC) under the cause `backfill`, so that nobody takes it for a
 * score that was on a screen that day. [IG8] [H9]
 */
import { asc, eq, inArray, sql } from "drizzle-orm";
import { canonicalJson, ordered } from "../../domain/canonical.ts";
import { type HealthInputs, type HealthModel, scoreOf, type UsageRow } from "../../domain/health.ts";
import { effective, holds, type Override } from "../../domain/override.ts";
import { accounts, healthScores, healthVersions } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
import { historyColumns, slim } from "./door.ts";
import { modelOf } from "./health-model.ts";
import type { CircleKeyed } from "./recompute.ts";

const day = 24 * 60 * 60_000;
/** Accounts whose days are held at once, and scores written together. */
const accountsAtOnce = 8;
const rowsAtOnce = 400;

interface Kept {
  id: number;
  at: number;
  cause: string;
  version: number;
  inputs: string;
  override: string | null;
}

interface Past {
  segment: string | null;
  seats: number | null;
  days: UsageRow[];
  /** By time, oldest first. */
  scores: Kept[];
}

interface Written {
  id: string;
  at: number;
  [column: string]: unknown;
}

/** What has to be written, and which rows it replaces. */
interface Work {
  written: Written[];
  replaced: number[];
}

type ModelAt = (at: number) => { version: number; model: HealthModel };

/** Segment, seats and override are as they stood then, as far as scores of that time tell; else segment and seats as they are now. */
const workOn = (id: string, past: Past, modelAt: ModelAt, now: number): Work => {
  const live = past.scores.filter(({ cause }) => cause !== "backfill");
  const filled = new Map(past.scores.filter(({ cause }) => cause === "backfill").map((row) => [row.at, row]));
  const shownAt = new Map<string, number>();
  for (const { inputs, at } of live) if (!shownAt.has(inputs)) shownAt.set(inputs, at);
  const work: Work = { written: [], replaced: [] };
  let next = 0;
  let before: Kept | undefined;
  for (const row of past.days) {
    const at = Date.parse(row.date) + day - 1;
    if (at >= now) break;
    for (; (live[next]?.at ?? Number.POSITIVE_INFINITY) <= at; next += 1) before = live[next];
    const { segment, seats } = before ? (JSON.parse(before.inputs) as HealthInputs) : past;
    const inputs: HealthInputs = { segment, seats, row };
    const text = canonicalJson(inputs);
    const { version, model } = modelAt(at);
    // It was on the screens by the day after: that is history already.
    if ((shownAt.get(text) ?? Number.POSITIVE_INFINITY) <= at + day) continue;
    const there = filled.get(at);
    if (there?.inputs === text && there.version === version) continue;
    if (there) work.replaced.push(there.id);
    const score = scoreOf(inputs, model);
    const set = before?.override ? (JSON.parse(before.override) as Override) : null;
    const override = holds(set, at) ? set : null;
    work.written.push({
      id,
      at,
      version,
      inputs: ordered(inputs),
      contributions: score.contributions.map(slim),
      computed_value: score.value,
      computed_bucket: score.bucket,
      ...effective(score, override, at, model, segment),
      override: override && ordered(override),
    });
  }
  return work;
};

/** The model that was in force at a time, from the circle's versions. */
const modelsOf = async ({ db }: Desk, circle: string): Promise<ModelAt> => {
  const versions = await db
    .select({ version: healthVersions.version, at: healthVersions.at })
    .from(healthVersions)
    .where(eq(healthVersions.circle, circle))
    .orderBy(asc(healthVersions.version));
  const all = [{ version: 0, at: Number.NEGATIVE_INFINITY }, ...versions];
  const models = await Promise.all(
    all.map(async ({ version, at }) => ({ version, at, model: await modelOf(db, circle, version) })),
  );
  return (at) => models.findLast((one) => one.at <= at) as (typeof models)[number];
};

const pastOf = async ({ db }: Desk, ids: readonly string[]): Promise<Map<string, Past>> => {
  const rows = await db
    .select({ id: accounts.id, segment: accounts.segment, seats: accounts.seats })
    .from(accounts)
    .where(inArray(accounts.id, [...ids]));
  const past = new Map(
    rows.map(({ id, segment, seats }): [string, Past] => [id, { segment, seats, days: [], scores: [] }]),
  );
  const usage = await db.all<UsageRow & { account: string }>(sql`
    select account, date, daily_active_users, feature_adoption_rate, support_tickets_open, nps_score, login_frequency
    from metric_days where account in (select value from json_each(${JSON.stringify(ids)})) order by account, date`);
  for (const { account, ...row } of usage) past.get(account)?.days.push(row);
  const scores = await db
    .select({
      account: healthScores.account,
      id: healthScores.id,
      at: healthScores.at,
      cause: healthScores.cause,
      version: healthScores.version,
      inputs: healthScores.inputs,
      override: healthScores.override,
    })
    .from(healthScores)
    .where(inArray(healthScores.account, [...ids]))
    .orderBy(asc(healthScores.account), asc(healthScores.at), asc(healthScores.id));
  for (const { account, ...score } of scores) past.get(account)?.scores.push(score);
  return past;
};

const of = (name: string): string => `json_extract(w.value, '$.${name}')`;

const writeScores = `
  insert into health_scores (circle, account, at, cause, ${historyColumns.join(", ")})
  select ?1, ${of("id")}, ${of("at")}, 'backfill', ${historyColumns.map(of).join(", ")} from json_each(?2) w
  where not exists (select 1 from health_scores where account = ${of("id")} and at = ${of("at")} and cause = 'backfill')`;

/**
 * Works out what is missing of these accounts' histories, or was worked out from usage that has changed since. Repeating
 * it changes nothing. Gives how many scores were written.
 */
export const backfillScores = async (
  desk: Desk,
  circle: CircleKeyed,
  ids: readonly string[],
  now = Date.now(),
): Promise<number> => {
  const { DB } = desk.env;
  const modelAt = await modelsOf(desk, circle.id);
  let count = 0;
  for (let from = 0; from < ids.length; from += accountsAtOnce) {
    const past = await pastOf(desk, ids.slice(from, from + accountsAtOnce));
    const works = [...past].map(([id, one]) => workOn(id, one, modelAt, now));
    const written = works.flatMap((work) => work.written);
    const replaced = works.flatMap((work) => work.replaced);
    count += written.length;
    if (replaced.length > 0)
      await desk.db.run(
        sql`delete from health_scores where id in (select value from json_each(${JSON.stringify(replaced)}))`,
      );
    for (let at = 0; at < written.length; at += rowsAtOnce)
      await DB.prepare(writeScores)
        .bind(circle.id, JSON.stringify(written.slice(at, at + rowsAtOnce)))
        .run();
  }
  return count;
};
