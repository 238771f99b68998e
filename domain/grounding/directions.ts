/** Words that say which way something went, where they stand in a sentence, and what they claim. [GR5] */

export type Claim = "up" | "down" | "better" | "worse" | "flat";

export interface DirectionMention {
  at: number;
  length: number;
  claim: Claim;
  /** "Did not fall": the claim is that it did not go that way. */
  negated: boolean;
}

const past: Readonly<Record<Claim, string>> = {
  up:
    "rose|risen|rises|rising|increased|increases|increasing|grew|grown|grows|growing|gained|gains|climbed|climbs|climbing|jumped|jumps|surged|surging|" +
    "expanded|expanding|went up|gone up|going up|is up|are up|was up|were up|up by|up from|up to (?=[$\\d])|ticked up|trending up|on the rise|upward|uptick|soared|doubled|tripled|added",
  down:
    "fell|fallen|falls(?! (?:due|on|in|within))|falling|decreased|decreases|decreasing|dropped|drops|dropping|declined|declines|declining|shrank|shrunk|shrinks|shrinking|" +
    "lost|losing|sank|sunk|sinking|dipped|dips|slid|slipped|slips|slipping|slumped|contracted|plunged|went down|gone down|going down|is down|are down|was down|were down|" +
    "down by|down from|down to (?=[$\\d])|trending down|downward|downtick|halved|reduced|shed|eroded|eroding",
  better:
    "improved|improves|improving|improvement|recovered|recovers|recovering|strengthened|strengthening|got better|is better|are better|better than|bettered|healthier",
  worse:
    "worsened|worsens|worsening|deteriorated|deteriorates|deteriorating|weakened|weakening|got worse|is worse|are worse|worse than|slid back",
  flat: "unchanged|has not changed|have not changed|did not change|no change|held steady|holds steady|holding steady|is steady|stayed the same|stays the same|stayed at|remained at|remains at|remained|is stable|stable|flat|steady|level with|where it was",
};

const nouns: Readonly<Record<"up" | "down", string>> = {
  up: "increase|rise|growth|gain|jump|climb|surge",
  down: "decrease|fall|drop|decline|dip|loss|slide|slump|reduction",
};

/** Before a base form these speak of a wish, not of what happened. */
const wishes = /(?:\b(?:to|help|helps|can|should|could|please|and|then|or)\s+(?:\w+ly\s+)?|^|[.;:]\s*)$/i;
/** Before a base form these foretell, which no fact supports. */
const foretells =
  /\b(?:will|would|may|might|going to|likely to|expected to|bound to|set to|about to|must)\s+(?:\w+ly\s+)?$/i;
