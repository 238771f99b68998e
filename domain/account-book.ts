/** The account book on the wire: columns, so that ten thousand accounts cost their values and not their field names. */
import type { BookAccount } from "./account.ts";
import type { HealthModel } from "./health.ts";

export const bookColumns = [
  "id",
  "number",
  "name",
  "industry",
  "segment",
  "region",
  "arr",
  "seats",
  "renewal_date",
  "owner",
  "health_value",
  "health_bucket",
  "health_source",
  "computed_value",
  "week_before",
  "override",
  "date",
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
  "factor_days",
  "sentiment",
  "sentiment_why",
  "last_meeting_at",
  "open_feedback",
  "created_at",
  "updated_at",
  "rev",
] as const satisfies readonly (keyof BookAccount)[];

export interface AccountBook {
  /** Revision that the reader has when it has taken this. */
  rev: number;
  /** True: this is everything. False: what changed since the revision that was asked for. */
  full: boolean;
  /** The health model in force, and its version. */
  version: number;
  model: HealthModel;
  columns: readonly string[];
  /** One array a column, all of the same length. */
  values: unknown[][];
  /** Accounts deleted since. */
  removed: string[];
}

export const bookRows = ({ columns, values }: Pick<AccountBook, "columns" | "values">): BookAccount[] =>
  (values[0] ?? []).map(
    (_, at) =>
      Object.fromEntries(columns.map((column, place) => [column, values[place]?.[at]])) as unknown as BookAccount,
  );

export const bookValues = (rows: readonly BookAccount[]): unknown[][] =>
  bookColumns.map((column) => rows.map((row) => row[column]));
