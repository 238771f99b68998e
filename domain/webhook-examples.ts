/** What a delivery of each kind looks like, to send one before the vendor is set up. [WP13] */
import type { SourceKind } from "./webhook-words.ts";

export interface About {
  /** The account it names. */
  account: string;
  /** Unix milliseconds. */
  now: number;
  /** New for each, for one id is worked on once. */
  id: string;
}

const customer = "cus_example";

/** As the vendor's manual has it, with an account of ours in it where the vendor names accounts. */
export const examplePayload = (kind: SourceKind, { account, now, id }: About): unknown => {
  const seconds = Math.floor(now / 1_000);
  const iso = new Date(now).toISOString();
  const inYear = seconds + 365 * 86_400;
  switch (kind) {
    case "standard":
      return {
        type: "metrics",
        timestamp: iso,
        data: {
          account,
          date: iso.slice(0, 10),
          daily_active_users: 42,
          feature_adoption_rate: 0.6,
          support_tickets_open: 2,
          nps_score: 40,
          login_frequency: 0.8,
        },
      };
    case "segment":
      return {
        type: "track",
        messageId: id,
        userId: "user-example",
        event: "Report Opened",
        timestamp: iso,
        context: { traits: { company: { name: account } } },
      };
    case "mixpanel":
      return {
        event: "Report Opened",
        properties: { $insert_id: id, time: seconds, distinct_id: "user-example", company_name: account },
      };
    case "amplitude":
      return {
        insert_id: id,
        event_type: "Report Opened",
        user_id: "user-example",
        event_time: iso,
        user_properties: { company: account },
      };
    case "posthog":
      return {
        event: { uuid: id, event: "Report Opened", distinct_id: "user-example", timestamp: iso, properties: {} },
        person: { properties: { company: account } },
      };
    case "stripe":
      return {
        id: `evt_${id}`,
        type: "customer.updated",
        created: seconds,
        data: { object: { id: customer, object: "customer", name: account } },
      };
    case "chargebee":
      return {
        id: `ev_${id}`,
        event_type: "subscription_renewed",
        occurred_at: seconds,
        content: {
          customer: { id: customer, company: account },
          subscription: {
            id: "sub_example",
            customer_id: customer,
            status: "active",
            currency_code: "USD",
            mrr: 500_000,
            billing_period: 1,
            billing_period_unit: "month",
            next_billing_at: inYear,
          },
        },
      };
    case "zendesk":
      return {
        id,
        type: "zen:event-type:ticket.status_changed",
        time: iso,
        detail: { id: "1001", subject: "Export fails", status: "OPEN", requester_id: "2002", updated_at: iso },
        event: { current: "OPEN", previous: "NEW" },
        organization_name: account,
      };
    case "intercom":
      return {
        id: `notif_${id}`,
        topic: "conversation.user.created",
        created_at: seconds,
        data: {
          item: {
            id: "conversation-example",
            open: true,
            created_at: seconds,
            updated_at: seconds,
            source: { subject: "A question about exports", author: { id: "user-example" } },
            company: { name: account },
          },
        },
      };
    case "hubspot":
      return [
        {
          eventId: seconds,
          subscriptionType: "company.propertyChange",
          objectId: 1001,
          occurredAt: now,
          properties: { name: account, industry: "Software" },
        },
      ];
    case "salesforce":
      return {
        id,
        attributes: { type: "Account" },
        Id: "001EXAMPLE",
        Name: account,
        Industry: "Software",
        LastModifiedDate: iso,
      };
    case "github":
      return {
        action: "opened",
        issue: { id: 1001, title: "Export fails", state: "open", created_at: iso, updated_at: iso },
        organization: { login: "example-organization", name: account },
        sender: { login: "user-example" },
      };
    case "custom":
      return { id, company: { name: account, arr: 120_000 }, active_users: 42, at: iso };
  }
};
