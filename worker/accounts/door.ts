/**
 * The one door behind every write to accounts: whatever changed (fields, usage, feedback, meetings, overrides, the health
 * model), `settle` brings the rows' derived facts and scores up to date, writes the score's history, raises the revision
 * and tells the open screens. It reads, computes and writes with a check that nobody wrote in between. [H7] [H8] [H9] [SY17]
 */
import { sql } from "drizzle-orm";
import type { FactorDays } from "../../domain/account.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import { type BucketOrUnknown, type HealthInputs, type HealthModel, type Score, scoreOf } from "../../domain/health.ts";
import type { CircleKey } from "../../domain/id.ts";
import { type OverrideColumns, effective, holds, overrideIn } from "../../domain/override.ts";
import type { Desk } from "../circles.ts";
import { circleStub } from "../../party/rpc.ts";
import { ring } from "../clock.ts";
import { log } from "../log.ts";
import { modelOf } from "./health-model.ts";

export const causes = [
  "account",
  "metrics",
  "import",
  "webhook",
  "override",
  "expiry",
  "publish",
  "recompute",
  "schedule",
  "feedback",
  "meeting",
  /** Worked out later for a past day (`score-history.ts`). [IG8] */
  "backfill",
] as const;
export type Cause = (typeof causes)[number];

export interface Settlement {
  cause: Cause;
  /** A person, or null for machines. */
  actor: string | null;
  /** Unix milliseconds. */
  now: number;
  /** False leaves the open screens alone: the caller tells them once, with `tell`. */
  quiet?: true;
}

/** An account whose bucket is another one than before. */
export interface Move {
  account: string;
  number: number;
  name: string;
  from: BucketOrUnknown;
  to: BucketOrUnknown;
  /** Scores; null is unknown. */
  before: number | null;
  after: number | null;
}

export interface Settled {
  /** The circle's `account_rev` after it; null when nothing had to be written. */
  rev: number | null;
  rescored: number;
  moves: Move[];
}

/** Rows of one round: the text that carries them stays well below what D1 takes. */
const chunk = 400;
/** Somebody else may write between reading and writing; then those rows are read again. */
const rounds = 6;

interface Read extends OverrideColumns {
  id: string;
  number: number;
  name: string;
  rev: number;
  /** The model in force when the row was read: one that is published later scores the row once more. */
  version: number;
  segment: string | null;
  seats: number | null;
  date: string | null;
  daily_active_users: number | null;
  feature_adoption_rate: number | null;
  support_tickets_open: number | null;
  nps_score: number | null;
  login_frequency: number | null;
  computed_value: number | null;
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  health_source: string;
  health_version: number;
  health_inputs: string | null;
  factor_days: string;
  factor_days_before: string | null;
  sentiment: string | null;
  sentiment_why: string | null;
  sentiment_before: string | null;
  why_before: string | null;
  last_meeting_at: number | null;
  meeting_before: number | null;
  open_feedback: number;
  feedback_before: number;
}

/** The latest day of usage, the facts that are counted elsewhere, and what the row says of them so far. */
const reading = (ids: string) => sql`
  select a.id, a.number, a.name, a.rev, a.segment, a.seats,
    (select health_version from organization where id = a.circle) as version,
    m.date, m.daily_active_users, m.feature_adoption_rate, m.support_tickets_open, m.nps_score, m.login_frequency,
    a.override_bucket, a.override_value, a.override_reason, a.override_by, a.override_at, a.override_until,
    a.computed_value, a.health_value, a.health_bucket, a.health_source, a.health_version, a.health_inputs,
    (select json_object(
      'dau', max(case when daily_active_users is not null then date end),
      'adoption', max(case when feature_adoption_rate is not null then date end),
      'tickets', max(case when support_tickets_open is not null then date end),
      'nps', max(case when nps_score is not null then date end),
      'login', max(case when login_frequency is not null then date end)
    ) from metric_days where account = a.id) as factor_days,
    a.factor_days as factor_days_before,
    a.sentiment as sentiment_before, a.sentiment_why as why_before,
    coalesce(
      (select json_object('sentiment', sentiment, 'from', 'meeting', 'id', id, 'at', date) from meetings
        where account = a.id and deleted_at is null and sentiment is not null order by date desc, id desc limit 1),
      (select json_object('sentiment', case when avg(sentiment) > 0.15 then 'positive' when avg(sentiment) < -0.15 then 'negative' else 'neutral' end,
          'from', 'feedback', 'count', count(*), 'at', max(created_at))
        from (select sentiment, created_at from feedback where account = a.id and deleted_at is null and sentiment is not null
          order by created_at desc limit 5) having count(*) > 0)
    ) as sentiment_why,
    (select max(date) from meetings where account = a.id and deleted_at is null) as last_meeting_at,
    a.last_meeting_at as meeting_before,
    (select count(*) from feedback where account = a.id and deleted_at is null and status in ('open', 'in_progress')) as open_feedback,
    a.open_feedback as feedback_before
  from json_each(${ids}) wanted
  join accounts a on a.id = wanted.value
  left join metric_days m on m.account = a.id
    and m.date = (select max(date) from metric_days where account = a.id)`;

