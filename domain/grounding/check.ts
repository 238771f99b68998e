/** The check that every sentence passes before anybody sees it, whoever wrote it. [GR2] */
import { isAmong } from "./calendar.ts";
import type { Fact } from "./fact.ts";
import { areDirectionsTrue, areStatesTrue } from "./motions.ts";
import { isNothingTrue, isSupported } from "./numbers.ts";
import type { Removal } from "./removals.ts";
import { datesOf, type Scene, sceneOf, wordsOf } from "./scene.ts";
import { readsLikeOrders } from "./untrusted.ts";
import { sentenceOpeners, stemOf, stemsOf, tradeWords } from "./words.ts";

export interface Sentence {
  text: string;
  /** Numbers of the facts that it rests on. */
  citations: number[];
}

export interface Draft {
  sentences: Sentence[];
}

export interface Checked {
  sentences: Sentence[];
  removed: { count: number; reasons: Partial<Record<Removal, number>> };
}

const longest = 480;

/** One way to write what typing differs in; never letters. */
const plain = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/[\u00a0\u2007\u202f]/g, " ")
    .replaceAll("’", "'")
    .replaceAll(/[‐‑−]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();

const bracketed = /\s*\[\s*(?:facts?\s*)?#?(\d{1,4}(?:\s*[,;]\s*#?\d{1,4})*)\s*\]/giu;

/** The sentence without markers such as `[3]` or `[2, 5]` in its text; they join its citations. */
export const liftMarkers = ({ text, citations }: Sentence): Sentence => {
  const lifted = [...plain(text).matchAll(bracketed)].flatMap((match) =>
    (match[1] ?? "").split(/[,;]/).map((n) => Number(n.replace("#", ""))),
  );
  const bare = plain(text)
    .replaceAll(bracketed, "")
    .replaceAll(/\s+([.,;:!?])/g, "$1");
  return { text: bare, citations: [...new Set([...citations, ...lifted])] };
};

/** Latin letters with their accents, digits, punctuation of prose and currency signs; everything else needs a cited name or quotation. */
const foreignCharacter = /[^\p{Script=Latin}\d\s.,;:!?'"“”()\-–—%$€£&/+=…→·×]/u;
const markup =
  /[<>`{}|\\^~*_#[\]]|:\/\/|\bwww\.|@|\bjavascript:|\bdata:\w|\b[\w-]+\.(?!\d)[a-z]{2,}\b(?!\s*$)|\b[\w-]+\.[a-z]{2,}\//iu;
const leaks =
  /\b(?:system prompt|prompt|my instructions|your instructions|as an ai|language model|i (?:cannot|can't|am unable|was told|must)|api keys?|passwords?|numbered facts|the facts? (?:given|provided|above|list))\b/i;

const isClean = ({ text }: Scene): boolean => !markup.test(text);

/** Dates may also be those that the cited values are of, or today's; weekdays only those of dates that facts hold. */
const areDatesTrue = (scene: Scene): boolean => {
  const held = datesOf(scene.cited);
  const dates = [...held, ...scene.cited.map(({ as_of }) => as_of), scene.today];
  const isWeekday = (weekday: number): boolean => held.some((date) => new Date(date).getUTCDay() === weekday);
  return (
    scene.dates.every((mention) => isAmong(mention, dates)) && scene.weekdays.every(({ weekday }) => isWeekday(weekday))
  );
};

const mixed = /(?=[\p{L}-]*\d)(?=[\d-]*\p{L})[\p{L}\d]+/gu;

/** `B2B`, `v2`: letters and digits in one word count only where a cited fact has the same word. */
const areMixedWordsKnown = (scene: Scene): boolean => {
  const known = wordsOf(scene.cited);
  const isNumber = (at: number, length: number): boolean =>
    scene.quantities.some((one) => one.at < at + length && at < one.at + one.length);
  return [...scene.dateless.matchAll(mixed)].every(
    (match) => isNumber(match.index, match[0].length) || known.has(stemOf(match[0])),
  );
};

const capital = /\p{Lu}[\p{L}\p{M}\p{N}'&-]*/gu;
const startsSentence = (before: string): boolean =>
  /(?:^|[.!?:;]\s*|[—–]\s*|\(\s*)$/u.test(before) || before.trim() === "";

const areNamesTrue = (scene: Scene): boolean => {
  const cited = wordsOf(scene.cited);
  const labels = new Set(scene.all.flatMap(({ label }) => stemsOf(label)));
  return [...scene.dateless.matchAll(capital)].every((match) => {
    const word = match[0].replace(/(?:'s|')$/, "");
    if (tradeWords.has(word)) return true;
    const stems = stemsOf(word);
    if (stems.every((stem) => cited.has(stem))) return true;
    if (!startsSentence(scene.dateless.slice(0, match.index))) return false;
    return (
      stems.every((stem) => sentenceOpeners.has(stem) || labels.has(stem)) || sentenceOpeners.has(word.toLowerCase())
    );
  });
};

const checks: readonly (readonly [Removal, (scene: Scene) => boolean])[] = [
  ["markup", isClean],
  ["characters", ({ text }) => !foreignCharacter.test(text)],
  ["leak", ({ text }) => !leaks.test(text) && !readsLikeOrders(text)],
  ["quote", ({ foreignQuotes }) => foreignQuotes.length === 0],
  ["date", areDatesTrue],
  [
    "number",
    (scene) =>
      isNothingTrue(scene) &&
      areMixedWordsKnown(scene) &&
      scene.quantities.every((quantity) => isSupported(quantity, scene)),
  ],
  ["name", areNamesTrue],
  ["direction", areDirectionsTrue],
  ["state", areStatesTrue],
];

/** Why the sentence may not be shown; null when it may. `today` is the date that "in 41 days" counts from. */
export const whyRemoved = (sentence: Sentence, facts: readonly Fact[], today: string): Removal | null => {
  if (sentence.text === "" || sentence.text.length > longest) return "length";
  if (sentence.citations.length === 0) return "uncited";
  const cited = sentence.citations.map((n) => facts.find((fact) => fact.n === n));
  if (cited.some((fact) => fact === undefined)) return "unknown_citation";
  const scene = sceneOf(
    sentence.text,
    cited.filter((fact) => fact !== undefined),
    facts,
    today,
  );
  return checks.find(([, isTrue]) => !isTrue(scene))?.[0] ?? null;
};

/** Checks sentence after sentence and counts what was removed, and why. */
export const makeChecker = (facts: readonly Fact[], today: string) => {
  const seen = new Set<string>();
  const reasons: Partial<Record<Removal, number>> = {};
  let count = 0;
  return {
    /** The sentence as it may be shown, or null. */
    check: (raw: Sentence): Sentence | null => {
      const sentence = liftMarkers(raw);
      const key = sentence.text.toLowerCase();
      const removal = seen.has(key) ? "repeated" : whyRemoved(sentence, facts, today);
      seen.add(key);
      if (removal === null) return sentence;
      reasons[removal] = (reasons[removal] ?? 0) + 1;
      count += 1;
      return null;
    },
    removed: (): Checked["removed"] => ({ count, reasons: { ...reasons } }),
  };
};

export const checkDraft = ({ sentences }: Draft, facts: readonly Fact[], today: string): Checked => {
  const checker = makeChecker(facts, today);
  return {
    sentences: sentences.map(checker.check).filter((sentence) => sentence !== null),
    removed: checker.removed(),
  };
};
