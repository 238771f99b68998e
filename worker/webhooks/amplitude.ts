/** Amplitude's shape: one event, or `{events: […]}`. Its streams send fixed headers and sign nothing. */
import { type Reader, readPayload } from "../../domain/payload.ts";
import { verifyToken } from "./signature.ts";
import type { Source } from "./source.ts";
import { addFacts, featureOf } from "./usage-events.ts";

const companies = ["company", "account", "organization", "org", "Company", "Account", "org id", "company id"];
const groupPaths = companies.flatMap((name) => [
  `groups["${name}"][0]`,
  `groups["${name}"]`,
  `group_properties["${name}"].id`,
]);

const readOne = (reader: Reader, usualAt: number): string | null => {
  const type = reader.text("event_type", "feature");
  if (type === null) return "This is no event.";
  const at = reader.firstInstant(["event_time", "time", "client_event_time", "server_received_time"], "at") ?? usualAt;
  const user = reader.firstText(["user_id", "device_id", "amplitude_id"], "user");
  const key = reader.firstText([...groupPaths, "user_properties.company_id"], "account") ?? undefined;
  const name = reader.firstText(["user_properties.company", "user_properties.company_name"], "account's name");
  const account = { key, name: name ?? undefined, user: user ?? undefined };
  if (type === "$groupidentify") {
    if (key === undefined) return "The event names no group.";
    addFacts({ reader, place: "group_properties", account: { key, name: account.name }, at });
    return null;
  }
  if (type === "$identify") {
    if (user === null || (key === undefined && name === null)) return "The event says nothing about a company.";
    reader.add({ what: "belongs", account: { key, name: account.name }, at, user });
    return null;
  }
  if (key === undefined && name === null && user === null) return "The event names no user and no group.";
  reader.add({ what: "usage", account, at, user, feature: featureOf(type) });
  return null;
};

export const amplitude: Source = {
  kind: "amplitude",
  signing: "Add a header to the event stream: X-Webhook-Token with the secret, or Authorization: Bearer.",
  secretFrom: "us",
  verify: ({ headers }, secrets, now) => verifyToken(headers, secrets, now),
  eventId(payload) {
    const { insert_id, uuid, $insert_id, events } = (payload ?? {}) as Record<string, unknown>;
    if (Array.isArray(events)) return null;
    return [insert_id, $insert_id, uuid].find((id): id is string => typeof id === "string" && id !== "") ?? null;
  },
  read: (payload, { at }) =>
    readPayload(payload, (reader) => {
      const events = Array.isArray(payload) ? reader.list("") : reader.list("events");
      const notes = (events.length > 0 ? events : [reader]).map((event) => readOne(event, at));
      return notes.every((note) => note !== null) ? (notes[0] ?? null) : null;
    }),
};
