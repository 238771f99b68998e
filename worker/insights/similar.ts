/** Reads a circle's accounts for likeness, and what worked for those that are alike. [A17] */
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { UsageField } from "../../domain/account-words.ts";
import { playbooks } from "../../domain/playbooks/index.ts";
import { type SimilarAccount, similarTo } from "../../domain/similar.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import { utcDay } from "../accounts/list-query.ts";
import type { Database } from "../database.ts";

const rowsOf = (db: Database, circle: string): Promise<SimilarAccount[]> => {
  const usage = (field: UsageField) => sql<number | null>`json_extract(${accounts.health_inputs}, ${`$.row.${field}`})`;
  return db
    .select({
      id: accounts.id,
      number: accounts.number,
      name: accounts.name,
      industry: accounts.industry,
      segment: accounts.segment,
      arr: accounts.arr,
      seats: accounts.seats,
      health_value: accounts.health_value,
      health_bucket: accounts.health_bucket,
      daily_active_users: usage("daily_active_users"),
      feature_adoption_rate: usage("feature_adoption_rate"),
      support_tickets_open: usage("support_tickets_open"),
      nps_score: usage("nps_score"),
      login_frequency: usage("login_frequency"),
    })
    .from(accounts)
    .where(and(eq(accounts.circle, circle), isNull(accounts.deleted_at)));
};

/** Runs that ended well, the newest first. */
const workedFor = async (db: Database, ids: readonly string[]) => {
  if (ids.length === 0) return new Map<string, never[]>();
  const rows = await db
    .select()
    .from(playbookRuns)
    .where(and(inArray(playbookRuns.account, [...ids]), inArray(playbookRuns.outcome, ["worked", "partly"])))
    .orderBy(desc(playbookRuns.ended_at));
  return Map.groupBy(
    rows.map(({ account, id, playbook, outcome, note, ended_at, health_before, health_after }) => ({
      account,
      run_id: id,
      playbook: {
        id: playbook,
        number: playbooks.find((one) => one.id === playbook)?.number ?? null,
        name: playbooks.find((one) => one.id === playbook)?.name ?? playbook,
      },
      outcome: outcome as "worked" | "partly",
      note,
      ended_on: ended_at === null ? null : utcDay(ended_at),
      health_before,
      health_after,
    })),
    ({ account }) => account,
  );
};

export const similarAccounts = async (db: Database, row: AccountRow, most: number) => {
  const all = await rowsOf(db, row.circle);
  const one = all.find(({ id }) => id === row.id);
  const found = one ? similarTo(one, all, most) : [];
  const worked = await workedFor(
    db,
    found.map(({ account }) => account.id),
  );
  return found.map(({ account: { arr, ...account }, score, reasons }) => ({
    account: { ...account, arr: arr / 100 },
    score,
    reasons,
    worked: (worked.get(account.id) ?? []).map(({ account: _account, ...run }) => run),
  }));
};
