/** Numbers in prose: 1,234, 1.2k, 12 %, $45,000, "three", "forty-one", "twice". [GR3] */

/** What stands behind the number. `none` is a plain count or score. */
export type QuantityUnit =
  | "none"
  | "percent"
  | "points"
  | "money"
  | "hours"
  | "days"
  | "weeks"
  | "months"
  | "years"
  | "times"
  | "ordinal";

export interface Quantity {
  at: number;
  length: number;
  value: number;
  unit: QuantityUnit;
  /** Half of the last place that is shown: the true value lies within. */
  within: number;
  /** With "about" before it: also half of the last place that is not zero, up to a twentieth. */
  about: boolean;
}

const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1_000,
  k: 1_000,
  million: 1_000_000,
  m: 1_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
  b: 1_000_000_000,
};

const unitWords: readonly (readonly [RegExp, QuantityUnit])[] = [
  [/^\s?(?:%|percent\b|per ?cent\b)(?! points?)/i, "percent"],
  [/^[\s-]?(?:%|percent|percentage|per ?cent)[\s-]points?\b/i, "points"],
  [/^[\s-]?(?:points?|pts?|pp)\b/i, "points"],
  [/^[\s-]?(?:dollars?|USD)\b/i, "money"],
  [/^[\s-]?(?:hours?|hrs?)\b/i, "hours"],
  [/^[\s-]?(?:business |working |calendar )?days?\b/i, "days"],
  [/^[\s-]?weeks?\b/i, "weeks"],
  [/^[\s-]?months?\b/i, "months"],
  [/^[\s-]?years?\b/i, "years"],
  [/^(?:x|×)\b|^[\s-]?times\b/i, "times"],
  [/^(?:st|nd|rd|th)\b/i, "ordinal"],
];

const approximate =
  /\b(?:about|around|roughly|approximately|nearly|almost|some|circa|close to|just (?:over|under|above|below)|over|under|more than|less than|fewer than|above|below|at least|at most|up to|upwards of)\s+[$€£]?$|[~≈]\s?[$€£]?$/i;

const figure =
  /([$€£]\s?|USD\s?)?(?<![\p{L}\d.,])([-−–+](?=[\d.$]))?([$€£]\s?)?(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?(?:\s?(k|K|m|M|bn|B|thousand|million|billion)(?![\p{L}\d]))?/gu;
const word = new RegExp(
  `\\b(?:(${tens.join("|")})(?:[\\s-](${ones.slice(1, 10).join("|")}))?|(a dozen|a couple|dozens|${ones.join("|")}))(?:[\\s-](hundred|thousand|million))?\\b`,
  "gi",
);
/** "One" that counts nothing. */
const idleOne = /^one(?:\s(?:of|another|by one|thing|way|more thing)\b|-(?:on|off|to|time)\b)/i;
const idleBefore = /(?:\b(?:no|any|every|each|this|that|which|the|some|another|first|last|next|latest|new|only)\s|-)$/i;
const fractions: readonly (readonly [RegExp, number, QuantityUnit])[] = [
  [/\b(?:twice|doubled?|doubling|two-?fold)\b/gi, 2, "times"],
  [/\b(?:tripled?|tripling|three-?fold|thrice)\b/gi, 3, "times"],
  [/\b(?:halved|halving)\b/gi, 0.5, "times"],
  [/\bhalf\b/gi, 50, "percent"],
  [/\b(?:a|one) third\b/gi, 33.3, "percent"],
  [/\btwo thirds\b/gi, 66.7, "percent"],
  [/\b(?:a|one) quarter of\b/gi, 25, "percent"],
  [/\bthree quarters\b/gi, 75, "percent"],
];
const ordinals = /\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?!,)/gi;

const unitAfter = (text: string, at: number): { unit: QuantityUnit; length: number } => {
  const rest = text.slice(at, at + 24);
  for (const [pattern, unit] of unitWords) {
    const match = pattern.exec(rest);
    if (match) return { unit, length: match[0].length };
  }
  return { unit: "none", length: 0 };
};

/** How far from the shown value the true one may be. */
const looseness = (value: number, step: number, about: boolean): number => {
  const half = step / 2;
  if (!about || value === 0) return half;
  let place = step;
  while (Number.isInteger(Math.round((value / place / 10) * 1e6) / 1e6)) place *= 10;
  return Math.min(Math.max(half, place / 2), Math.max(half, Math.abs(value) / 20));
};

const figuresIn = (text: string): Quantity[] =>
  [...text.matchAll(figure)].map((match) => {
    const [whole, before, minus, between, digits = "", decimals = "", scale = ""] = match;
    const factor = scales[scale.toLowerCase()] ?? 1;
    const value = Number(digits.replaceAll(",", "") + decimals) * factor;
    const end = match.index + whole.length;
    const { unit, length } = unitAfter(text, end);
    const step = factor * 10 ** -Math.max(0, decimals.length - 1);
    const about = approximate.test(text.slice(Math.max(0, match.index - 24), match.index));
    return {
      at: match.index,
      length: end - match.index + length,
      value: minus === undefined || minus === "+" ? value : -value,
      unit: (before ?? between) === undefined ? unit : "money",
      within: looseness(value, step, about),
      about,
    };
  });

const wordsIn = (text: string): Quantity[] =>
  [...text.matchAll(word)].flatMap((match) => {
    const [whole, ten = "", one = "", alone = "", scale = ""] = match;
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (/^one$/i.test(whole) && (idleOne.test(text.slice(match.index)) || idleBefore.test(before))) return [];
    const small =
      alone.toLowerCase() === "a dozen"
        ? 12
        : alone.toLowerCase() === "a couple"
          ? 2
          : ones.indexOf(alone.toLowerCase());
    const value =
      (ten === "" ? small : (tens.indexOf(ten.toLowerCase()) + 2) * 10 + Math.max(0, ones.indexOf(one.toLowerCase()))) *
      (scales[scale.toLowerCase()] ?? 1);
    const end = match.index + whole.length;
    const { unit, length } = unitAfter(text, end);
    const about = approximate.test(before);
    return [{ at: match.index, length: end - match.index + length, value, unit, within: 0, about }];
  });

const overlaps = (one: Quantity, other: Quantity): boolean =>
  one.at < other.at + other.length && other.at < one.at + one.length;

/** Every number that a sentence names, in order. Dates must have been taken out before. */
export const quantitiesIn = (text: string): Quantity[] => {
  const found: Quantity[] = [];
  const add = (quantity: Quantity): void => {
    if (!found.some((other) => overlaps(other, quantity))) found.push(quantity);
  };
  for (const [pattern, value, unit] of fractions)
    for (const match of text.matchAll(pattern))
      add({
        at: match.index,
        length: match[0].length,
        value,
        unit,
        within: unit === "percent" ? 2.5 : value / 10,
        about: true,
      });
  for (const match of text.matchAll(ordinals))
    add({ at: match.index, length: match[0].length, value: 0, unit: "ordinal", within: 0, about: false });
  for (const quantity of [...figuresIn(text), ...wordsIn(text)]) add(quantity);
  return found.toSorted((one, other) => one.at - other.at);
};
