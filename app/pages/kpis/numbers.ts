/** Amounts as people read and type them: hundredths inside, the unit beside. [KB4] [C8] [C9] */
import { type Amount, readAmount, writeAmount } from "../../../domain/amount.ts";
import type { Percentage } from "../../../domain/kpi-arithmetic.ts";
import { type Unit, unitSigns } from "../../../domain/kpi-words.ts";

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const upToTwo = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const exact = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** A minus that is as wide as a plus. */
const proper = (text: string): string => text.replace("-", "\u2212");

/** What stands before and after the number, such as `$` or `hrs`. */
export const signsOf = (unit: Unit): { before: string; after: string } => {
  if (unit === "currency") return { before: unitSigns.currency, after: "" };
  return {
    before: "",
    after: unit === "percentage" ? unitSigns.percentage : unitSigns[unit] === "" ? "" : `\u00a0${unitSigns[unit]}`,
  };
};

/** `41,200`, `17.3`, and money as `41,200.50`: decimals only when there are any. */
export const numberText = (amount: Amount, unit: Unit = "none"): string =>
  proper((amount % 100 === 0 ? whole : unit === "currency" ? exact : upToTwo).format(amount / 100));

/** `$41,200`, `86.50%`, `12 hrs`. */
export const amountText = (amount: Amount, unit: Unit): string => {
  const { before, after } = signsOf(unit);
  return `${amount < 0 ? "\u2212" : ""}${before}${numberText(Math.abs(amount), unit)}${after}`;
};

/** A reckoned amount, no finer than it deserves: whole from 1,000 on, else a tenth. */
export const estimateText = (amount: number, unit: Unit): string => {
  const grain = Math.abs(amount) >= 100_000 ? 100 : 10;
  return amountText(Math.round(amount / grain) * grain, unit);
};

/** For axes: `41K`. */
export const shortText = (amount: Amount, unit: Unit): string => {
  const { before, after } = signsOf(unit);
  const value =
    Math.abs(amount) >= 1_000_000 ? short.format(Math.abs(amount) / 100) : numberText(Math.abs(amount), unit);
  return `${amount < 0 ? "\u2212" : ""}${before}${value}${after}`;
};

/** Of the lines of one axis: short as long as no two of them read the same. */
export const axisTexts = (amounts: readonly Amount[], unit: Unit): string[] => {
  const brief = amounts.map((amount) => shortText(amount, unit));
  return new Set(brief).size === brief.length ? brief : amounts.map((amount) => amountText(amount, unit));
};

/** With its sign: `+500`, `−0.50`. */
export const differenceText = (amount: Amount, unit: Unit): string =>
  `${amount > 0 ? "+" : ""}${amountText(amount, unit)}`;

/** `86%`; a tenth only below ten. What the rules clamp says so: `>999%`. [C23] */
export const percentText = (share: Percentage): string => {
  if (Math.abs(share) >= 99_999) return `${share < 0 ? "<\u2212" : ">"}999%`;
  return `${proper((Math.abs(share) < 1_000 ? tenth : whole).format(share / 100))}%`;
};

/** What a field starts with: plain digits, no grouping, decimals only when there are any. */
export const typedForm = (amount: Amount): string => writeAmount(amount).replace(/\.?0{1,2}$/, "");

/**
 * What somebody typed, as an amount. Takes grouping, a unit sign, a decimal comma and the proper minus; a text that starts
 * with `=` is taken for nothing. Throws a sentence. [KB7]
 */
export const readTyped = (text: string): Amount => {
  const bare = text.replace(/[\s\u00a0\u202f'_$%€£]|hrs?|days?/giu, "").replace("\u2212", "-");
  const comma = bare.lastIndexOf(",");
  const point = bare.lastIndexOf(".");
  if (comma < 0) return readAmount(bare);
  if (point >= 0)
    return readAmount(comma > point ? bare.replaceAll(".", "").replace(",", ".") : bare.replaceAll(",", ""));
  // One comma with one or two digits behind it is a decimal comma; anything else groups.
  return readAmount(/^[+-]?\d+,\d{1,2}$/.test(bare) ? bare.replace(",", ".") : bare.replaceAll(",", ""));
};

/** The fault of what somebody typed, or undefined. */
export const amountFault = (text: string): string | undefined => {
  try {
    readTyped(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** A sensible step: about a hundredth of the size, as 1, 2 or 5 with zeros; whole numbers stay whole. In hundredths. [KB6] */
export const stepOf = (current: Amount, target: Amount): Amount => {
  const size = Math.max(Math.abs(current), Math.abs(target), 100) / 100;
  const power = 10 ** Math.floor(Math.log10(size));
  const lead = size / power;
  const nice = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
  const least = current % 100 === 0 && target % 100 === 0 ? 100 : 10;
  return Math.max(least, Math.round(nice * power));
};
