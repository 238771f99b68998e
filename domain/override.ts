/** An override: what a person says of an account's health in place of the formula, which goes on computing beside it. [C12] */
import * as z from "zod/mini";
import { text } from "./contact.ts";
import { type Bucket, type BucketOrUnknown, type HealthModel, bucketOf, buckets } from "./health.ts";
import { wrong } from "./problem.ts";

/** As an account's row keeps it. */
export interface Override {
  /** Null when a number was given: its bucket follows from the thresholds. */
  bucket: Bucket | null;
  value: number | null;
  reason: string;
  /** Who said it; null once that person is gone. */
  by: string | null;
  /** Unix milliseconds. */
  at: number;
  /** From then on the computed score counts again; null until somebody removes it. */
  until: number | null;
}

export interface Effective {
  /** The overriding number if one was given, else what the formula says. */
  value: number | null;
  bucket: BucketOrUnknown;
  source: "computed" | "override" | "none";
}

export const holds = (override: Override | null, now: number): override is Override =>
  override !== null && (override.until === null || now < override.until);

/** What everybody is shown: the override while it holds, else the computed score. */
export const effective = (
  computed: { value: number | null; bucket: BucketOrUnknown },
  override: Override | null,
  now: number,
  model: HealthModel,
  segment: string | null,
): Effective => {
  if (!holds(override, now)) return { ...computed, source: computed.value === null ? "none" : "computed" };
  return {
    value: override.value ?? computed.value,
    bucket: override.bucket ?? bucketOf(override.value, model, segment),
    source: "override",
  };
};

const Said = z.nullable(
  z.union(
    [z.enum(buckets), z.number().check(z.minimum(0), z.maximum(100))],
    `Must be one of: ${buckets.join(", ")}; or a number of 0 to 100; or null to remove the override.`,
  ),
);

const Instant = z.pipe(
  z.string("Must be a time such as 2026-11-20T15:00:00Z.").check(
    z.refine(
      (value) => /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value) && !Number.isNaN(Date.parse(value)),
      "Must be a time such as 2026-11-20T15:00:00Z.",
    ),
    z.meta({ format: "date-time" }),
  ),
  z.transform((value: string) => Date.parse(value)),
);

/** Fields of an account's write: spread them into its schema, and give what was read to `overrideFrom`. */
export const overrideFields = {
  health_score: z.optional(Said),
  health_reason: z.optional(text(500)),
  /** A day or a moment at which the override ends. */
  health_until: z.optional(z.nullable(Instant)),
};
export type OverrideWrite = z.infer<z.ZodMiniObject<typeof overrideFields>>;

/** The columns of an account's row that an override is kept in. */
export interface OverrideColumns {
  override_bucket: Bucket | null;
  override_value: number | null;
  override_reason: string | null;
  override_by: string | null;
  override_at: number | null;
  override_until: number | null;
}

export const noOverride: OverrideColumns = {
  override_bucket: null,
  override_value: null,
  override_reason: null,
  override_by: null,
  override_at: null,
  override_until: null,
};

/** What a write says of the override: its columns, or undefined when it says nothing. Settle with cause `override` afterwards. */
export const overrideFrom = (
  { health_score: said, health_reason: reason, health_until: until }: OverrideWrite,
  by: string,
  now: number,
): OverrideColumns | undefined => {
  if (said === undefined) {
    if (reason !== undefined) throw wrong("health_score", "Say which health the reason is for.");
    if (until !== undefined) throw wrong("health_score", "Say which health ends then.");
    return undefined;
  }
  if (said === null) return noOverride;
  if (until !== undefined && until !== null && until <= now) throw wrong("health_until", "Must be in the future.");
  return {
    override_bucket: typeof said === "string" ? said : null,
    override_value: typeof said === "number" ? said : null,
    override_reason: reason ?? "",
    override_by: by,
    override_at: now,
    override_until: until ?? null,
  };
};

/** The override that a row keeps, whether it holds still or not; null without one. */
export const overrideIn = (row: OverrideColumns): Override | null =>
  row.override_at === null
    ? null
    : {
        bucket: row.override_bucket,
        value: row.override_value,
        reason: row.override_reason ?? "",
        by: row.override_by,
        at: row.override_at,
        until: row.override_until,
      };
