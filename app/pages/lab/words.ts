/** What the lab says: settings, differences, inputs along a curve, changes of numbers. */
import type { Difference } from "../../../domain/health-draft.ts";
import { type Factor, factors } from "../../../domain/health.ts";
import { factorLabels, scoreText } from "../../../domain/health-words.ts";

const upToTwo = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const tenth = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const numberText = (value: number): string => upToTwo.format(value).replace("-", "\u2212");

/** `+34`, `−2.8`, `±0`. */
export const changeText = (change: number, decimals = false): string => {
  const text = (decimals ? tenth : upToTwo).format(Math.abs(change));
  return /[1-9]/.test(text) ? `${change < 0 ? "\u2212" : "+"}${text}` : "±0";
};

export const meanText = (value: number | null): string => scoreText(value, 1);

export const percentText = (share: number): string => `${Math.round(share * 100)}%`;

/** The input at a place of the curve, in the factor's own unit. */
export const inputAt = (factor: Factor, progress: number, ticketsAtZero: number): string => {
  switch (factor) {
    case "dau":
      return `${percentText(progress)} of the target`;
    case "tickets":
      return `${numberText(Math.round((1 - progress) * ticketsAtZero * 10) / 10)} open`;
    case "nps":
      return `NPS ${numberText(Math.round(progress * 200 - 100))}`;
    default:
      return percentText(progress);
  }
};

/** The ends of a curve's axis. */
export const endsOf = (factor: Factor, ticketsAtZero: number): [worst: string, best: string] => {
  switch (factor) {
    case "dau":
      return ["0 users", "Target"];
    case "tickets":
      return [`${numberText(ticketsAtZero)}+ open`, "0 open"];
    case "nps":
      return ["\u2212100", "+100"];
    default:
      return ["0%", "100%"];
  }
};

const isFactor = (name: string): name is Factor => (factors as readonly string[]).includes(name);

const settingName = (path: readonly string[]): string => {
  const [kind = "", name = "", further = ""] = path;
  if (kind === "segments") return `${name}: ${settingName(path.slice(2))}`;
  const factor = isFactor(name) ? factorLabels[name] : name;
  switch (kind) {
    case "weights":
      return `${factor}, weight`;
    case "curves":
      return `${factor}, curve`;
    case "tickets_at_zero":
      return "Tickets that earn nothing";
    case "thresholds":
      return name === "healthy" ? "Healthy from" : "At risk from";
    case "dau_target":
      if (name === "use_seats") return "Seats as the user target";
      return name === "by_segment" ? `User target of ${further}` : "User target of others";
    default:
      return path.join(" ");
  }
};

const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return "as everybody";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "on" : "off";
  return Array.isArray(value) ? (value.length === 2 ? "straight" : `${value.length} points`) : "changed";
};

/** A difference as a line of a list: what, from, to. */
export const differenceWords = ({ path, from, to }: Difference): { name: string; from: string; to: string } => {
  const [before, after] = [valueText(from), valueText(to)];
  return { name: settingName(path), from: before, to: before === after ? "bent" : after };
};

export const differenceSentence = (difference: Difference): string => {
  const { name, from, to } = differenceWords(difference);
  return `${name} ${from} → ${to}`;
};

export const countWords = (count: number): string =>
  `${count.toLocaleString()} ${count === 1 ? "account" : "accounts"}`;

/** What a model does, as one sentence for screen readers and the publish dialog. */
export const outcomeSentence = (moved: number, money: string): string =>
  moved === 0
    ? "No account changes its bucket."
    : `${countWords(moved)} with ${money} ARR ${moved === 1 ? "changes its" : "change their"} bucket.`;
