/** Segment, and whatever speaks its language: track, identify, group, page, screen. */
import { type Reader, readPayload } from "../../domain/payload.ts";
import { hmac, judge, sameText, toHex, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";
import { addFacts, featureOf } from "./usage-events.ts";

const companyPaths = [
  "context.groupId",
  "groupId",
  "properties.groupId",
  "traits.company.id",
  "context.traits.company.id",
];
const companyNamePaths = ["traits.company.name", "context.traits.company.name", "properties.company", "traits.company"];

const readOne = (reader: Reader, usualAt: number): string | null => {
  const type = reader.text("type", "kind of call");
  const at = reader.firstInstant(["timestamp", "originalTimestamp", "sentAt"], "at") ?? usualAt;
  const user = reader.firstText(["userId", "anonymousId"], "user");
  const key = reader.firstText(companyPaths, "account") ?? undefined;
  const name = reader.firstText(companyNamePaths, "account's name") ?? undefined;
  const account = { key, name, user: user ?? undefined };
  switch (type) {
    case "track":
    case "page":
    case "screen": {
      const feature = type === "track" ? featureOf(reader.text("event", "feature")) : null;
      if (key === undefined && name === undefined && user === null) return "The call names no user and no group.";
      reader.add({ what: "usage", account, at, user, feature });
      return null;
    }
    case "identify":
      if (user === null || (key === undefined && name === undefined)) return "The call says nothing about a company.";
      reader.add({ what: "belongs", account: { key, name }, at, user });
      return null;
    case "group": {
      if (key === undefined) return "The call has no groupId.";
      const group = { key, name: reader.text("traits.name", "account's name") ?? name };
      addFacts({ reader, place: "traits", account: group, at });
      if (user !== null) reader.add({ what: "belongs", account: group, at, user });
      return null;
    }
    default:
      return `Calls of the kind ${type ?? "unknown"} are not read.`;
  }
};

export const segment: Source = {
  kind: "segment",
  signing:
    "In the webhook destination, set the shared secret: Segment sends X-Signature, the HMAC-SHA1 of the body in hex.",
  secretFrom: "us",
  async verify({ headers, body }, secrets, now) {
    const given = headers.get("x-signature");
    if (!given) return unsigned;
    const matches = async (secret: string) => sameText(given.toLowerCase(), toHex(await hmac("SHA-1", secret, body)));
    return judge(secrets, matches, null, now);
  },
  eventId(payload) {
    const { messageId, batch } = (payload ?? {}) as { messageId?: unknown; batch?: unknown };
    return typeof messageId === "string" && !Array.isArray(batch) ? messageId : null;
  },
  read: (payload, { at }) =>
    readPayload(payload, (reader) => {
      const calls = reader.list("batch");
      const notes = (calls.length > 0 ? calls : [reader]).map((call) => readOne(call, at));
      return notes.every((note) => note !== null) ? (notes[0] ?? null) : null;
    }),
};
