/** Days whose value stands apart from others of the same weekday, and why. [KP21] [KB11] */
import { dayAt } from "../../../domain/days.ts";
import type { Unit } from "../../../domain/kpi-words.ts";
import { type Unusual, unusualDays, unusualReason, weekdayOf } from "../../../domain/unusual.ts";
import { amountText } from "./numbers.ts";
import type { Series } from "./values.ts";

/** Those from the day of `since` on; what they are compared with comes out of the same series. Each day has its last value. */
export const unusualIn = ({ times, values }: Series, timeZone: string, since?: number): Unusual[] => {
  const points = times.map((time, at) => ({ day: dayAt(time, timeZone), value: values[at] ?? 0 }));
  return unusualDays(points, since === undefined ? undefined : dayAt(since, timeZone));
};

/** `Tuesday 4 July: −17.9 deviations. The 52 Tuesdays before have a median of 12,400, and half of them lie within 150 of it.` */
export const unusualWords = (unusual: Unusual, unit: Unit): string => {
  const amount = (value: number): string => amountText(Math.round(value), unit);
  const others = `the ${unusual.compared} ${weekdayOf(unusual.day)}s before`;
  return `${unusualReason(unusual)}. ${
    unusual.spread === 0
      ? `Most of ${others} had ${amount(unusual.usual)}.`
      : `T${others.slice(1)} have a median of ${amount(unusual.usual)}, and half of them lie within ${amount(unusual.spread)} of it.`
  }`;
};
