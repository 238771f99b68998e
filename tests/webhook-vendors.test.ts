/** Each vendor's payloads, as their manuals have them, and our own. */
import { expect, test } from "vitest";
import type { Change } from "../domain/webhook-change.ts";
import { SourceSettings } from "../domain/webhook.ts";
import type { SourceKind } from "../domain/webhook-words.ts";
import { sources } from "../worker/webhooks/index.ts";

const now = Date.UTC(2026, 0, 2, 12);
const iso = new Date(now).toISOString();
const usual = SourceSettings.parse({});

const read = (kind: SourceKind, payload: unknown, settings = usual, headers: Record<string, string> = {}) =>
  sources[kind].read(payload, { headers, settings, at: now, id: "id:1" });

const changes = (kind: SourceKind, payload: unknown, settings = usual): Change[] =>
  read(kind, payload, settings).changes;

test("[IW16] Segment: track is usage, group is a company and whose user it is, identify says whose it is", () => {
  const track = {
    type: "track",
    messageId: "m1",
    userId: "u1",
    event: "Report Opened",
    timestamp: iso,
    context: { groupId: "acme" },
  };
  const account = { key: "acme", name: undefined, user: "u1" };
  expect(changes("segment", track)).toEqual([
    { what: "usage", account, at: now, user: "u1", feature: "Report Opened" },
  ]);
  expect(sources.segment.eventId(track, new Headers())).toBe("m1");
  const group = { type: "group", userId: "u1", groupId: "acme", timestamp: iso, traits: { name: "Acme", mrr: 100 } };
  const named = { key: "acme", name: "Acme" };
  expect(changes("segment", group)).toEqual([
    { what: "facts", account: named, at: now, facts: { arr: 120_000 } },
    { what: "belongs", account: named, at: now, user: "u1" },
  ]);
  const identify = { type: "identify", userId: "u1", traits: { company: { id: "acme", name: "Acme" } } };
  expect(changes("segment", identify)).toEqual([{ what: "belongs", account: named, at: now, user: "u1" }]);
  expect(read("segment", { type: "alias", userId: "u1" })).toMatchObject({ changes: [], problems: [] });
  expect(
    changes("segment", { batch: [track, { ...track, event: "Logged In" }] }).map(
      (one) => one.what === "usage" && one.feature,
    ),
  ).toEqual(["Report Opened", null]);
});

test("[IW16] Mixpanel, Amplitude and PostHog are usage of the group they name", () => {
  const usage = { what: "usage", at: now, user: "u1", feature: "Export" };
  const mixpanel = { event: "Export", properties: { time: now / 1000, distinct_id: "u1", company_id: "acme" } };
  const amplitude = {
    event_type: "Export",
    user_id: "u1",
    event_time: "2026-01-02 12:00:00.000000",
    groups: { company: ["acme"] },
  };
  const posthog = {
    event: {
      uuid: "e1",
      event: "Export",
      distinct_id: "u1",
      timestamp: iso,
      properties: { $groups: { company: "acme" } },
    },
  };
  const given: [SourceKind, unknown][] = [
    ["mixpanel", mixpanel],
    ["mixpanel", [mixpanel]],
    ["amplitude", amplitude],
    ["amplitude", { api_key: "k", events: [amplitude] }],
    ["posthog", posthog],
  ];
  for (const [kind, payload] of given)
    expect(changes(kind, payload)).toEqual([{ ...usage, account: { key: "acme", name: undefined, user: "u1" } }]);
  expect(sources.posthog.eventId(posthog, new Headers())).toBe("e1");
});

