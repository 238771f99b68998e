/** HubSpot: companies become facts, contacts and deals go into the funnel. Property changes one by one, and whole objects from workflows. */
import type { Stage } from "../../domain/funnel.ts";
import { readPayload, type Reader } from "../../domain/payload.ts";
import { changeFrom, recordFrom, textOf } from "../../domain/webhook-fields.ts";
import { stageFrom, statusFrom } from "./crm.ts";
import { hmac, judge, sameText, toBase64, toHex, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

type Kind = "contact" | "company" | "deal";

const typeIds: Record<string, Kind> = { "0-1": "contact", "0-2": "company", "0-3": "deal" };

const kindOf = (reader: Reader): Kind | null => {
  const named = /^(contact|company|deal)\b/i.exec(
    reader.firstText(["subscriptionType", "objectType"], "kind of record") ?? "",
  )?.[1];
  if (named) return named.toLowerCase() as Kind;
  return typeIds[reader.text("objectTypeId", "kind of record") ?? ""] ?? null;
};

/** HubSpot's names of properties by ours. */
const properties: Record<Kind, Record<string, string>> = {
  contact: {
    firstname: "first_name",
    lastname: "last_name",
    email: "email",
    phone: "phone",
    company: "company",
    lifecyclestage: "status",
  },
  deal: { dealname: "name", dealstage: "funnel_stage", description: "notes" },
  company: {
    name: "name",
    industry: "industry",
    arr: "arr",
    mrr: "mrr",
    renewal_date: "renewal_date",
    country: "region",
  },
};

/** `{firstname: "Ada"}` or `{firstname: {value: "Ada"}}`; for a single change, that property alone. */
const propertiesIn = (reader: Reader): Record<string, unknown> => {
  const name = reader.text("propertyName", "property");
  if (name !== null) return { [name]: reader.peek("propertyValue") };
  const given = reader.peek("properties");
  if (given === null || typeof given !== "object") return {};
  return Object.fromEntries(
    Object.entries(given as Record<string, unknown>).map(([key, value]) => [
      key,
      value !== null && typeof value === "object" && "value" in value ? value.value : value,
    ]),
  );
};

const readOne = (reader: Reader, usual: { at: number; id: string }, stages: Record<string, Stage>): string | null => {
  const kind = kindOf(reader);
  const id = reader.firstText(["objectId", "objectid", "vid", "id"], "id");
  if (kind === null || id === null) return "The event is about no contact, company or deal.";
  const subscription = reader.text("subscriptionType", "kind of event") ?? "";
  if (/\.(deletion|privacyDeletion|merge|associationChange)$/.test(subscription))
    return `Events of the kind ${subscription} are not read.`;
  const at = reader.firstInstant(["occurredAt", "properties.hs_lastmodifieddate.value", "updatedAt"], "at") ?? usual.at;
  const flat: Record<string, unknown> = {};
  for (const [theirs, value] of Object.entries(propertiesIn(reader))) {
    const ours = properties[kind][theirs];
    if (ours === undefined || value === null || value === undefined || value === "") continue;
    reader.say(reader.peek("propertyName") === undefined ? `properties.${theirs}` : "propertyValue", value, ours);
    flat[ours] = value;
  }
  if (kind === "company") {
    const change = changeFrom(reader, "facts", { ...flat, account: { id, name: flat["name"] } }, { ...usual, at });
    if (change) reader.add(change);
    return null;
  }
  const stage = textOf(flat["funnel_stage"]);
  if (stage !== undefined) {
    flat["funnel_stage"] = stageFrom(stage, stages);
    if (flat["funnel_stage"] === undefined)
      reader.wrong("dealstage", `Nobody has said which stage of ours ${stage} is: name it in the source's stages.`);
  }
  const status = textOf(flat["status"]);
  if (status !== undefined) flat["status"] = statusFrom(status);
  if (Object.keys(flat).length === 0 && !subscription.endsWith(".creation")) return "The property is none of ours.";
  reader.add(recordFrom(flat, kind, `${kind}:${id}`, at));
  return null;
};

/** HubSpot signs the address with these characters decoded. */
const encoded: [RegExp, string][] = [
  [/%3A/gi, ":"],
  [/%2F/gi, "/"],
  [/%3F/gi, "?"],
  [/%40/gi, "@"],
  [/%21/gi, "!"],
  [/%24/gi, "$"],
  [/%27/gi, "'"],
  [/%28/gi, "("],
  [/%29/gi, ")"],
  [/%2A/gi, "*"],
  [/%2C/gi, ","],
  [/%3B/gi, ";"],
];

const hashOf = async (text: string): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));

/** HubSpot does not promise that an eventId is another one's never; what a try changes of an event is its attemptNumber alone. [IW5] */
const idOfOne = (event: unknown): string | null => {
  const one = (event ?? {}) as Record<string, unknown>;
  const parts = ["eventId", "subscriptionType", "objectId", "propertyName", "occurredAt"].map((name) =>
    textOf(one[name]),
  );
  return parts[0] === undefined ? null : parts.map((part) => part ?? "").join(":");
};

export const hubspot: Source = {
  kind: "hubspot",
  signing: "Paste the app's client secret from HubSpot.",
  secretFrom: "vendor",
  async verify({ method, url, headers, body }, secrets, now) {
    const given = headers.get("x-hubspot-signature-v3");
    const time = headers.get("x-hubspot-request-timestamp");
    if (given && time && /^\d{10,14}$/.test(time)) {
      const address = encoded.reduce((text, [form, plain]) => text.replaceAll(form, plain), url);
      const matches = async (secret: string) =>
        sameText(given, toBase64(await hmac("SHA-256", secret, method + address + body + time)));
      return judge(secrets, matches, Number(time), now);
    }
    // Version 1 signs no time; a repetition is known by its event's id.
    const old = headers.get("x-hubspot-signature");
    if (!old || !/^v?1$/i.test(headers.get("x-hubspot-signature-version") ?? "v1")) return unsigned;
    return judge(secrets, async (secret) => sameText(old.toLowerCase(), await hashOf(secret + body)), null, now);
  },
  eventId(payload) {
    const events: unknown[] = Array.isArray(payload) ? payload : [payload];
    const ids = events.map(idOfOne);
    return ids.length === 0 || ids.includes(null) ? null : ids.join(" ");
  },
  read: (payload, { at, id, settings }) =>
    readPayload(payload, (reader) => {
      const events = Array.isArray(payload) ? reader.list("") : [reader];
      const notes = events.map((event, index) => readOne(event, { at, id: `${id}#${index}` }, settings.stages));
      return notes.every((note) => note !== null) ? (notes[0] ?? null) : null;
    }),
};
