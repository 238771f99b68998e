/** Money, days and counts of accounts as people read and type them. */
import type { Amount } from "../../../domain/amount.ts";
import type { DataState } from "../../../domain/account-view.ts";
import { amountText, shortText } from "../kpis/numbers.ts";

/** `$120,000`; decimals only when there are any. */
export const moneyText = (amount: Amount): string => amountText(amount, "currency");
/** `$1.2M`, for sums and axes. */
export const moneyShort = (amount: Amount): string => shortText(amount, "currency");

const dayLength = 86_400_000;
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });
const monthYear = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });

/** Today in UTC, which is when days of accounts begin. */
export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

/** `12 Jan`, with the year when it is another one. */
export const dateText = (date: string, today: string): string =>
  (date.slice(0, 4) === today.slice(0, 4) ? dayMonth : dayMonthYear).format(Date.parse(date));
export const fullDate = (date: string): string => dayMonthYear.format(Date.parse(date));
export const longDate = (date: string): string => long.format(Date.parse(date));
/** `January 2026`, of `2026-01`. */
export const monthText = (month: string): string => monthYear.format(Date.parse(`${month}-01`));

/** How far a renewal is, in few letters: `41 d`, `today`, `3 d ago`. */
export const untilText = (days: number): string =>
  days === 0 ? "today" : days < 0 ? `${(-days).toLocaleString()} d ago` : `${days.toLocaleString()} d`;

/** The same in words, for headers and screen readers. */
export const untilWords = (days: number): string =>
  days === 0
    ? "renews today"
    : days < 0
      ? `was due ${-days === 1 ? "yesterday" : `${(-days).toLocaleString()} days ago`}`
      : `renews ${days === 1 ? "tomorrow" : `in ${days.toLocaleString()} days`}`;

/** How near a renewal stands: behind us, within a month, within a quarter, later. */
export const nearness = (days: number): "past" | "soon" | "near" | "far" =>
  days < 0 ? "past" : days <= 30 ? "soon" : days <= 90 ? "near" : "far";

export const accountsCounted = (count: number): string =>
  `${count.toLocaleString()} ${count === 1 ? "account" : "accounts"}`;

export const dataLabels: Record<DataState, string> = {
  fresh: "Fresh",
  gaps: "Gaps",
  stale: "Stale",
  missing: "No usage",
};
export const dataAbout: Record<DataState, string> = {
  fresh: "Every factor has a value within 14 days.",
  gaps: "Some factors have no value within 14 days.",
  stale: "No usage within 14 days.",
  missing: "No usage came yet.",
};
