/** The closed lists of words around incoming webhooks, and how a screen writes them. No schemas: the app loads this. */

/** Whose webhooks we read; one file each in `worker/webhooks/`. */
export const sourceKinds = [
  "standard",
  "segment",
  "mixpanel",
  "amplitude",
  "posthog",
  "stripe",
  "chargebee",
  "zendesk",
  "intercom",
  "hubspot",
  "salesforce",
  "github",
  "custom",
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const sourceLabels: Record<SourceKind, string> = {
  standard: "Standard Webhooks",
  segment: "Segment",
  mixpanel: "Mixpanel",
  amplitude: "Amplitude",
  posthog: "PostHog",
  stripe: "Stripe",
  chargebee: "Chargebee",
  zendesk: "Zendesk",
  intercom: "Intercom",
  hubspot: "HubSpot",
  salesforce: "Salesforce",
  github: "GitHub",
  custom: "Custom",
};

/** What the check of a signature came to. `unchecked` is a request that was refused before it. */
export const verdicts = [
  "valid",
  "valid_previous",
  "unsigned",
  "wrong_signature",
  "too_old",
  "too_new",
  "unchecked",
] as const;
export type Verdict = (typeof verdicts)[number];

export const verdictLabels: Record<Verdict, string> = {
  valid: "Signature is right",
  valid_previous: "Signed with the secret before the last rotation",
  unsigned: "No signature",
  wrong_signature: "Signature is wrong",
  too_old: "Signed too long ago",
  too_new: "Signed in the future",
  unchecked: "Not checked",
};

/** Where a delivery stands. */
export const deliveryStates = ["waiting", "done", "ignored", "held", "dead", "refused"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** @public For the inspector. */
export const deliveryStateLabels: Record<DeliveryState, string> = {
  waiting: "Waiting",
  done: "Done",
  ignored: "Nothing in it for us",
  held: "Held for review",
  dead: "Dead letter",
  refused: "Refused",
};

/** What became of an account that nobody here knew. */
export const reviewStates = ["open", "linked", "created", "ignored"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What a rule of a custom mapping makes of a payload. */
export const ruleTargets = ["usage", "metrics", "facts", "ticket", "feedback", "kpi", "contact", "event"] as const;
export type RuleTarget = (typeof ruleTargets)[number];

/** Fields that such a rule must fill. */
const ruleNeeds: Record<RuleTarget, readonly string[]> = {
  usage: [],
  metrics: [],
  facts: [],
  ticket: ["id"],
  feedback: ["title"],
  kpi: ["kpi", "value"],
  contact: ["id"],
  event: ["title"],
};

/** Fields that say which account it is about: one of them is needed but for KPIs and contacts. */
const accountFields = ["account", "account_name", "user"];

/** What a rule that fills these fields lacks; null when it can be followed. */
export const ruleLacks = (makes: RuleTarget, fields: readonly string[]): string | null => {
  const needs = ruleNeeds[makes].filter((field) => !fields.includes(field));
  if (needs.length > 0) return `Needs ${needs.join(" and ")}.`;
  const named = makes === "kpi" || makes === "contact" || accountFields.some((field) => fields.includes(field));
  return named
    ? null
    : `Must say which account it is about: ${accountFields.slice(0, -1).join(", ")} or ${accountFields.at(-1)}.`;
};
