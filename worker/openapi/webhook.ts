/** The named schemas of incoming webhooks: sources, deliveries, reviews. */
import * as z from "zod/mini";
import { NewAccount } from "../../domain/account.ts";
import * as webhook from "../../domain/webhook.ts";
import { deliveryStates, reviewStates, sourceKinds, verdicts } from "../../domain/webhook-words.ts";
import { component, draft, pageOf } from "./components.ts";

const described = (description: string) => z.meta({ description });
const uuid = z.string().check(z.meta({ format: "uuid" }));
const instant = z.string().check(z.meta({ format: "date-time" }));
const who = z.nullable(z.string()).check(described("A person's id; null once that person is gone. [D15]"));

const settings = z.object({
  features: z.array(z.string()).check(described("What adoption is counted over; empty: all that were ever seen.")),
  unknown_accounts: z.enum(["hold", "create"]),
  stages: z.record(z.string(), z.string()).check(described("The other system's stages in ours.")),
  signature: z.object({ scheme: z.string(), header: z.string(), timestamp_header: z.nullable(z.string()) }),
  mapping: z.array(
    z.object({
      makes: z.string(),
      each: z.nullable(z.string()),
      when: z.nullable(z.object({ path: z.string(), equals: z.string() })),
      fields: z.record(z.string(), z.string()),
    }),
  ),
});

const source = {
  id: uuid,
  circle_id: uuid,
  kind: z.enum(sourceKinds),
  name: z.string(),
  paused: z.boolean(),
  url: z.string().check(described("Where the vendor sends to.")),
  signing: z.string(),
  secret_end: z.string().check(described("The secret's last characters.")),
  previous_secret_until: z
    .nullable(instant)
    .check(described("Until then the secret before the last rotation is taken too.")),
  settings,
  deliveries_today: z.record(z.enum(deliveryStates), z.int()).check(described("Of the last 24 hours, by state.")),
  deliveries_by_hour: z
    .array(z.object({ accepted: z.int(), refused: z.int(), failed: z.int() }))
    .check(described("The last 24 hours, the oldest first. `failed` are dead letters.")),
  last_delivery_at: z.nullable(instant),
  created_at: instant,
  created_by: who,
  updated_at: instant,
};

/** [IW1] */
export const WebhookSource = component("WebhookSource", z.object(source));
export const WebhookSourcePage = pageOf("WebhookSourcePage", WebhookSource);
export const NewWebhookSource = component(
  "NewWebhookSource",
  z.object({ ...source, secret: z.string().check(described("Shown this once.")) }),
);
export const WebhookSourceDraft = draft(
  "WebhookSourceDraft",
  z.extend(webhook.SourceDraft, { circle_id: z.optional(uuid) }),
);
export const WebhookSourceChange = draft("WebhookSourceChange", z.clone(webhook.SourceChange));
export const WebhookRotation = draft("WebhookRotation", z.clone(webhook.SourceRotation));
export const WebhookExample = draft("WebhookExample", z.clone(webhook.SourceExample));
export const WebhookMappingTry = draft("WebhookMappingTry", z.clone(webhook.MappingTry));

export const WebhookKindPage = pageOf(
  "WebhookKindPage",
  component(
    "WebhookKind",
    z.object({
      kind: z.enum(sourceKinds),
      label: z.string(),
      signing: z.string(),
      secret_from: z.enum(["us", "vendor"]).check(described("Who makes the secret.")),
      mapping_fields: z
        .nullable(z.record(z.string(), z.array(z.string())))
        .check(described("What rules of a custom mapping may fill, by what they make.")),
    }),
  ),
);

/** [IW5] */
export const WebhookReceipt = component(
  "WebhookReceipt",
  z.object({ id: uuid, duplicate: z.boolean().check(described("It came before: nothing is done again.")) }),
);

const steps = z
  .array(z.object({ path: z.string(), value: z.string(), as: z.string() }))
  .check(described("Which place of the payload became what."));
