/** Prose about one account, by rules. Every sentence rests on the facts it cites and passes the same check as a model's. [WR2] */
import { type Fact, numberOf, sayNumber, sayValue } from "../grounding/fact.ts";
import { factors } from "../health.ts";
import { termLabels } from "./account-facts.ts";
import { count, list, say, sayDay, sayDistance, sayMove, type Shelf, sizeOf } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

/** The value as prose; nothing for a fact that is not there. */
export const text = (fact: Fact | undefined): string => (fact === undefined ? "" : sayValue(fact.value));
export const number = (fact: Fact | undefined): number => (fact ? (numberOf(fact) ?? 0) : 0);

/** `Acme`, then `it`: the subject of a sentence that follows another one on the same account. */
const its = (shelf: Shelf, first: boolean): string => (first ? `${shelf.name}'s` : "its");

const usageNames: Readonly<Record<string, string>> = {
  daily_active_users: "daily active users",
  feature_adoption_rate: "feature adoption",
  support_tickets_open: "open support tickets",
  nps_score: "NPS",
  login_frequency: "login frequency",
};
interface Move {
  measure: string;
  older: Fact;
  newer: Fact;
}

/** Usage that moved, the greatest move first. */
export const movesOf = (shelf: Shelf): Move[] =>
  Object.keys(usageNames)
    .flatMap((measure): Move[] => {
      const [older, newer] = [shelf.older(measure), shelf.one(measure)];
      return older && newer && number(older) !== number(newer) ? [{ measure, older, newer }] : [];
    })
    .toSorted((one, other) => sizeOf(other.older, other.newer) - sizeOf(one.older, one.newer));

export const isGood = ({ older, newer }: Move): boolean => number(newer) > number(older) === (newer.better !== "lower");

export const standing = (shelf: Shelf, part: string): PartSentence => {
  const [bucket, score, before] = [shelf.one("health_bucket"), shelf.one("health_score"), shelf.older("health_score")];
  if (!score) {
    const days = shelf.one("usage_days");
    if (number(days) === 0)
      return say(part, `There is no usage data for ${shelf.name} yet, so its health is unknown.`, days, bucket);
    // Never "no health score": that would count scores, and the cited fact counts none.
    return say(
      part,
      `${its(shelf, true)} health is ${text(bucket)}; its score cannot be worked out from the usage data.`,
      bucket,
    );
  }
  const level = text(score);
  const moved = before ? Math.round((number(score) - number(before)) * 10) / 10 : 0;
  if (!before || moved === 0)
    return say(
      part,
      shelf.choose("standing", [
        `${shelf.name} is ${text(bucket)}, with a health score of ${level}.`,
        `${its(shelf, true)} health score is ${level}, which makes it ${text(bucket)}.`,
      ]),
      bucket,
      score,
    );
  const way = `${moved > 0 ? "up" : "down"} ${sayNumber(Math.abs(moved))} ${Math.abs(moved) === 1 ? "point" : "points"} since ${sayDay(before.as_of, shelf.today)}`;
  return say(
    part,
    shelf.choose("standing", [
      `${shelf.name} is ${text(bucket)}: its health score is ${level}, ${way}.`,
      `With a health score of ${level}, ${way}, ${shelf.name} is ${text(bucket)}.`,
    ]),
    bucket,
    score,
    before,
  );
};

/** The two terms that leave the most points on the table. */
export const weakTerms = (shelf: Shelf, part: string): PartSentence | null => {
  const weak = factors
    .map((factor) => ({ factor, points: shelf.one(`term:${factor}`), weight: shelf.one(`weight:${factor}`) }))
    .filter(({ points, weight }) => points && weight && number(weight) - number(points) >= 3)
    .toSorted((one, other) => number(other.weight) - number(other.points) - number(one.weight) + number(one.points))
    .slice(0, 2);
  if (weak.length === 0) return null;
  const terms = weak.map(
    ({ factor, points, weight }) =>
      `${termLabels[factor]} ${factor === "tickets" || factor === "login" || factor === "dau" ? (factor === "dau" ? "earns" : "earn") : "earns"} ${sayNumber(number(points))} of ${sayNumber(number(weight))} points`,
  );
  return say(part, `In the score, ${list(terms)}.`, ...weak.flatMap(({ points, weight }) => [points, weight]));
};