test("[IW16] Stripe: a subscription is a contract, whatever its interval and currency; an ended one is worth nothing", () => {
  const subscription = (fields: object, type = "customer.subscription.updated") => ({
    id: "evt_1",
    type,
    created: now / 1000,
    data: {
      object: {
        id: "sub_1",
        customer: "cus_1",
        status: "active",
        currency: "usd",
        current_period_end: now / 1000 + 86_400,
        items: {
          data: [{ quantity: 3, price: { unit_amount: 2_000, recurring: { interval: "month", interval_count: 1 } } }],
        },
        ...fields,
      },
    },
  });
  const contract = { what: "contract", account: { key: "cus_1" }, at: now, id: "sub_1" };
  expect(changes("stripe", subscription({}))).toEqual([{ ...contract, arr: 72_000, renewal_date: "2026-01-03" }]);
  const yen = {
    currency: "jpy",
    items: {
      data: [{ quantity: 1, price: { unit_amount: 1_000, recurring: { interval: "year", interval_count: 2 } } }],
    },
  };
  expect(changes("stripe", subscription(yen))).toEqual([{ ...contract, arr: 50_000, renewal_date: "2026-01-03" }]);
  expect(changes("stripe", subscription({ status: "canceled" }))).toEqual([
    { ...contract, arr: 0, renewal_date: null },
  ]);
  expect(changes("stripe", subscription({}, "customer.subscription.deleted")).map(({ what }) => what)).toEqual([
    "contract",
    "event",
  ]);
  const failed = {
    id: "evt_2",
    type: "invoice.payment_failed",
    created: now / 1000,
    data: { object: { id: "in_1", customer: "cus_1", amount_due: 2_000, currency: "eur" } },
  };
  expect(changes("stripe", failed)).toEqual([
    {
      what: "event",
      account: { key: "cus_1" },
      at: now,
      id: "in_1",
      kind: "payment.failed",
      title: "A payment of 20.00 EUR failed",
    },
  ]);
});

test("[IW16] Chargebee: its MRR is the contract, a failed payment an event", () => {
  const event = (event_type: string, content: object) => ({ id: "ev_1", event_type, occurred_at: now / 1000, content });
  const customer = { id: "cust", company: "Acme" };
  const renewed = event("subscription_renewed", {
    customer,
    subscription: {
      id: "s1",
      customer_id: "cust",
      status: "active",
      currency_code: "USD",
      mrr: 5_000,
      next_billing_at: now / 1000,
    },
  });
  const account = { key: "cust", name: "Acme" };
  expect(changes("chargebee", renewed)).toEqual([
    { what: "contract", account, at: now, id: "s1", arr: 60_000, renewal_date: "2026-01-02" },
  ]);
  expect(changes("chargebee", event("payment_failed", { customer, transaction: { id: "t1" } }))).toEqual([
    { what: "event", account, at: now, id: "t1", kind: "payment.failed", title: "A payment failed" },
  ]);
});

test("[IW16] Zendesk: its own events and a trigger's JSON become tickets and ratings", () => {
  const event = (type: string, detail: object) => ({
    id: "e1",
    type: `zen:event-type:${type}`,
    time: iso,
    detail: { id: "35", organization_id: "7", created_at: "2026-01-01T09:00:00Z", subject: "It is broken", ...detail },
  });
  const ticket = {
    what: "ticket",
    account: { key: "7" },
    at: now,
    id: "35",
    opened_at: Date.UTC(2026, 0, 1, 9),
    title: "It is broken",
  };
  expect(changes("zendesk", event("ticket.created", { status: "NEW" }))).toEqual([{ ...ticket, open: true }]);
  expect(changes("zendesk", event("ticket.status_changed", { status: "SOLVED" }))).toEqual([
    { ...ticket, open: false },
  ]);
  expect(changes("zendesk", event("ticket.soft_deleted", { status: "OPEN" }))).toEqual([{ ...ticket, open: false }]);
  const trigger = {
    ticket_id: 35,
    status: "Open",
    organization: "Acme",
    title: "It is broken",
    updated_at: iso,
    satisfaction_rating: "Bad",
    satisfaction_comment: "Slow.",
  };
  expect(
    changes("zendesk", trigger).map((change) => [change.what, change.what === "feedback" ? change.description : ""]),
  ).toEqual([
    ["feedback", "Slow."],
    ["ticket", ""],
  ]);
  expect(changes("zendesk", event("organization.created", { id: "7", name: "Acme" }))).toMatchObject([
    { what: "facts", account: { key: "7", name: "Acme" } },
  ]);
});

