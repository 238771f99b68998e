/** Zendesk: tickets become the number of open tickets, ratings become feedback. Its own events, and JSON that a trigger sends. */
import { readInstant, readPayload, type Reader, valueAt } from "../../domain/payload.ts";
import { hmac, judge, sameText, toBase64, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

const closed = new Set(["solved", "closed", "deleted"]);
const gone = /ticket\.(soft_deleted|permanently_deleted|marked_as_spam|deleted)$/;

const organizationPaths = ["detail.organization_id", "organization_id", "ticket.organization_id", "organization.id"];
const organizationNamePaths = ["organization", "organization_name", "organization.name", "ticket.organization.name"];

const readRating = (reader: Reader, account: { key?: string; name?: string }, at: number, ticket: string): boolean => {
  const rating = reader.firstText(
    ["satisfaction_rating", "event.current.score", "event.csat.rating", "satisfaction.score"],
    "rating",
  );
  if (rating === null || /^(offered|unoffered)$/i.test(rating)) return false;
  const comment = reader.firstText(
    ["satisfaction_comment", "event.current.comment", "satisfaction.comment"],
    "comment",
  );
  reader.add({
    what: "feedback",
    account,
    at,
    id: `rating:${ticket}`,
    title: `Rated ${rating} on ticket ${ticket}`,
    description: comment ?? "",
  });
  return true;
};

const readEvent = (reader: Reader, usualAt: number): string | null => {
  const type = reader.text("type", "kind of event") ?? "";
  const at = reader.firstInstant(["time", "detail.updated_at", "updated_at", "ticket.updated_at"], "at") ?? usualAt;
  if (/organization\.(created|name_changed)$/.test(type)) {
    const [key, name] = [reader.text("detail.id", "account"), reader.text("detail.name", "account's name")];
    if (key === null || name === null) return "The organization has no name.";
    reader.add({ what: "facts", account: { key, name }, at, facts: {} });
    return null;
  }
  const ticket = reader.firstText(["detail.id", "ticket_id", "ticket.id", "id"], "ticket");
  const isTicket = type === "" || /:ticket\./.test(type);
  if (ticket === null || !isTicket) return `Events of the kind ${type || "unknown"} are not read.`;
  const key = reader.firstText(organizationPaths, "account") ?? undefined;
  const name = reader.firstText(organizationNamePaths, "account's name") ?? undefined;
  const user = reader.firstText(["detail.requester_id", "requester_id", "ticket.requester_id"], "user") ?? undefined;
  if (key === undefined && name === undefined && user === undefined) return "The ticket belongs to no organization.";
  const account = {
    ...(key === undefined ? {} : { key }),
    ...(name === undefined ? {} : { name }),
    ...(user === undefined ? {} : { user }),
  };
  const rated = readRating(reader, account, at, ticket);
  const status = reader.firstText(["event.current", "detail.status", "status", "ticket.status"], "open");
  if (status === null && !gone.test(type)) return rated ? null : "The ticket has no status.";
  const named = typeof reader.peek("detail.status") === "string" ? reader.text("detail.status", "open") : status;
  reader.add({
    what: "ticket",
    account,
    at,
    id: ticket,
    open: !gone.test(type) && !closed.has((named ?? "").toLowerCase()),
    opened_at: readInstant(
      reader.peek("detail.created_at") ?? reader.peek("created_at") ?? reader.peek("ticket.created_at"),
    ),
    title: reader.firstText(["detail.subject", "title", "subject", "ticket.title"], "title"),
  });
  return null;
};

export const zendesk: Source = {
  kind: "zendesk",
  signing: "Paste the webhook's signing secret from Zendesk's Admin Center.",
  secretFrom: "vendor",
  async verify({ headers, body }, secrets, now) {
    const given = headers.get("x-zendesk-webhook-signature");
    const time = headers.get("x-zendesk-webhook-signature-timestamp");
    if (!given || !time) return unsigned;
    const matches = async (secret: string) => sameText(given, toBase64(await hmac("SHA-256", secret, time + body)));
    const checked = await judge(secrets, matches, readInstant(time), now);
    // A time that cannot be read is none that could be checked.
    return checked.signedAt === null && checked.verdict !== "wrong_signature"
      ? { verdict: "too_old", signedAt: null }
      : checked;
  },
  eventId(payload, headers) {
    const id = valueAt(payload, "id");
    const isEvent = typeof valueAt(payload, "type") === "string" && typeof id === "string";
    return isEvent ? id : headers.get("x-zendesk-webhook-invocation-id");
  },
  read: (payload, { at }) => readPayload(payload, (reader) => readEvent(reader, at)),
};
