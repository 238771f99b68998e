/** The named schemas of what hangs on a customer: feedback, meetings, metrics, days of usage; and the customer with all of it. */
import * as z from "zod/mini";
import { feedbackStatuses, sentiments, usageFields, usageTrends } from "../../domain/account-words.ts";
import { MetricsChange as Figures, type MetricsResource } from "../../domain/customer-metrics.ts";
import { FeedbackChange as ChangedFeedback, type FeedbackResource, NewFeedback } from "../../domain/feedback.ts";
import { MeetingChange as ChangedMeeting, type MeetingResource, NewMeeting } from "../../domain/meeting.ts";
import { UsageDay as Day } from "../../domain/usage-day.ts";
import { customer, date, instant, ownId, uuid, who } from "./account.ts";
import { component, draft, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const ofCustomer = {
  id: uuid,
  customer: uuid,
  customer_name: z.string(),
};
const trail = { created_at: instant, created_by: who, updated_at: instant };

/** [D4] */
export const Feedback = component(
  "Feedback",
  z.object({
    ...ofCustomer,
    title: z.string(),
    status: z.enum(feedbackStatuses),
    description: z.string(),
    sentiment: z.nullable(z.enum(sentiments)).check(described("Read from its words; null where they say nothing.")),
    sentiment_score: z.nullable(z.number().check(z.minimum(-1), z.maximum(1))),
    ...trail,
  }) satisfies z.ZodMiniType<FeedbackResource>,
);
export const FeedbackPage = pageOf("FeedbackPage", Feedback);

/** [D5] */
export const Meeting = component(
  "Meeting",
  z.object({
    ...ofCustomer,
    date: instant,
    summary: z.string(),
    participants: z.array(z.string()),
    sentiment: z.nullable(z.enum(sentiments)),
    ...trail,
  }) satisfies z.ZodMiniType<MeetingResource>,
);
export const MeetingPage = pageOf("MeetingPage", Meeting);

const reference = z
  .union([z.string(), z.int()])
  .check(described("The customer's id or number. Needed on the flat path; on the nested one the path says it."));
const placed = { customer: z.optional(reference), id: ownId };

export const FeedbackDraft = draft("FeedbackDraft", z.extend(NewFeedback, placed));
export const FeedbackChange = draft("FeedbackChange", z.clone(ChangedFeedback));
export const MeetingDraft = draft("MeetingDraft", z.extend(NewMeeting, placed));
export const MeetingChange = draft("MeetingChange", z.clone(ChangedMeeting));

/** [D6] [D7] */
export const CustomerMetrics = component(
  "CustomerMetrics",
  z.object({
    nps: z.nullable(z.int()),
    usage_trend: z.nullable(z.enum(usageTrends)),
    active_users: z.nullable(z.int()),
    renewal_rate: z.nullable(z.number()),
    seat_utilization: z.nullable(z.number()),
    response_limit: z.nullable(z.int()),
    response_used: z.nullable(z.int()),
    response_usage_percentage: z.number(),
    updated_at: z.nullable(instant),
  }) satisfies z.ZodMiniType<MetricsResource>,
);
export const MetricsChange = draft("CustomerMetricsChange", z.clone(Figures));

const usageNumbers = Object.fromEntries(usageFields.map((field) => [field, z.nullable(z.number())])) as Record<
  (typeof usageFields)[number],
  z.ZodMiniNullable<z.ZodMiniNumber>
>;

/** [D8] */
export const UsageDay = component(
  "UsageDay",
  z.object({
    date,
    ...usageNumbers,
    source: z.string().check(described("`csv`, `api`, or the id of a webhook source.")),
    updated_at: instant,
  }),
);
export const UsageDayPage = pageOf("UsageDayPage", UsageDay);
export const UsageDayDraft = draft("UsageDayDraft", z.clone(Day));

/** [A6] */
export const CustomerDetail = component(
  "CustomerDetail",
  z.object({
    ...customer,
    feedback: z.array(Feedback).check(described("The newest two hundred.")),
    meetings: z.array(Meeting).check(described("The newest two hundred.")),
    metrics: CustomerMetrics,
  }),
);
