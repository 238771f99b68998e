/** Why a score is what it is: its terms, the row behind them, the formula's version and its time; and what changed it. [HL11] [HL12] */
import { type SQL, and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { coverageOf, freshnessOf } from "../../domain/freshness.ts";
import { type StoredScore, waterfallOf } from "../../domain/health-change.ts";
import {
  type Factor,
  type HealthInputs,
  type HealthModel,
  factors,
  fieldOf,
  pointsOf,
  scoreOf,
  unitsOf,
  usualModel,
} from "../../domain/health.ts";
import type { Override } from "../../domain/override.ts";
import { type AccountRow, healthVersions, metricDays } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";
import { modelOf } from "./health-model.ts";
import { scoreAt, type ScoreRow } from "./scores.ts";

const instant = (at: number): string => new Date(at).toISOString();

/** A stored score with the model it was computed by; before the first one, an account without data under the usual model. */
const storedAt = async (db: Database, account: AccountRow, at: number) => {
  const row = await scoreAt(db, account.id, at);
  const inputs: HealthInputs = row
    ? (JSON.parse(row.inputs) as HealthInputs)
    : { segment: account.segment, seats: account.seats, row: null };
  const model = row ? await modelOf(db, account.circle, row.version) : usualModel;
  return { row, inputs, model };
};

const overrideOn = (row: ScoreRow | undefined) => {
  if (!row?.override) return null;
  const { bucket, value, reason, by, at, until } = JSON.parse(row.override) as Override;
  return { bucket, value, reason, by, at: instant(at), until: until === null ? null : instant(until) };
};

/** The day's row as it stands now: it may have been corrected since the score was computed from it. */
const usageBehind = async (db: Database, account: string, inputs: HealthInputs) => {
  if (inputs.row === null) return [];
  const { date } = inputs.row;
  const now = await db
    .select()
    .from(metricDays)
    .where(and(eq(metricDays.account, account), eq(metricDays.date, date)))
    .get();
  const { daily_active_users, feature_adoption_rate, support_tickets_open, nps_score, login_frequency } = inputs.row;
  const used = { daily_active_users, feature_adoption_rate, support_tickets_open, nps_score, login_frequency };
  const changed = !now || Object.entries(used).some(([field, value]) => now[field as keyof typeof used] !== value);
  return [{ date, ...used, source: now?.source ?? null, changed_since: changed }];
};

const formulaOf = async (db: Database, circle: string, version: number, model: HealthModel) => {
  const row = await db
    .select({ note: healthVersions.note, at: healthVersions.at, by: healthVersions.by })
    .from(healthVersions)
    .where(and(eq(healthVersions.circle, circle), eq(healthVersions.version, version)))
    .get();
  return {
    version,
    note: row?.note ?? "The usual model",
    published_at: row ? instant(row.at) : null,
    published_by: row?.by ?? null,
    model,
  };
};

/** The terms sum to the value: an overriding number adds a term of its own. */
export const whyOf = async (db: Database, account: AccountRow, at: number) => {
  const { row, inputs, model } = await storedAt(db, account, at);
  const score = scoreOf(inputs, model);
  const override = overrideOn(row);
  const value = row?.value ?? null;
  const terms = score.contributions.map(({ factor, ...term }) => ({ factor: factor as string, ...term }));
  const said = override?.value ?? null;
  const adjustment = said === null ? 0 : unitsOf(said) - unitsOf(score.value ?? 0);
  return {
    account_id: account.id,
    as_of: instant(at),
    scored_at: row ? instant(row.at) : null,
    cause: row?.cause ?? null,
    value,
    bucket: row?.bucket ?? "unknown",
    source: row?.source ?? "none",
    computed_value: score.value,
    computed_bucket: score.bucket,
    override,
    terms:
      adjustment === 0
        ? terms
        : [
            ...terms,
            {
              factor: "override",
              value: said,
              points: pointsOf(adjustment),
              weight: 0,
              share: 0,
              missing: false,
              progress: null,
              curve: [],
              target: null,
              target_from: null,
            },
          ],
    rows: await usageBehind(db, account.id, inputs),
    segment: inputs.segment,
    seats: inputs.seats,
    coverage: coverageOf(score, model, inputs.segment),
    freshness: await freshnessAt(db, account.id, at),
    formula: await formulaOf(db, account.circle, row?.version ?? 0, model),
  };
};

/** How old each factor's last value was on that day. [HL8] */
export const freshnessAt = async (db: Database, account: string, at: number) => {
  const today = instant(at).slice(0, 10);
  const last = (field: string) => sql<string | null>`max(case when ${sql.raw(field)} is not null then date end)`;
  const days = await db
    .select(
      Object.fromEntries(factors.map((factor) => [factor, last(fieldOf[factor])])) as Record<
        Factor,
        SQL<string | null>
      >,
    )
    .from(metricDays)
    .where(and(eq(metricDays.account, account), lte(metricDays.date, today)))
    .get();
  return freshnessOf(days ?? { dau: null, adoption: null, tickets: null, nps: null, login: null }, today);
};

const end = ({ row, inputs, model }: Awaited<ReturnType<typeof storedAt>>, at: number) => ({
  at: instant(at),
  scored_at: row ? instant(row.at) : null,
  date: inputs.row?.date ?? null,
  version: row?.version ?? 0,
  value: row?.value ?? null,
  bucket: row?.bucket ?? "unknown",
  source: row?.source ?? "none",
  computed_value: scoreOf(inputs, model).value,
});

/** Before the first score nothing was known: then all of it came with the first row, by the formula of the other end. */
const comparable = (one: Awaited<ReturnType<typeof storedAt>>, other: StoredScore): StoredScore =>
  one.row ? one : { inputs: { ...other.inputs, row: null }, model: other.model };

/** What changed the score between two moments. The steps sum to the computed change; an override's part stands beside it. */
export const changeOf = async (db: Database, account: AccountRow, from: number, to: number) => {
  const [before, after] = [await storedAt(db, account, from), await storedAt(db, account, to)];
  const fall = waterfallOf(comparable(before, after), comparable(after, before));
  const [first, last] = [end(before, from), end(after, to)];
  const shown = unitsOf(last.value ?? 0) - unitsOf(first.value ?? 0);
  const published = await db
    .select({
      version: healthVersions.version,
      note: healthVersions.note,
      at: healthVersions.at,
      by: healthVersions.by,
    })
    .from(healthVersions)
    .where(and(eq(healthVersions.circle, account.circle), gt(healthVersions.at, from), lte(healthVersions.at, to)))
    .orderBy(asc(healthVersions.version))
    .all();
  return {
    account_id: account.id,
    from: first,
    to: last,
    change: pointsOf(shown),
    computed_change: fall.change,
    override_change: pointsOf(shown - unitsOf(fall.change)),
    steps: fall.steps,
    by_cause: fall.by_cause,
    versions: published.map((one) => ({ ...one, at: instant(one.at) })),
  };
};
