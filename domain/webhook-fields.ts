/** Our own field names as a stranger may send them, checked: the standard source and custom mappings both end here. [D8] */
import { type UsageField, industries, segments, usageFields } from "./account-words.ts";
import { readAmount } from "./amount.ts";
import { Email } from "./contact.ts";
import { stages, statuses } from "./funnel.ts";
import { dayOf, type Reader, readDay, readInstant, shown } from "./payload.ts";
import { fold } from "./text.ts";
import type { AccountFacts, AccountName, Change, RecordFields } from "./webhook-change.ts";
import type { RuleTarget } from "./webhook-words.ts";

export type Flat = Record<string, unknown>;

/** What stands for what the payload leaves out: the instant it was signed or received, and the event's own id. */
export interface Usual {
  at: number;
  id: string;
}

/** A text, or a number as text; undefined when there is none. */
export const textOf = (value: unknown, most = 255): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, most) || undefined : undefined;

const numberOf = (value: unknown): number =>
  typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;

/** An object names an account by `id` or `external_id` and `name`; a text by either. */
export const accountIn = (flat: Flat): AccountName => {
  const { account, account_name, user, user_id } = flat;
  const given =
    account !== null && typeof account === "object" ? (account as Flat) : { id: account, name: account_name };
  return {
    key: textOf(given["id"]) ?? textOf(given["external_id"]),
    name: textOf(given["name"]) ?? textOf(account_name),
    user: textOf(user) ?? textOf(user_id),
  };
};

interface Bounds {
  least: number;
  most: number;
  whole: boolean;
  says: string;
}
const bounds: Record<UsageField, Bounds> = {
  daily_active_users: { least: 0, most: 1e9, whole: true, says: "Must be a whole number from 0." },
  feature_adoption_rate: { least: 0, most: 1, whole: false, says: "Must be a number from 0 to 1." },
  support_tickets_open: { least: 0, most: 1e9, whole: true, says: "Must be a whole number from 0." },
  nps_score: { least: -100, most: 100, whole: false, says: "Must be a number from -100 to 100, or null." },
  login_frequency: { least: 0, most: 1, whole: false, says: "Must be a number from 0 to 1." },
};

const metricsFrom = (reader: Reader, flat: Flat, account: AccountName, at: number): Change | null => {
  const values: Partial<Record<UsageField, number | null>> = {};
  for (const field of usageFields) {
    const given = flat[field];
    if (given === undefined || given === "") continue;
    if (given === null) {
      values[field] = null;
      continue;
    }
    const { least, most, whole, says } = bounds[field];
    const value = numberOf(given);
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) reader.wrong(field, says);
    else values[field] = value;
  }
  const date = flat["date"] === undefined ? dayOf(at) : readDay(flat["date"]);
  if (date === null) reader.wrong("date", "Must be a date such as 2026-11-20.");
  if (usageFields.every((field) => flat[field] === undefined || flat[field] === ""))
    reader.wrong("", "Holds none of the five metrics.");
  return date === null ? null : { what: "metrics", account, at, date, values };
};

/** The one of a closed list that a text means, whatever its case; undefined when it is none. */
const among = <Word extends string>(words: readonly Word[], given: string): Word | undefined =>
  words.find((word) => fold(word) === fold(given.replaceAll(" ", word.includes("_") ? "_" : " ")));

/** An amount in hundredths. Vendors compute, so more than two decimals are rounded. */
export const amountFrom = (value: unknown): number | null => {
  const number = numberOf(value);
  if (!Number.isFinite(number) || number < 0 || number > 9e12) return null;
  try {
    return readAmount(number.toFixed(2));
  } catch {
    return null;
  }
};

