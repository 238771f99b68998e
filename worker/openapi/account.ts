/** The named schemas of accounts in their two forms, and of what a write may say of one. */
import * as z from "zod/mini";
import { AccountChange as Change, NewAccount } from "../../domain/account.ts";
import type { AccountResource, CustomerResource } from "../../domain/account-resource.ts";
import { healthSources, industries, segments, sentiments, usageFields } from "../../domain/account-words.ts";
import { buckets, factors } from "../../domain/health.ts";
import { overrideFields } from "../../domain/override.ts";
import { component, draft, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
export const uuid = z.string().check(z.meta({ format: "uuid" }));
export const instant = z.string().check(z.meta({ format: "date-time" }));
export const date = z.string().check(z.meta({ format: "date" }));
export const who = z
  .nullable(z.string())
  .check(described("A person's id; null for machines, and once that person is gone."));
export const money = z.string().check(z.meta({ pattern: String.raw`^\d{1,13}\.\d{2}$`, examples: ["120000.00"] }));
const score = z.nullable(z.number().check(z.minimum(0), z.maximum(100)));
const usageNumbers = Object.fromEntries(usageFields.map((field) => [field, z.nullable(z.number())])) as Record<
  (typeof usageFields)[number],
  z.ZodMiniNullable<z.ZodMiniNumber>
>;
const bucket = z.enum([...buckets, "unknown"]);

const shared = {
  id: uuid,
  number: z.int().check(described("From 1 in each circle; may stand for the id in a path. [C5]")),
  circle_id: uuid,
  name: z.string(),
  industry: z.enum(industries),
  segment: z.nullable(z.enum(segments)),
  region: z.nullable(z.string()),
  seats: z.nullable(z.int()),
  renewal_date: z.nullable(date),
  owner: who,
  health_value: score.check(described("What counts: the override while there is one, else the computed score.")),
  health_bucket: bucket,
  health_source: z.enum(healthSources),
  computed_value: score,
  computed_bucket: bucket,
  override: z.nullable(
    z.object({
      bucket: z.nullable(z.enum(buckets)),
      value: score,
      reason: z.string(),
      by: who,
      at: instant,
      until: z.nullable(instant),
    }),
  ),
  sentiment: z.nullable(z.enum(sentiments)),
  sentiment_why: z.nullable(z.looseObject({})).check(described("The meeting or the feedback it was read from. [X11]")),
  last_meeting_at: z.nullable(instant),
  open_feedback: z.int(),
  last_updated: instant,
  created_at: instant,
  created_by: who,
  updated_by: who,
};

/** [A1] [C9] [C10] */
export const customer = {
  ...shared,
  arr: money,
  health_score: z.nullable(z.enum(buckets)),
};
export const Customer = component("Customer", z.object(customer) satisfies z.ZodMiniType<CustomerResource>);
export const CustomerPage = pageOf("CustomerPage", Customer);

/** [I4] */
const account = {
  ...shared,
  arr: z.number(),
  health_score: score,
  usage: z.nullable(z.object({ date, ...usageNumbers })).check(described("The latest day of usage. [D8]")),
  factor_days: z.nullable(
    z.object(
      Object.fromEntries(factors.map((factor) => [factor, z.nullable(date)])) as Record<
        (typeof factors)[number],
        z.ZodMiniNullable<typeof date>
      >,
    ),
  ),
};
export const Account = component("Account", z.object(account) satisfies z.ZodMiniType<AccountResource>);
export const AccountPage = pageOf("AccountPage", Account);

export const Contribution = component(
  "HealthContribution",
  z.object({
    factor: z.enum(factors),
    value: z.nullable(z.number()),
    points: z.number(),
    weight: z.number(),
    share: z.number(),
    missing: z.boolean(),
  }),
);

export const HealthMoment = component(
  "HealthMoment",
  z.object({
    at: instant,
    value: score,
    bucket,
    source: z.enum(healthSources),
    computed_value: score,
    version: z.int(),
    cause: z.string(),
    by: who,
  }),
);

const trend = z.object({
  series: z.array(z.object({ date, value: z.number() })),
  slope: z.nullable(z.number()).check(described("A day, by least squares.")),
});
export const UsageTrends = component(
  "UsageTrends",
  z.object(
    Object.fromEntries(usageFields.map((field) => [field, trend])) as Record<
      (typeof usageFields)[number],
      typeof trend
    >,
  ),
);

/** [I5] [H9] */
export const AccountDetail = component(
  "AccountDetail",
  z.object({
    ...account,
    contributions: z.array(Contribution).check(described("They sum to `computed_value`.")),
    health_version: z.int(),
    health_history: z.array(HealthMoment).check(described("The newest hundred.")),
    trends: UsageTrends.check(described("Up to the latest day of usage.")),
  }),
);

export const ownId = z
  .optional(uuid)
  .check(described("Your own id for it: a UUID of version 8 that carries the circle's key."));

/** [A5] [C12] */
export const AccountDraft = draft(
  "AccountDraft",
  z.extend(NewAccount, {
    ...overrideFields,
    circle_id: z.optional(uuid).check(described("Your only or your default circle unless told. [C21]")),
    id: ownId,
  }),
);
/** [A7] PUT needs a name; otherwise absent means unchanged. */
export const AccountChange = draft("AccountChange", z.extend(z.clone(Change), overrideFields));