test("[IW16] Intercom: conversations become tickets, ratings feedback, contacts belong to companies", () => {
  const note = (topic: string, item: object) => ({
    type: "notification_event",
    id: "n1",
    topic,
    created_at: now / 1000,
    data: { item },
  });
  const conversation = {
    id: "c1",
    open: true,
    created_at: now / 1000 - 60,
    updated_at: now / 1000,
    title: "Help",
    company: { company_id: "acme" },
  };
  const account = { key: "acme", name: undefined, user: undefined };
  const ticket = { what: "ticket", account, at: now, id: "c1", opened_at: now - 60_000, title: "Help" };
  expect(changes("intercom", note("conversation.user.created", conversation))).toEqual([{ ...ticket, open: true }]);
  expect(changes("intercom", note("conversation.admin.closed", conversation))).toEqual([{ ...ticket, open: false }]);
  const rating = { ...conversation, conversation_rating: { rating: 2, remark: "Meh." } };
  expect(changes("intercom", note("conversation.rating.added", rating))).toMatchObject([
    { what: "feedback", title: "Rated 2 of 5", description: "Meh." },
  ]);
  const contact = { id: "p1", companies: { data: [{ id: "acme", name: "Acme" }] } };
  expect(changes("intercom", note("contact.created", contact))).toMatchObject([
    { what: "belongs", user: "p1", account: { key: "acme", name: "Acme" } },
  ]);
});

test("[IW16] HubSpot: single properties and whole objects become people, deals and companies", () => {
  const event = { eventId: 1, occurredAt: now, objectId: 9 };
  const staged = {
    ...event,
    subscriptionType: "deal.propertyChange",
    propertyName: "dealstage",
    propertyValue: "contractsent",
  };
  expect(changes("hubspot", [staged])).toEqual([
    { what: "record", at: now, kind: "deal", id: "deal:9", fields: { funnel_stage: "proposal_sent" } },
  ]);
  const unknown = { ...staged, propertyValue: "stage 17" };
  expect(read("hubspot", [unknown]).problems).toHaveLength(1);
  expect(changes("hubspot", [unknown], SourceSettings.parse({ stages: { "Stage 17": "negotiation" } }))).toMatchObject([
    { fields: { funnel_stage: "negotiation" } },
  ]);
  const contact = {
    objectId: 4,
    objectTypeId: "0-1",
    properties: {
      firstname: { value: "Ada" },
      lastname: { value: "King" },
      email: { value: "ada@example.org" },
      lifecyclestage: { value: "customer" },
    },
  };
  expect(changes("hubspot", contact)).toEqual([
    {
      what: "record",
      at: now,
      kind: "contact",
      id: "contact:4",
      fields: { first_name: "Ada", last_name: "King", email: "ada@example.org", status: "customer" },
    },
  ]);
  const company = {
    ...event,
    subscriptionType: "company.propertyChange",
    propertyName: "arr",
    propertyValue: "1200.50",
  };
  expect(changes("hubspot", [company])).toMatchObject([
    { what: "facts", account: { key: "9" }, facts: { arr: 120_050 } },
  ]);
});

