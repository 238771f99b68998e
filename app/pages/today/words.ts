/** The sentences of Today. */
import type { NextAction } from "../../../domain/next-actions.ts";
import { bucketLabels } from "../../../domain/health-words.ts";
import type { Why, WhyTerm } from "../../parts/why.tsx";
import { moneyText, untilWords } from "../accounts/words.ts";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const todayForm = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

const dayOf = (at: number): number => {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
};

/** `14:05`, `yesterday 18:02`, `Monday 18:02`, `3 Nov, 18:02`. */
export const momentText = (then: number, now: number): string => {
  const days = dayOf(now) - dayOf(then);
  const time = clock.format(then);
  if (days <= 0) return time;
  if (days === 1) return `yesterday ${time}`;
  return days < 7 ? `${weekday.format(then)} ${time}` : `${dayMonth.format(then)}, ${time}`;
};

/** `Wednesday, 25 November`. */
export const todayText = (now: number): string => todayForm.format(now);

/** `renews in 41 days`; nothing without a date. */
export const renewalWords = ({ days_to_renewal: days }: Pick<NextAction, "days_to_renewal">): string =>
  days === null ? "no renewal date" : untilWords(days);

const nearnessWords = (days: number | null): string =>
  days === null
    ? "no renewal date"
    : `renewal ${untilWords(days)
        .replace(/^renews /, "")
        .replace(/^was /, "")}`;

/** What an action is worth: each chance as its part of the sum, in hundredths. [PF11] */
export const whyWorth = (action: NextAction, asOf: number): Why => {
  const { arr, worth, reasons, days_to_renewal, name } = action;
  const part = (percent: number): number => (arr * percent * worth.nearness) / 10_000;
  const term = (label: string, percent: number): WhyTerm => ({
    label,
    value: part(percent),
    text: moneyText(Math.round(part(percent) / 100) * 100),
    detail: `${percent}% of ${moneyText(arr)}, of which ${worth.nearness}% counts now`,
    share: Math.max(0, percent) / 100,
  });
  if (worth.way === "grow")
    return {
      title: `What ${name} may bring`,
      total: { label: "May be won", value: worth.value, text: moneyText(worth.value) },
      terms: [
        {
          label: "Expansion",
          value: worth.value,
          text: moneyText(worth.value),
          detail: `15% of ${moneyText(arr)}, at one in two`,
        },
      ],
      note: "Healthy, content and well adopted accounts expand. Share and odds are assumptions.",
      asOf,
      version: "Worth of an action, version 1",
    };
  const told = reasons.filter(({ adds }) => adds > 0);
  const over = worth.base + told.reduce((sum, { adds }) => sum + adds, 0) - worth.chance;
  const added = [
    ...told.map(({ text, adds }) => term(text.slice(0, 1).toUpperCase() + text.slice(1), adds)),
    ...(over > 0 ? [term("Nobody is lost for certain: at most 90%", -over)] : []),
  ];
  // The whole is rounded once, so what rounding leaves goes to the first term.
  const first = {
    ...term(`Health: ${bucketLabels[action.health_bucket].toLowerCase()}`, worth.base),
    value: worth.value - added.reduce((sum, { value }) => sum + value, 0),
  };
  return {
    title: `What is at stake with ${name}`,
    total: { label: `${worth.chance}% chance of loss`, value: worth.value, text: moneyText(worth.value) },
    terms: [first, ...added],
    note: `ARR × chance × nearness (${nearnessWords(days_to_renewal)}: ${worth.nearness}%). The chances are assumptions until enough accounts have been lost to learn from.`,
    asOf,
    version: "Worth of an action, version 1",
  };
};