const verbs = { up: "rose", down: "fell" };
const otherVerbs = { up: "climbed", down: "dropped" };

export const sayMoveOf = (shelf: Shelf, { measure, older, newer }: Move, first: boolean, second = false): string =>
  `${first ? `${its(shelf, true)} ` : ""}${usageNames[measure]} ${sayMove(older, newer, second ? otherVerbs : verbs)}`;

/** What moved in the use of the product: one or two sentences, the greatest moves first. */
export const movement = (shelf: Shelf, part: string, most = 3): PartSentence[] => {
  const moves = movesOf(shelf).slice(0, most);
  const [first, ...others] = moves;
  if (!first) {
    const latest = shelf.one("daily_active_users");
    return latest
      ? [
          say(
            part,
            `On ${sayDay(latest.as_of, shelf.today)}, ${shelf.name} had ${count(number(latest), "daily active user")}.`,
            latest,
          ),
        ]
      : [];
  }
  const when = ` between ${sayDay(first.older.as_of, shelf.today)} and ${sayDay(first.newer.as_of, shelf.today)}`;
  const opening = say(
    part,
    `${sayMoveOf(shelf, first, true)}${first.older.as_of === first.newer.as_of ? "" : when}.`,
    first.older,
    first.newer,
  );
  const [second, third] = others;
  if (!second) return [opening];
  const contrast =
    isGood(first) === isGood(second) ? shelf.choose("same", ["over the same days", "meanwhile"]) : "on the other hand";
  const rest = third ? `; ${usageNames[third.measure]} ${sayMove(third.older, third.newer, verbs)}` : "";
  return [
    opening,
    say(
      part,
      `${contrast}, ${usageNames[second.measure]} ${sayMove(second.older, second.newer, otherVerbs)}${rest}.`,
      second.older,
      second.newer,
      third?.older,
      third?.newer,
    ),
  ];
};

export const money = (shelf: Shelf, part: string): PartSentence | null => {
  const [arr, renewal] = [shelf.one("arr"), shelf.one("renewal_date")];
  const date = renewal?.value.kind === "date" ? renewal.value.date : null;
  if (!arr || number(arr) === 0) {
    return date === null
      ? null
      : say(
          part,
          date < shelf.today
            ? `Its renewal date was ${sayDay(date, shelf.today)}, ${sayDistance(date, shelf.today)}.`
            : `It renews on ${sayDay(date, shelf.today)}, ${sayDistance(date, shelf.today)}.`,
          renewal,
        );
  }
  if (date === null)
    return say(
      part,
      shelf.choose("money", [
        `It pays ${text(arr)} a year; the date of its renewal is not on record.`,
        `Its annual recurring revenue is ${text(arr)}.`,
      ]),
      arr,
    );
  if (date < shelf.today)
    return say(
      part,
      `It pays ${text(arr)} a year, and its renewal date, ${sayDay(date, shelf.today)}, was ${sayDistance(date, shelf.today)}.`,
      arr,
      renewal,
    );
  return say(
    part,
    shelf.choose("money", [
      `It pays ${text(arr)} a year and renews on ${sayDay(date, shelf.today)}, ${sayDistance(date, shelf.today)}.`,
      `Its renewal on ${sayDay(date, shelf.today)}, ${sayDistance(date, shelf.today)}, is worth ${text(arr)} a year.`,
    ]),
    arr,
    renewal,
  );
};

export const recommended = (shelf: Shelf, part: string): PartSentence | null => {
  const playbooks = shelf.all("playbook").slice(0, 3);
  if (playbooks.length === 0) return null;
  const names = list(playbooks.map(text));
  return say(
    part,
    playbooks.length === 1 ? `Its numbers call for one playbook: ${names}.` : `Its numbers call for ${names}.`,
    ...playbooks,
  );
};
