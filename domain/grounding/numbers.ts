/** Whether a number in a sentence follows from the cited facts: shown, rounded, or worked out from them. [GR3] */
import { daysBetween } from "./calendar.ts";
import { type Bound, boundsIn } from "./directions.ts";
import { type Fact, numberOf, pairsIn } from "./fact.ts";
import { type Quantity, quantitiesIn } from "./quantities.ts";
import { clauseAt, factsAt, onTopic, type Scene, topicsOf } from "./scene.ts";
import { stemsOf } from "./words.ts";

/** A rule's own number, such as the bound of a trigger: others are compared with it. */
export const isBound = (fact: Fact): boolean => fact.measure.startsWith("bound:");

interface Supported {
  value: number;
  /** More than rounding may lie between: lengths of time in whole weeks or months. */
  within?: number;
  bound?: boolean;
}

const daysIn: Partial<Record<Quantity["unit"], number>> = { days: 1, weeks: 7, months: 30.44, years: 365.25 };

const fits = (quantity: Quantity, { value }: Fact): boolean => {
  if (value.kind === "money") return quantity.unit === "money" || quantity.unit === "none";
  if (value.kind !== "number") return false;
  if (quantity.unit === "none") return value.unit === "count" || value.unit === "points";
  return quantity.unit === value.unit;
};

/** `by 20`, `up 20`, `20 more`: the number is a difference, not a level. */
const differenceBefore =
  /\b(?:by|up|down|gained|lost|added|shed|(?:gain|loss|drop|rise|fall|increase|decrease|decline|growth|difference|gap|change|swing) of|another|fell|rose|dropped|grew|climbed|slipped|declined|increased|decreased|jumped|dipped)\s+(?:by\s+)?(?:about|around|roughly|approximately|nearly|almost|some|just|only|over|more than|less than)?\s*$/i;
const differenceAfter =
  /^\s*(?:more|fewer|less|higher|lower|better|worse|up|down|apart|above|below|ahead|behind|(?:drop|rise|fall|increase|decrease|decline|gain|loss|growth|dip|jump)\b)/i;
const fromBefore = /\bfrom\s+(?:about|around|roughly)?\s*$/i;
const toBefore = /(?:\bto|→)\s+(?:about|around|roughly|only|just)?\s*$/i;
const wasBefore = /\b(?:was|were|had been|stood at|used to be)\s+(?:at\s+|still\s+|only\s+)?$/i;
const nowBefore =
  /\b(?:is|are|now|stands at|now at|currently|today at|sits at)\s+(?:now\s+|at\s+|still\s+|only\s+|just\s+)*$/i;
const sumWords = /\b(?:total|totals|together|combined|altogether|sum|in all|overall|across|worth)\b/i;
const meanWords = /\b(?:average|mean|averages|averaging)\b/i;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Levels, by what stands before the number: "from" takes the older of a pair, "to" and "now" the newer. */
const levels = (quantity: Quantity, facts: readonly Fact[], before: string): Supported[] => {
  const pairs = pairsIn(facts);
  const isOlder = (fact: Fact): boolean => pairs.some((pair) => pair.older === fact);
  const isNewer = (fact: Fact): boolean => pairs.some((pair) => pair.newer === fact);
  const paired = (fact: Fact): boolean => isOlder(fact) || isNewer(fact);
  return facts
    .filter((fact) => fits(quantity, fact))
    .filter((fact) => {
      if (fromBefore.test(before)) return isOlder(fact);
      if (toBefore.test(before)) return !isOlder(fact) || isNewer(fact);
      if (wasBefore.test(before)) return !paired(fact) || isOlder(fact);
      if (nowBefore.test(before)) return !paired(fact) || isNewer(fact);
      return true;
    })
    .flatMap((fact) => {
      const value = numberOf(fact);
      return value === null ? [] : [{ value, ...(isBound(fact) ? { bound: true } : {}) }];
    });
};

const shares = (quantity: Quantity, facts: readonly Fact[]): Supported[] =>
  quantity.unit !== "percent"
    ? []
    : facts.flatMap((part) =>
        facts.flatMap((whole) => {
          const [top, bottom] = [numberOf(part), numberOf(whole)];
          const alike = part !== whole && part.value.kind === whole.value.kind && part.as_of === whole.as_of;
          const sizes = part.value.kind === "money" || (part.value.kind === "number" && part.value.unit === "count");
          return alike && sizes && top !== null && bottom !== null && bottom >= top && bottom > 0
            ? [{ value: (top / bottom) * 100 }]
            : [];
        }),
      );

const hasUnit = ({ value }: Fact, unit: string): boolean => value.kind === "number" && value.unit === unit;

const differencesOf = (quantity: Quantity, older: Fact, newer: Fact): Supported[] => {
  const [from, to] = [numberOf(older), numberOf(newer)];
  if (from === null || to === null) return [];
  if (quantity.unit === "percent") return from === 0 ? [] : [{ value: ((to - from) / Math.abs(from)) * 100 }];
  if (quantity.unit === "times") return from === 0 ? [] : [{ value: to / from }];
  const inPoints =
    quantity.unit === "points" && (hasUnit(newer, "percent") || hasUnit(newer, "count") || hasUnit(newer, "points"));
  return inPoints || fits(quantity, newer) ? [{ value: to - from }] : [];
};

