/** An account as its two interfaces show it: `/api/customers/` (amounts as text, health as a bucket) and `/accounts` (numbers). [C1] [C9] [C10] */
import type { BookAccount, FactorDays } from "./account.ts";
import { writeAmount } from "./amount.ts";
import type { Bucket, BucketOrUnknown, UsageRow } from "./health.ts";
import type { Override } from "./override.ts";

/** A row with what no browser needs to hold. */
export interface AccountRecord extends Omit<BookAccount, "week_before"> {
  circle: string;
  computed_bucket: BucketOrUnknown;
  created_by: string | null;
  updated_by: string | null;
}

export interface OverrideResource {
  /** Null when a number was given. */
  bucket: Bucket | null;
  value: number | null;
  reason: string;
  by: string | null;
  at: string;
  until: string | null;
}

/** What both show alike. */
interface Shared extends Pick<
  BookAccount,
  | "id"
  | "number"
  | "name"
  | "industry"
  | "segment"
  | "region"
  | "seats"
  | "renewal_date"
  | "owner"
  | "health_value"
  | "health_bucket"
  | "health_source"
  | "computed_value"
  | "sentiment"
  | "open_feedback"
> {
  circle_id: string;
  computed_bucket: BucketOrUnknown;
  override: OverrideResource | null;
  /** What the sentiment was read from: a meeting or recent feedback. [X11] */
  sentiment_why: Record<string, unknown> | null;
  last_meeting_at: string | null;
  /** When somebody last changed the account itself; scores and usage have times of their own. */
  last_updated: string;
  created_at: string;
  created_by: string | null;
  updated_by: string | null;
}

/** [A1] */
export interface CustomerResource extends Shared {
  arr: string;
  health_score: Bucket | null;
}

/** [I4] */
export interface AccountResource extends Shared {
  arr: number;
  health_score: number | null;
  /** The latest day of usage. */
  usage: UsageRow | null;
  factor_days: FactorDays | null;
}

export const instant = (time: number): string => new Date(time).toISOString();
const instantOrNull = (time: number | null): string | null => (time === null ? null : instant(time));

export const overrideResource = ({ bucket, value, reason, by, at, until }: Override): OverrideResource => ({
  bucket,
  value,
  reason,
  by,
  at: instant(at),
  until: instantOrNull(until),
});

const shared = (row: AccountRecord): Shared => ({
  id: row.id,
  number: row.number,
  circle_id: row.circle,
  name: row.name,
  industry: row.industry,
  segment: row.segment,
  region: row.region,
  seats: row.seats,
  renewal_date: row.renewal_date,
  owner: row.owner,
  health_value: row.health_value,
  health_bucket: row.health_bucket,
  health_source: row.health_source,
  computed_value: row.computed_value,
  computed_bucket: row.computed_bucket,
  override: row.override && overrideResource(row.override),
  sentiment: row.sentiment,
  sentiment_why: row.sentiment_why === null ? null : (JSON.parse(row.sentiment_why) as Record<string, unknown>),
  last_meeting_at: instantOrNull(row.last_meeting_at),
  open_feedback: row.open_feedback,
  last_updated: instant(row.updated_at),
  created_at: instant(row.created_at),
  created_by: row.created_by,
  updated_by: row.updated_by,
});

export const customerResource = (row: AccountRecord): CustomerResource => ({
  ...shared(row),
  arr: writeAmount(row.arr),
  health_score: row.health_bucket === "unknown" ? null : row.health_bucket,
});

const usageOf = ({ date, ...row }: AccountRecord): UsageRow | null =>
  date === null
    ? null
    : {
        date,
        daily_active_users: row.daily_active_users,
        feature_adoption_rate: row.feature_adoption_rate,
        support_tickets_open: row.support_tickets_open,
        nps_score: row.nps_score,
        login_frequency: row.login_frequency,
      };

export const accountResource = (row: AccountRecord): AccountResource => ({
  ...shared(row),
  arr: row.arr / 100,
  health_score: row.health_value,
  usage: usageOf(row),
  factor_days: row.factor_days,
});