test("[IW16] Salesforce: records and change events become people, deals and companies", () => {
  const opportunity = {
    attributes: { type: "Opportunity" },
    Id: "006",
    Name: "Renewal",
    StageName: "Negotiation/Review",
    LastModifiedDate: "2026-01-02T12:00:00.000+0000",
    Account: { Name: "Acme" },
  };
  expect(changes("salesforce", opportunity)).toEqual([
    {
      what: "record",
      at: now,
      kind: "deal",
      id: "Opportunity:006",
      fields: { name: "Renewal", company: "Acme", funnel_stage: "negotiation" },
    },
  ]);
  const change = {
    data: {
      payload: {
        ChangeEventHeader: { entityName: "Contact", changeType: "UPDATE", recordIds: ["003"], commitTimestamp: now },
        Email: "ada@example.org",
      },
    },
  };
  expect(changes("salesforce", change)).toEqual([
    { what: "record", at: now, kind: "contact", id: "Contact:003", fields: { email: "ada@example.org" } },
  ]);
  const account = { attributes: { type: "Account" }, Id: "001", Name: "Acme", ARR__c: 5_000, Segment__c: "enterprise" };
  expect(changes("salesforce", account)).toMatchObject([
    { what: "facts", account: { key: "001", name: "Acme" }, facts: { arr: 500_000, segment: "Enterprise" } },
  ]);
});

test("[IW16] GitHub: issues are tickets, everything else that somebody does is usage", () => {
  const issue = {
    action: "closed",
    organization: { login: "acme" },
    sender: { login: "ada" },
    issue: { id: 5, state: "closed", title: "Bug", created_at: "2026-01-01T00:00:00Z", updated_at: iso },
  };
  expect(read("github", issue, usual, { "x-github-event": "issues" }).changes).toMatchObject([
    { what: "ticket", id: "5", open: false, at: now, account: { key: "acme" } },
  ]);
  expect(read("github", { ...issue }, usual, { "x-github-event": "star" }).changes).toMatchObject([
    { what: "usage", user: "ada", feature: "star" },
  ]);
  expect(read("github", { zen: "Keep it logically awesome." }, usual, { "x-github-event": "ping" }).changes).toEqual(
    [],
  );
});

test("[IW4] our own JSON: what an event is about is said or can be told, in data or right away, one or many", () => {
  const one = (payload: object) => changes("standard", payload)[0];
  expect(one({ kpi: "MRR", value: "1200.50" })).toEqual({ what: "kpi", at: now, kpi: "MRR", value: "1200.50" });
  expect(one({ type: "kpi.updated", timestamp: iso, data: { kpi: "MRR", value: 7 } })).toMatchObject({
    what: "kpi",
    value: "7",
  });
  expect(one({ account: "Acme", daily_active_users: 5 })).toMatchObject({
    what: "metrics",
    date: "2026-01-02",
    values: { daily_active_users: 5 },
  });
  expect(one({ type: "account", account: { id: "x", name: "Acme" }, renewal_date: "2026-05-01" })).toMatchObject({
    what: "facts",
    account: { key: "x", name: "Acme" },
    facts: { renewal_date: "2026-05-01" },
  });
  const events = [
    { account: "Acme", user: "u1" },
    { account: "Acme", user: "u2", feature: "export" },
  ];
  expect(changes("standard", events).map(({ what }) => what)).toEqual(["usage", "usage"]);
  expect(changes("standard", { events })).toHaveLength(2);
});

test.each([
  [{ account: "Acme", feature_adoption_rate: 1.7 }, "feature_adoption_rate", "Must be a number from 0 to 1."],
  [{ account: "Acme", daily_active_users: 4.5 }, "daily_active_users", "Must be a whole number from 0."],
  [{ account: "Acme", nps_score: -101 }, "nps_score", "Must be a number from -100 to 100, or null."],
  [{ account: "Acme", daily_active_users: 4, date: "soon" }, "date", "Must be a date such as 2026-11-20."],
  [{ account: "Acme", type: "account", segment: "Huge" }, "segment", "Must be one of: Enterprise, Mid-Market, SMB."],
  [{ daily_active_users: 4 }, "account", "Must say which account it is about."],
  [{ kpi: "MRR", value: "much" }, "value", "Must be a number."],
  [{ account: "Acme", user: "u1", timestamp: "yesterday" }, "at", "Must be an instant such as 2026-11-20T09:30:00Z."],
])("[IW4] what cannot be read is named: %j", (payload, path, message) => {
  expect(read("standard", payload).problems).toEqual([{ path, message }]);
});
