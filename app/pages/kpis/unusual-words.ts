/** Days whose value stands apart from others of the same weekday, and why. [KP21] [KB11] */
import { dateAt } from "../../../domain/days.ts";
import type { Unit } from "../../../domain/kpi-words.ts";
import { type Unusual, unusualDays } from "../../../domain/unusual.ts";
import { amountText } from "./numbers.ts";
import type { Series } from "./values.ts";

const dayLength = 86_400_000;

/** The day of an instant on the circle's wall calendar, as days since 1970. */
export const dayAt = (instant: number, timeZone: string): number =>
  timeZone === "UTC" ? Math.floor(instant / dayLength) : Math.floor(Date.parse(dateAt(instant, timeZone)) / dayLength);

/** The last value of each day. */
export const daily = (series: Series, timeZone: string): { day: number; value: number; at: number }[] => {
  const days = new Map<number, { value: number; at: number }>();
  for (const [index, at] of series.times.entries())
    days.set(dayAt(at, timeZone), { value: series.values[index] ?? 0, at });
  return [...days].map(([day, point]) => ({ day, ...point }));
};

export const unusualIn = (series: Series, timeZone: string): Unusual[] => unusualDays(daily(series, timeZone));

const named = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" });

/** `Tuesday 4 July: −17.9 deviations from a usual Tuesday of 12,400`. */
export const unusualReason = ({ day, usual, deviations }: Unusual, unit: Unit): string => {
  const at = day * dayLength;
  const size = Math.abs(deviations) > 99 ? "more than 99" : Math.abs(deviations).toFixed(1);
  return `${named.format(at)}: ${deviations < 0 ? "\u2212" : "+"}${size} deviations from a usual ${weekday.format(at)} of ${amountText(Math.round(usual), unit)}`;
};
