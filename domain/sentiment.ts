/**
 * Whether an English text speaks well or badly, by words and rules alone; no model. [SE1]
 * The rules are those of VADER (Hutto and Gilbert, ICWSM 2014): negation turns the words behind it, degree words and
 * capitals strengthen, "but" moves the weight to what follows, exclamation marks add. Heavy with words: keep it out of the app.
 */
import { degrees, english, foreign, negations } from "./sentiment/grammar.ts";
import { neutralWithin } from "./sentiment/bounds.ts";
import { valenceOf } from "./sentiment/valence.ts";

/** `unknown` is a text without words, or one that is not English: nothing is claimed about it. [SE3] */
export const sentimentLabels = ["positive", "neutral", "negative", "unknown"] as const;
export type SentimentLabel = (typeof sentimentLabels)[number];

export interface Sentiment {
  label: SentimentLabel;
  /** -1 … 1, the mean over passages; null where nothing is claimed. */
  score: number | null;
  /** The words that made it so, in order, each with its weight after negation, degree and capitals. [G4] */
  terms: { word: string; weight: number }[];
}

const capitals = 0.733;
const turn = -0.74;
/** A degree word counts less with each word between. */
const fading = [1, 0.95, 0.9];
/** Sum of weights at which a sentence scores about 0.7. */
const half = 15;

const pictograph = /\p{Extended_Pictographic}/gu;
const emoticonAtEnd = /([\p{L}\p{N}.!?,])([:;=]['-]?[()DP])(?=\s|$)/gu;

const sentenceEnd = /(?<=[.!?…]["')\]]*)\s+|\s*\n+\s*/u;

/** Words, emoticons and emoji, without the punctuation around them. */
const tokensOf = (text: string): string[] =>
  text
    .replaceAll(emoticonAtEnd, "$1 $2")
    .replaceAll(pictograph, " $& ")
    .split(/\s+/)
    .flatMap((chunk) => {
      const whole = chunk.toLowerCase();
      if (valenceOf(whole) !== undefined || !/[\p{L}\p{N}]/u.test(chunk)) return [chunk];
      const bare = chunk.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
      return valenceOf(bare.toLowerCase()) === undefined ? bare.split(/[-/–—]+/) : [bare];
    })
    .filter((token) => token !== "");

const shouts = (word: string): boolean => word.length > 1 && /\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
const negates = (word: string): boolean => word.endsWith("n't") || negations.has(word.replaceAll("'", ""));

/** What turns or strengthens the word at `at`, from up to three words before it. */
const weigh = (low: readonly string[], at: number, valence: number, loud: readonly boolean[]): number => {
  let weight = valence;
  const sign = Math.sign(valence);
  if (loud[at]) weight += sign * capitals;
  for (let back = 1; back <= 3 && back <= at; back += 1) {
    const before = low[at - back] ?? "";
    const after = low[at - back + 1] ?? "";
    const degree = degrees.get(before);
    if (degree !== undefined) weight += sign * (degree + (loud[at - back] ? capitals : 0)) * (fading[back - 1] ?? 0);
    const emphasis =
      (before === "never" && (after === "so" || after === "this")) || (before === "without" && after === "doubt");
    if ((negates(before) && !emphasis) || (before === "no" && back <= 2)) weight *= turn;
  }
  const leastOf = low[at - 1] === "least" && low[at - 2] !== "at" && low[at - 2] !== "very";
  return leastOf ? weight * turn : weight;
};

/** Exclamation and question marks, as far as anybody still hears them. */
const emphasisOf = (text: string): number => {
  const exclaimed = Math.min(4, text.split("!").length - 1) * 0.292;
  const asked = text.split("?").length - 1;
  return exclaimed + (asked > 3 ? 0.96 : asked > 1 ? asked * 0.18 : 0);
};

/** The words of a sentence that weigh, each with its weight. */
const termsOf = (text: string): Sentiment["terms"] => {
  const tokens = tokensOf(text);
  const low = tokens.map((token) => token.toLowerCase());
  const mixed = tokens.some(shouts) && tokens.some((token) => /\p{Ll}/u.test(token));
  const loud = tokens.map((token) => mixed && shouts(token));
  const but = low.indexOf("but");
  return tokens.flatMap((word, at) => {
    const lower = low[at] ?? "";
    const valence = valenceOf(lower);
    const next = low[at + 1];
    const isDegree = degrees.has(lower) || (lower === "kind" && next === "of");
    const onlyTurns = lower === "no" && next !== undefined && valenceOf(next) !== undefined;
    if (valence === undefined || isDegree || onlyTurns) return [];
    const weight = weigh(low, at, valence, loud);
    return [{ word, weight: but < 0 || at === but ? weight : at < but ? weight / 2 : weight * 1.5 }];
  });
};

const scorePassage = (sentences: readonly string[]): { score: number; terms: Sentiment["terms"] } => {
  const terms = sentences.flatMap(termsOf);
  const sum = terms.reduce((total, { weight }) => total + weight, 0);
  const whole = sum + Math.sign(sum) * emphasisOf(sentences.join(" "));
  return { score: whole / Math.sqrt(whole * whole + half), terms };
};

/** A few sentences that are weighed together: VADER was made for texts of a tweet's or a paragraph's length. */
const passageWords = 60;

/** Sentences in groups of about `passageWords` words. */
const passagesOf = (text: string): string[][] => {
  const passages: string[][] = [];
  let words = passageWords;
  for (const sentence of text.split(sentenceEnd).filter((part) => part !== "")) {
    if (words >= passageWords) {
      passages.push([]);
      words = 0;
    }
    passages.at(-1)?.push(sentence);
    words += sentence.split(/\s+/).length;
  }
  return passages;
};

/** Letters that are mostly not Latin, or common words that are more often another language's than English. [SE3] */
const isForeign = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 0 && latin * 2 < letters) return true;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const ours = words.filter((word) => english.has(word)).length;
  const theirs = words.filter((word) => foreign.has(word)).length;
  return theirs > ours && theirs >= 2;
};

/** [SE1] The mean over passages, so that a long text says no more than a short one. */
export const sentimentOf = (input: string): Sentiment => {
  const text = input
    .normalize("NFC")
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\p{Emoji_Modifier}|\u{fe0f}|\u{200d}/gu, "");
  const says = /\p{L}/u.test(text) || tokensOf(text).some((token) => valenceOf(token) !== undefined);
  if (!says || isForeign(text)) return { label: "unknown", score: null, terms: [] };
  const passages = passagesOf(text).map(scorePassage);
  const score = passages.reduce((total, passage) => total + passage.score, 0) / passages.length;
  const label = score >= neutralWithin ? "positive" : score <= -neutralWithin ? "negative" : "neutral";
  return { label, score, terms: passages.flatMap(({ terms }) => terms) };
};