const inputsOf = (row: Read): HealthInputs => ({
  segment: row.segment,
  seats: row.seats,
  row:
    row.date === null
      ? null
      : {
          date: row.date,
          daily_active_users: row.daily_active_users,
          feature_adoption_rate: row.feature_adoption_rate,
          support_tickets_open: row.support_tickets_open,
          nps_score: row.nps_score,
          login_frequency: row.login_frequency,
        },
});

/** Curves and targets follow from inputs and version; what is kept is what a list shows. */
export const slim = ({ factor, value, points, weight, share, missing }: Score["contributions"][number]) => ({
  factor,
  value,
  points,
  weight,
  share,
  missing,
});

interface Outcome {
  row: Read;
  rescored: boolean;
  /** What is written, as JSON for `json_each`. */
  written: Record<string, unknown>;
}

/** What the row has to say now; null when it says so already. */
const outcomeOf = (row: Read, model: HealthModel, now: number): Outcome | null => {
  const { version } = row;
  const inputs = inputsOf(row);
  const text = canonicalJson(inputs);
  const score = scoreOf(inputs, model);
  const set = overrideIn(row);
  const override = holds(set, now) ? set : null;
  const { value, bucket, source } = effective(score, override, now, model, row.segment);
  const rescored =
    text !== row.health_inputs ||
    version !== row.health_version ||
    value !== row.health_value ||
    score.value !== row.computed_value ||
    bucket !== row.health_bucket ||
    source !== row.health_source;
  const sentiment =
    row.sentiment_why === null ? null : (JSON.parse(row.sentiment_why) as { sentiment: string }).sentiment;
  const days = JSON.parse(row.factor_days) as FactorDays;
  const derived =
    row.factor_days !== row.factor_days_before ||
    sentiment !== row.sentiment_before ||
    row.sentiment_why !== row.why_before ||
    row.last_meeting_at !== row.meeting_before ||
    row.open_feedback !== row.feedback_before;
  if (!rescored && !derived) return null;
  return {
    row,
    rescored,
    written: {
      id: row.id,
      rev: row.rev,
      rescored: rescored ? 1 : 0,
      version,
      inputs: text,
      contributions: JSON.stringify(score.contributions.map(slim)),
      computed_value: score.value,
      computed_bucket: score.bucket,
      value,
      bucket,
      source,
      override: override && canonicalJson(override),
      factor_days: JSON.stringify(days),
      sentiment,
      sentiment_why: row.sentiment_why,
      last_meeting_at: row.last_meeting_at,
      open_feedback: row.open_feedback,
    },
  };
};

const of = (name: string): string => `json_extract(w.value, '$.${name}')`;

/** What the history keeps, by its column: where it comes from in the JSON that is written. */
export const historyColumns = [
  "version",
  "inputs",
  "contributions",
  "computed_value",
  "computed_bucket",
  "value",
  "bucket",
  "source",
  "override",
];

const writeHistory = `
  insert into health_scores (circle, account, at, cause, actor, ${historyColumns.join(", ")})
  select ?1, a.id, ?3, ?4, ?5, ${historyColumns.map(of).join(", ")}
  from json_each(?2) w join accounts a on a.id = ${of("id")} and a.rev = ${of("rev")}
  where ${of("rescored")} = 1`;

