/** Numbered facts: all that a writer may speak of. Each comes from one row and says as of when. [GR1] */
import { type Amount, writeAmount } from "../amount.ts";
import { sayDate } from "./calendar.ts";
import { cleanText, readsLikeOrders } from "./untrusted.ts";

/** `points` are those of a score; `days` and `hours` lengths of time. */
export type FactUnit = "count" | "percent" | "points" | "days" | "hours";

/** `change` marks a number that is itself a movement: a slope, a percentage change. Its sign is its direction. */
export type FactValue =
  | { kind: "number"; number: number; unit: FactUnit; change?: true }
  | { kind: "money"; amount: Amount; change?: true }
  | { kind: "date"; date: string }
  | { kind: "name"; text: string }
  /** A word of a closed list: a bucket, a status, a trend. */
  | { kind: "word"; text: string }
  /** What somebody wrote. Withheld when it reads like orders to a machine; then the text is empty. */
  | { kind: "quote"; text: string; withheld: boolean };

export interface Fact {
  /** From 1; what `[3]` means. */
  n: number;
  /** The row it was read from. */
  table: string;
  id: string;
  /** What two facts share when they can be compared: `daily_active_users`, `arr`. */
  measure: string;
  /** What it is, in words that a sentence may use. Ours, never anybody else's text. */
  label: string;
  /** Whom it is about, such as the account's name; null for the whole circle. */
  subject: string | null;
  value: FactValue;
  /** The date that the value is of: `2026-11-20`. */
  as_of: string;
  /** Which way is good; "improved" needs it. */
  better?: "higher" | "lower";
  /** Facts that a superlative may rank although their measures differ, such as the terms of one score. */
  group?: string;
}

export type NewFact = Omit<Fact, "n">;

/** Gives each fact its number, in order. */
export const numberFacts = (facts: readonly NewFact[]): Fact[] => facts.map((fact, at) => ({ ...fact, n: at + 1 }));

/** [GR6] A quotation made harmless, or withheld. */
export const quoteOf = (text: string, most?: number): FactValue => {
  const withheld = readsLikeOrders(text);
  return { kind: "quote", text: withheld ? "" : cleanText(text, most), withheld };
};

/** Punctuation and signs alone: taken out of a sentence as a name, they would join its clauses and strip its numbers. */
const nameless = /^[\p{P}\p{Z}\p{Sm}\p{Sc}\p{Sk}]*$/u;

/** [GR6] A name made harmless; `otherwise` stands for one that is empty, of punctuation alone, or reads like orders. */
export const nameOf = (text: string, otherwise: string): string => {
  const name = readsLikeOrders(text) ? "" : cleanText(text, 80);
  return nameless.test(name) ? otherwise : name;
};

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/** `1,234`, `12.5`: no more decimals than are needed, two at most. */
export const sayNumber = (number: number): string => {
  const [whole = "0", decimals = ""] = (Math.round(Math.abs(number) * 100) / 100).toFixed(2).split(".");
  const rest = decimals.replace(/0+$/, "");
  const sign = number < 0 && (whole !== "0" || rest !== "") ? "-" : "";
  return `${sign}${grouped(whole)}${rest === "" ? "" : `.${rest}`}`;
};

/** `$45,000`, `-$3.50`. */
export const sayMoney = (amount: Amount): string => {
  const [whole = "0", decimals = "00"] = writeAmount(Math.abs(amount)).split(".");
  return `${amount < 0 ? "-" : ""}$${grouped(whole)}${decimals === "00" ? "" : `.${decimals}`}`;
};

const sayUnit = (number: number, unit: FactUnit): string => {
  if (unit === "percent") return "%";
  if (unit === "count") return "";
  return ` ${Math.abs(number) === 1 ? unit.slice(0, -1) : unit}`;
};

/** The value as prose shows it. */
export const sayValue = (value: FactValue): string => {
  switch (value.kind) {
    case "number":
      return sayNumber(value.number) + sayUnit(value.number, value.unit);
    case "money":
      return sayMoney(value.amount);
    case "date":
      return sayDate(value.date);
    case "quote":
      return value.withheld ? "(withheld)" : `“${value.text}”`;
    case "name":
    case "word":
      return value.text;
  }
};

/** The value as a number where it has one; money in whole units. */
export const numberOf = ({ value }: Pick<Fact, "value">): number | null =>
  value.kind === "number" ? value.number : value.kind === "money" ? value.amount / 100 : null;

/** True when two facts measure the same thing of the same subject. */
export const isSameMeasure = (one: Fact, other: Fact): boolean =>
  one.measure === other.measure && one.subject === other.subject && one.value.kind === other.value.kind;

/** Pairs of an older and a newer value of the same thing, among these facts. */
export const pairsIn = (facts: readonly Fact[]): { older: Fact; newer: Fact }[] =>
  facts.flatMap((newer) =>
    facts
      .filter((older) => isSameMeasure(older, newer) && older.as_of < newer.as_of && numberOf(newer) !== null)
      .map((older) => ({ older, newer })),
  );