const scalar = z.nullable(z.union([z.string(), z.number()]));
const change = z.object({
  what: z.enum(["metric", "usage", "account", "ticket", "contract", "feedback", "event", "link", "kpi", "contact"]),
  account_id: z.nullable(uuid),
  account_name: z.nullable(z.string()),
  record: z.nullable(z.string()),
  field: z.nullable(z.string()),
  date: z.nullable(z.string()),
  before: scalar,
  after: scalar,
  why: z.string(),
});
const changes = z.array(change).check(described("What it changed, each with its why; the first hundred."));

const delivery = {
  id: uuid,
  circle_id: uuid,
  source_id: uuid,
  source_name: z.string(),
  kind: z.enum(sourceKinds),
  event_id: z.string(),
  received_at: instant,
  signed_at: z.nullable(instant),
  verdict: z.enum(verdicts),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  due_at: z.nullable(instant),
  done_at: z.nullable(instant),
  error: z.nullable(z.string()),
  repeats: z.int().check(described("How often it came again.")),
  size: z.int(),
  changes_count: z.int(),
  first_change: z.nullable(change),
  summary: z.nullable(z.string()),
};
export const WebhookDelivery = component("WebhookDelivery", z.object(delivery));
export const WebhookDeliveryPage = pageOf("WebhookDeliveryPage", WebhookDelivery);

/** [IW7] */
export const WebhookDeliveryWhole = component(
  "WebhookDeliveryWhole",
  z.object({
    ...delivery,
    headers: z.record(z.string(), z.string()).check(described("Credentials are masked.")),
    body: z.nullable(z.string()).check(described("As it came; credentials are masked. Null once it was forgotten.")),
    steps,
    changes,
  }),
);
const problems = z.array(z.object({ path: z.string(), message: z.string() }));
export const WebhookRehearsal = component(
  "WebhookRehearsal",
  z.object({
    state: z.enum(deliveryStates).check(described("What it would be afterwards.")),
    error: z.nullable(z.string()),
    steps,
    problems,
    changes,
    unknown: z.array(z.object({ kind: z.enum(["account", "user"]), key: z.string(), name: z.nullable(z.string()) })),
  }),
);
export const WebhookReplay = draft(
  "WebhookReplay",
  z.object({
    circle_id: z.optional(uuid),
    source_id: z.optional(uuid),
    state: z.optional(z.enum(["done", "ignored", "held", "dead"], "Must be one of: done, ignored, held, dead.")),
    from: z.optional(z.iso.datetime({ error: "Must be an instant in UTC." })),
    until: z.optional(z.iso.datetime({ error: "Must be an instant in UTC." })),
  }),
);
export const WebhookReplayed = component("WebhookReplayed", z.object({ replayed: z.int() }));

/** [IW14] */
export const WebhookMappingTried = component(
  "WebhookMappingTried",
  z.object({
    results: z.array(
      z.object({
        delivery_id: z.nullable(uuid),
        body: z.string(),
        changes: z.array(z.looseObject({ what: z.string() })),
        steps,
        problems,
        note: z.nullable(z.string()),
      }),
    ),
  }),
);

/** [IW12] */
export const WebhookReview = component(
  "WebhookReview",
  z.object({
    id: uuid,
    circle_id: uuid,
    source_id: uuid,
    source_name: z.string(),
    kind: z.enum(["account", "user"]),
    key: z.string(),
    name: z.nullable(z.string()),
    state: z.enum(reviewStates),
    account_id: z.nullable(uuid),
    deliveries_held: z.int(),
    first_at: instant,
    last_at: instant,
    settled_at: z.nullable(instant),
    settled_by: who,
  }),
);
export const WebhookReviewPage = pageOf("WebhookReviewPage", WebhookReview);
export const WebhookReviewLink = draft("WebhookReviewLink", z.object({ account_id: uuid }));
export const WebhookReviewAccount = draft(
  "WebhookReviewAccount",
  z.extend(NewAccount, { name: z.optional(NewAccount.shape.name) }),
);