/** What is worked out from pairs over time, and between subjects where the sentence compares them. */
const differences = (
  quantity: Quantity,
  facts: readonly Fact[],
  all: readonly Fact[],
  compares: boolean,
): Supported[] => [
  ...pairsIn(facts).flatMap(({ older, newer }) => differencesOf(quantity, older, newer)),
  ...facts
    .filter(({ value }) => "change" in value && value.change === true)
    .filter((fact) => fits(quantity, fact))
    .map((fact) => ({ value: numberOf(fact) ?? Number.NaN })),
  ...(compares
    ? all.flatMap((one) =>
        all
          .filter((other) => other !== one && other.measure === one.measure && other.subject !== one.subject)
          .flatMap((other) => differencesOf(quantity, one, other)),
      )
    : []),
];

const togetherOf = (quantity: Quantity, scene: Scene): Supported[] => {
  const measures = [...new Set(scene.cited.map(({ measure }) => measure))];
  return measures.flatMap((measure) => {
    const same = scene.cited.filter((fact) => fact.measure === measure && fits(quantity, fact));
    const values = same.map((fact) => numberOf(fact) ?? 0);
    if (values.length < 2) return [];
    return [
      ...(sumWords.test(scene.text) ? [{ value: values.reduce((sum, value) => sum + value, 0) }] : []),
      ...(meanWords.test(scene.text) ? [{ value: mean(values) }] : []),
    ];
  });
};

/** "Three meetings" with three meetings cited. */
const counts = (quantity: Quantity, facts: readonly Fact[], noun: string | undefined): Supported[] => {
  if (quantity.unit !== "none" || noun === undefined) return [];
  const rows = new Set(
    facts
      .filter((fact) => topicsOf(fact).has(noun) && fact.value.kind !== "number")
      .map(({ table, id }) => `${table} ${id}`),
  );
  return rows.size === 0 ? [] : [{ value: rows.size }];
};

const pastAfter = /^\s*(?:ago|earlier|old|without|since)\b/i;
const futureBefore = /\b(?:in|within|another|next)\s+(?:the\s+next\s+)?(?:about|around|roughly|just|only|under)?\s*$/i;
const futureAfter = /^\s*(?:away|left|from now|to go|until|remaining|before|time)\b/i;

/** Lengths of time between today and cited dates, between cited dates, and those that facts hold. */
const lengths = (
  quantity: Quantity,
  facts: readonly Fact[],
  { today }: Scene,
  before: string,
  after: string,
): Supported[] => {
  const unit = daysIn[quantity.unit];
  if (unit === undefined) return [];
  const loose = unit === 1 ? 0 : 0.5;
  const dates = facts.flatMap(({ value }) => (value.kind === "date" ? [value.date.slice(0, 10)] : []));
  const away = dates.map((date) => daysBetween(today, date));
  const ages = facts.map(({ as_of }) => daysBetween(today, as_of));
  const isPast = pastAfter.test(after);
  const isFuture = futureBefore.test(before) || futureAfter.test(after);
  const chosen = isPast
    ? [...away, ...ages].filter((days) => days <= 0)
    : isFuture
      ? away.filter((days) => days >= 0)
      : [
          ...away,
          ...pairsIn(facts).map(({ older, newer }) => daysBetween(older.as_of, newer.as_of)),
          ...between(dates),
        ];
  const held = facts.flatMap(({ value }) => (value.kind === "number" && value.unit === "days" ? [value.number] : []));
  return [...chosen, ...held].map((days) => ({ value: Math.abs(days) / unit, within: loose }));
};

const between = (dates: readonly string[]): number[] =>
  dates.flatMap((from) => dates.filter((until) => until > from).map((until) => daysBetween(from, until)));

/** "Over the last 30 days" where a cited fact is labelled so. */
const inLabels = (quantity: Quantity, scene: Scene, facts: readonly Fact[]): Supported[] =>
  facts.flatMap(({ label }) =>
    quantitiesIn(label)
      .filter((known) => {
        if (known.unit !== quantity.unit) return false;
        const next = (text: string, at: number): string =>
          /^[\s-]*\p{L}*/u.exec(text.slice(at))?.[0].toLowerCase() ?? "";
        return (
          known.unit !== "none" ||
          next(label, known.at + known.length) === next(scene.text, quantity.at + quantity.length)
        );
      })
      .map(({ value }) => ({ value })),
  );

