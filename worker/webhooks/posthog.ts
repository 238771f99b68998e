/** PostHog's HTTP destination: `{event: {…}, person, groups}`, and the older shape with the event's fields at the top. */
import { type Reader, readPayload, valueAt } from "../../domain/payload.ts";
import { verifyToken } from "./signature.ts";
import type { Source } from "./source.ts";
import { addFacts, featureOf } from "./usage-events.ts";

const inside = (payload: unknown): string =>
  typeof valueAt(payload, "event.event") === "string"
    ? "event"
    : typeof valueAt(payload, "data.event") === "string"
      ? "data"
      : "";

const readEvent = (whole: Reader, payload: unknown, usualAt: number): string | null => {
  const reader = inside(payload) === "" ? whole : whole.within(inside(payload));
  const name = reader.text("event", "feature");
  if (name === null) return "This is no event.";
  const at = reader.firstInstant(["timestamp", "sent_at"], "at") ?? usualAt;
  const user = reader.firstText(["distinct_id", "properties.distinct_id", "properties.$user_id"], "user");
  const key =
    reader.firstText(
      ["properties.$groups.company", "properties.$groups.organization", "properties.$group_0", "properties.company_id"],
      "account",
    ) ??
    whole.firstText(["groups.company.id", "groups.organization.id", "groups.company.key"], "account") ??
    undefined;
  const company =
    whole.firstText(
      ["groups.company.properties.name", "groups.organization.properties.name", "person.properties.company"],
      "account's name",
    ) ?? undefined;
  if (name === "$groupidentify") {
    const group = reader.text("properties.$group_key", "account") ?? key;
    if (group === undefined) return "The event names no group.";
    addFacts({ reader, place: "properties.$group_set", account: { key: group, name: undefined }, at });
    return null;
  }
  if (name === "$identify") {
    if (user === null || (key === undefined && company === undefined)) return "The event says nothing about a company.";
    whole.add({ what: "belongs", account: { key, name: company }, at, user });
    return null;
  }
  if (key === undefined && company === undefined && user === null) return "The event names no user and no group.";
  const account = { key, name: company, user: user ?? undefined };
  whole.add({ what: "usage", account, at, user, feature: featureOf(name) });
  return null;
};

export const posthog: Source = {
  kind: "posthog",
  signing: "Add a header to the HTTP webhook destination: X-Webhook-Token with the secret, or Authorization: Bearer.",
  secretFrom: "us",
  verify: ({ headers }, secrets, now) => verifyToken(headers, secrets, now),
  eventId(payload) {
    const id = valueAt(payload, `${inside(payload)}.uuid`.replace(/^\./, ""));
    return typeof id === "string" && id !== "" ? id : null;
  },
  read: (payload, { at }) => readPayload(payload, (reader) => readEvent(reader, payload, at)),
};
