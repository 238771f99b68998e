/** How long ago, in few letters, kept true by one shared timer. */
import { createSignal, onCleanup } from "solid-js";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** [UI8] `just now`, `4 min`, `3 h`, `3 d`, `5 wk`, then the date. Both in milliseconds; a moment ahead of a slow clock is `just now`. */
export const relativeTime = (then: number, now: number): string => {
  const past = now - then;
  if (past < minute) return "just now";
  if (past < hour) return `${Math.floor(past / minute)} min`;
  if (past < day) return `${Math.floor(past / hour)} h`;
  if (past < 14 * day) return `${Math.floor(past / day)} d`;
  if (past < 70 * day) return `${Math.floor(past / (7 * day))} wk`;
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonth : dayMonthYear).format(then);
};

/** The whole date and time, for a tooltip. */
export const exactTime = (then: number): string => exact.format(then);

const wholeDate = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
/** A date without a time, `2026-11-25`, as the reader writes it. */
export const exactDate = (date: string): string => wholeDate.format(Date.parse(date));

const [now, setNow] = createSignal(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Now, in milliseconds, as a signal that moves every 20 s while somebody looks. One timer serves all. */
export const createNow = (): (() => number) => {
  watchers += 1;
  if (watchers === 1) {
    setNow(Date.now());
    timer = setInterval(() => {
      if (document.visibilityState === "visible") setNow(Date.now());
    }, 20_000);
  }
  onCleanup(() => {
    watchers -= 1;
    if (watchers === 0) clearInterval(timer);
  });
  return now;
};
