/** What is known about one account, as numbered facts. [WR3] */
import { type Industry, industryLabels, type Sentiment, usageFields, type UsageField } from "../account-words.ts";
import type { Amount } from "../amount.ts";
import { type Fact, type FactValue, nameOf, type NewFact, numberFacts, quoteOf } from "../grounding/fact.ts";
import type { BucketOrUnknown, Factor, UsageRow } from "../health.ts";
import type { Recommendation } from "../playbooks/recommend.ts";
import { type Clause, usageLabels } from "../playbooks/trigger.ts";

/** One account with its newest rows, as the database holds them. Dates are `YYYY-MM-DD`. */
export interface AccountSnapshot {
  id: string;
  number: number;
  name: string;
  industry: Industry;
  segment: string | null;
  region: string | null;
  arr: Amount;
  seats: number | null;
  renewal_date: string | null;
  owner: string | null;
  created: string;
  health_value: number | null;
  health_bucket: BucketOrUnknown;
  override_reason: string | null;
  /** The score of about a month ago. */
  score_before: { id: string; date: string; value: number } | null;
  terms: readonly { factor: Factor; points: number; weight: number; missing: boolean }[];
  /** How many days of usage there are in all. */
  usage_days: number;
  latest: UsageRow | null;
  /** The oldest row of the last 30 days, when it is not the latest. */
  before: UsageRow | null;
  /** Newest first; those ahead of today too. */
  meetings: readonly {
    id: string;
    date: string;
    summary: string;
    sentiment: Sentiment | null;
    participants: readonly string[];
  }[];
  meetings_90: number;
  /** Open ones, newest first. */
  feedback: readonly { id: string; title: string; date: string }[];
  open_feedback: number;
  contacts: readonly { id: string; name: string; note: { id: string; text: string; date: string } | null }[];
  promises: readonly {
    id: string;
    meeting: string;
    text: string;
    due: string | null;
    who: string | null;
    date: string;
  }[];
  runs: readonly { id: string; playbook: string; started: string; done: number; steps: number }[];
  recommended: readonly Recommendation[];
}

export const bucketWords: Record<BucketOrUnknown, string> = {
  healthy: "healthy",
  at_risk: "at risk",
  critical: "critical",
  unknown: "unknown",
};

export const termLabels: Record<Factor, string> = {
  dau: "daily use",
  adoption: "feature adoption",
  tickets: "support tickets",
  nps: "NPS",
  login: "logins",
};

const better: Record<UsageField, "higher" | "lower"> = {
  daily_active_users: "higher",
  feature_adoption_rate: "higher",
  support_tickets_open: "lower",
  nps_score: "higher",
  login_frequency: "higher",
};

const isRate = (field: UsageField): boolean => field === "feature_adoption_rate" || field === "login_frequency";
const tenth = (number: number): number => Math.round(number * 10) / 10;

/** Rates as percentages with one decimal; the rest as counted. */
export const usageValue = (field: UsageField, number: number): FactValue =>
  isRate(field)
    ? { kind: "number", number: tenth(number * 100), unit: "percent" }
    : { kind: "number", number, unit: "count" };

const points = (number: number): FactValue => ({ kind: "number", number: tenth(number), unit: "points" });
const counted = (number: number): FactValue => ({ kind: "number", number, unit: "count" });

/** A text of which nothing is left says nothing. */
const isEmpty = (value: FactValue): boolean => value.kind === "quote" && value.text === "" && !value.withheld;

const boundOf = (clause: Clause): { measure: string; label: string; value: FactValue } | null => {
  if (clause.op === "below" || clause.op === "at_least") {
    if (clause.measure === "health_value") return null;
    return {
      measure: `bound:${clause.measure}`,
      label: `Bound for ${usageLabels[clause.measure].toLowerCase()}`,
      value: usageValue(clause.measure, clause.value),
    };
  }
  return null;
};

/** The name an account goes by in prose; by its number when its name cannot be shown. */
export const accountName = (name: string, number: number): string => nameOf(name, `Account ${number}`);

