/** Values and money: integers of hundredths inside, strings with two decimals outside. [C9] */

/** Hundredths; a safe integer of at most 15 digits. */
export type Amount = number;

/** The largest amount: 15 digits, two of them decimals. [D12] */
export const largestAmount: Amount = 999_999_999_999_999;

const form = /^([+-]?)(\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Reads a number or a numeric text. Throws a sentence for a field: more than two decimals, more than
 * 15 digits, or no number at all. Never rounds: what cannot be kept is refused. [KP1]
 */
export const readAmount = (input: unknown): Amount => {
  const text = typeof input === "number" ? String(input) : typeof input === "string" ? input.trim() : "";
  const match = form.exec(text);
  if (!match) throw new Error("Must be a number.");
  const [, sign = "", whole = "", decimals = "", exponent = "0"] = match;
  const scale = decimals.length - Number(exponent);
  const digits = (whole + decimals).replace(/^0+(?=\d)/, "");
  if (scale > 2 && !/^0*$/.test(digits.slice(2 - scale))) throw new Error("May have at most two decimals.");
  if (digits.length + Math.max(0, 2 - scale) > 40) throw new Error("May have at most 15 digits.");
  const hundredths = scale > 2 ? BigInt(digits.slice(0, 2 - scale) || "0") : BigInt(digits) * 10n ** BigInt(2 - scale);
  if (hundredths > BigInt(largestAmount)) throw new Error("May have at most 15 digits.");
  const amount = Number(hundredths);
  return sign === "-" && amount !== 0 ? -amount : amount;
};

/** `45000.00`; never `-0.00`. */
export const writeAmount = (amount: Amount): string => {
  const digits = String(Math.abs(amount)).padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** `numerator / denominator`, rounded half away from zero to a whole number. Exact at any size. */
export const divideRounded = (numerator: bigint, denominator: bigint): bigint => {
  const negative = numerator < 0n !== denominator < 0n;
  const top = numerator < 0n ? -numerator : numerator;
  const bottom = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * top + bottom) / (2n * bottom);
  return negative ? -rounded : rounded;
};
