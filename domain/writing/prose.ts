/** Pieces of prose that rules put together: lists, plurals, movements, dates; and facts by what they measure. [WR2] */
import { daysBetween, sayDate } from "../grounding/calendar.ts";
import { months } from "../month-names.ts";
import { type Fact, numberOf, sayNumber, sayValue } from "../grounding/fact.ts";
import type { Assignment, PartSentence } from "./surface.ts";

const small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** `one ticket`, `seven tickets`, `1,234 tickets`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${small[number] ?? sayNumber(number)} ${number === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** Capitals where they cannot change a name of another script. */
export const upper = (text: string): string => text.replace(/^[a-zà-öø-ÿ]/, (first) => first.toUpperCase());
/** `23 September`, with the year where it is another one. */
export const sayDay = (date: string, today: string): string => {
  const [year, month, day] = date.split("-").map(Number);
  return year === Number(today.slice(0, 4)) ? `${day} ${months[(month ?? 1) - 1]}` : sayDate(date);
};

/** `today`, `tomorrow`, `in 41 days`, `41 days ago`. */
export const sayDistance = (date: string, today: string): string => {
  const days = daysBetween(today, date);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 0 ? `in ${sayNumber(days)} days` : `${sayNumber(-days)} days ago`;
};

/** A number that depends on the text alone, so that wording varies from account to account and never from call to call. */
const seedOf = (text: string): number => {
  let seed = 2_166_136_261;
  for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return seed >>> 0;
};

export const pick = <T>(seed: string, options: readonly [T, ...T[]]): T =>
  options[seedOf(seed) % options.length] ?? options[0];

/** Facts by what they measure. */
export interface Shelf {
  assignment: Assignment;
  today: string;
  /** The account's name, or what stands for the circle. */
  name: string;
  /** The newest value of the assignment's subject. */
  one: (measure: string) => Fact | undefined;
  /** The older value to compare it with. */
  older: (measure: string) => Fact | undefined;
  /** All of them, in order. */
  all: (measure: string) => Fact[];
  choose: <T>(what: string, options: readonly [T, ...T[]]) => T;
}

export const shelfOf = (assignment: Assignment): Shelf => {
  const { facts, subject, today } = assignment;
  const all = (measure: string): Fact[] => facts.filter((fact) => fact.measure === measure);
  const own = (measure: string): Fact[] =>
    all(measure)
      .filter((fact) => fact.subject === subject)
      .toSorted((one, other) => (one.as_of < other.as_of ? 1 : -1));
  const key = `${assignment.surface} ${subject} ${facts.map(({ value }) => sayValue(value)).join(" ")}`;
  return {
    assignment,
    today,
    name: subject ?? "The circle",
    all,
    one: (measure) => own(measure)[0],
    older: (measure) => {
      const [newest, ...others] = own(measure);
      return others.findLast((fact) => newest !== undefined && fact.as_of < newest.as_of);
    },
    choose: (what, options) => pick(`${what} ${key}`, options),
  };
};

/** One sentence of a part, resting on these facts. */
export const say = (part: string, text: string, ...facts: (Fact | undefined)[]): PartSentence => ({
  part,
  // A quotation that ends a sentence brings its own full stop.
  text: upper(text).replace(/([.!?…])”\.$/u, "$1”"),
  citations: [...new Set(facts.flatMap((fact) => (fact ? [fact.n] : [])))],
});

const isShare = ({ value }: Fact): boolean =>
  value.kind === "number" && (value.unit === "percent" || value.unit === "points");

/** Below this a percentage says less than the two numbers do. */
const leastForPercent = 20;

/** The change in percent, `20%`; null for percentages and scores, around zero, for small counts, and where it rounds to nothing. */
const sayChange = (older: Fact, newer: Fact): string | null => {
  const [from, to] = [numberOf(older) ?? 0, numberOf(newer) ?? 0];
  if (from < leastForPercent || to < 0 || isShare(newer) || newer.measure === "nps_score") return null;
  const percent = (Math.abs(to - from) / from) * 100;
  const shown = percent >= 10 ? Math.round(percent) : Math.round(percent * 10) / 10;
  return shown === 0 || shown > 300 ? null : `${sayNumber(shown)}%`;
};

/** `fell from 1,234 to 987, down 20%`; `stayed at 7`. */
export const sayMove = (older: Fact, newer: Fact, verbs: { up: string; down: string }): string => {
  const [from, to] = [numberOf(older) ?? 0, numberOf(newer) ?? 0];
  if (from === to) return `stayed at ${sayValue(newer.value)}`;
  const change = sayChange(older, newer);
  const unitless =
    newer.value.kind === "number" && newer.value.unit === "points" ? sayNumber(from) : sayValue(older.value);
  const move = `${to > from ? verbs.up : verbs.down} from ${unitless} to ${sayValue(newer.value)}`;
  return change === null ? move : `${move}, ${to > from ? "up" : "down"} ${change}`;
};

/** How far a value moved on a scale of its kind, for choosing what to speak of first. */
export const sizeOf = (older: Fact, newer: Fact): number => {
  const [from, to] = [numberOf(older) ?? 0, numberOf(newer) ?? 0];
  if (isShare(newer) || newer.measure === "nps_score") return Math.abs(to - from) / 100;
  return Math.min(1, Math.abs(to - from) / Math.max(Math.abs(from), 10));
};

/** Null entries and blanks left out. */
export const sentences = (...parts: (PartSentence | null | undefined | false)[]): PartSentence[] =>
  parts.filter((part): part is PartSentence => Boolean(part));

/** Sentences that read alike are said once, with the rows of all of them. */
export const saidOnce = (told: readonly PartSentence[]): PartSentence[] =>
  [...Map.groupBy(told, ({ text }) => text).values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, citations: [...new Set([first, ...others].flatMap(({ citations }) => citations))] }] : [],
  );