const factsFrom = (reader: Reader, flat: Flat, account: AccountName, at: number): Change => {
  // A name finds or makes an account and never renames one: what it is called here, people say.
  const facts: AccountFacts = {};
  for (const [field, times] of [
    ["mrr", 12],
    ["arr", 1],
  ] as const) {
    if (flat[field] === undefined || flat[field] === null) continue;
    const amount = amountFrom(flat[field]);
    if (amount === null) reader.wrong(field, "Must be a number from 0.");
    else facts.arr = amount * times;
  }
  if (flat["renewal_date"] !== undefined) {
    const day = flat["renewal_date"] === null ? null : readDay(flat["renewal_date"]);
    if (day === null && flat["renewal_date"] !== null)
      reader.wrong("renewal_date", "Must be a date such as 2026-11-20.");
    else facts.renewal_date = day;
  }
  const segment = textOf(flat["segment"]);
  if (segment !== undefined) {
    const known = among(segments, segment);
    if (known === undefined) reader.wrong("segment", `Must be one of: ${segments.join(", ")}.`);
    else facts.segment = known;
  }
  const industry = textOf(flat["industry"]);
  // Every vendor has a list of its own: what is not in ours is something else.
  if (industry !== undefined) facts.industry = among(industries, industry) ?? "other";
  const region = textOf(flat["region"]);
  if (region !== undefined) facts.region = region;
  if (flat["seats"] !== undefined && flat["seats"] !== null) {
    const seats = numberOf(flat["seats"]);
    if (!Number.isInteger(seats) || seats < 1 || seats > 10_000_000)
      reader.wrong("seats", "Must be a whole number from 1.");
    else facts.seats = seats;
  }
  return { what: "facts", account, at, facts };
};

const recordTexts = ["name", "first_name", "last_name", "email", "phone", "company", "notes"] as const;

/** What is no e-mail address, and what is too long for a telephone number, is left out: vendors keep anything there. */
export const recordFrom = (flat: Flat, kind: "contact" | "deal", id: string, at: number): Change => {
  const fields: RecordFields = {};
  for (const field of recordTexts) {
    const text = textOf(flat[field], field === "notes" ? 20_000 : 255);
    if (text === undefined) continue;
    if (field === "email" && !Email.safeParse(text).success) continue;
    if (field === "phone" && text.length > 20) continue;
    fields[field] = text;
  }
  const status = textOf(flat["status"]);
  if (status !== undefined) Object.assign(fields, { status: among(statuses, status) });
  const stage = textOf(flat["funnel_stage"]);
  if (stage !== undefined) Object.assign(fields, { funnel_stage: among(stages, stage) });
  return { what: "record", at, kind, id, fields };
};

const closedWords = new Set(["closed", "solved", "resolved", "done", "false", "no", "0"]);

const isOpen = (flat: Flat): boolean => {
  const word = flat["open"] ?? flat["status"];
  return word === undefined || word === null ? true : !closedWords.has(String(word).trim().toLowerCase());
};

/** One change from fields that bear our own names; null when something is wrong, which the reader was told. */
export const changeFrom = (reader: Reader, makes: RuleTarget, flat: Flat, usual: Usual): Change | null => {
  const said = flat["at"] ?? flat["timestamp"];
  const at = said === undefined || said === null ? usual.at : readInstant(said);
  if (at === null) {
    reader.wrong("at", "Must be an instant such as 2026-11-20T09:30:00Z.");
    return null;
  }
  const account = accountIn(flat);
  const id = textOf(flat["id"]) ?? usual.id;
  const named = account.key !== undefined || account.name !== undefined || account.user !== undefined;
  if (!named && makes !== "kpi" && makes !== "contact") {
    reader.wrong("account", "Must say which account it is about.");
    return null;
  }
  switch (makes) {
    case "usage":
      return { what: "usage", account, at, user: account.user ?? null, feature: textOf(flat["feature"]) ?? null };
    case "metrics":
      return metricsFrom(reader, flat, account, at);
    case "facts":
      return factsFrom(reader, flat, account, at);
    case "ticket": {
      const opened_at = readInstant(flat["opened_at"]);
      return { what: "ticket", account, at, id, open: isOpen(flat), opened_at, title: textOf(flat["title"]) ?? null };
    }
    case "feedback": {
      const title = textOf(flat["title"]) ?? "Feedback";
      return { what: "feedback", account, at, id, title, description: textOf(flat["description"], 20_000) ?? "" };
    }
    case "kpi":
      return kpiFrom(reader, flat, at);
    case "contact":
      return recordFrom(flat, "contact", id, at);
    case "event":
      return {
        what: "event",
        account,
        at,
        id,
        kind: textOf(flat["kind"], 60) ?? "custom",
        title: textOf(flat["title"]) ?? shown(flat),
      };
  }
};

const kpiFrom = (reader: Reader, flat: Flat, at: number): Change | null => {
  const [kpi, value] = [textOf(flat["kpi"]), textOf(flat["value"])];
  if (kpi === undefined) reader.wrong("kpi", "Must be the KPI's name or id.");
  try {
    readAmount(value);
  } catch (error) {
    reader.wrong("value", (error as Error).message);
    return null;
  }
  return kpi === undefined || value === undefined ? null : { what: "kpi", at, kpi, value };
};
