/** A file of daily usage, row by row: what each says of an account and of a day, or everything that is wrong with it. [I1] [I2] */
import { type Segment, segments, type UsageField } from "./account-words.ts";
import { segmentFrom } from "./account.ts";
import { type Amount, readAmount } from "./amount.ts";
import { unguarded } from "./csv.ts";
import { dateAt } from "./days.ts";
import type { UsageRow } from "./health.ts";
import { readDate } from "./import/date.ts";
import { wrong } from "./problem.ts";
import { fold, lengthOf } from "./text.ts";

/** [I1] In the order of the first files; any other order will do. */
export const usageColumns = [
  "account_name",
  "segment",
  "region",
  "arr",
  "date",
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
] as const;
export type UsageColumn = (typeof usageColumns)[number];

export interface UsageHeader {
  /** Place of each column; null where the file does not have it. */
  place: Record<UsageColumn, number | null>;
  names: string[];
  /** Names of columns that are not read. */
  ignored: string[];
}

const columnOf = (cell: string): string => fold(unguarded(cell.trim())).replaceAll(/[\s-]+/g, "_");

/** Any order, any case, words apart by spaces or hyphens. A missing or doubled column is `errors.file`; only NPS may be missing. */
export const readHeader = (cells: readonly string[]): UsageHeader => {
  const found = cells.map(columnOf);
  const missing = usageColumns.filter((column) => column !== "nps_score" && !found.includes(column));
  if (missing.length > 0)
    throw wrong("file", `${missing.length === 1 ? "A column is" : "Columns are"} missing: ${missing.join(", ")}.`, {
      missing_columns: missing,
    });
  const doubled = usageColumns.filter((column) => found.indexOf(column) !== found.lastIndexOf(column));
  if (doubled.length > 0) throw wrong("file", `These columns stand twice: ${doubled.join(", ")}.`);
  const place = Object.fromEntries(
    usageColumns.map((column) => [column, found.includes(column) ? found.indexOf(column) : null]),
  ) as UsageHeader["place"];
  const ignored = cells.filter(
    (cell, at) => cell.trim() !== "" && !(usageColumns as readonly (string | undefined)[]).includes(found[at]),
  );
  return { place, names: [...cells], ignored };
};

/** What a file may say of the account itself; null is silence. */
export interface UsageFacts {
  segment: Segment | null;
  region: string | null;
  arr: Amount | null;
}

export interface UsageReading extends UsageFacts {
  name: string;
  folded: string;
  day: UsageRow;
}

export interface UsageFault {
  column: UsageColumn | "row";
  message: string;
}

/** A message for a field, or the value. */
class Wrong {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const longest = 255;
const mostCounted = 1_000_000_000;
const numberForm = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const day = 24 * 60 * 60_000;

const readText = (text: string): string | null | Wrong => {
  if (text === "") return null;
  if (!text.isWellFormed() || text.includes("\0")) return new Wrong("Holds characters that are not text.");
  return lengthOf(text) > longest ? new Wrong(`May have at most ${longest} characters.`) : text;
};

const readSegment = (text: string): Segment | null | Wrong => {
  if (text === "") return null;
  return segmentFrom(text) ?? new Wrong(`Must be one of: ${segments.join(", ")}.`);
};

const readArr = (text: string): Amount | null | Wrong => {
  if (text === "") return null;
  try {
    const amount = readAmount(text);
    return amount < 0 ? new Wrong("Must not be negative.") : amount;
  } catch (error) {
    return new Wrong((error as Error).message);
  }
};

const dayOf = (instant: number): string => dateAt(instant, "UTC");

/** What to write instead of a date of another form. */
const dateHint = (text: string): string => {
  const certain = readDate(text, null);
  if (certain !== null) return `Write dates as YYYY-MM-DD: ${dayOf(certain)}.`;
  const [one, other] = [readDate(text, "dmy"), readDate(text, "mdy")];
  return one !== null && other !== null
    ? `Write dates as YYYY-MM-DD: this could be ${dayOf(one)} or ${dayOf(other)}.`
    : "Must be a date such as 2024-12-31.";
};

/** A day that exists, and has begun somewhere on Earth. */
const readDay = (text: string, now: number): string | Wrong => {
  if (text === "") return new Wrong("This field is required.");
  if (!dateForm.test(text)) return new Wrong(dateHint(text));
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text || text < "1900")
    return new Wrong("There is no such day.");
  return time > now + day ? new Wrong("Lies in the future.") : text;
};

interface Bounds {
  least: number;
  most: number;
  whole: boolean;
}
const counted: Bounds = { least: 0, most: mostCounted, whole: true };
const share: Bounds = { least: 0, most: 1, whole: false };

