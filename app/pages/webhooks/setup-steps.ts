/** What to do at each vendor, step by step, and whether its secret can be known before it has our address. [WP7] */
import type { SourceKind } from "../../../domain/webhook-words.ts";

const token =
  "Add a header to it: X-Webhook-Token with the secret as its value, or Authorization with “Bearer ” and the secret.";

export const setupSteps: Record<SourceKind, readonly string[]> = {
  standard: [
    "Have your system POST JSON to the address whenever something happens, or once a day.",
    "Sign each request with a Standard Webhooks library and the secret: there is one for every common language.",
    "Say {type: “metrics”, data: {account, date, daily_active_users, …}}, or {type: “usage”, data: {account, user, feature}} for single events.",
  ],
  segment: [
    "In Segment open Connections, then Catalog, and add the destination Webhooks (Actions).",
    "In its mapping paste the address as the URL, and the secret as the shared secret.",
    "Let Track, Identify and Group calls through. Leave batching off: Segment signs only the first event of a batch, so a batch is refused.",
    "Enable the destination.",
  ],
  mixpanel: [
    "Send events as {event, properties} to the address: by a custom webhook, a sync from your warehouse, or your own code.",
    "Choose Basic authentication with any user name and the secret as its password, or send Authorization: Bearer.",
    "Let each event name its company in $group_id, company_id or company_name.",
  ],
  amplitude: [
    "In Amplitude open Data, then Catalog, Destinations, and add a Webhook that streams events.",
    "Paste the address as its URL.",
    token,
    "Choose the events, and a group or user property that names the company.",
  ],
  posthog: [
    "In PostHog open Data pipelines, then Destinations, and create an HTTP Webhook.",
    "Paste the address as its URL, and keep POST with a JSON body.",
    token,
    "Choose the events, then create and enable it.",
  ],
  stripe: [
    "In Stripe open Developers, then Webhooks, and add an endpoint with the address.",
    "Choose customer.created, customer.updated, customer.subscription.created, .updated and .deleted, invoice.payment_failed and charge.dispute.created.",
    "Reveal the endpoint's signing secret (whsec_…) and paste it here.",
  ],
  chargebee: [
    "In Chargebee open Settings, Configure Chargebee, API Keys and Webhooks, then the tab Webhooks, and add one with the address.",
    "Protect it with basic authentication: any user name, and the secret as its password.",
    "Choose the subscription and payment events.",
  ],
  zendesk: [
    "In Zendesk's Admin Center open Apps and integrations, then Webhooks, and create one with the address.",
    "Subscribe it to ticket and organization events, or connect it to a trigger that sends JSON.",
    "Reveal its signing secret and paste it here.",
  ],
  intercom: [
    "In Intercom's Developer Hub open your app, then Webhooks, and paste the address as the endpoint.",
    "Choose the topics: conversations, tickets, companies and conversation ratings.",
    "Under Basic information copy the client secret and paste it here.",
  ],
  hubspot: [
    "In HubSpot open your app, then Webhooks, and paste the address as the target URL.",
    "Subscribe to contacts, companies and deals: creation, and the properties you care about.",
    "Under Auth copy the client secret and paste it here.",
    "In this source's settings say which of their deal stages is which of ours.",
  ],
  salesforce: [
    "In Salesforce build a flow on Account, Contact, Lead or Opportunity with an HTTP callout to the address, or an Apex callout.",
    "Send the record as JSON, with Authorization: Bearer and the secret, or X-Signature with the HMAC-SHA256 of the body.",
    "In this source's settings say which of their stages is which of ours.",
  ],
  github: [
    "In the organization or repository open Settings, then Webhooks, and add one with the address as payload URL.",
    "Choose the content type application/json, and paste the secret.",
    "Choose issues, and whatever else shall count as use.",
  ],
  custom: [
    "Have the system POST JSON to the address, signed as you chose.",
    "Send one delivery: it is kept until there is a rule for it.",
    "Open Mapping and say which place of that JSON becomes which field.",
  ],
};

/** Kinds whose vendor shows the secret only once it has the address. */
const afterwards: ReadonlySet<SourceKind> = new Set(["stripe", "zendesk"]);
export const secretComesAfter = (kind: SourceKind): boolean => afterwards.has(kind);
