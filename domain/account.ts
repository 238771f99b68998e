/** An account: a customer company, with the facts people keep of it. Schemas for what comes in, and what two interfaces show. [D1] [D3] */
import * as z from "zod/mini";
import {
  industries,
  type Industry,
  segments,
  type Segment,
  sentiments,
  type HealthSource,
  type Sentiment,
} from "./account-words.ts";
import { readAmount, type Amount } from "./amount.ts";
import { oneOf, text } from "./contact.ts";
import type { BucketOrUnknown } from "./health.ts";
import { Day } from "./kpi.ts";
import type { Override } from "./override.ts";
import { fold } from "./text.ts";

const optionalText = (most: number) =>
  z.pipe(
    z.nullable(text(most)),
    z.transform((value: string | null) => (value === "" ? null : value)),
  );

/** A number or a numeric text, at least 0, as hundredths. [C9] */
export const Money = z.pipe(
  z.union([z.string(), z.number()], "Must be a number."),
  z.transform((value: string | number, context): Amount => {
    try {
      const amount = readAmount(value);
      if (amount < 0) throw new Error("Must not be negative.");
      return amount;
    } catch (error) {
      context.issues.push({ code: "custom", input: value, message: (error as Error).message });
      return 0;
    }
  }),
);

/** The segment as it is kept, whatever its case in the text; null when it is none. [C34] */
export const segmentFrom = (given: string): Segment | null =>
  segments.find((segment) => fold(segment) === fold(given.trim())) ?? null;

const SegmentName = z.pipe(
  z.nullable(z.string("Must be text.")),
  z.transform((value: string | null, context): Segment | null => {
    if (value === null || value.trim() === "") return null;
    const segment = segmentFrom(value);
    if (segment === null)
      context.issues.push({ code: "custom", input: value, message: `Must be one of: ${segments.join(", ")}.` });
    return segment;
  }),
);

const Seats = z.nullable(
  z.int("Must be a whole number.").check(z.minimum(1, "At least 1."), z.maximum(10_000_000, "At most 10,000,000.")),
);

const fields = {
  name: text(255, 1),
  industry: oneOf(industries),
  segment: SegmentName,
  region: optionalText(255),
  arr: Money,
  seats: Seats,
  renewal_date: z.nullable(Day),
  /** A member's id. */
  owner: z.nullable(z.string("Must be a member's id.")),
};

/** What a new account needs: a name; the rest has defaults. [A5] */
export const NewAccount = z.object({
  name: fields.name,
  industry: z._default(fields.industry, "other"),
  segment: z._default(fields.segment, null),
  region: z._default(fields.region, null),
  arr: z._default(fields.arr, 0),
  seats: z._default(fields.seats, null),
  renewal_date: z._default(fields.renewal_date, null),
  owner: z._default(fields.owner, null),
});
export type NewAccount = z.infer<typeof NewAccount>;

/** What a change may name; absent means unchanged. */
export const AccountChange = z.partial(z.object(fields));
export type AccountChange = z.infer<typeof AccountChange>;

/** [X10] A list of names, or one text with commas between them. */
export const Participants = z.pipe(
  z.union([z.string("Must be text or a list of texts."), z.array(z.string("Must be text."))]),
  z.transform((value: string | string[]) =>
    (typeof value === "string" ? value.split(",") : value).map((name) => name.trim()).filter((name) => name !== ""),
  ),
);
export const SentimentName = z.nullable(oneOf(sentiments));

/** The day of the last value of each factor; null where there never was one. */
export type FactorDays = Record<"dau" | "adoption" | "tickets" | "nps" | "login", string | null>;

/**
 * An account as every screen of the circle holds it: one row of the account book, from `GET /api/accounts/book/`.
 * Amounts are hundredths, times Unix milliseconds, days `YYYY-MM-DD`; `inputs` is what the score was computed from.
 */
export interface BookAccount {
  id: string;
  number: number;
  name: string;
  industry: Industry;
  segment: Segment | null;
  region: string | null;
  arr: Amount;
  seats: number | null;
  renewal_date: string | null;
  owner: string | null;
  /** What counts: the override while there is one, else the computed score. Null is unknown. */
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  health_source: HealthSource;
  computed_value: number | null;
  /** What the formula in force says of the usage a week before the latest day; null where there is none so old. */
  week_before: number | null;
  /** As it was set, whether it holds still or not. */
  override: Override | null;
  /** Latest day of usage, and its five numbers. */
  date: string | null;
  daily_active_users: number | null;
  feature_adoption_rate: number | null;
  support_tickets_open: number | null;
  nps_score: number | null;
  login_frequency: number | null;
  factor_days: FactorDays | null;
  sentiment: Sentiment | null;
  sentiment_why: string | null;
  last_meeting_at: number | null;
  open_feedback: number;
  created_at: number;
  updated_at: number;
  rev: number;
}
