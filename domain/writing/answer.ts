/** What a question about accounts is answered with: how many match, what they are worth, and the first of them. [AQ2] */
import type { BookAccount } from "../account.ts";
import type { AccountOrder } from "../account-view.ts";
import { type UsageField, usageFields } from "../account-words.ts";
import {
  type Fact,
  type FactValue,
  type NewFact,
  numberFacts,
  numberOf,
  sayNumber,
  sayValue,
} from "../grounding/fact.ts";
import { usageLabels } from "../playbooks/trigger.ts";
import { accountName, bucketWords, usageValue } from "./account-facts.ts";
import { count, list, say, sayDay, sayDistance, sentences, type Shelf } from "./prose.ts";
import type { PartSentence } from "./surface.ts";

export interface AnswerSnapshot {
  /** What the sums are cited by: the view that was run. */
  view: string;
  found: readonly BookAccount[];
  /** How many of them are spoken of. */
  told: number;
  order: AccountOrder;
}

export const mostTold = 5;

export const answerFacts = ({ view, found, told, order }: AnswerSnapshot, today: string): Fact[] => {
  const facts: NewFact[] = [];
  const sum = (measure: string, label: string, value: FactValue): void => {
    facts.push({ table: "view", id: view, measure, label, subject: null, value, as_of: today });
  };
  sum("matching", "Matching accounts", { kind: "number", number: found.length, unit: "count" });
  sum("matching_arr", "Annual recurring revenue of the matching accounts", {
    kind: "money",
    amount: found.reduce((total, { arr }) => total + arr, 0),
  });
  for (const account of found.slice(0, Math.min(told, mostTold))) {
    const own = (
      measure: string,
      label: string,
      value: FactValue,
      table = "account",
      id = account.id,
      as_of = today,
    ): void => {
      facts.push({ table, id, measure, label, subject: accountName(account.name, account.number), value, as_of });
    };
    own("health_bucket", "Health", { kind: "word", text: bucketWords[account.health_bucket] });
    if (account.health_value !== null)
      own("health_score", "Health score", {
        kind: "number",
        number: Math.round(account.health_value * 10) / 10,
        unit: "points",
      });
    own("arr", "Annual recurring revenue", { kind: "money", amount: account.arr });
    if (account.renewal_date !== null)
      own("renewal_date", "Renewal date", { kind: "date", date: account.renewal_date });
    const field = usageFields.find((one) => one === order.by);
    const value = field && account[field];
    if (field && value !== null && value !== undefined && account.date !== null)
      own(
        `sorted:${field}`,
        usageLabels[field],
        usageValue(field, value),
        "usage",
        `${account.id}/${account.date}`,
        account.date,
      );
  }
  return numberFacts(facts);
};

const text = (fact: Fact | undefined): string => (fact === undefined ? "" : sayValue(fact.value));

const sayMeasure = (fact: Fact): string => {
  const field = fact.measure.replace("sorted:", "") as UsageField;
  const number = numberOf(fact) ?? 0;
  if (field === "support_tickets_open") return `has ${count(number, "open support ticket")}`;
  if (field === "daily_active_users") return `has ${count(number, "daily active user")}`;
  return `has ${field === "nps_score" ? "an NPS" : field === "login_frequency" ? "a login frequency" : "a feature adoption"} of ${text(fact)}`;
};

export const circleAnswer = (shelf: Shelf): PartSentence[] => {
  const [matching, arr] = ["matching", "matching_arr"].map(shelf.one);
  const number = matching ? (numberOf(matching) ?? 0) : 0;
  if (number === 0) return [say("answer", "No matching account is in this circle.", matching)];
  const worth =
    arr && (numberOf(arr) ?? 0) > 0
      ? `, with ${text(arr)} of annual recurring revenue${number > 1 ? " between them" : ""}`
      : "";
  const names = [...new Set(shelf.all("health_bucket").map(({ subject }) => subject))];
  const told = names.map((subject) => {
    const own = (measure: string): Fact | undefined =>
      shelf.assignment.facts.find((fact) => fact.measure === measure && fact.subject === subject);
    const [bucket, score, paid, renewal] = ["health_bucket", "health_score", "arr", "renewal_date"].map(own);
    const measure = shelf.assignment.facts.find(
      (fact) => fact.measure.startsWith("sorted:") && fact.subject === subject,
    );
    const date = renewal?.value.kind === "date" ? renewal.value.date : null;
    const renews =
      date === null
        ? null
        : date < shelf.today
          ? `was due to renew on ${sayDay(date, shelf.today)}`
          : `renews on ${sayDay(date, shelf.today)}, ${sayDistance(date, shelf.today)}`;
    const isPaid = paid && (numberOf(paid) ?? 0) > 0;
    const says = [
      text(bucket) === "unknown"
        ? "is of unknown health"
        : `is ${text(bucket)}${score ? ` at ${sayNumber(numberOf(score) ?? 0)} points` : ""}`,
      measure ? sayMeasure(measure) : "",
      isPaid ? `pays ${text(paid)} a year` : "",
      renews ?? "",
    ].filter((part) => part !== "");
    return say("answer", `${subject} ${list(says)}.`, bucket, score, measure, isPaid ? paid : undefined, renewal);
  });
  return sentences(
    say(
      "answer",
      `${count(number, "account matches", "accounts match")}${worth}.`,
      matching,
      worth === "" ? undefined : arr,
    ),
    ...told,
  );
};
