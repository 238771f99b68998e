/** The interface's compound `filter` of accounts: conditions on fields, joined by all, any and not, and what they mean. [A4] */
import type { BookAccount } from "./account.ts";
import { healthSources, industries, segments, sentiments } from "./account-words.ts";
import { type Amount, readAmount } from "./amount.ts";
import { dateAfter } from "./days.ts";
import { buckets } from "./health.ts";
import { wrong } from "./problem.ts";
import { fold } from "./text.ts";

/** Fields that take one of a closed list of words. */
export const wordFields = {
  industry: industries,
  segment: segments,
  health_bucket: [...buckets, "unknown"],
  health_source: healthSources,
  sentiment: sentiments,
} as const satisfies Partial<Record<keyof BookAccount, readonly string[]>>;
export const textFields = ["name", "region", "owner"] as const;
export const numberFields = [
  "arr",
  "number",
  "seats",
  "health_value",
  "computed_value",
  "open_feedback",
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
] as const;
/** Days, or times, which count as their UTC day. */
export const dayFields = ["renewal_date", "date", "last_meeting_at", "created_at", "updated_at"] as const;

export type WordField = keyof typeof wordFields;
export type TextField = (typeof textFields)[number];
export type NumberField = (typeof numberFields)[number];
export type DayField = (typeof dayFields)[number];

export type Condition =
  /** `is`: one of these. */
  | { field: WordField; is: string[] }
  /** Whatever its case; `has` is part of it. */
  | { field: TextField; is: string[] }
  | { field: TextField; has: string }
  /** Both ends belong to it. `arr` is in hundredths here, in whole units outside. */
  | { field: NumberField; from?: number; to?: number }
  | { field: DayField; from?: string; to?: string }
  /** From today, so many days ahead (or, negative, back). */
  | { field: DayField; within: number }
  | { field: WordField | TextField | NumberField | DayField; empty: boolean };

export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter };

/** More would not fit into one statement, nor into anybody's head. */
const mostConditions = 24;
const mostDepth = 6;
const mostValues = 100;

const isWord = (field: string): field is WordField => Object.hasOwn(wordFields, field);
const isText = (field: string): field is TextField => (textFields as readonly string[]).includes(field);
const isNumber = (field: string): field is NumberField => (numberFields as readonly string[]).includes(field);
const isDay = (field: string): field is DayField => (dayFields as readonly string[]).includes(field);
const fields = [...Object.keys(wordFields), ...textFields, ...numberFields, ...dayFields];

const refuse = (message: string) => wrong("filter", message);

const dayForm = /^\d{4}-\d{2}-\d{2}$/;
export const isDate = (text: unknown): text is string =>
  typeof text === "string" &&
  dayForm.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

const wordOf = (field: WordField, text: string): string => {
  const known = wordFields[field].find((word) => fold(word) === fold(text));
  if (known === undefined) throw refuse(`${field} must be one of: ${wordFields[field].join(", ")}.`);
  return known;
};

const texts = (field: string, given: unknown): string[] => {
  const list = typeof given === "string" ? [given] : given;
  if (!Array.isArray(list) || list.length > mostValues || !list.every((one) => typeof one === "string"))
    throw refuse(`${field} is a text, or a list of at most ${mostValues} texts.`);
  return list;
};

const amountOf = (given: unknown): Amount => {
  try {
    return readAmount(given);
  } catch (error) {
    throw refuse(`arr: ${(error as Error).message}`);
  }
};

const numberOf = (field: NumberField, given: unknown): number => {
  if (field === "arr") return amountOf(given);
  if (typeof given !== "number" || !Number.isFinite(given)) throw refuse(`${field} must be a number.`);
  return given;
};

const dayOf = (field: DayField, given: unknown): string => {
  if (!isDate(given)) throw refuse(`${field} must be a date such as 2026-11-20.`);
  return given;
};

const ends = <Value>(node: Record<string, unknown>, read: (given: unknown) => Value) => ({
  ...(node["from"] === undefined ? {} : { from: read(node["from"]) }),
  ...(node["to"] === undefined ? {} : { to: read(node["to"]) }),
});

