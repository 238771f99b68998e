/** A sentence as the checks see it: quotations and cited names taken out, and which facts each place may speak of. */
import { type DateMention, datesIn, weekdaysIn } from "./calendar.ts";
import { clausesOf } from "./directions.ts";
import { type Fact, sayValue } from "./fact.ts";
import { type Quantity, quantitiesIn } from "./quantities.ts";
import { stemsOf, tableNouns } from "./words.ts";

export interface Scene {
  /** The sentence without quotations and names; what stood there is blank, so that places stay. */
  text: string;
  /** Without dates too. */
  dateless: string;
  cited: readonly Fact[];
  all: readonly Fact[];
  today: string;
  /** Where the subjects of cited facts are named. */
  named: { at: number; subject: string }[];
  dates: DateMention[];
  weekdays: ReturnType<typeof weekdaysIn>;
  quantities: Quantity[];
  /** Quotations that no cited fact holds. */
  foreignQuotes: string[];
}

const fold = (text: string): string => text.replaceAll(/[‘’]/g, "'").replaceAll(/\s+/g, " ").toLowerCase();
/** In lower case, letter by letter, so that places stay: İ would become two. */
const lowered = (text: string): string =>
  text
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\p{Lu}/gu, (letter) =>
      letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
    );
const blank = (text: string, at: number, length: number): string =>
  text.slice(0, at) + " ".repeat(length) + text.slice(at + length);

/** Every name and text that cited facts hold. */
const textsOf = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ value, subject, label }) => [
    ...(value.kind === "quote" || value.kind === "name" || value.kind === "word" ? [value.text] : []),
    ...(subject === null ? [] : [subject]),
    label,
  ]);

const namesOf = (facts: readonly Fact[]): string[] =>
  [
    ...new Set(
      facts
        .flatMap(({ value, subject }) => [value.kind === "name" ? value.text : "", subject ?? ""])
        .filter((name) => name !== ""),
    ),
  ].toSorted((one, other) => other.length - one.length);

/** The words that say what a fact is about, without filler. */
const filler = new Set(
  "a an and at by day for from in is its last month next of on or over per than the since to until week with year ago".split(
    " ",
  ),
);
const stemCache = new WeakMap<Fact, ReadonlySet<string>>();
export const topicsOf = (fact: Fact): ReadonlySet<string> => {
  let topics = stemCache.get(fact);
  if (!topics) {
    topics = new Set(
      [...stemsOf(fact.label), ...(tableNouns[fact.table] ?? [])].filter(
        (stem) => !filler.has(stem) && !/^\d+$/.test(stem),
      ),
    );
    stemCache.set(fact, topics);
  }
  return topics;
};

/** The clause that holds this place. */
export const clauseAt = (scene: Scene, at: number): { at: number; text: string } =>
  clausesOf(scene.text).findLast((clause) => clause.at <= at) ?? { at: 0, text: scene.text };

/**
 * The cited facts that a place may speak of: where two subjects are named, those of the nearest one before it (else
 * the next one); where one is, not those of subjects that the sentence does not name.
 */
export const factsAt = ({ cited, named }: Scene, at: number): Fact[] => {
  const subjects = new Set(named.map(({ subject }) => subject));
  if (subjects.size === 0) return [...cited];
  const before = named.filter((name) => name.at <= at).at(-1) ?? named[0];
  return cited.filter(
    ({ subject }) => subject === null || (subjects.size === 1 ? subjects.has(subject) : subject === before?.subject),
  );
};

/** Of these facts those whose topic the text speaks of; all of them when it speaks of none. */
export const onTopic = (facts: readonly Fact[], text: string): Fact[] => {
  const stems = new Set(stemsOf(text));
  const about = facts.filter((fact) => [...topicsOf(fact)].some((topic) => stems.has(topic)));
  return about.length > 0 ? about : [...facts];
};

/** Of these facts those that share the most words with the text. */
export const closest = (facts: readonly Fact[], text: string): Fact[] => {
  const stems = new Set(stemsOf(text));
  const shared = facts.map((fact) => [...topicsOf(fact)].filter((topic) => stems.has(topic)).length);
  const most = Math.max(0, ...shared);
  return facts.filter((_, at) => shared[at] === most);
};

const quotation = /[“"]([^“”"]*)[”"]/gu;

export const sceneOf = (sentence: string, cited: readonly Fact[], all: readonly Fact[], today: string): Scene => {
  const allowed = textsOf(cited).map(fold);
  const foreignQuotes: string[] = [];
  let text = sentence;
  for (const match of sentence.matchAll(quotation)) {
    const inside = fold(match[1] ?? "")
      .replace(/[\s.,;!?…]+$/u, "")
      .trim();
    if (inside === "" || !allowed.some((known) => known.includes(inside))) foreignQuotes.push(match[1] ?? "");
    text = blank(text, match.index, match[0].length);
  }
  const named: Scene["named"] = [];
  // Somebody may be called May: a name inside a date is the date.
  const inDate = datesIn(text, today).filter(({ at, length }) => /\d/.test(text.slice(at, at + length)));
  for (const name of namesOf(cited)) {
    const low = lowered(name);
    const where = lowered(text);
    for (let at = where.indexOf(low); at >= 0; at = where.indexOf(low, at + low.length)) {
      const edges = [where[at - 1] ?? " ", where[at + low.length] ?? " "];
      if (edges.some((edge) => /[\p{L}\p{N}]/u.test(edge))) continue;
      if (inDate.some((date) => date.at <= at && at + low.length <= date.at + date.length && low.length < date.length))
        continue;
      text = blank(text, at, low.length);
      for (const subject of new Set(cited.filter((fact) => fact.subject === name).map((fact) => fact.subject)))
        if (subject !== null) named.push({ at, subject });
    }
  }
  const dates = datesIn(text, today);
  const weekdays = weekdaysIn(text);
  const dateless = [...dates, ...weekdays].reduce((rest, { at, length }) => blank(rest, at, length), text);
  return {
    text,
    dateless,
    cited,
    all,
    today,
    named: named.toSorted((one, other) => one.at - other.at),
    dates,
    weekdays,
    quantities: quantitiesIn(dateless),
    foreignQuotes,
  };
};

/** Every date that these facts hold. */
export const datesOf = (facts: readonly Fact[]): string[] =>
  facts.flatMap(({ value }) => (value.kind === "date" ? [value.date.slice(0, 10)] : []));

/** All words of the cited facts, stemmed: labels, names, words, values. */
export const wordsOf = (facts: readonly Fact[]): Set<string> =>
  new Set(
    facts.flatMap((fact) => [
      ...stemsOf(fact.label),
      ...stemsOf(fact.subject ?? ""),
      ...(fact.value.kind === "quote" ? [] : stemsOf(sayValue(fact.value))),
      ...(tableNouns[fact.table] ?? []),
    ]),
  );
