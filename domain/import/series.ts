/** A daily series as files write it: which column is what, and what a row says. [KP15] */
import { readAmount, writeAmount } from "../amount.ts";
import type { DateOrder } from "./field.ts";
import { orderOfDates, readDate } from "./date.ts";

export const seriesFields = ["date", "year", "month", "day", "value"] as const;
export type SeriesField = (typeof seriesFields)[number];
/** The column of each field; null where the file has none. */
export type SeriesMapping = Record<SeriesField, number | null>;

const words: Record<SeriesField, RegExp> = {
  date: /^(date|datum|day_?date|recorded(_at|_on)?|time(stamp)?|datetime|period|ds)$/,
  year: /^(year|yr|yyyy|jahr)$/,
  month: /^(month|mon|mm|monat)$/,
  day: /^(day|dd|tag|(date|day)_of_(the_)?month|dom)$/,
  value: /^(value|current_value|amount|total|count|y|wert)$/,
};

/** Numbers that name a day of the week or a row are no values. */
const notValues = /^(day_?of_?(the_)?(week|year)|weekday|dow|week(_?(number|no))?|quarter|id|index|row|#|)$/;

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");

/** `1,234.50`, `1.234,50 €`, `(12)` no. Null when it is no number or could be read two ways. */
export const readNumber = (text: string): string | null => {
  const bare = text.replaceAll(/[\s\u00a0\u202f'$€£%]/g, "");
  const [comma, dot] = [bare.lastIndexOf(","), bare.lastIndexOf(".")];
  if (comma >= 0 && dot >= 0) return comma > dot ? grouped(bare, ".", ",") : grouped(bare, ",", ".");
  if (comma < 0) return bare;
  return /^[+-]?\d{1,3}(,\d{3})+$/.test(bare)
    ? bare.replaceAll(",", "")
    : bare.indexOf(",") === comma
      ? bare.replace(",", ".")
      : null;
};

const grouped = (text: string, group: "," | ".", decimal: "," | "."): string | null => {
  const [whole = "", rest = "", more] = text.split(decimal);
  return more === undefined && new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+$`).test(whole)
    ? `${whole.replaceAll(group, "")}.${rest}`
    : null;
};

const isNumber = (text: string): boolean => {
  try {
    readAmount(readNumber(text) ?? "");
    return true;
  } catch {
    return false;
  }
};

/** The columns as far as names and values tell; `value` falls to the column with the KPI's name or the only one left with numbers. */
export const guessSeries = (
  names: readonly string[],
  sample: readonly (readonly string[])[],
  kpi: string,
): SeriesMapping => {
  const found = Object.fromEntries(
    seriesFields.map((field) => {
      const at = names.findIndex((name) => words[field].test(plain(name)));
      return [field, at < 0 ? null : at];
    }),
  ) as SeriesMapping;
  const cells = (at: number): string[] => sample.map((row) => row[at] ?? "").filter((cell) => cell.trim() !== "");
  const all = (at: number, test: (cell: string) => boolean): boolean => cells(at).length > 0 && cells(at).every(test);
  const parts = found.year !== null && found.month !== null && found.day !== null;
  if (found.date === null && !parts) {
    const at = names.findIndex((_, index) =>
      all(index, (cell) => !isNumber(cell) && readDate(cell.trim(), "dmy") !== null),
    );
    found.date = at < 0 ? null : at;
  }
  if (found.date !== null) Object.assign(found, { year: null, month: null, day: null });
  if (found.value === null) {
    const free = names
      .map((_, at) => at)
      .filter(
        (at) => !Object.values(found).includes(at) && !notValues.test(plain(names[at] ?? "")) && all(at, isNumber),
      );
    found.value =
      free.find((at) => plain(names[at] ?? "") === plain(kpi)) ?? (free.length === 1 ? (free[0] ?? null) : null);
  }
  return found;
};

/** What a row says: a day (`2026-11-20`) with the time of day in milliseconds, or an instant where the file names the zone. */
export interface SeriesRow {
  date: string;
  time: number;
  instant: number | null;
  value: string;
}

const zoned = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/i;
const day = 24 * 60 * 60_000;

/** How the rows of one file are read. A refusal is a sentence. */
export const seriesReader = (
  mapping: SeriesMapping,
  sample: readonly (readonly string[])[],
): ((cells: readonly string[]) => SeriesRow | string) => {
  const of = (cells: readonly string[], field: SeriesField): string =>
    mapping[field] === null ? "" : (cells[mapping[field]] ?? "").trim();
  const order: DateOrder | null = orderOfDates(sample.map((cells) => of(cells, "date")));
  const dateOf = (cells: readonly string[]): { at: number; text: string } | string => {
    const text =
      mapping.date === null ? `${of(cells, "year")}-${of(cells, "month")}-${of(cells, "day")}` : of(cells, "date");
    const at = readDate(text, order);
    if (at !== null) return { at, text };
    return text.replaceAll("-", "") === ""
      ? "The date is missing."
      : "The date does not exist or could be read two ways.";
  };
  return (cells) => {
    const found = dateOf(cells);
    if (typeof found === "string") return found;
    const text = of(cells, "value");
    if (text === "") return "The value is missing.";
    try {
      const value = writeAmount(readAmount(readNumber(text) ?? ""));
      const date = new Date(found.at).toISOString().slice(0, 10);
      const time = ((found.at % day) + day) % day;
      return { date, time, instant: time > 0 && zoned.test(found.text) ? found.at : null, value };
    } catch (error) {
      return `The value cannot be kept. ${(error as Error).message}`;
    }
  };
};
