/** Dates and times as files write them; anything that could be read two ways is not read at all. [IM8] */
import type { DateOrder } from "./field.ts";

const iso =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;
const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i;
const dayFirst = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})\.?[\s,-]+(\d{4}|\d{2})$/i;
const monthFirst = /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const yearOf = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900);

const zoneOf = (text: string | undefined): number => {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? "");
  return found ? (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000 : 0;
};

/** Unix milliseconds of a day and time that exist, else null. */
const instant = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0, ms = 0): number | null => {
  const time = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const date = new Date(time);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  return real && year >= 1900 && year < 2200 ? time : null;
};

const hourOf = (hour: number, half: string | undefined): number =>
  half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);

const readNumbers = (found: RegExpExecArray, order: DateOrder | null): number | null => {
  const [, first = "", mark, second = "", year = "", hour = "0", minute = "0", seconds = "0", half] = found;
  const [a, b] = [Number(first), Number(second)];
  // Dots are written day first everywhere; elsewhere a number above twelve or the column's order must tell.
  const days = a > 12 ? "dmy" : b > 12 ? "mdy" : a === b || mark === "." ? "dmy" : order;
  if (days !== "dmy" && days !== "mdy") return null;
  const [day, month] = days === "dmy" ? [a, b] : [b, a];
  return instant(yearOf(year), month, day, hourOf(Number(hour), half), Number(minute), Number(seconds));
};

/** [IM8] Unix milliseconds, or null when it is no date or could be read two ways. Without a zone it is UTC. */
export const readDate = (text: string, order: DateOrder | null): number | null => {
  const standard = iso.exec(text);
  if (standard) {
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone] = standard;
    const ms = Math.floor(Number(`0.${fraction}`) * 1000);
    const time = instant(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), ms);
    return time === null ? null : time - zoneOf(zone);
  }
  const plain = numbers.exec(text);
  if (plain) return readNumbers(plain, order);
  const named = dayFirst.exec(text);
  const [day, word, year] = named
    ? [named[1], named[2], named[3]]
    : (([, m, d, y]) => [d, m, y])(monthFirst.exec(text) ?? []);
  const month = months.indexOf((word ?? "").slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : instant(yearOf(year ?? ""), month, Number(day));
};

/** [IM8] The order a column's values prove: one that has a first number above twelve is day first, a second one month first. */
export const orderOfDates = (values: readonly string[]): DateOrder | null => {
  let [dmy, mdy] = [0, 0];
  for (const value of values) {
    const found = numbers.exec(value);
    if (Number(found?.[1]) > 12) dmy += 1;
    if (Number(found?.[3]) > 12) mdy += 1;
  }
  return dmy > 0 === mdy > 0 ? null : dmy > 0 ? "dmy" : "mdy";
};