/** [D8] */
const bounds: Record<UsageField, Bounds> = {
  daily_active_users: counted,
  feature_adoption_rate: share,
  support_tickets_open: counted,
  nps_score: { least: -100, most: 100, whole: false },
  login_frequency: share,
};

const notNumber = (text: string): string => {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (percent) return `Must be a number: write ${text} as ${Number((Number(percent[1]) / 100).toPrecision(12))}.`;
  return /^-?\d+,\d+$/.test(text)
    ? `Must be a number: write ${text.replace(",", ".")} with a point.`
    : "Must be a number.";
};

const beyond = ({ least, most }: Bounds, value: number): string => {
  if (value < least && least === 0) return "Must not be negative.";
  return most === mostCounted ? `At most ${most.toLocaleString("en")}.` : `Must be ${least} to ${most}.`;
};

const readNumber = (text: string, field: UsageField): number | null | Wrong => {
  if (text === "") return field === "nps_score" ? null : new Wrong("This field is required.");
  if (!numberForm.test(text)) return new Wrong(notNumber(text));
  const value = Number(text);
  const within = bounds[field];
  if (!Number.isFinite(value)) return new Wrong("Is too large to be a number.");
  if (within.whole && !Number.isInteger(value)) return new Wrong("Must be a whole number.");
  // No −0: it is not another value than 0.
  return value < within.least || value > within.most ? new Wrong(beyond(within, value)) : value + 0;
};

/** More values than columns: a separator stands in a value, and nothing behind it is in its place. */
const spills = (header: UsageHeader, cells: readonly string[]): boolean =>
  cells.slice(header.names.length).some((cell) => cell.trim() !== "");

/** One row. `now` is Unix milliseconds. Every wrong column is named, not only the first. [I2] */
export const readUsage = (
  header: UsageHeader,
  cells: readonly string[],
  now: number,
): { reading: UsageReading } | { faults: UsageFault[] } => {
  if (spills(header, cells))
    return {
      faults: [{ column: "row", message: `Has ${cells.length} values for ${header.names.length} columns.` }],
    };
  const faults: UsageFault[] = [];
  const cell = (column: UsageColumn): string => {
    const place = header.place[column];
    return place === null ? "" : unguarded((cells[place] ?? "").trim()).trim();
  };
  const keep = <Value>(column: UsageColumn, read: Value | Wrong): Value | null => {
    if (!(read instanceof Wrong)) return read;
    faults.push({ column, message: read.message });
    return null;
  };
  const name = keep("account_name", readText(cell("account_name")) ?? new Wrong("This field is required."));
  const segment = keep("segment", readSegment(cell("segment")));
  const region = keep("region", readText(cell("region")));
  const arr = keep("arr", readArr(cell("arr")));
  const date = keep("date", readDay(cell("date"), now));
  const number = (field: UsageField): number | null => keep(field, readNumber(cell(field), field));
  const usage = {
    daily_active_users: number("daily_active_users"),
    feature_adoption_rate: number("feature_adoption_rate"),
    support_tickets_open: number("support_tickets_open"),
    nps_score: number("nps_score"),
    login_frequency: number("login_frequency"),
  };
  if (faults.length > 0 || name === null || date === null) return { faults };
  return { reading: { name, folded: fold(name), segment, region, arr, day: { date, ...usage } } };
};

const factNames = ["segment", "region", "arr"] as const;
type FactName = (typeof factNames)[number];

/** What files said last of an account: each fact with the day of the row that said it; null where none did. */
export type UsageSaid = {
  [Name in FactName]: { value: NonNullable<UsageFacts[Name]>; date: string } | null;
};

export const nothingSaid: UsageSaid = { segment: null, region: null, arr: null };

const eachFact = <Value>(make: (name: FactName) => Value): Record<FactName, Value> => ({
  segment: make("segment"),
  region: make("region"),
  arr: make("arr"),
});

/** [IG5] The later day has the word; of one day, the later row. A blank says nothing. */
export const saidAfter = (before: UsageSaid, { day: { date }, ...facts }: UsageFacts & { day: UsageRow }): UsageSaid =>
  eachFact((name) => {
    const value = facts[name];
    const last = before[name];
    return value === null || (last !== null && last.date > date) ? last : { value, date };
  }) as UsageSaid;

/** [IG5] What is news: a fact of which files said something else before, or nothing. What people made of it since does not count. */
export const newsOf = (before: UsageSaid, after: UsageSaid): Partial<UsageFacts> =>
  Object.fromEntries(
    factNames.flatMap((name) => {
      const fact = after[name];
      return fact === null || fact.value === before[name]?.value ? [] : [[name, fact.value]];
    }),
  );