/** The measured thing that follows a number, as a stem: the ticket of "12 open tickets". */
const nounAfter = (scene: Scene, quantity: Quantity): string | undefined => {
  const after = /^[^\d.,;:()]{0,40}/.exec(scene.dateless.slice(quantity.at + quantity.length))?.[0] ?? "";
  const known = new Set(scene.all.flatMap((fact) => [...topicsOf(fact)]));
  const near = stemsOf(after).slice(0, 4);
  const stop = near.findIndex((stem) =>
    /^(?:of|in|on|at|from|to|and|with|for|is|are|was|were|by|than|over|since|until|while|who|whose|which|that|because|has|have|had)$/.test(
      stem,
    ),
  );
  return (stop < 0 ? near : near.slice(0, stop)).findLast((stem) => known.has(stem));
};

const holds = ({ relation }: Bound, value: number, bound: number): boolean => {
  if (relation === "above") return value > bound;
  if (relation === "below") return value < bound;
  return relation === "at_least" ? value >= bound : value <= bound;
};

const isNear = (quantity: Quantity, { value, within = 0 }: Supported, eitherSign: boolean): boolean => {
  const slack = Math.max(quantity.within, within) + 1e-9 * Math.max(1, Math.abs(value));
  return (
    Math.abs(quantity.value - value) <= slack ||
    (eitherSign && quantity.value >= 0 && Math.abs(quantity.value - Math.abs(value)) <= slack)
  );
};

const windowBefore =
  /\b(?:within|inside|next|coming|last|past|previous)\s+(?:the\s+)?(?:next\s+|coming\s+|last\s+|past\s+)?(?:about\s+)?$/i;

/** "Within 90 days", "the last 30 days": true of every cited date inside. */
const isWithin = (quantity: Quantity, { today }: Scene, facts: readonly Fact[], before: string): boolean => {
  const unit = daysIn[quantity.unit];
  const match = windowBefore.exec(before);
  if (unit === undefined || !match) return false;
  const most = quantity.value * unit;
  const back = /last|past|previous/i.test(match[0]);
  const dates = facts.flatMap(({ value, as_of }) =>
    value.kind === "date" ? [value.date.slice(0, 10)] : back ? [as_of] : [],
  );
  return dates.map((date) => daysBetween(today, date) * (back ? -1 : 1)).some((days) => days >= 0 && days <= most);
};

/** True when the number follows from the cited facts that its place may speak of. */
export const isSupported = (quantity: Quantity, scene: Scene): boolean => {
  if (quantity.unit === "ordinal") return false;
  const before = scene.dateless.slice(0, quantity.at);
  const after = scene.dateless.slice(quantity.at + quantity.length);
  const clause = clauseAt(scene, quantity.at).text;
  const here = factsAt(scene, quantity.at);
  if (isWithin(quantity, scene, here, before)) return true;
  const noun = quantity.unit === "none" || quantity.unit === "points" ? nounAfter(scene, quantity) : undefined;
  const topical = noun === undefined ? onTopic(here, clause) : here.filter((fact) => topicsOf(fact).has(noun));
  // A currency sign says by itself what is meant: "pays $120,000 a year for 1,500 seats".
  const isMoney = quantity.unit === "money" && !topical.some((fact) => fits(quantity, fact));
  const facts = isMoney ? here : topical;
  const isDifference = differenceBefore.test(before) || differenceAfter.test(after) || quantity.unit === "times";
  const compares = /\b(?:than|above|below|ahead|behind|apart)\b/i.test(clause);
  const levelled =
    isDifference && !/\bto\s*$/.test(before) ? [] : [...levels(quantity, facts, before), ...shares(quantity, facts)];
  const moved = isDifference || quantity.unit === "percent" ? differences(quantity, facts, scene.cited, compares) : [];
  const values = [
    ...levelled,
    ...(isDifference ? moved : moved.filter(() => differenceAfter.test(after) || /%/.test(clause))),
    ...togetherOf(quantity, scene),
    ...counts(quantity, here, noun),
    ...lengths(quantity, here, scene, before, after),
    ...inLabels(quantity, scene, here),
  ];
  const bound = boundsIn(scene.dateless).find(({ number }) => Math.abs(number - quantity.at) <= 1);
  if (!bound) return values.some((value) => isNear(quantity, value, isDifference));
  const known =
    values.some((value) => value.bound === true && isNear(quantity, value, false)) ||
    inLabels(quantity, scene, here).some((value) => isNear(quantity, value, false));
  return values.some(
    ({ value, bound: isRule }) =>
      isRule !== true &&
      holds(bound, value, quantity.value) &&
      (known || Math.abs(value - quantity.value) <= Math.abs(value) / 10),
  );
};

const none = /\b(?:no|without(?: any)?)\s(?=\p{L})/giu;

/** "No open tickets" needs a cited fact that counts none of them. */
export const isNothingTrue = (scene: Scene): boolean => {
  const known = new Set(scene.all.flatMap((fact) => [...topicsOf(fact)]));
  return [...scene.dateless.matchAll(none)].every((match) => {
    const noun = stemsOf(/^[^.,;:]*/.exec(scene.dateless.slice(match.index))?.[0] ?? "")
      .slice(1, 5)
      .find((stem) => known.has(stem));
    return (
      noun === undefined || factsAt(scene, match.index).some((fact) => topicsOf(fact).has(noun) && numberOf(fact) === 0)
    );
  });
};
