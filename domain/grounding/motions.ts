/** Whether what a sentence says about directions, comparisons and extremes follows from the cited facts. [GR5] */
import { type DirectionMention, directionsIn, extremesIn } from "./directions.ts";
import { type Fact, numberOf, pairsIn } from "./fact.ts";
import { clauseAt, closest, factsAt, onTopic, type Scene, topicsOf } from "./scene.ts";
import { stemsOf } from "./words.ts";

/** A movement that facts show: two values in time, a change, or a word for one. */
interface Movement {
  fact: Fact;
  sign: number;
  /** As a part of what was before; null where that cannot be told. */
  part: number | null;
  values: number[];
}

const trendWords: Readonly<Record<string, number>> = {
  up: 1,
  down: -1,
  stable: 0,
  neutral: 0,
  flat: 0,
  rising: 1,
  falling: -1,
};

export const movementsIn = (facts: readonly Fact[]): Movement[] => [
  ...pairsIn(facts).map(({ older, newer }): Movement => {
    const [from, to] = [numberOf(older) ?? 0, numberOf(newer) ?? 0];
    return {
      fact: newer,
      sign: Math.sign(to - from),
      part: from === 0 ? null : (to - from) / Math.abs(from),
      values: [from, to, to - from],
    };
  }),
  ...facts.flatMap((fact): Movement[] => {
    const { value } = fact;
    const number = numberOf(fact);
    if ("change" in value && value.change === true && number !== null)
      return [{ fact, sign: Math.sign(number), part: null, values: [number] }];
    const trend = value.kind === "word" ? trendWords[value.text.toLowerCase()] : undefined;
    return trend === undefined ? [] : [{ fact, sign: trend, part: null, values: [] }];
  }),
];

/** Within this part of what was before, "stable" is no lie. */
const flatWithin = 0.02;

const agrees = ({ claim }: DirectionMention, { sign, part, fact }: Movement): boolean => {
  const good = fact.better === undefined ? 0 : fact.better === "higher" ? 1 : -1;
  switch (claim) {
    case "up":
      return sign > 0;
    case "down":
      return sign < 0;
    case "better":
      return sign * good > 0;
    case "worse":
      return sign * good < 0;
    case "flat":
      return sign === 0 || (part !== null && Math.abs(part) <= flatWithin);
  }
};

/** The movements that a claim in this place speaks of: on its clause's topic and, where numbers stand there, with those numbers. */
const scopeOf = (scene: Scene, mention: DirectionMention): Movement[] => {
  const clause = clauseAt(scene, mention.at);
  const movements = movementsIn(factsAt(scene, mention.at));
  const topical = (text: string): Movement[] => {
    const facts = onTopic(
      movements.map(({ fact }) => fact),
      text,
    );
    return movements.filter(({ fact }) => facts.includes(fact));
  };
  const stems = new Set(stemsOf(clause.text));
  const clauseNamesTopic = movements.some(({ fact }) => [...topicsOf(fact)].some((topic) => stems.has(topic)));
  const scoped = topical(clauseNamesTopic ? clause.text : scene.text);
  const numbers = scene.quantities.filter(({ at }) => at >= clause.at && at < clause.at + clause.text.length);
  const withNumbers = scoped.filter(({ values }) =>
    numbers.some(({ value, within }) => values.some((known) => Math.abs(Math.abs(known) - Math.abs(value)) <= within)),
  );
  return withNumbers.length > 0 ? withNumbers : scoped;
};

const isClaimTrue = (scene: Scene, mention: DirectionMention): boolean => {
  const scope = scopeOf(scene, mention);
  return scope.length > 0 && scope.every((movement) => agrees(mention, movement) !== mention.negated);
};

const comparison =
  /\b(higher|larger|bigger|greater|more|ahead|lower|smaller|fewer|less|better|worse|behind)\s(?:(?:\w+\s){0,3}?than|of(?=\s+\s))\s(?!\s*(?:[$€£\d]|a (?:week|month|quarter|year)\b|before\b|last\b|it was\b))/gi;
const upward = /^(?:higher|larger|bigger|greater|more|ahead)/i;

