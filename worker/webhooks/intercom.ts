/** Intercom: conversations and tickets become the number of open tickets, ratings become feedback, companies become facts. */
import { readPayload, type Reader, valueAt } from "../../domain/payload.ts";
import { addFacts } from "./usage-events.ts";
import { hmac, judge, sameText, toHex, unsigned } from "./signature.ts";
import type { Source } from "./source.ts";

const companyPaths = [
  "company.company_id",
  "company.id",
  "company_id",
  "companies.data[0].id",
  "companies.companies[0].id",
];
const personPaths = ["contacts.contacts[0].id", "contacts.data[0].id", "user.id", "source.author.id"];

const accountOf = (item: Reader) => ({
  key: item.firstText(companyPaths, "account") ?? undefined,
  name: item.firstText(["company.name", "companies.data[0].name"], "account's name") ?? undefined,
  user: item.firstText(personPaths, "user") ?? undefined,
});

const stateOf = (item: Reader, topic: string): boolean | null => {
  if (/\.(closed|resolved)$/.test(topic)) return false;
  const open = item.flag("open", "open");
  if (open !== null) return open;
  const state = item.firstText(["state", "ticket_state", "ticket_state.category"], "open");
  return state === null ? null : !/^(closed|resolved)$/i.test(state);
};

const readEvent = (reader: Reader, usualAt: number): string | null => {
  const topic = reader.text("topic", "kind of event") ?? "";
  const sentAt = reader.instant("created_at", "at") ?? usualAt;
  const item = reader.within("data.item");
  if (/^company\.(created|updated)$/.test(topic)) {
    const key = item.firstText(["company_id", "id"], "account") ?? undefined;
    const name = item.text("name", "account's name") ?? undefined;
    if (key === undefined) return "The company has no id.";
    addFacts({ reader: item, place: "", account: { key, name }, at: item.instant("updated_at", "at") ?? sentAt });
    return null;
  }
  if (/^(contact|user)\./.test(topic)) {
    const user = item.text("id", "user");
    const { key, name } = accountOf(item);
    if (user === null || (key === undefined && name === undefined)) return "The contact belongs to no company.";
    reader.add({ what: "belongs", account: { key, name }, at: sentAt, user });
    return null;
  }
  if (!/^(conversation|ticket)\./.test(topic)) return `Events of the kind ${topic} are not read.`;
  const id = item.text("id", "ticket");
  const account = accountOf(item);
  if (id === null) return "The conversation has no id.";
  if (account.key === undefined && account.name === undefined && account.user === undefined)
    return "The conversation names nobody.";
  const at = item.instant("updated_at", "at") ?? sentAt;
  if (topic === "conversation.rating.added") {
    const rating = item.text("conversation_rating.rating", "rating") ?? "";
    reader.add({
      what: "feedback",
      account,
      at,
      id: `rating:${id}`,
      title: `Rated ${rating} of 5`,
      description: item.firstText(["conversation_rating.remark"], "comment") ?? "",
    });
    return null;
  }
  const open = stateOf(item, topic);
  if (open === null) return "The conversation has no state.";
  reader.add({
    what: "ticket",
    account,
    at,
    id,
    open,
    opened_at: item.instant("created_at", "opened_at"),
    title: item.firstText(["title", "source.subject", "ticket_attributes._default_title_"], "title"),
  });
  return null;
};

export const intercom: Source = {
  kind: "intercom",
  signing: "Paste the app's client secret from Intercom's Developer Hub.",
  secretFrom: "vendor",
  async verify({ headers, body }, secrets, now) {
    const given = headers.get("x-hub-signature");
    if (!given) return unsigned;
    const matches = async (secret: string) =>
      sameText(given.toLowerCase(), `sha1=${toHex(await hmac("SHA-1", secret, body))}`);
    return judge(secrets, matches, null, now);
  },
  eventId(payload) {
    const id = valueAt(payload, "id");
    return typeof id === "string" ? id : null;
  },
  read: (payload, { at }) => readPayload(payload, (reader) => readEvent(reader, at)),
};
