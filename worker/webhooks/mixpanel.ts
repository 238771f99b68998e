/** Mixpanel's shape: `{event, properties}`, one or a list. Its webhooks send a fixed Basic or Bearer credential and sign nothing. */
import { type Reader, readPayload } from "../../domain/payload.ts";
import { verifyToken } from "./signature.ts";
import type { Source } from "./source.ts";
import { featureOf } from "./usage-events.ts";

const groupPaths = ["$group_id", "company_id", "account_id", "$groups.company", "company", "account"].map(
  (name) => `properties.${name}`,
);

const readOne = (reader: Reader, usualAt: number): string | null => {
  const event = reader.text("event", "feature");
  if (event === null) return "This is no event.";
  const at = reader.firstInstant(["properties.time", "properties.$time"], "at") ?? usualAt;
  const user = reader.firstText(["properties.$user_id", "properties.distinct_id", "properties.$distinct_id"], "user");
  const key = reader.firstText(groupPaths, "account") ?? undefined;
  const name = reader.firstText(["properties.company_name", "properties.$company"], "account's name") ?? undefined;
  if (key === undefined && name === undefined && user === null) return "The event names no user and no group.";
  reader.add({
    what: "usage",
    account: { key, name, user: user ?? undefined },
    at,
    user,
    feature: featureOf(event),
  });
  return null;
};

export const mixpanel: Source = {
  kind: "mixpanel",
  signing: "Send the secret as the password of Basic authentication, or as Authorization: Bearer.",
  secretFrom: "us",
  verify: ({ headers }, secrets, now) => verifyToken(headers, secrets, now),
  eventId(payload) {
    const one = Array.isArray(payload) && payload.length === 1 ? (payload[0] as unknown) : payload;
    const { properties } = (one ?? {}) as { properties?: Record<string, unknown> };
    const id = properties?.["$insert_id"];
    return typeof id === "string" && id !== "" ? id : null;
  },
  read: (payload, { at }) =>
    readPayload(payload, (reader) => {
      const events = Array.isArray(payload) ? reader.list("") : reader.list("events");
      const notes = (events.length > 0 ? events : [reader]).map((event) => readOne(event, at));
      return notes.every((note) => note !== null) ? (notes[0] ?? null) : null;
    }),
};
