/** Standard Webhooks, and our own JSON: metrics of a day, usage events, KPI values, facts, tickets, contacts. [IW4] */
import { Webhook } from "standardwebhooks";
import { usageFields } from "../../domain/account-words.ts";
import { type Reader, readPayload, valueAt } from "../../domain/payload.ts";
import { changeFrom, type Flat, textOf, type Usual } from "../../domain/webhook-fields.ts";
import { type RuleTarget, ruleTargets } from "../../domain/webhook-words.ts";
import { judge, sameText, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

/** Signs as the library does. Its own check knows no other clock than the machine's, and only one secret. */
const signatureOf = (secret: string, id: string, seconds: number, body: string): string | null => {
  try {
    return new Webhook(secret).sign(id, new Date(seconds * 1000), body);
  } catch {
    // A secret that is no base64 signs nothing.
    return null;
  }
};

/** What an event is about, when it does not say so itself. */
const targetOf = (flat: Flat): RuleTarget => {
  const said = textOf(flat["type"])?.toLowerCase().replace(/\..*$/, "") ?? "";
  const known =
    ruleTargets.find((target) => target === said || `${target}s` === said) ??
    (said === "metric" ? "metrics" : said === "account" ? "facts" : undefined);
  if (known) return known;
  if (flat["kpi"] !== undefined) return "kpi";
  if (usageFields.some((field) => flat[field] !== undefined)) return "metrics";
  if (["arr", "mrr", "renewal_date", "segment", "seats"].some((field) => flat[field] !== undefined)) return "facts";
  return "usage";
};

/** `{type, timestamp, data: {…}}` as the standard recommends, or the fields right away. */
const flatten = (reader: Reader): { place: Reader; flat: Flat } | null => {
  const whole = reader.peek("");
  if (whole === null || typeof whole !== "object" || Array.isArray(whole)) return null;
  const outer = whole as Flat;
  const { data } = outer;
  if (data === null || typeof data !== "object" || Array.isArray(data)) return { place: reader, flat: outer };
  const { type, timestamp } = outer;
  return {
    place: reader.within("data"),
    flat: {
      ...(type === undefined ? {} : { type }),
      ...(timestamp === undefined ? {} : { timestamp }),
      ...(data as Flat),
    },
  };
};

const readOne = (reader: Reader, usual: Usual): void => {
  const found = flatten(reader);
  if (!found) return reader.wrong("", "Must be a JSON object.");
  const { place, flat } = found;
  const makes = targetOf(flat);
  for (const [field, value] of Object.entries(flat))
    if (field !== "type") place.say(field, value, `${makes}: ${field}`);
  const change = changeFrom(place, makes, flat, usual);
  if (change) reader.add(change);
};

export const standard: Source = {
  kind: "standard",
  signing: "Sign as standardwebhooks.com says: webhook-id, webhook-timestamp and webhook-signature (v1).",
  secretFrom: "us",
  async verify({ headers, body }, secrets, now) {
    const [id, time, given] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => headers.get(name));
    if (!id || !time || !given) return unsigned;
    const seconds = /^\d{1,12}$/.test(time) ? Number(time) : Number.NaN;
    if (Number.isNaN(seconds)) return { verdict: "wrong_signature", signedAt: null };
    const matches = (secret: string): boolean => {
      const right = signatureOf(secret, id, seconds, body);
      return (
        right !== null &&
        given
          .split(" ")
          .map((one) => sameText(one, right))
          .includes(true)
      );
    };
    return judge(secrets, matches, seconds * 1000, now);
  },
  eventId: (_payload, headers) => headers.get("webhook-id"),
  read: (payload, { at, id }) =>
    readPayload(payload, (reader) => {
      const events = Array.isArray(payload) ? reader.list("") : reader.list("events");
      if (events.length === 0 && !Array.isArray(valueAt(payload, "events"))) readOne(reader, { at, id });
      for (const [index, event] of events.entries()) readOne(event, { at, id: `${id}#${index}` });
      return Array.isArray(payload) && events.length === 0 ? "The list is empty." : null;
    }),
};
