/** Chargebee: subscriptions become ARR and renewal. It sends Basic authentication and signs nothing. */
import { addContract, yearly } from "./contracts.ts";
import { readPayload, type Reader, valueAt } from "../../domain/payload.ts";
import { verifyToken } from "./signature.ts";
import type { Source } from "./source.ts";

const over = new Set(["cancelled", "paused", "transferred"]);

/** Its own MRR where it is enabled, else the prices of the items. */
const arrOf = (subscription: Reader): number => {
  const currency = subscription.text("currency_code", "currency") ?? "USD";
  const mrr = subscription.number("mrr", "arr");
  if (mrr !== null) return yearly(mrr, currency, "month", 1);
  const interval = subscription.text("billing_period_unit", "interval") ?? "month";
  const count = subscription.number("billing_period", "interval") ?? 1;
  const items = subscription.list("subscription_items").map((item) => item.number("amount", "price") ?? 0);
  const plan = subscription.number("plan_amount", "price") ?? subscription.number("plan_unit_price", "price") ?? 0;
  return yearly(items.length > 0 ? items.reduce((sum, one) => sum + one, 0) : plan, currency, interval, count);
};

const companyOf = (reader: Reader) => ({
  key:
    reader.firstText(
      ["content.subscription.customer_id", "content.customer.id", "content.invoice.customer_id"],
      "account",
    ) ?? undefined,
  name: reader.text("content.customer.company", "account's name") ?? undefined,
});

const readEvent = (reader: Reader, usualAt: number): string | null => {
  const type = reader.text("event_type", "kind of event") ?? "";
  const at = reader.instant("occurred_at", "at") ?? usualAt;
  const account = companyOf(reader);
  if (account.key === undefined) return "The event names no customer.";
  if (type.startsWith("subscription_") && reader.peek("content.subscription") !== undefined) {
    const subscription = reader.within("content.subscription");
    const ended =
      over.has(subscription.text("status", "state of the contract") ?? "active") || type === "subscription_deleted";
    const renewal =
      subscription.day("next_billing_at", "renewal_date") ?? subscription.day("current_term_end", "renewal_date");
    addContract(subscription, {
      account,
      at,
      id: subscription.text("id", "contract") ?? account.key,
      arr: ended ? 0 : Math.round(arrOf(subscription)),
      renewal_date: ended ? null : renewal,
    });
    return null;
  }
  if (/^payment_failed$|^invoice_.*failed|^payment_source_expir/.test(type)) {
    const id = reader.firstText(["content.transaction.id", "content.invoice.id", "id"], "id") ?? type;
    const expiring = type.startsWith("payment_source");
    reader.add({
      what: "event",
      account,
      at,
      id,
      kind: expiring ? "payment.source_expiring" : "payment.failed",
      title: expiring ? "A means of payment expires" : "A payment failed",
    });
    return null;
  }
  if (/^customer_(created|changed)$/.test(type) && account.name !== undefined) {
    reader.add({ what: "facts", account, at, facts: {} });
    return null;
  }
  return `Events of the kind ${type} are not read.`;
};

export const chargebee: Source = {
  kind: "chargebee",
  signing: "Protect the webhook with Basic authentication: any user name, and the secret as its password.",
  secretFrom: "us",
  verify: ({ headers }, secrets, now) => verifyToken(headers, secrets, now),
  eventId(payload) {
    const id = valueAt(payload, "id");
    return typeof id === "string" ? id : null;
  },
  read: (payload, { at }) => readPayload(payload, (reader) => readEvent(reader, at)),
};