const readCondition = (node: Record<string, unknown>): Condition => {
  const { field } = node;
  if (typeof field !== "string" || !fields.includes(field)) throw refuse(`field must be one of: ${fields.join(", ")}.`);
  const said = Object.keys(node).filter((key) => key !== "field");
  const only = (...keys: string[]): boolean => said.length > 0 && said.every((key) => keys.includes(key));
  if (only("empty") && typeof node["empty"] === "boolean") return { field: field as NumberField, empty: node["empty"] };
  if (isWord(field) && only("is")) return { field, is: texts(field, node["is"]).map((text) => wordOf(field, text)) };
  if (isText(field) && only("is")) return { field, is: texts(field, node["is"]) };
  if (isText(field) && only("has") && typeof node["has"] === "string") return { field, has: node["has"] };
  if (isNumber(field) && only("from", "to")) return { field, ...ends(node, (given) => numberOf(field, given)) };
  if (isDay(field) && only("from", "to")) return { field, ...ends(node, (given) => dayOf(field, given)) };
  if (isDay(field) && only("within")) {
    const { within } = node;
    if (!Number.isInteger(within) || Math.abs(Number(within)) > 36_600) throw refuse("within is a number of days.");
    return { field, within: Number(within) };
  }
  const kinds = isWord(field) ? "is" : isText(field) ? "is, has" : isNumber(field) ? "from, to" : "from, to, within";
  throw refuse(`${field} takes ${kinds} or empty.`);
};

/** Reads what a client sent; refuses with `errors.filter`. */
export const readFilter = (given: unknown): Filter => {
  let conditions = 0;
  const read = (node: unknown, depth: number): Filter => {
    if (node === null || typeof node !== "object" || Array.isArray(node)) throw refuse("Must be an object.");
    if (depth > mostDepth) throw refuse(`May be nested ${mostDepth} deep at most.`);
    const one = node as Record<string, unknown>;
    const [join = "", more] = Object.keys(one);
    if (more === undefined && (join === "all" || join === "any")) {
      const parts = one[join];
      if (!Array.isArray(parts)) throw refuse(`${join} takes a list.`);
      const inner = parts.map((part) => read(part, depth + 1));
      return join === "all" ? { all: inner } : { any: inner };
    }
    if (more === undefined && join === "not") return { not: read(one["not"], depth + 1) };
    conditions += 1;
    if (conditions > mostConditions) throw refuse(`May have at most ${mostConditions} conditions.`);
    return readCondition(one);
  };
  return read(given, 1);
};

/** The UTC day of a day or of a time. */
const asDay = (value: string | number): string =>
  typeof value === "string" ? value : new Date(value).toISOString().slice(0, 10);

/** The days that `within` means. */
export const daysWithin = (within: number, today: string): { from: string; to: string } => {
  const other = dateAfter(today, within);
  return within < 0 ? { from: other, to: today } : { from: today, to: other };
};

const meets = (condition: Condition, account: BookAccount, today: string): boolean => {
  const value = account[condition.field];
  if ("empty" in condition) return (value === null) === condition.empty;
  if (value === null) return false;
  if ("is" in condition) return condition.is.some((one) => fold(one) === fold(String(value)));
  if ("has" in condition) return fold(String(value)).includes(fold(condition.has));
  const { from, to } = "within" in condition ? daysWithin(condition.within, today) : condition;
  const compared = isDay(condition.field) ? asDay(value) : (value as number);
  return (from === undefined || compared >= from) && (to === undefined || compared <= to);
};

/** True for an account that belongs to the list. What is empty meets no condition but `empty`. */
export const matches = (filter: Filter, account: BookAccount, today: string): boolean => {
  if ("all" in filter) return filter.all.every((part) => matches(part, account, today));
  if ("any" in filter) return filter.any.some((part) => matches(part, account, today));
  if ("not" in filter) return !matches(filter.not, account, today);
  return meets(filter, account, today);
};
