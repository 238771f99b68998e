/** Prose about a book of accounts, by rules. [WR2] */
import { daysBetween } from "../grounding/calendar.ts";
import { type Fact, numberOf, sayNumber, sayValue } from "../grounding/fact.ts";
import { count, list, say, sayDay, sayDistance, sentences, type Shelf } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

const text = (fact: Fact | undefined): string => (fact === undefined ? "" : sayValue(fact.value));
const number = (fact: Fact | undefined): number => (fact ? (numberOf(fact) ?? 0) : 0);

/** The facts of each account that is spoken of, in the order given. */
interface Spoken {
  name: string;
  bucket: Fact | undefined;
  arr: Fact | undefined;
  score: Fact | undefined;
  before: Fact | undefined;
  renewal: Fact | undefined;
  next: Fact | undefined;
}

const spokenOf = (shelf: Shelf): Spoken[] => {
  const ids = [...new Set(shelf.assignment.facts.filter(({ table }) => table === "account").map(({ id }) => id))];
  return ids.map((id) => {
    const own = (measure: string): Fact[] =>
      shelf
        .all(measure)
        .filter((fact) => fact.id === id)
        .toSorted((one, other) => (one.as_of < other.as_of ? 1 : -1));
    return {
      name: own("health_bucket")[0]?.subject ?? "",
      bucket: own("health_bucket")[0],
      arr: own("arr")[0],
      score: own("health_score")[0],
      before: own("health_score")[1],
      renewal: own("renewal_date")[0],
      next: own("next")[0],
    };
  });
};

const dateOf = (fact: Fact | undefined): string | null => (fact?.value.kind === "date" ? fact.value.date : null);
/** Two accounts may have one name: then a sentence about both would say nothing. */
const named = (spoken: readonly Spoken[]): Spoken[] =>
  spoken.filter(({ name }, at) => spoken.findIndex((other) => other.name === name) === at);

export const overview = (shelf: Shelf): PartSentence[] => {
  const [all, arr, mean, weighted] = ["accounts", "total_arr", "average_health", "weighted_health"].map(shelf.one);
  if (number(all) === 0) return [say("overview", "There are no accounts in this circle yet.", all)];
  const [healthy, risk, critical, unknown] = ["healthy", "at_risk", "critical", "unknown"].map((bucket) =>
    shelf.one(`bucket:${bucket}`),
  );
  const parts = [
    { fact: healthy, says: "healthy" },
    { fact: risk, says: "at risk" },
    { fact: critical, says: "critical" },
  ].filter(({ fact }) => number(fact) > 0);
  const [nrr, grr] = [shelf.one("nrr"), shelf.one("grr")];
  return sentences(
    say(
      "overview",
      `${count(number(all), "account brings", "accounts bring")} ${text(arr)} of annual recurring revenue.`,
      all,
      arr,
    ),
    parts.length > 0
      ? say(
          "overview",
          `Of ${number(all) === 1 ? "it" : "them"}, ${list(parts.map(({ fact, says }) => `${sayNumber(number(fact))} ${number(fact) === 1 ? "is" : "are"} ${says}`))}.`,
          ...parts.map(({ fact }) => fact),
        )
      : null,
    mean
      ? say(
          "overview",
          weighted && number(weighted) !== number(mean)
            ? `The average health score is ${text(mean)}; weighted by revenue it is ${text(weighted)}.`
            : `The average health score is ${text(mean)}.`,
          mean,
          weighted,
        )
      : null,
    number(unknown) > 0
      ? say(
          "overview",
          `The health of ${count(number(unknown), "account")} is unknown, because no usage came in.`,
          unknown,
        )
      : null,
    nrr && grr
      ? say("overview", `Over the last 12 months NRR was ${text(nrr)} and GRR was ${text(grr)}.`, nrr, grr)
      : null,
  );
};

export const portfolioRisks = (shelf: Shelf): PartSentence[] => {
  const [atRisk, arr, total] = ["at_risk_count", "at_risk_arr", "total_arr"].map(shelf.one);
  if (number(atRisk) === 0) return [say("risks", "No account is at risk or critical today.", atRisk)];
  const worst = named(spokenOf(shelf))
    .filter(({ bucket }) => text(bucket) === "critical" || text(bucket) === "at risk")
    .toSorted((one, other) => number(other.arr) - number(one.arr))
    .slice(0, 3);
  return sentences(
    say(
      "risks",
      `${number(arr) > 0 ? `Of ${text(total)} annual recurring revenue, ${text(arr)} is at risk, with` : number(atRisk) === 1 ? "There is" : "There are"} ${count(number(atRisk), "account")} at risk or critical.`,
      number(arr) > 0 ? arr : undefined,
      number(arr) > 0 ? total : undefined,
      atRisk,
    ),
    ...worst.map(({ name, bucket, arr: own, score, renewal }) => {
      const date = dateOf(renewal);
      const renews =
        date !== null && date >= shelf.today && daysBetween(shelf.today, date) <= 120
          ? `, renews ${sayDistance(date, shelf.today)}`
          : "";
      return say(
        "risks",
        `${name} is ${text(bucket)}${score ? ` at ${text(score)}` : ""}${renews} and pays ${text(own)} a year.`,
        bucket,
        score,
        renews === "" ? undefined : renewal,
        own,
      );
    }),
  );
};

