/** Calendar days in a circle's own time zone. [KP14] */

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timeZone, format);
  }
  return format;
};

export const isTimeZone = (text: string): boolean => {
  try {
    return formatOf(text).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

/** `2026-11-20`: the date on the wall at this instant. */
export const dateAt = (instant: number, timeZone: string): string => formatOf(timeZone).format(instant);

const day = 24 * 60 * 60_000;

/** The same as the number of days since 1970-01-01. */
export const dayAt = (instant: number, timeZone: string): number =>
  Math.floor((timeZone === "UTC" ? instant : Date.parse(dateAt(instant, timeZone))) / day);

/** `2026-11-20`, from days since 1970-01-01. */
export const dateOfDay = (days: number): string => new Date(days * day).toISOString().slice(0, 10);

/** The first instant of a date: its midnight, or, where a clock change skips midnight, what comes instead. */
export const startOfDate = (date: string, timeZone: string): number => {
  if (timeZone === "UTC") return Date.parse(date);
  // No zone is more than 14 hours off; between these two the date begins once, and seconds are enough.
  let before = Date.parse(date) - 15 * 60 * 60_000;
  let after = Date.parse(date) + 15 * 60 * 60_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateAt(middle, timeZone) < date) before = middle;
    else after = middle;
  }
  return after;
};

/** The date so many days later. */
export const dateAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);

export interface Day {
  date: string;
  /** First instant of the day, and of the one after it. */
  from: number;
  until: number;
}

/** The days that began at or after `since` and have ended by `now`, oldest first, at most `most` (the newest). */
export const daysEnded = (since: number, now: number, timeZone: string, most = 400): Day[] => {
  const today = dateAt(now, timeZone);
  const days: Day[] = [];
  for (let date = dateAt(Math.max(since, now - most * day), timeZone); date < today; date = dateAfter(date)) {
    const from = startOfDate(date, timeZone);
    const until = startOfDate(dateAfter(date), timeZone);
    // A zone that crosses the date line skips a day whole.
    if (from >= since && until > from) days.push({ date, from, until });
  }
  return days;
};
