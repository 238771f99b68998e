/** The named schemas of the dashboard, the timeline, and the summary of health. */
import * as z from "zod/mini";
import { feedbackStatuses } from "../../domain/account-words.ts";
import { bucketsOrUnknown, factors } from "../../domain/health.ts";
import { severities } from "../../domain/risk.ts";
import { entryTypes } from "../accounts/timeline.ts";
import { Contribution, Customer, customer, date, HealthMoment, instant, money, UsageTrends, who } from "./account.ts";
import { component, pageOf } from "./components.ts";
import { CustomerMetrics, Feedback, Meeting } from "./customer.ts";

const described = (description: string) => z.meta({ description });

/** [AA1] */
export const TimelineEntry = component(
  "TimelineEntry",
  z.object({
    id: z.string(),
    type: z.enum(entryTypes),
    at: instant,
    source: z.enum(["human", "machine", "import"]),
    kind: z.string().check(z.meta({ examples: ["account.changed", "meeting.added", "health.scored"] })),
    actor: who,
    actor_name: z.nullable(z.string()),
    subject: z.nullable(z.string()),
    data: z
      .looseObject({})
      .check(described("An event's fields before and after, the record, or the score and the one before.")),
    step: z.nullable(z.string()).check(described("What undo takes back; null where there is nothing to take back.")),
    undone_at: z.nullable(instant),
  }),
);
export const TimelinePage = pageOf("TimelinePage", TimelineEntry);

const evidence = z.object({
  table: z.string(),
  id: z.nullable(z.string()),
  field: z.string(),
  value: z.nullable(z.union([z.string(), z.number()])),
  shown: z.string(),
  date: z.nullable(date),
});
const signal = {
  kind: z.string(),
  title: z.string(),
  says: z.array(z.string()),
  evidence: z.array(evidence),
  playbook: z.nullable(z.int()),
};
export const Risk = component("Risk", z.object({ ...signal, severity: z.enum(severities) }));
export const Opportunity = component(
  "Opportunity",
  z.object({ ...signal, value: z.nullable(money), reckoned: z.nullable(z.string()) }),
);
export const MatchedPlaybook = component(
  "MatchedPlaybook",
  z.object({
    number: z.int(),
    id: z.string(),
    name: z.string(),
    purpose: z.string(),
    action: z.string(),
    matched: z.array(z.object({ says: z.string(), rows: z.array(evidence) })),
  }),
);

const { health_value, health_bucket, health_source, computed_value, computed_bucket, override } = customer;
const counts = Object.fromEntries(feedbackStatuses.map((status) => [status, z.int()])) as Record<
  (typeof feedbackStatuses)[number],
  ReturnType<typeof z.int>
>;

/** [A8] */
export const CustomerDashboard = component(
  "CustomerDashboard",
  z.object({
    customer: Customer,
    metrics: CustomerMetrics,
    health: z.object({
      value: health_value,
      bucket: health_bucket,
      source: health_source,
      computed_value,
      computed_bucket,
      override,
      as_of: z.nullable(instant),
      version: z.int(),
      coverage: z.number().check(described("0 to 1: the share of the weight that is known.")),
      freshness: z.array(
        z.object({
          factor: z.enum(factors),
          last: z.nullable(date),
          days: z.nullable(z.int()),
          state: z.enum(["fresh", "stale", "missing"]),
        }),
      ),
      contributions: z.array(Contribution),
      health_history: z.array(HealthMoment),
    }),
    trends: UsageTrends,
    feedback: z.object({ ...counts, total: z.int(), results: z.array(Feedback) }),
    meetings: z.object({ total: z.int(), last_meeting_at: z.nullable(instant), results: z.array(Meeting) }),
    renewal: z.object({
      renewal_date: z.nullable(date),
      days: z.nullable(z.int()).check(described("From today; negative once it has passed.")),
    }),
    risks: z.array(Risk),
    opportunities: z.array(Opportunity),
    playbooks: z.array(MatchedPlaybook),
    timeline: z.array(TimelineEntry).check(described("The newest twenty entries.")),
  }),
);

const part = z.object({ count: z.int(), arr: money });
const mean = z.nullable(z.number().check(z.minimum(0), z.maximum(100)));

/** [A11] */
export const HealthSummary = component(
  "HealthSummary",
  z.object({
    count: z.int(),
    arr: money,
    scored: part.check(described("Those with a score: only they are in the averages.")),
    average_health: mean,
    weighted_health: mean.check(described("Weighted by ARR.")),
    buckets: z.object(
      Object.fromEntries(bucketsOrUnknown.map((bucket) => [bucket, part])) as Record<
        (typeof bucketsOrUnknown)[number],
        typeof part
      >,
    ),
    at_risk: part.check(described("Critical and at risk together.")),
  }),
);
