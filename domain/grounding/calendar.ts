/** Dates in prose: how they are written, and where a sentence names one. [GR4] */
import { months } from "../month-names.ts";

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

const dayLength = 86_400_000;

/** `20 November 2026`. */
export const sayDate = (date: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
};

/** Whole days from one date to another; negative when it lies before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

const pad = (number: number): string => String(number).padStart(2, "0");
const monthStart = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);

/** Where a sentence names dates, and what they may be: every day from `from` to `until`. Two spans when it can be read two ways. */
export interface DateMention {
  at: number;
  length: number;
  spans: { from: string; until: string }[];
  /** Without a year: only month and day count. */
  yearless?: true;
}

const monthWord = months
  .map((month) => (month.length > 3 ? `${month.slice(0, 3)}(?:${month.slice(3)}|t)?\\.?` : month))
  .join("|");
const monthIndex = (word: string): number => months.findIndex((month) => month.slice(0, 3) === word.slice(0, 3));
const dayWord = "(\\d{1,2})(?:st|nd|rd|th)?";

const daySpan = (year: number, month: number, day: number): { from: string; until: string } => {
  const date = `${year}-${pad(month + 1)}-${pad(day)}`;
  return { from: date, until: date };
};
const monthsSpan = (year: number, month: number, length: number): { from: string; until: string } => ({
  from: monthStart(year, month),
  until: new Date(Date.UTC(year, month + length, 0)).toISOString().slice(0, 10),
});

type Reading = (match: RegExpExecArray, today: string) => DateMention["spans"];

const yearOf = (text: string | undefined, today: string): number => Number(text ?? today.slice(0, 4));

/** A week begins on Monday. */
const weekOf = (today: string, weeks: number): { from: string; until: string } => {
  const monday = Date.parse(today) - ((new Date(today).getUTCDay() + 6) % 7) * dayLength + weeks * 7 * dayLength;
  const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return { from: iso(monday), until: iso(monday + 6 * dayLength) };
};
const dayAway = (today: string, days: number): { from: string; until: string } => {
  const date = new Date(Date.parse(today) + days * dayLength).toISOString().slice(0, 10);
  return { from: date, until: date };
};

const trailing = (today: string, days: number): { from: string; until: string } => ({
  from: new Date(Date.parse(today) - days * dayLength).toISOString().slice(0, 10),
  until: today,
});

const periodOf = (word: string, shift: number, today: string): DateMention["spans"] => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  // "Last week" is the calendar's week before, or the seven days behind us; people mean either.
  const behind = shift < 0 ? { week: 7, month: 31, quarter: 92, year: 366 }[word] : undefined;
  const calendar =
    word === "week"
      ? weekOf(today, shift)
      : word === "month"
        ? monthsSpan(year, month + shift, 1)
        : word === "quarter"
          ? monthsSpan(year, month - (month % 3) + 3 * shift, 3)
          : monthsSpan(year + shift, 0, 12);
  return behind === undefined ? [calendar] : [calendar, trailing(today, behind)];
};

const readings: readonly (readonly [pattern: RegExp, read: Reading, yearless?: (match: RegExpExecArray) => boolean])[] =
  [
    [
      /\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?\b/g,
      ([, year, month, day]) => [daySpan(Number(year), Number(month) - 1, Number(day))],
    ],
    [
      new RegExp(`\\b${dayWord} (?:of )?(${monthWord})(?:,? (\\d{4}))?\\b`, "g"),
      ([, day, month, year], today) => [daySpan(yearOf(year, today), monthIndex(month ?? ""), Number(day))],
      ([, , , year]) => year === undefined,
    ],
    [
      new RegExp(`\\b(${monthWord}) ${dayWord}(?!\\d|,\\d{3}|%)(?:,? (\\d{4}))?\\b`, "g"),
      ([, month, day, year], today) => [daySpan(yearOf(year, today), monthIndex(month ?? ""), Number(day))],
      ([, , , year]) => year === undefined,
    ],
    [
      /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g,
      ([, one, other, year]) => [
        daySpan(Number(year), Number(one) - 1, Number(other)),
        daySpan(Number(year), Number(other) - 1, Number(one)),
      ],
    ],
    [
      new RegExp(`\\b(${monthWord}),? (\\d{4})\\b`, "g"),
      ([, month, year]) => [monthsSpan(Number(year), monthIndex(month ?? ""), 1)],
    ],
    // Before a capital M alone "May" may be the verb; "in May" is the month.
    [
      new RegExp(
        `(?:\\b(?:in|since|until|by|of|early|late|mid|last|next|this|from|for|to|and) |mid-)(${monthWord})\\b`,
        "g",
      ),
      ([, month], today) => [monthsSpan(yearOf(undefined, today), monthIndex(month ?? ""), 1)],
      () => true,
    ],
    [
      /\bQ([1-4])(?:,? (?:of )?(\d{4}))?\b/g,
      ([, quarter, year], today) => [monthsSpan(yearOf(year, today), (Number(quarter) - 1) * 3, 3)],
      ([, , year]) => year === undefined,
    ],
    [
      /\b(?:in|of|since|by|until|during|for|FY|fiscal year|year) ?((?:19|20)\d{2})\b(?![,.]?\d|%)/g,
      ([, year]) => [monthsSpan(Number(year), 0, 12)],
    ],
    [
      /\b(last|past|previous|this|current|next|coming) (week|month|quarter|year)\b/g,
      ([, which = "", word = ""], today) =>
        periodOf(word, /last|past|previous/.test(which) ? -1 : /next|coming/.test(which) ? 1 : 0, today),
    ],
    [/\byesterday\b/gi, (_match, today) => [dayAway(today, -1)]],
    [/\btomorrow\b/gi, (_match, today) => [dayAway(today, 1)]],
  ];

/** Every place that names a date, longest reading first; places do not overlap. Weekdays stand apart, see `weekdaysIn`. */
export const datesIn = (text: string, today: string): DateMention[] => {
  const found: DateMention[] = [];
  for (const [pattern, read, isYearless] of readings) {
    for (const match of text.matchAll(pattern)) {
      const [at, length] = [match.index, match[0].length];
      if (found.some((other) => at < other.at + other.length && other.at < at + length)) continue;
      const yearless = isYearless?.(match) ?? false;
      found.push({
        at,
        length,
        spans: read(match, today),
        ...(yearless ? { yearless: true as const } : {}),
      });
    }
  }
  return found.toSorted((one, other) => one.at - other.at);
};

/** Weekdays that a sentence names, as numbers from Sunday. */
export const weekdaysIn = (text: string): { at: number; length: number; weekday: number }[] =>
  weekdays.flatMap((word, weekday) =>
    [...text.matchAll(new RegExp(`\\b${word}s?\\b`, "g"))].map((match) => ({
      at: match.index,
      length: match[0].length,
      weekday,
    })),
  );

/** True when one of these dates lies in what the sentence names. Unreadable dates (31 June) never do. */
export const isAmong = ({ spans, yearless }: DateMention, dates: readonly string[]): boolean =>
  spans.some(({ from, until }) =>
    dates.some((date) =>
      yearless ? from.slice(5) <= date.slice(5) && date.slice(5) <= until.slice(5) : from <= date && date <= until,
    ),
  );