const writeRows = `
  update accounts set
    health_version = ${of("version")}, health_inputs = ${of("inputs")}, health_contributions = ${of("contributions")},
    computed_value = ${of("computed_value")}, computed_bucket = ${of("computed_bucket")},
    health_value = ${of("value")}, health_bucket = ${of("bucket")}, health_source = ${of("source")},
    health_at = case when ${of("rescored")} = 1 then ?3 else health_at end,
    factor_days = ${of("factor_days")}, sentiment = ${of("sentiment")}, sentiment_why = ${of("sentiment_why")},
    last_meeting_at = ${of("last_meeting_at")}, open_feedback = ${of("open_feedback")},
    rev = (select account_rev from organization where id = ?1)
  from json_each(?2) w
  where accounts.id = ${of("id")} and accounts.rev = ${of("rev")}
  returning accounts.id as id`;

/** History first, then the rows: both only where nobody has written since the row was read. One batch is one transaction. */
const write = async (
  { env: { DB } }: Desk,
  circle: string,
  outcomes: readonly Outcome[],
  { cause, actor, now }: Settlement,
): Promise<Set<string>> => {
  const rows = JSON.stringify(outcomes.map(({ written }) => written));
  const [, , done] = await DB.batch<{ id: string }>([
    DB.prepare("update organization set account_rev = account_rev + 1 where id = ?1").bind(circle),
    DB.prepare(writeHistory).bind(circle, rows, now, cause, actor),
    DB.prepare(writeRows).bind(circle, rows, now),
  ]);
  return new Set(done?.results.map(({ id }) => id));
};

/** [SY17] Tells the circle's screens which accounts to fetch. A circle that cannot be reached is told by the next change. */
export const tell = async (
  { env }: Desk,
  circle: { id: string; key: CircleKey },
  rev: number,
  ids: readonly string[],
): Promise<void> => {
  try {
    const stub = circleStub(env.Circle, circle.key);
    await stub.announce("accounts", { rev });
    await stub.announce("account", { ids: ids.length > 50 ? [] : [...ids] });
  } catch (error) {
    log("warn", "accounts.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

/** The circle's revision of its accounts. */
export const revisionOf = async ({ db }: Pick<Desk, "db">, circle: string): Promise<number> =>
  (await db.get<{ rev: number }>(sql`select account_rev as rev from organization where id = ${circle}`))?.rev ?? 0;

/**
 * Brings these accounts up to date and announces them. Call it after every write that concerns them; calling it again
 * changes nothing. Writers of the row itself raise `rev` in their own statement (`account_rev + 1` of the circle).
 */
export const settle = async (
  desk: Desk,
  circle: { id: string; key: CircleKey },
  ids: readonly string[],
  settlement: Settlement,
): Promise<Settled> => {
  const moves: Move[] = [];
  let rescored = 0;
  let ends = Infinity;
  for (let from = 0; from < ids.length; from += chunk) {
    let waiting = ids.slice(from, from + chunk);
    for (let round = 0; waiting.length > 0; round += 1) {
      if (round === rounds) throw new Error(`accounts of ${circle.id} are written too often to be settled`);
      const read = await desk.db.all<Read>(reading(JSON.stringify(waiting)));
      const [first] = read;
      if (!first) break;
      const model = await modelOf(desk.db, circle.id, first.version);
      const outcomes = read.flatMap((row) => outcomeOf(row, model, settlement.now) ?? []);
      if (outcomes.length === 0) break;
      const done = await write(desk, circle.id, outcomes, settlement);
      for (const { row } of outcomes) ends = Math.min(ends, row.override_until ?? Infinity);
      for (const { row, rescored: anew, written } of outcomes) {
        if (!done.has(row.id) || !anew) continue;
        rescored += 1;
        if (written["bucket"] !== row.health_bucket)
          moves.push({
            account: row.id,
            number: row.number,
            name: row.name,
            from: row.health_bucket,
            to: written["bucket"] as BucketOrUnknown,
            before: row.health_value,
            after: written["value"] as number | null,
          });
      }
      waiting = outcomes.map(({ row }) => row.id).filter((id) => !done.has(id));
    }
  }
  if (ends > settlement.now && ends < Infinity) await ring(desk.env, "ended-overrides", ends);
  const rev = await revisionOf(desk, circle.id);
  if (!settlement.quiet) await tell(desk, circle, rev, ids);
  return { rev, rescored, moves };
};
