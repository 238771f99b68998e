/** How these screens write what the server says: shapes beside words, sizes, changes as sentences. */
import CircleCheck from "lucide-solid/icons/circle-check";
import CircleDashed from "lucide-solid/icons/circle-dashed";
import CircleSlash from "lucide-solid/icons/circle-slash";
import ClockAlert from "lucide-solid/icons/clock-alert";
import Hourglass from "lucide-solid/icons/hourglass";
import Inbox from "lucide-solid/icons/inbox";
import ShieldCheck from "lucide-solid/icons/shield-check";
import ShieldOff from "lucide-solid/icons/shield-off";
import ShieldQuestion from "lucide-solid/icons/shield-question-mark";
import ShieldX from "lucide-solid/icons/shield-x";
import Skull from "lucide-solid/icons/skull";
import type { DeliveryState, SourceKind, Verdict } from "../../../domain/webhook-words.ts";
import type { Tone } from "../../parts/badge.tsx";
import type { Glyph } from "../../parts/glyph.ts";
import { whyWords } from "./change-groups.ts";
import { relativeTime } from "../../relative-time.ts";
import type { DeliveryChange, Message, MessageState } from "./resources.ts";

interface Sign {
  tone: Tone;
  icon: Glyph;
  word: string;
}

export const verdictSigns: Record<Verdict, Sign> = {
  valid: { tone: "good", icon: ShieldCheck, word: "Valid" },
  valid_previous: { tone: "watch", icon: ShieldCheck, word: "Old secret" },
  unsigned: { tone: "bad", icon: ShieldOff, word: "Unsigned" },
  wrong_signature: { tone: "bad", icon: ShieldX, word: "Wrong" },
  too_old: { tone: "bad", icon: ClockAlert, word: "Too old" },
  too_new: { tone: "bad", icon: ClockAlert, word: "Too new" },
  unchecked: { tone: "plain", icon: ShieldQuestion, word: "Not checked" },
};

/** What a verdict means and what to do about it. */
export const verdictReasons: Record<Verdict, string> = {
  valid: "The signature fits the secret in force, and its time is within five minutes.",
  valid_previous: "It is signed with the secret before the last rotation. Give the sender the new one within a day.",
  unsigned: "The header that carries the signature is missing, so it was refused. Set the secret at the sender.",
  wrong_signature: "The signature fits neither secret. The sender has another secret, or the body changed on its way.",
  too_old: "It was signed more than five minutes before it came: a replay, or the sender's clock is behind.",
  too_new: "It was signed more than five minutes ahead of our clock: the sender's clock is fast.",
  unchecked: "It was refused before the signature was looked at: its type, size or shape was not right.",
};

export const stateSigns: Record<DeliveryState, Sign> = {
  waiting: { tone: "info", icon: Hourglass, word: "Waiting" },
  done: { tone: "good", icon: CircleCheck, word: "Done" },
  ignored: { tone: "plain", icon: CircleDashed, word: "Ignored" },
  held: { tone: "watch", icon: Inbox, word: "Held" },
  dead: { tone: "bad", icon: Skull, word: "Dead letter" },
  refused: { tone: "bad", icon: CircleSlash, word: "Refused" },
};

/** One line each on what a kind brings. */
export const brings: Record<SourceKind, string> = {
  standard: "Our own JSON: the five daily metrics, usage events, account facts, KPI values. From your own systems.",
  segment: "track, identify and group calls become daily active users, adoption and login frequency.",
  mixpanel: "Product events become daily active users, adoption and login frequency.",
  amplitude: "Product events become daily active users, adoption and login frequency.",
  posthog: "Product events become daily active users, adoption and login frequency.",
  stripe: "Subscriptions become ARR and renewal dates; failed payments stand in the timeline.",
  chargebee: "Subscriptions become ARR and renewal dates; failed payments stand in the timeline.",
  zendesk: "Open tickets by account, and satisfaction ratings.",
  intercom: "Open conversations by account, and ratings.",
  hubspot: "Companies, contacts and deals, into accounts and the funnel.",
  salesforce: "Accounts, contacts and opportunities, into accounts and the funnel.",
  github: "Issues become open tickets; other activity becomes usage.",
  custom: "Any JSON: you say which path becomes which field, and try it on what came.",
};

/** Bytes, as people say them. */
export const sizeWords = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** Milliseconds, as people say them. */
export const waitWords = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** `daily_active_users` → `Daily active users`. */
export const fieldWords = (field: string): string => {
  const words = field.replaceAll("_", " ").replace(/\b(arr|nps|kpi|mrr)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const subjects: Record<DeliveryChange["what"], string> = {
  metric: "Metric",
  usage: "Usage",
  account: "Account",
  ticket: "Ticket",
  contract: "Contract",
  feedback: "Feedback",
  event: "Timeline",
  link: "Link",
  kpi: "KPI",
  contact: "Contact",
};

/** What a change is about, without its values. */
export const subjectOf = ({ what, field, date }: DeliveryChange): string =>
  `${field === null || field === "" ? subjects[what] : fieldWords(field)}${date === null ? "" : ` · ${date}`}`;

/** Sums come as text with their cents: `445000.00`. */
const sumOf = (text: string): number | null => (/^-?\d+\.\d{2}$/.test(text) ? Number(text) : null);

export const valueWords = (value: string | number | null): string => {
  if (value === null || value === "") return "none";
  const number = typeof value === "number" ? value : sumOf(value);
  return number === null ? String(value) : number.toLocaleString();
};

/** What it did to it, in a line: `Daily active users 42 → 80`, `Product: Invited a colleague`. */
export const changeWords = (change: DeliveryChange): string => {
  const { before, after, account_name } = change;
  const words = typeof after === "string" && sumOf(after) === null;
  const subject = account_name === null ? "" : `${subjectOf({ ...change, date: null })}${words ? ":" : ""} `;
  if (before === null) return `${subject}${after === null ? whyWords(change.why) : valueWords(after)}`;
  return before === after
    ? `${subject}${valueWords(after)}, as before`
    : `${subject}${valueWords(before)} → ${valueWords(after)}`;
};

/** Where the thing that a change is about can be seen, or null. */
export const placeOf = (circle: string, { what, account_id, record }: DeliveryChange): string | null => {
  if (what === "kpi") return record === null ? null : `/c/${circle}/kpis/${record}`;
  if (what === "contact") return record === null ? null : `/c/${circle}/contacts/${record}`;
  return account_id === null ? null : `/c/${circle}/accounts/${account_id}`;
};

/** JSON set out over lines; what is no JSON as it came. */
export const prettyBody = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

/** The instant with its seconds, for logs. */
const clock = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
export const logTime = (at: string): string => clock.format(Date.parse(at));

/** When something comes: `now`, `in 4 min`. `now` in milliseconds. */
export const untilWords = (at: string, now: number): string => {
  const left = Date.parse(at) - now;
  if (left < 5_000) return "now";
  return left < 60_000 ? `in ${Math.round(left / 1_000)} s` : `in ${relativeTime(now, now + left)}`;
};

export const messageStates = ["delivered", "waiting", "dead"] as const satisfies readonly MessageState[];
export const messageWords: Record<MessageState, string> = {
  delivered: "Delivered",
  waiting: "Waiting",
  dead: "Dead letters",
};

/** What a message is about: the record's own name, else its id. */
export const recordOf = ({ body, record_id }: Message): string => {
  const { object } = (body["data"] ?? {}) as { object?: Record<string, unknown> | null };
  const name = object?.["name"] ?? object?.["title"] ?? object?.["content"];
  return typeof name === "string" && name !== "" ? name : record_id;
};