/** [WR3] In an order that does not depend on anything but the snapshot. */
export const accountFacts = (given: AccountSnapshot, today: string): Fact[] => {
  const subject = accountName(given.name, given.number);
  const facts: NewFact[] = [];
  const add = (
    table: string,
    id: string,
    measure: string,
    label: string,
    value: FactValue,
    as_of = today,
    more: Partial<NewFact> = {},
  ): void => {
    if (isEmpty(value)) return;
    facts.push({ table, id, measure, label, subject, value, as_of, ...more });
  };
  const account = (measure: string, label: string, value: FactValue, more: Partial<NewFact> = {}): void =>
    add("account", given.id, measure, label, value, today, more);

  account("industry", "Industry", { kind: "word", text: industryLabels[given.industry].toLowerCase() });
  if (given.segment !== null) account("segment", "Segment", { kind: "word", text: given.segment });
  if (given.region !== null && given.region !== "")
    account("region", "Region", { kind: "name", text: nameOf(given.region, "an unnamed region") });
  account("arr", "Annual recurring revenue", { kind: "money", amount: given.arr }, { better: "higher" });
  if (given.seats !== null) account("seats", "Seats", counted(given.seats));
  if (given.renewal_date !== null) account("renewal_date", "Renewal date", { kind: "date", date: given.renewal_date });
  if (given.owner !== null) account("owner", "Owner", { kind: "name", text: nameOf(given.owner, "its owner") });
  account("created", "Customer record since", { kind: "date", date: given.created });

  account("health_bucket", "Health", { kind: "word", text: bucketWords[given.health_bucket] });
  if (given.health_value !== null)
    account("health_score", "Health score", points(given.health_value), { better: "higher" });
  if (given.score_before !== null)
    add(
      "health_score",
      given.score_before.id,
      "health_score",
      "Health score",
      points(given.score_before.value),
      given.score_before.date,
      { better: "higher" },
    );
  if (given.override_reason !== null && given.override_reason !== "")
    account("override_reason", "Reason for the override", quoteOf(given.override_reason, 160));
  for (const { factor, points: earned, weight, missing } of given.terms) {
    if (missing) continue;
    account(`term:${factor}`, `Points from ${termLabels[factor]}`, points(earned), { group: "health_term" });
    account(`weight:${factor}`, `Points possible from ${termLabels[factor]}`, points(weight), {
      group: "health_weight",
    });
  }

  account("usage_days", "Days with usage data", counted(given.usage_days));
  for (const row of [given.before, given.latest]) {
    if (row === null) continue;
    for (const field of usageFields) {
      const number = row[field];
      if (number !== null)
        add("usage", `${given.id}/${row.date}`, field, usageLabels[field], usageValue(field, number), row.date, {
          better: better[field],
        });
    }
  }
  if (given.latest !== null)
    add(
      "usage",
      `${given.id}/${given.latest.date}`,
      "last_usage",
      "Latest usage data",
      { kind: "date", date: given.latest.date },
      given.latest.date,
    );

  account("meetings_90", "Meetings in the last 90 days", counted(given.meetings_90));
  for (const { id, date, summary, sentiment, participants } of given.meetings.slice(0, 4)) {
    add(
      "meeting",
      id,
      date > today ? "next_meeting" : "meeting",
      date > today ? "Next meeting" : "Meeting",
      { kind: "date", date },
      date > today ? today : date,
    );
    if (sentiment !== null)
      add("meeting", id, "meeting_sentiment", "Sentiment of the meeting", { kind: "word", text: sentiment }, date);
    add("meeting", id, "meeting_summary", "Summary of the meeting", quoteOf(summary, 200), date);
    for (const person of participants.slice(0, 4))
      add("meeting", id, "participant", "Participant", { kind: "name", text: nameOf(person, "somebody") }, date);
  }
  account("open_feedback", "Open feedback items", counted(given.open_feedback), { better: "lower" });
  for (const { id, title, date } of given.feedback.slice(0, 3))
    add("feedback", id, "feedback", "Open feedback", quoteOf(title, 120), date);
  for (const { id, name, note } of given.contacts.slice(0, 4)) {
    add("contact", id, "contact", "Contact", { kind: "name", text: nameOf(name, "a contact") });
    if (note !== null) add("note", note.id, `note:${id}`, "Note", quoteOf(note.text, 200), note.date);
  }
  const promises = given.promises
    .map((promise) => ({ ...promise, quote: quoteOf(promise.text, 200) }))
    .filter(({ quote }) => !isEmpty(quote));
  account("open_promises", "Open promises", counted(promises.length));
  for (const { id, quote, due, who, date } of promises.slice(0, 8)) {
    add("promise", id, "promise", "Open promise", quote, date);
    if (due !== null) add("promise", id, `promise_due:${id}`, "Promise due", { kind: "date", date: due }, date);
    if (who !== null && who !== "")
      add("promise", id, `promise_who:${id}`, "Promised by", { kind: "name", text: nameOf(who, "somebody") }, date);
  }
  for (const { id, playbook, started, done, steps } of given.runs.slice(0, 3)) {
    add("playbook_run", id, "run", "Running playbook", { kind: "name", text: playbook });
    add("playbook_run", id, `run_started:${id}`, "Playbook started", { kind: "date", date: started }, started);
    add("playbook_run", id, `run_done:${id}`, "Steps finished", counted(done));
    add("playbook_run", id, `run_steps:${id}`, "Steps", counted(steps));
  }
  for (const { playbook, matched } of given.recommended) {
    add("playbook", String(playbook.number), "playbook", "Recommended playbook", { kind: "name", text: playbook.name });
    for (const { clause } of matched) {
      const bound = boundOf(clause);
      if (bound) add("playbook", String(playbook.number), bound.measure, bound.label, bound.value);
    }
  }
  return numberFacts(facts);
};
