/** Triggers as data: when a playbook fits an account. Alternatives, of which one must hold with all of its clauses. [Y2] */
import * as z from "zod/mini";
import { type UsageField, segments, usageFields } from "../account-words.ts";
import { bucketsOrUnknown } from "../health.ts";

const aNumber = z.number("Must be a number.");
const Days = z.int("Must be a whole number.").check(z.minimum(1, "At least 1."), z.maximum(3_660, "At most 3,660."));
const Usage = z.enum(usageFields);
const Measured = z.enum([...usageFields, "health_value"]);

/** A number of the latest row, or the health score, against a bound. A missing number never holds. */
const NumberClause = z.discriminatedUnion("op", [
  z.strictObject({ measure: Measured, op: z.literal("below"), value: aNumber }),
  z.strictObject({ measure: Measured, op: z.literal("at_least"), value: aNumber }),
  /** Both ends count. */
  z.strictObject({ measure: Measured, op: z.literal("between"), from: aNumber, to: aNumber }),
]);

/** The latest row against the oldest one of the last `days` days: down by at least so many percent, or so much. */
const DropClause = z.strictObject({
  measure: Usage,
  op: z.literal("dropped"),
  by: aNumber.check(z.positive()),
  unit: z.enum(["percent", "points"]),
  days: Days,
});

const WordClause = z.discriminatedUnion("measure", [
  z.strictObject({ measure: z.literal("segment"), op: z.enum(["is", "is_not"]), value: z.enum(segments) }),
  z.strictObject({
    measure: z.literal("health_bucket"),
    op: z.enum(["is", "is_not"]),
    value: z.enum(bucketsOrUnknown),
  }),
]);

/** No meeting, or no playbook run that anybody touched, within so many days back; never having had one counts too. A meeting ahead is a meeting. */
const NoneClause = z.strictObject({ measure: z.enum(["meeting", "plan"]), op: z.literal("none_within"), days: Days });
/** 0 … `days` days ahead. An account without a renewal date never matches. */
const RenewalClause = z.strictObject({ measure: z.literal("renewal_date"), op: z.literal("within"), days: Days });
/** One of the five numbers never came, or last came more than so many days ago. */
const StaleClause = z.strictObject({ measure: z.literal("usage"), op: z.literal("missing_or_older"), days: Days });

export const Clause = z.union([NumberClause, DropClause, WordClause, NoneClause, RenewalClause, StaleClause]);
export type Clause = z.infer<typeof Clause>;

/** [Y2] */
export const Trigger = z.strictObject({
  any: z
    .array(
      z.strictObject({
        all: z.array(Clause).check(z.minLength(1, "At least one clause."), z.maxLength(12, "At most 12 clauses.")),
      }),
    )
    .check(z.minLength(1, "At least one alternative."), z.maxLength(8, "At most 8 alternatives.")),
});
export type Trigger = z.infer<typeof Trigger>;

export const usageLabels: Record<UsageField, string> = {
  daily_active_users: "Daily active users",
  feature_adoption_rate: "Feature adoption",
  support_tickets_open: "Open support tickets",
  nps_score: "NPS",
  login_frequency: "Login frequency",
};

/** How a usage number is written: the two rates as percentages. */
export const sayUsage = (field: UsageField, value: number): string =>
  field === "feature_adoption_rate" || field === "login_frequency"
    ? `${Math.round(value * 1_000) / 10}%`
    : String(Math.round(value * 100) / 100);

const sayMeasured = (measure: UsageField | "health_value", value: number): string =>
  measure === "health_value" ? String(value) : sayUsage(measure, value);

export const bucketWords = {
  healthy: "healthy",
  at_risk: "at risk",
  critical: "critical",
  unknown: "unknown",
} as const;

/** The clause as a sentence without its full stop. */
export const sayClause = (clause: Clause): string => {
  const label = clause.measure in usageLabels ? usageLabels[clause.measure as UsageField] : "Health score";
  const be = clause.measure === "support_tickets_open" || clause.measure === "daily_active_users" ? "are" : "is";
  switch (clause.op) {
    case "below":
      return `${label} ${be} below ${sayMeasured(clause.measure, clause.value)}`;
    case "at_least":
      return `${label} ${be} at least ${sayMeasured(clause.measure, clause.value)}`;
    case "between":
      return `${label} ${be} between ${sayMeasured(clause.measure, clause.from)} and ${sayMeasured(clause.measure, clause.to)}`;
    case "dropped":
      return `${label} dropped by ${clause.by}${clause.unit === "percent" ? "%" : " points"} or more within ${clause.days} days`;
    case "is":
    case "is_not": {
      const not = clause.op === "is" ? "is" : "is not";
      return clause.measure === "segment"
        ? `Segment ${not} ${clause.value}`
        : `Health ${not} ${bucketWords[clause.value]}`;
    }
    case "none_within":
      return clause.measure === "meeting"
        ? `No meeting in the last ${clause.days} days`
        : `No plan touched in the last ${clause.days} days`;
    case "within":
      return `Renewal is within ${clause.days} days`;
    case "missing_or_older":
      return `A usage number is missing or older than ${clause.days} days`;
  }
};
