/** Outgoing webhooks: which events there are, who may hear them, where they may go, and when they are tried again. [WO1] [WO2] [WO5] */
import * as z from "zod/mini";
import { text } from "./contact.ts";

/** Everything an endpoint can hear of. `test` is what the button sends. */
export const hookEvents = [
  "contact.created",
  "contact.changed",
  "contact.moved",
  "contact.deleted",
  "note.added",
  "kpi.created",
  "kpi.changed",
  "kpi.recorded",
  "kpi.deleted",
  "account.created",
  "account.changed",
  "account.deleted",
  "account.restored",
  "account.health_changed",
  "feedback.added",
  "feedback.changed",
  "feedback.deleted",
  "meeting.added",
  "meeting.changed",
  "meeting.deleted",
] as const;
export type HookEvent = (typeof hookEvents)[number];

const families = [...new Set(hookEvents.map((event) => event.slice(0, event.indexOf("."))))];

/** What a filter may say: everything, a family such as `contact.*`, or one event. */
export const hookFilters: readonly string[] = ["*", ...families.map((family) => `${family}.*`), ...hookEvents];

/** [WO2] */
export const hears = (filters: readonly string[], event: string): boolean =>
  filters.some(
    (filter) => filter === "*" || filter === event || (filter.endsWith(".*") && event.startsWith(filter.slice(0, -1))),
  );

/** Waits before each try, in milliseconds from the one before: about three days in all. [WO5] */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
export const hookWaits: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** An endpoint that only failed for so long is spoken of; when a message is given up it is paused. [WO7] */
export const warnAfter = 24 * hour;

/** Both secrets sign for so long after a rotation. */
export const rotationGrace = 24 * hour;

const privateV4 = (host: string): boolean => {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (!parts) return false;
  const [a = 0, b = 0, c = 0] = parts;
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && (b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99))) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113) ||
    a >= 224
  );
};

/** The IPv4 address that an IPv6 one wraps (`::ffff:7f00:1`, `64:ff9b::7f00:1`, `2002:7f00:1::`), or null. */
const wrappedV4 = (host: string): string | null => {
  const groups =
    /^(?:::ffff:|::|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host) ??
    /^2002:([0-9a-f]{1,4}):([0-9a-f]{1,4}):/.exec(host);
  if (!groups) return null;
  const [high = 0, low = 0] = groups.slice(1).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

const privateV6 = (host: string): boolean => {
  if (!host.includes(":")) return false;
  const wrapped = wrappedV4(host);
  if (wrapped !== null) return privateV4(wrapped);
  return host === "::" || host === "::1" || /^(f[cd]|fe[89ab]|fec|ff|100:|2001:db8:)/.test(host);
};

const localName = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid)$/;

/** A web address as URLs parse it: numbers in any base and every spelling of an IP address have become one. */
export interface HookAddress {
  protocol: string;
  hostname: string;
  port: string;
  username: string;
  password: string;
}

/**
 * Why a webhook may not go to this address, or null. Outside local mode only public https addresses are taken: no
 * private, loopback, link-local or reserved ones in any spelling that URLs know, and no names of local networks. [WO3]
 */
export const whyNotSent = (url: HookAddress | null, local: boolean): string | null => {
  if (url === null) return "Must be a web address such as https://example.com/hooks.";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "Must begin with https://.";
  if (url.username !== "" || url.password !== "") return "May hold no user name or password.";
  if (local) return null;
  if (url.protocol !== "https:") return "Must begin with https://.";
  if (url.port !== "" && url.port !== "8443") return "May use the ports 443 and 8443 only.";
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (privateV4(host) || privateV6(host) || localName.test(host) || !/[.:]/.test(host))
    return "Must be a public address.";
  return null;
};

const Filters = z
  .array(
    z
      .string("Must be text.")
      .check(z.refine((filter) => hookFilters.includes(filter), `Must be one of: ${hookFilters.join(", ")}.`)),
  )
  .check(z.minLength(1, "Name at least one event, or *."), z.maxLength(hookFilters.length, "Names an event twice."));

const Address = z.string("Must be text.").check(z.maxLength(2_000, "At most 2,000 characters."));

/** Seconds for which a burst on one record is gathered into one message; 0 sends each. [WO6] */
const Gather = z.int("Must be a whole number.").check(z.minimum(0, "At least 0."), z.maximum(3_600, "At most 3,600."));

export const HookDraft = z.object({
  name: text(255, 1),
  url: Address,
  events: z._default(Filters, ["*"]),
  gather_seconds: z._default(Gather, 0),
});
export type HookDraft = z.infer<typeof HookDraft>;

export const HookChange = z.partial(
  z.object({
    name: text(255, 1),
    url: Address,
    events: Filters,
    gather_seconds: Gather,
    paused: z.boolean("Must be true or false."),
  }),
);
export type HookChange = z.infer<typeof HookChange>;

export const messageStates = ["waiting", "delivered", "dead"] as const;
export type MessageState = (typeof messageStates)[number];

/** One try: what the endpoint said, or why nothing came back. */
export interface HookTry {
  at: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  ms: number;
  /** The beginning of the answer's body, or what went wrong. */
  said: string;
}

/** What is told of a record, before it is signed. */
export interface HookBody {
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: {
    circle_id: string;
    /** The record as it was right after. Null once it is deleted. */
    object: Record<string, unknown> | null;
    /** Named fields before the change, for changes. */
    previous?: Record<string, unknown>;
    /** A person's id; null for machines. */
    actor: string | null;
    via: string;
    /** How many changes this message gathers. */
    changes: number;
  };
}

/** [WO6] A later change of the same record joins one that still waits: the newest state, the oldest values before. */
export const gathered = (earlier: HookBody, later: HookBody): HookBody => ({
  ...later,
  data: {
    ...later.data,
    ...(earlier.data.previous || later.data.previous
      ? { previous: { ...later.data.previous, ...earlier.data.previous } }
      : {}),
    changes: earlier.data.changes + later.data.changes,
  },
});
