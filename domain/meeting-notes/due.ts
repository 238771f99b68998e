/** By when something was promised, from the words of the promise and the day of the meeting. [MN2] */
import { dateAfter } from "../days.ts";
import { datesIn, weekdaysIn } from "../grounding/calendar.ts";
import { quantitiesIn } from "../grounding/quantities.ts";

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

const endOf = (unit: string, next: boolean, today: string): string => {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1];
  const lastDay = (y: number, m: number): string => new Date(Date.UTC(y, m + 1, 0)).toISOString().slice(0, 10);
  const shift = next ? 1 : 0;
  if (unit === "day") return dateAfter(today, shift);
  // A working week ends on Friday.
  if (unit === "week") return dateAfter(today, ((5 - weekdayOf(today) + 7) % 7) + 7 * shift);
  if (unit === "month") return lastDay(year, month + shift);
  if (unit === "quarter") return lastDay(year, month - (month % 3) + 2 + 3 * shift);
  return lastDay(year + shift, 11);
};

const lengths = { day: 1, week: 7, month: 30 } as const;

/** `YYYY-MM-DD`, never before the meeting; null where the words name none. */
export const dueIn = (text: string, today: string): string | null => {
  const end =
    /\b(?:end|close) of (?:the |this |(next ))?(day|week|month|quarter|year)\b|\b(?:eod|cob|today|tonight)\b/i.exec(
      text,
    );
  if (end) return endOf((end[2] ?? "day").toLowerCase(), end[1] !== undefined, today);
  const within = /\b(?:in|within) (\w+|\d+)(?: (?:couple|few) of)? (?:working |business )?(day|week|month)s?\b/i.exec(
    text,
  );
  if (within) {
    const [quantity] = quantitiesIn(`${within[1]} items`);
    const number = quantity?.value ?? (/^an?$/i.test(within[1] ?? "") ? 1 : Number.NaN);
    if (Number.isInteger(number) && number >= 0 && number <= 400)
      return dateAfter(today, number * lengths[(within[2] ?? "day").toLowerCase() as keyof typeof lengths]);
  }
  for (const { at, length, spans, yearless } of datesIn(text, today)) {
    const [span] = spans;
    if (!span || /^(?:last|past|previous|yesterday|since)\b/i.test(text.slice(at, at + length))) continue;
    const next = yearless === true && span.until < today;
    const until = next ? `${Number(span.until.slice(0, 4)) + 1}${span.until.slice(4)}` : span.until;
    if (until >= today) return until;
  }
  const capitals = text.replaceAll(
    /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day/gi,
    (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
  );
  const day = weekdaysIn(capitals).find(({ at }) => !/\b(?:last|every|each|since) $/i.test(text.slice(0, at)));
  return day ? dateAfter(today, ((day.weekday - weekdayOf(today) + 6) % 7) + 1) : null;
};
