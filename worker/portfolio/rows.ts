/** Accounts for sums and comparisons: no more of each than those need. */
import { and, inArray, isNull, sql } from "drizzle-orm";
import type { UsageField } from "../../domain/account-words.ts";
import type { BenchmarkAccount } from "../../domain/benchmark.ts";
import type { PortfolioAccount } from "../../domain/portfolio.ts";
import { accounts } from "../../drizzle/accounts.ts";
import type { Database } from "../database.ts";

/** The accounts of these circles that are there, by number. */
export const portfolioRows = (db: Database, circles: readonly string[]): Promise<PortfolioAccount[]> =>
  db
    .select({
      id: accounts.id,
      name: accounts.name,
      arr: accounts.arr,
      health_value: accounts.health_value,
      health_bucket: accounts.health_bucket,
      segment: accounts.segment,
      region: accounts.region,
      industry: accounts.industry,
      renewal_date: accounts.renewal_date,
    })
    .from(accounts)
    .where(and(inArray(accounts.circle, [...circles]), isNull(accounts.deleted_at)))
    .orderBy(accounts.number);

/** The same accounts with what benchmarks compare; usage is of the row that the score was computed from. */
export const benchmarkRows = async (db: Database, circles: readonly string[]): Promise<BenchmarkAccount[]> => {
  const usage = (field: UsageField) => sql<number | null>`json_extract(${accounts.health_inputs}, ${`$.row.${field}`})`;
  return db
    .select({
      id: accounts.id,
      industry: accounts.industry,
      segment: accounts.segment,
      health_value: accounts.health_value,
      daily_active_users: usage("daily_active_users"),
      feature_adoption_rate: usage("feature_adoption_rate"),
      support_tickets_open: usage("support_tickets_open"),
      nps_score: usage("nps_score"),
      login_frequency: usage("login_frequency"),
    })
    .from(accounts)
    .where(and(inArray(accounts.circle, [...circles]), isNull(accounts.deleted_at)));
};
