/** The named schemas of health: models, drafts, versions, explanations. */
import * as z from "zod/mini";
import { healthSources, segments } from "../../domain/account-words.ts";
import { causes as changeCauses } from "../../domain/health-change.ts";
import { HealthModel as Model, bucketsOrUnknown, buckets, factors } from "../../domain/health.ts";
import { causes } from "../accounts/door.ts";
import { component, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const day = z.string().check(z.meta({ format: "date" }));
const who = z.nullable(z.string()).check(described("A person's id; null for machines, and once that person is gone."));
const points = z.number().check(described("In billionths: sums are exact when they are counted so."));
const value = z.nullable(z.number()).check(described("0 to 100; null is unknown."));
const bucket = z.enum(bucketsOrUnknown);
const circleId = z
  .optional(uuid)
  .check(described("Needed when you belong to several circles and none is your usual one. [C21]"));

/** [H1] [C13] As it is kept; the draft of it is checked. */
export const HealthModel = component("HealthModel", z.clone(Model));

const difference = z.object({
  path: z.array(z.string()),
  from: z.unknown(),
  to: z.unknown(),
});

export const HealthModelInForce = component(
  "HealthModelInForce",
  z.object({
    circle_id: uuid,
    version: z.int().check(described("0 is the usual model.")),
    note: z.string(),
    at: z.nullable(instant),
    by: who,
    model: HealthModel,
    segments: z.array(z.enum(segments)),
  }),
);

const version = z.object({
  version: z.int(),
  note: z.string(),
  restores: z.nullable(z.int()).check(described("The version that it brought back.")),
  at: z.nullable(instant),
  by: who,
  in_force: z.boolean(),
  model: HealthModel,
  changes: z.array(difference).check(described("What it sets otherwise than the one in force before it.")),
});
export const HealthVersion = component("HealthVersion", version);
export const HealthVersionPage = pageOf("HealthVersionPage", HealthVersion);

const move = z.object({
  account_id: uuid,
  number: z.int(),
  name: z.string(),
  from: bucket,
  to: bucket,
  before: value,
  after: value,
});
const outcome = {
  recomputed: z.int().check(described("Accounts that were scored.")),
  changed: z.int().check(described("Accounts whose stored score is another one than before.")),
  moves: z.array(move).check(described("Accounts that are in another bucket than before.")),
  buckets: z.object(
    Object.fromEntries(bucketsOrUnknown.map((name) => [name, z.int()])) as Record<
      (typeof bucketsOrUnknown)[number],
      z.ZodMiniInt
    >,
  ),
};

/** [H6] */
export const Recomputed = component("Recomputed", z.object(outcome));
export const HealthPublished = component("HealthPublished", z.extend(version, outcome));

const note = z
  .pipe(
    z.string("Say what it is for."),
    z.transform((text: string) => text.trim()),
  )
  .check(z.minLength(1, "Say what it is for."), z.maxLength(500, "May have at most 500 characters."));

export const HealthPublication = component(
  "HealthPublication",
  z.object({
    circle_id: circleId,
    note,
    model: z.optional(z.unknown()).check(described("The circle's draft when neither this nor `restores` is given.")),
    restores: z
      .optional(z.int("Must be a version.").check(z.minimum(0, "Must be a version.")))
      .check(described("Brings this version back, as a new one.")),
    base: z
      .optional(z.int("Must be a version."))
      .check(described("The version you believe to be in force; 409 when it is another one.")),
  }),
);

export const HealthDraft = component(
  "HealthDraft",
  z.object({
    circle_id: uuid,
    revision: z.int().check(described("0 when there is no draft; then the model is the one in force.")),
    version: z.int().check(described("The version in force.")),
    at: z.nullable(instant),
    by: who,
    model: HealthModel,
  }),
);

const holding = z
  .optional(z.nullable(z.string().check(z.maxLength(100))))
  .check(described("What is being dragged, such as `weights.dau`: the others see it."));
export const HealthDraftWhole = component(
  "HealthDraftWhole",
  z.object({ circle_id: circleId, model: z.unknown(), holding }),
);
export const HealthDraftChange = component(
  "HealthDraftChange",
  z.object({
    circle_id: circleId,
    changes: z.unknown().check(described("A merge patch (RFC 7396) over the draft as it is.")),
    holding,
  }),
);

export const InCircle = component("InCircle", z.object({ circle_id: circleId }));

const freshness = z.object({
  factor: z.enum(factors),
  last: z.nullable(day),
  days: z.nullable(z.int()),
  state: z.enum(["fresh", "stale", "missing"]),
});
export const AccountFreshness = component(
  "AccountFreshness",
  z.object({
    account_id: uuid,
    as_of: instant,
    coverage: z.number().check(described("0 to 1: the share of the weight that is known in the latest row.")),
    factors: z.array(freshness),
  }),
);
export const CircleFreshness = component(
  "CircleFreshness",
  z.object({
    circle_id: uuid,
    as_of: instant,
    accounts: z.int(),
    factors: z.array(
      z.object({ factor: z.enum(factors), fresh: z.int(), stale: z.int(), missing: z.int(), last: z.nullable(day) }),
    ),
  }),
);

const usage = {
  daily_active_users: z.nullable(z.int()),
  feature_adoption_rate: z.nullable(z.number()),
  support_tickets_open: z.nullable(z.int()),
  nps_score: z.nullable(z.number()),
  login_frequency: z.nullable(z.number()),
};

/** [HL11] */
export const HealthWhy = component(
  "HealthWhy",
  z.object({
    account_id: uuid,
    as_of: instant,
    scored_at: z.nullable(instant),
    cause: z.nullable(z.enum(causes)),
    value,
    bucket,
    source: z.enum(healthSources),
    computed_value: value,
    computed_bucket: bucket,
    override: z.nullable(
      z.object({
        bucket: z.nullable(z.enum(buckets)),
        value: z.nullable(z.number()),
        reason: z.string(),
        by: who,
        at: instant,
        until: z.nullable(instant),
      }),
    ),
    terms: z.array(
      z.object({
        factor: z.enum([...factors, "override"]),
        value: z.nullable(z.number()),
        points,
        weight: z.number(),
        share: z.number(),
        missing: z.boolean(),
        progress: z
          .nullable(z.number())
          .check(described("The input between worst (0) and best (1), before the curve.")),
        curve: z.array(z.array(z.number())),
        target: z.nullable(z.number()),
        target_from: z.nullable(z.enum(["seats", "segment", "default", "model"])),
      }),
    ),
    rows: z.array(
      z.object({
        date: day,
        ...usage,
        source: z.nullable(z.string()),
        changed_since: z.boolean().check(described("The day's row says something else now.")),
      }),
    ),
    segment: z.nullable(z.string()),
    seats: z.nullable(z.int()),
    coverage: z.number(),
    freshness: z.array(freshness),
    formula: z.object({
      version: z.int(),
      note: z.string(),
      published_at: z.nullable(instant),
      published_by: who,
      model: HealthModel,
    }),
  }),
);

const end = z.object({
  at: instant,
  scored_at: z.nullable(instant),
  date: z.nullable(day),
  version: z.int(),
  value,
  bucket,
  source: z.enum(healthSources),
  computed_value: value,
});

/** [HL12] */
export const HealthWaterfall = component(
  "HealthWaterfall",
  z.object({
    account_id: uuid,
    from: end,
    to: end,
    change: points,
    computed_change: points,
    override_change: points.check(described("What an override adds to the change of the computed score.")),
    steps: z.array(
      z.object({
        cause: z.enum(changeCauses),
        factor: z.enum(factors),
        points,
        from: z.nullable(z.number()),
        to: z.nullable(z.number()),
      }),
    ),
    by_cause: z.object(
      Object.fromEntries(changeCauses.map((cause) => [cause, points])) as Record<
        (typeof changeCauses)[number],
        typeof points
      >,
    ),
    versions: z.array(z.object({ version: z.int(), note: z.string(), at: instant, by: who })),
  }),
);

/** [H9] */
export const HealthPoint = component(
  "HealthPoint",
  z.object({
    at: instant,
    value,
    bucket,
    source: z.enum(healthSources),
    computed_value: value,
    version: z.int(),
    cause: z.enum(causes),
    by: who,
  }),
);
export const HealthPointPage = pageOf("HealthPointPage", HealthPoint);
