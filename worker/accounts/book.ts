/** The account book: all accounts of a circle as columns, or those that changed since a revision. [SY17] */
import { and, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { type AccountBook, bookColumns, bookValues } from "../../domain/account-book.ts";
import type { BookAccount, FactorDays } from "../../domain/account.ts";
import { type HealthInputs, type HealthModel, type UsageRow, scoreOf } from "../../domain/health.ts";
import { overrideIn } from "../../domain/override.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import { organization } from "../../drizzle/d1.ts";
import type { Database } from "../database.ts";
import { modelOf } from "./health-model.ts";

/** A text of ours, read back; null stays null. */
const read = <Value>(text: string | null): Value | null => (text === null ? null : (JSON.parse(text) as Value));

export const bookAccount = (row: AccountRow, weekBefore: number | null): BookAccount => {
  const usage = read<HealthInputs>(row.health_inputs)?.row ?? null;
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    industry: row.industry,
    segment: row.segment,
    region: row.region,
    arr: row.arr,
    seats: row.seats,
    renewal_date: row.renewal_date,
    owner: row.owner,
    health_value: row.health_value,
    health_bucket: row.health_bucket,
    health_source: row.health_source,
    computed_value: row.computed_value,
    week_before: weekBefore,
    override: overrideIn(row),
    date: usage?.date ?? null,
    daily_active_users: usage?.daily_active_users ?? null,
    feature_adoption_rate: usage?.feature_adoption_rate ?? null,
    support_tickets_open: usage?.support_tickets_open ?? null,
    nps_score: usage?.nps_score ?? null,
    login_frequency: usage?.login_frequency ?? null,
    factor_days: read<FactorDays>(row.factor_days),
    sentiment: row.sentiment,
    sentiment_why: row.sentiment_why,
    last_meeting_at: row.last_meeting_at,
    open_feedback: row.open_feedback,
    created_at: row.created_at,
    updated_at: row.updated_at,
    rev: row.rev,
  };
};

interface PastUsage extends UsageRow {
  account: string;
}

/** [AV4] The usage of each account a week before its latest day, or the last before that. */
const weekBefore = (db: Database, circle: string, since: number): Promise<PastUsage[]> =>
  db.all<PastUsage>(sql`
    select m.account, m.date, m.daily_active_users, m.feature_adoption_rate, m.support_tickets_open, m.nps_score, m.login_frequency
    from accounts a join metric_days m on m.account = a.id and m.date = (
      select max(date) from metric_days
      where account = a.id and date <= date(json_extract(a.health_inputs, '$.row.date'), '-7 days'))
    where a.circle = ${circle} and a.deleted_at is null and a.rev > ${since}`);

const scoresOf = (
  usage: readonly PastUsage[],
  rows: readonly AccountRow[],
  model: HealthModel,
): Map<string, number> => {
  const byAccount = new Map(usage.map((row) => [row.account, row]));
  const scores = new Map<string, number>();
  for (const { id, segment, seats } of rows) {
    const row = byAccount.get(id);
    const value = row ? scoreOf({ segment, seats, row }, model).value : null;
    if (value !== null) scores.set(id, value);
  }
  return scores;
};

/** Everything when `since` is null or of another life of the circle. Read after its revision, so that nothing is missed. */
export const bookSince = async (db: Database, circle: string, since: number | null): Promise<AccountBook> => {
  const now = await db
    .select({ rev: organization.accountRev, version: organization.healthVersion })
    .from(organization)
    .where(eq(organization.id, circle))
    .get();
  const { rev = 0, version = 0 } = now ?? {};
  const full = since === null || since > rev;
  const own = eq(accounts.circle, circle);
  const newer = full ? own : and(own, gt(accounts.rev, since));
  const rows = await db
    .select()
    .from(accounts)
    .where(and(newer, isNull(accounts.deleted_at)));
  const model = await modelOf(db, circle, version);
  const past = scoresOf(await weekBefore(db, circle, full ? -1 : since), rows, model);
  const removed = full
    ? []
    : await db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(newer, isNotNull(accounts.deleted_at)));
  return {
    rev,
    full,
    version,
    model,
    columns: bookColumns,
    values: bookValues(rows.map((row) => bookAccount(row, past.get(row.id) ?? null))),
    removed: removed.map(({ id }) => id),
  };
};
