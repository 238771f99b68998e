/** Stripe: subscriptions become ARR and renewal, failed payments become events on the timeline. */
import { addContract, yearly } from "./contracts.ts";
import { readPayload, valueAt, type Reader } from "../../domain/payload.ts";
import { judge, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

/** The library weighs 33 KB gzip, so it is read when the first such request comes. */
const signatureRight = async (body: string, header: string, secret: string, now: number): Promise<boolean> => {
  const { signature, createSubtleCryptoProvider } = await import("./stripe-library.mjs");
  try {
    // Its window looks only into the past; ours, which looks both ways, is checked afterwards.
    return await signature.verifyHeaderAsync(body, header, secret, 0, createSubtleCryptoProvider(), now);
  } catch {
    return false;
  }
};

const priceOf = (item: Reader): { amount: number; interval: string; count: number } | null => {
  for (const price of ["price", "plan"]) {
    const amount = item.number(`${price}.unit_amount`, "price") ?? item.number(`${price}.amount`, "price");
    const interval = item.firstText([`${price}.recurring.interval`, `${price}.interval`], "interval");
    if (amount === null || interval === null) continue;
    const count = item.number(`${price}.recurring.interval_count`, "interval");
    return { amount, interval, count: count ?? item.number(`${price}.interval_count`, "interval") ?? 1 };
  }
  return null;
};

const over = new Set(["canceled", "incomplete_expired", "unpaid", "incomplete", "paused"]);

const readSubscription = (object: Reader, at: number): string | null => {
  const key = object.text("customer", "account") ?? object.text("customer.id", "account");
  const id = object.text("id", "contract");
  if (key === null || id === null) return "The subscription has no customer.";
  const status = object.text("status", "state of the contract") ?? "active";
  const currency = object.text("currency", "currency") ?? "usd";
  const items = object.list("items.data");
  let arr = 0;
  for (const item of items) {
    const price = priceOf(item);
    if (price)
      arr += yearly(price.amount, currency, price.interval, price.count) * (item.number("quantity", "quantity") ?? 1);
  }
  const renewal =
    object.day("current_period_end", "renewal_date") ??
    items.reduce<string | null>((found, item) => found ?? item.day("current_period_end", "renewal_date"), null);
  addContract(object, {
    account: { key },
    at,
    id,
    arr: over.has(status) ? 0 : Math.round(arr),
    renewal_date: over.has(status) ? null : renewal,
  });
  return null;
};

const readEvent = (reader: Reader, usualAt: number): string | null => {
  const type = reader.text("type", "kind of event") ?? "";
  const at = reader.instant("created", "at") ?? usualAt;
  const object = reader.within("data.object");
  if (/^customer\.subscription\.(created|updated|resumed|paused)$/.test(type)) return readSubscription(object, at);
  if (type === "customer.subscription.deleted") {
    const [key, id] = [object.text("customer", "account"), object.text("id", "contract")];
    if (key === null || id === null) return "The subscription has no customer.";
    addContract(object, { account: { key }, at, id, arr: 0, renewal_date: null });
    reader.add({
      what: "event",
      account: { key },
      at,
      id: `${id}:ended`,
      kind: "contract.ended",
      title: "The subscription ended",
    });
    return null;
  }
  if (type === "customer.created" || type === "customer.updated") {
    const key = object.text("id", "account");
    const name = object.firstText(["metadata.account", "metadata.company", "name"], "account's name");
    if (key === null || name === null) return "The customer has no name.";
    reader.add({ what: "facts", account: { key, name }, at, facts: {} });
    return null;
  }
  if (type === "invoice.payment_failed" || type === "charge.dispute.created") {
    const key = object.text("customer", "account");
    if (key === null) return "The event names no customer.";
    const failed = type === "invoice.payment_failed";
    const currency = (object.text("currency", "currency") ?? "usd").toUpperCase();
    const due = object.number(failed ? "amount_due" : "amount", "amount");
    const amount = due === null ? "" : ` of ${(yearly(due, currency, "year", 1) / 100).toFixed(2)} ${currency}`;
    reader.add({
      what: "event",
      account: { key },
      at,
      id: object.text("id", "id") ?? type,
      kind: failed ? "payment.failed" : "payment.disputed",
      title: failed ? `A payment${amount} failed` : `A payment${amount} is disputed`,
    });
    return null;
  }
  return `Events of the kind ${type} are not read.`;
};

export const stripe: Source = {
  kind: "stripe",
  signing: "Paste the endpoint's signing secret (whsec_…) from Stripe's dashboard.",
  secretFrom: "vendor",
  async verify({ headers, body }, secrets, now) {
    const header = headers.get("stripe-signature");
    if (!header) return unsigned;
    const time = /(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1];
    const signedAt = time === undefined ? null : Number(time) * 1000;
    // Without a time nothing was signed that the library would take.
    if (signedAt === null) return { verdict: "wrong_signature", signedAt };
    return judge(secrets, (secret) => signatureRight(body, header, secret, now), signedAt, now);
  },
  eventId(payload) {
    const id = valueAt(payload, "id");
    return typeof id === "string" ? id : null;
  },
  read: (payload, { at }) => readPayload(payload, (reader) => readEvent(reader, at)),
};
