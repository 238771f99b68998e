/** An override: what a person says of an account's health in place of the formula, which goes on computing beside it. [C12] */
import { type Bucket, type BucketOrUnknown, type HealthModel, bucketOf, buckets } from "./health.ts";
import { Problem, wrong } from "./problem.ts";

/** Either a bucket or a number of 0…100 is set; the other is null. */
export interface Override {
  bucket: Bucket | null;
  value: number | null;
  reason: string;
  /** Who set it, as the row names people. */
  author: string | null;
  set_at: number;
  /** Milliseconds; from then on the computed score holds again. Null: until somebody removes it. */
  expires_at: number | null;
}

export interface Effective {
  /** The overriding number if one was given, else what the formula says. */
  value: number | null;
  bucket: BucketOrUnknown;
  source: "computed" | "override";
  computed_value: number | null;
  computed_bucket: BucketOrUnknown;
}

export const holds = (override: Override | null, now: number): override is Override =>
  override !== null && (override.expires_at === null || now < override.expires_at);

/** What everybody is shown: the override while it holds, else the computed score. */
export const effective = (
  computed: { value: number | null; bucket: BucketOrUnknown },
  override: Override | null,
  now: number,
  model: HealthModel,
  segment: string | null = null,
): Effective => {
  const beside = { computed_value: computed.value, computed_bucket: computed.bucket };
  if (!holds(override, now)) return { ...computed, source: "computed", ...beside };
  return {
    value: override.value ?? computed.value,
    bucket: override.bucket ?? bucketOf(override.value, model, segment),
    source: "override",
    ...beside,
  };
};

/** What `health_score` says in a write: a bucket, a number of 0…100, or null to remove. Refuses the rest under that name. */
export const readOverride = (input: unknown): { bucket: Bucket | null; value: number | null } | null => {
  if (input === null) return null;
  if (typeof input === "number" && input >= 0 && input <= 100) return { bucket: null, value: input };
  const bucket = buckets.find((name) => name === input);
  if (bucket === undefined) throw wrong("health_score", `Must be one of: ${buckets.join(", ")}; or 0 to 100; or null.`);
  return { bucket, value: null };
};

/** An expiry must lie ahead: an override that has ended at once would say nothing. */
export const checkExpiry = (expiresAt: number | null, now: number): void => {
  if (expiresAt !== null && expiresAt <= now)
    throw new Problem("invalid", { errors: { health_expires_at: ["Must be in the future."] } });
};