export const portfolioMovement = (shelf: Shelf): PartSentence[] => {
  const moved = named(spokenOf(shelf)).filter(
    ({ score, before }) => score && before && number(score) !== number(before),
  );
  const none = shelf.one("moved");
  if (moved.length === 0)
    return none && number(none) === 0 ? [say("movement", "No account moved in the last 7 days.", none)] : [];
  return moved
    .toSorted(
      (one, other) =>
        Math.abs(number(other.score) - number(other.before)) - Math.abs(number(one.score) - number(one.before)),
    )
    .slice(0, 3)
    .map(({ name, score, before }, at) => {
      const up = number(score) > number(before);
      const verb = at % 2 === 0 ? (up ? "rose" : "fell") : up ? "climbed" : "dropped";
      return say(
        "movement",
        `The health score of ${name} ${verb} from ${sayNumber(number(before))} to ${text(score)} since ${sayDay(before?.as_of ?? shelf.today, shelf.today)}.`,
        before,
        score,
      );
    });
};

export const portfolioRenewals = (shelf: Shelf): PartSentence[] => {
  const [soon, soonArr, soonRisk, later, laterArr] = [
    "renewals:30",
    "renewals_arr:30",
    "renewals_at_risk:30",
    "renewals:90",
    "renewals_arr:90",
  ].map(shelf.one);
  const overdue = shelf.one("overdue");
  const next = named(spokenOf(shelf))
    .filter(({ renewal }) => (dateOf(renewal) ?? "") >= shelf.today)
    .toSorted((one, other) => ((dateOf(one.renewal) ?? "") < (dateOf(other.renewal) ?? "") ? -1 : 1))
    .slice(0, 1);
  return sentences(
    number(later) === 0
      ? say("renewals", "No renewals come within 90 days.", later)
      : say(
          "renewals",
          `${count(number(later), "renewal comes", "renewals come")} within 90 days, worth ${text(laterArr)}.`,
          later,
          laterArr,
        ),
    number(soon) > 0
      ? say(
          "renewals",
          `Within 30 days ${number(soon) === 1 ? "it is" : "they are"} ${sayNumber(number(soon))}, worth ${text(soonArr)}${number(soonRisk) > 0 ? `, of which ${sayNumber(number(soonRisk))} ${number(soonRisk) === 1 ? "is" : "are"} at risk` : ""}.`,
          soon,
          soonArr,
          number(soonRisk) > 0 ? soonRisk : undefined,
        )
      : null,
    ...next.map(({ name, renewal, bucket }) =>
      say(
        "renewals",
        `${name}, whose health is ${text(bucket)}, renews on ${sayDay(dateOf(renewal) ?? shelf.today, shelf.today)}, ${sayDistance(dateOf(renewal) ?? shelf.today, shelf.today)}.`,
        renewal,
        bucket,
      ),
    ),
    number(overdue) > 0
      ? say(
          "renewals",
          `${count(number(overdue), "renewal date has", "renewal dates have")} passed without a new one.`,
          overdue,
        )
      : null,
  );
};

/** [Y5] Exactly three: the first accounts of the list of what to do next, then what is always worth doing. */
export const portfolioActions = (shelf: Shelf): PartSentence[] => {
  const [all, unknown, overdue, atRisk] = ["accounts", "bucket:unknown", "overdue", "at_risk_count"].map(shelf.one);
  const next = named(spokenOf(shelf)).filter((spoken) => spoken.next);
  return sentences(
    ...next.map(({ name, next: action, bucket, arr }) =>
      say(
        "actions",
        `${text(action)}: ${name}, whose health is ${text(bucket)} and who pays ${text(arr)} a year.`,
        action,
        bucket,
        arr,
      ),
    ),
    number(overdue) > 0
      ? say(
          "actions",
          `Enter new dates for the ${number(overdue) === 1 ? "renewal date that has" : `${sayNumber(number(overdue))} renewal dates that have`} passed.`,
          overdue,
        )
      : null,
    number(unknown) > 0
      ? say(
          "actions",
          `Find out why no usage comes in for ${count(number(unknown), "account")} whose health is unknown.`,
          unknown,
        )
      : null,
    number(all) === 0 ? say("actions", "Add your first account, or import a file of daily usage.", all) : null,
    number(atRisk) > 0
      ? say(
          "actions",
          `Go through the ${number(atRisk) === 1 ? "one account" : `${sayNumber(number(atRisk))} accounts`} at risk or critical with the team once a week.`,
          atRisk,
        )
      : null,
    say("actions", "Look through the renewals of the quarter with the team, and name who owns each of them.", all),
    say("actions", "Choose an account that is doing well and ask it for a story that you may tell.", all),
    say("actions", "Check that every account has a renewal date, an owner and a contact.", all),
  ).slice(0, 3);
};