/** "More tickets than Globex": both must be cited, and it must be so. Empty when the sentence compares nobody. */
const areComparisonsTrue = (scene: Scene): boolean =>
  [...scene.text.matchAll(comparison)].every((match) => {
    const first = scene.named.filter(({ at }) => at < match.index).at(-1) ?? scene.named[0];
    const second = scene.named.find(({ at, subject }) => at >= match.index && subject !== first?.subject);
    const known = onTopic(scene.cited, clauseAt(scene, match.index).text).filter((fact) => numberOf(fact) !== null);
    const pairs = known
      .filter(({ subject }) => first !== undefined && subject === first.subject)
      .flatMap((one) =>
        known
          .filter(
            (other) =>
              other.measure === one.measure &&
              other.subject !== one.subject &&
              (!second || other.subject === second.subject),
          )
          .map((other) => [one, other] as const),
      );
    return (
      pairs.length > 0 &&
      pairs.every(([one, other]) => {
        const difference = (numberOf(one) ?? 0) - (numberOf(other) ?? 0);
        const word = match[1] ?? "";
        if (/better|worse/i.test(word))
          return difference * (one.better === "lower" ? -1 : 1) * (/worse/i.test(word) ? -1 : 1) > 0;
        return upward.test(word) ? difference > 0 : difference < 0;
      })
    );
  });

/** Facts of one kind that a superlative ranks: the same measure of many subjects, or the same group. */
const rivalsOf = (fact: Fact, all: readonly Fact[]): Fact[] =>
  all.filter(
    (other) =>
      (fact.group === undefined ? other.measure === fact.measure : other.group === fact.group) &&
      other.as_of === fact.as_of &&
      numberOf(other) !== null,
  );

const areExtremesTrue = (scene: Scene): boolean =>
  extremesIn(scene.text).every(({ at, extreme }) => {
    const clause = clauseAt(scene, at);
    const ranked = factsAt(scene, at).filter((fact) => numberOf(fact) !== null && rivalsOf(fact, scene.all).length > 1);
    const numbers = scene.quantities.filter(
      (quantity) => quantity.at >= clause.at && quantity.at < clause.at + clause.text.length,
    );
    const shown = ranked.filter((fact) =>
      numbers.some(({ value, within }) => Math.abs(value - (numberOf(fact) ?? Number.NaN)) <= within),
    );
    const meant = shown.length > 0 ? shown : closest(ranked, clause.text);
    return meant.some((fact) => {
      const value = numberOf(fact) ?? 0;
      const up =
        extreme === "most" ||
        (extreme === "best" ? fact.better !== "lower" : extreme === "worst" && fact.better === "lower");
      return rivalsOf(fact, scene.all).every((other) =>
        up ? (numberOf(other) ?? 0) <= value : (numberOf(other) ?? 0) >= value,
      );
    });
  });

/** True when every direction, comparison and extreme in the sentence follows from the cited facts. */
export const areDirectionsTrue = (scene: Scene): boolean => {
  const { mentions, foretold } = directionsIn(scene.text);
  return (
    !foretold &&
    mentions.every((mention) => isClaimTrue(scene, mention)) &&
    areComparisonsTrue(scene) &&
    areExtremesTrue(scene)
  );
};

const states = /\b(unhealthy|healthy|at[- ]risk|critical|overdue|positive|negative)\b/gi;
const goals = /\b(?:to|become|reach|towards?|keep|stay)\s(?:\w+\s)?$/i;

/** Words for a state, such as a health bucket, must be what a cited fact says. */
export const areStatesTrue = (scene: Scene): boolean =>
  [...scene.text.matchAll(states)].every((match) => {
    const word = (match[1] ?? "").toLowerCase().replace("-", " ");
    const facts = factsAt(scene, match.index);
    if (word === "overdue") return facts.some(({ value }) => value.kind === "date" && value.date < scene.today);
    if (word === "positive" || word === "negative") {
      const sign = word === "positive" ? 1 : -1;
      if (facts.some((fact) => Math.sign(numberOf(fact) ?? 0) === sign)) return true;
    }
    const says = facts.some(
      ({ value, label }) =>
        (value.kind === "word" && value.text.toLowerCase().replaceAll(/[_-]/g, " ") === word) ||
        label.toLowerCase().includes(word),
    );
    return says || goals.test(scene.text.slice(0, match.index));
  });
