/** The pace of a KPI today, in a line and as the arithmetic behind it. [KP10] [KB10] */
import type { Kpi } from "../../../domain/kpi.ts";
import { type Pace, paceOf } from "../../../domain/pace.ts";
import { amountText, estimateText } from "./numbers.ts";

const dayLength = 86_400_000;
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

export const dayNumber = (date: string): number => Math.floor(Date.parse(date) / dayLength);

/** `31 Dec`, with the year when it is not this one. */
export const dayText = (date: string, today: number): string => {
  const at = Date.parse(date);
  const sameYear = new Date(at).getUTCFullYear() === new Date(today * dayLength).getUTCFullYear();
  return (sameYear ? dayMonth : dayMonthYear).format(at);
};

/** Null without a baseline, a start and a due day. `today` counts days since 1970. */
export const paceToday = (kpi: Kpi, today: number): Pace | null => {
  const { baseline, starts_on, due_on, current_value: current, target, direction } = kpi;
  if (baseline === null || starts_on === null || due_on === null) return null;
  return paceOf({
    baseline,
    current,
    target,
    startsOn: dayNumber(starts_on),
    dueOn: dayNumber(due_on),
    today,
    direction,
  });
};

const verdicts: Record<Pace["verdict"], string> = { ahead: "Ahead:", on_track: "On track for", behind: "Heading for" };

/** `On track for 48,200 by 31 Dec`. */
export const paceLine = (kpi: Kpi, pace: Pace, today: number): string =>
  `${verdicts[pace.verdict]} ${estimateText(pace.projected, kpi.unit)} by ${dayText(kpi.due_on ?? "", today)}`;

export interface Step {
  label: string;
  sum: string;
}

const days = (count: number): string => `${count.toLocaleString()} ${count === 1 ? "day" : "days"}`;

/** Each line of the arithmetic, so that anybody can do it again by hand. */
export const paceSteps = (kpi: Kpi, pace: Pace, today: number): Step[] => {
  const { unit, target } = kpi;
  const baseline = kpi.baseline ?? 0;
  const text = (amount: number): string => amountText(Math.round(amount), unit);
  const all = pace.daysGone + pace.daysLeft;
  return [
    {
      label: `Since ${dayText(kpi.starts_on ?? "", today)}`,
      sum: `${text(kpi.current_value)} \u2212 ${text(baseline)} = ${text(kpi.current_value - baseline)} in ${days(pace.daysGone)}`,
    },
    { label: "A day", sum: text(pace.perDay) },
    {
      label: `By ${dayText(kpi.due_on ?? "", today)}`,
      sum: `${text(baseline)} + ${days(all)} \u00d7 ${text(pace.perDay)} = ${text(pace.projected)}`,
    },
    {
      label: "Target",
      sum: `${text(target)}, so ${text(Math.abs(pace.projected - target))} ${pace.projected >= target ? "over" : "short"}`,
    },
    { label: "A straight line today", sum: text(pace.expected) },
  ];
};