const negators = /\b(?:not|n't|never|no|without|nor|neither|no longer|hardly)\s+(?:\w+\s+){0,2}$/i;

const bases: Readonly<Record<Claim, string>> = {
  up: "rise|increase|grow|climb|jump|expand|go up",
  down: "fall|decrease|drop|decline|shrink|lose|dip|slip|go down|churn",
  better: "improve|recover|strengthen|get better",
  worse: "worsen|deteriorate|weaken|get worse",
  flat: "stay flat|stay the same|hold steady",
};

const claims = Object.keys(past) as Claim[];
const patternOf = (words: string): RegExp => new RegExp(`\\b(?:${words})\\b`, "gi");
const pastPatterns = claims.map((claim): [Claim, RegExp] => [claim, patternOf(past[claim])]);
const basePatterns = claims.map((claim): [Claim, RegExp] => [claim, patternOf(bases[claim])]);
const nounPatterns = (["up", "down"] as const).map((claim): [Claim, RegExp] => [
  claim,
  new RegExp(
    `\\b(?:an?|the|its|their|this|that|of|biggest|largest|sharp|sharpest|steep|steady|small|slight|strong|recent|[%\\d]|points?|percent|day)[\\s-](?:${nouns[claim]})s?\\b`,
    "gi",
  ),
]);

export interface Directions {
  mentions: DirectionMention[];
  /** Something is foretold: no fact can support it. */
  foretold: boolean;
}

/** What a sentence claims about directions. "To improve adoption" is a wish and claims nothing. */
export const directionsIn = (text: string): Directions => {
  const mentions: DirectionMention[] = [];
  let foretold = false;
  const add = (claim: Claim, match: RegExpExecArray | RegExpMatchArray): void => {
    const at = match.index ?? 0;
    const length = match[0].length;
    if (mentions.some((other) => at < other.at + other.length && other.at < at + length)) return;
    const isPhrase = /^(?:no change|did not|has not|have not)/i.test(match[0]);
    mentions.push({ at, length, claim, negated: !isPhrase && negators.test(text.slice(Math.max(0, at - 32), at)) });
  };
  // "Has not changed" before "improved" and the like: the longest reading of "flat" first.
  for (const [claim, pattern] of pastPatterns.toReversed())
    for (const match of text.matchAll(pattern)) add(claim, match);
  for (const [claim, pattern] of nounPatterns) for (const match of text.matchAll(pattern)) add(claim, match);
  for (const [claim, pattern] of basePatterns)
    for (const match of text.matchAll(pattern)) {
      const before = text.slice(Math.max(0, match.index - 24), match.index);
      if (foretells.test(before)) foretold = true;
      else if (/\b(?:did|does|do|didn't|doesn't|don't)\s+(?:\w+\s+)?$/i.test(before)) add(claim, match);
      else if (
        !wishes.test(before) &&
        !mentions.some((one) => match.index >= one.at && match.index < one.at + one.length)
      )
        add(claim, match);
    }
  return { mentions: mentions.toSorted((one, other) => one.at - other.at), foretold };
};

/** A sentence's clauses: where claims about different things may part. */
export const clausesOf = (text: string): { at: number; text: string }[] => {
  const parts: { at: number; text: string }[] = [];
  let from = 0;
  for (const match of text.matchAll(
    /[;:]\s|,\s(?!\d)|\s(?:while|but|whereas|although|though|and|yet|as)\s|\s[—–]\s/gi,
  )) {
    parts.push({ at: from, text: text.slice(from, match.index) });
    from = match.index + match[0].length;
  }
  parts.push({ at: from, text: text.slice(from) });
  return parts;
};

/** Comparisons with a number: above, below, at least and so on. */
export interface Bound {
  at: number;
  /** Where the number begins. */
  number: number;
  relation: "above" | "below" | "at_least" | "at_most";
}

const bounds: readonly (readonly [RegExp, Bound["relation"]])[] = [
  [
    /\b(?:above|over|more than|higher than|greater than|exceeds|exceeding|exceeded|upwards of|beyond)\s+(?:the\s+)?(?=[$€£\d]|\w+ (?:percent|points|days|weeks))/gi,
    "above",
  ],
  [
    /\b(?:below|under|less than|fewer than|lower than|short of)\s+(?:the\s+)?(?=[$€£\d]|\w+ (?:percent|points|days|weeks))/gi,
    "below",
  ],
  [/\b(?:at least|no less than|no fewer than)\s+(?=[$€£\d])/gi, "at_least"],
  [/\b(?:at most|no more than|up to)\s+(?=[$€£\d])/gi, "at_most"],
];

export const boundsIn = (text: string): Bound[] =>
  bounds.flatMap(([pattern, relation]) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, number: match.index + match[0].length, relation })),
  );

/** Words that call one value the greatest or the least of several. */
export const extremesIn = (
  text: string,
): { at: number; length: number; extreme: "most" | "least" | "best" | "worst" }[] => {
  const kinds: readonly (readonly [RegExp, "most" | "least" | "best" | "worst"])[] = [
    [/\b(?:highest|largest|biggest|greatest|longest|most(?! recent| of\b))\b/gi, "most"],
    [/\b(?:lowest|smallest|fewest|shortest|(?<!\bat )least)\b/gi, "least"],
    [/\b(?:strongest|best(?! practice| way| step| next| time| fit))\b/gi, "best"],
    [/\b(?:weakest|worst)\b/gi, "worst"],
  ];
  return kinds.flatMap(([pattern, extreme]) =>
    [...text.matchAll(pattern)].map((match) => ({ at: match.index, length: match[0].length, extreme })),
  );
};
