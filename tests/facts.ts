/** A handful of facts about two accounts, as the tests of the checks and the writers need them. */
import { type Fact, type NewFact, numberFacts, quoteOf } from "../domain/grounding/fact.ts";

export const today = "2026-10-23";
const before = "2026-09-23";

const acme = (fact: Omit<NewFact, "subject" | "as_of"> & { as_of?: string }): NewFact => ({
  subject: "Acme",
  as_of: today,
  ...fact,
});
const globex = (fact: Omit<NewFact, "subject" | "as_of">): NewFact => ({ subject: "Globex", as_of: today, ...fact });
const count = (number: number) => ({ kind: "number", number, unit: "count" }) as const;
const percent = (number: number) => ({ kind: "number", number, unit: "percent" }) as const;
const points = (number: number) => ({ kind: "number", number, unit: "points" }) as const;
const money = (whole: number) => ({ kind: "money", amount: whole * 100 }) as const;

const tickets = {
  table: "daily_metric",
  measure: "support_tickets_open",
  label: "Open support tickets",
  better: "lower",
} as const;
const users = {
  table: "daily_metric",
  measure: "daily_active_users",
  label: "Daily active users",
  better: "higher",
} as const;
const adoption = {
  table: "daily_metric",
  measure: "feature_adoption_rate",
  label: "Feature adoption",
  better: "higher",
} as const;
const health = { table: "account", measure: "health_score", label: "Health score", better: "higher" } as const;
const term = { table: "account", group: "health_term" } as const;

export const facts: readonly Fact[] = numberFacts([
  acme({
    table: "account",
    id: "a1",
    measure: "arr",
    label: "Annual recurring revenue",
    value: money(120_000),
    better: "higher",
  }),
  acme({
    table: "account",
    id: "a1",
    measure: "renewal_date",
    label: "Renewal date",
    value: { kind: "date", date: "2026-12-03" },
  }),
  acme({ ...users, id: "m1", value: count(1_234), as_of: before }),
  acme({ ...users, id: "m2", value: count(987) }),
  acme({ ...adoption, id: "m1", value: percent(55), as_of: before }),
  acme({ ...adoption, id: "m2", value: percent(42) }),
  acme({ ...tickets, id: "m1", value: count(4), as_of: before }),
  acme({ ...tickets, id: "m2", value: count(7) }),
  acme({ ...health, id: "a1", value: points(71.2), as_of: before }),
  acme({ ...health, id: "a1", value: points(59.4) }),
  acme({
    table: "account",
    id: "a1",
    measure: "health_bucket",
    label: "Health bucket",
    value: { kind: "word", text: "at risk" },
  }),
  acme({
    table: "contact",
    id: "c1",
    measure: "champion",
    label: "Champion",
    value: { kind: "name", text: "María López" },
  }),
  acme({
    table: "note",
    id: "n1",
    measure: "note",
    label: "Note",
    value: quoteOf("We love the new dashboard, but the 2 exports are slow."),
  }),
  globex({
    table: "account",
    id: "a2",
    measure: "arr",
    label: "Annual recurring revenue",
    value: money(80_000),
    better: "higher",
  }),
  globex({ ...tickets, id: "m3", value: count(3) }),
  acme({
    table: "playbook",
    id: "2",
    measure: "bound:feature_adoption_rate",
    label: "Bound for feature adoption",
    value: percent(50),
  }),
  acme({
    table: "account",
    id: "a1",
    measure: "usage_trend",
    label: "Usage trend",
    value: { kind: "word", text: "down" },
  }),
  acme({ ...term, id: "a1", measure: "term:dau", label: "Points from daily use", value: points(12) }),
  acme({ ...term, id: "a1", measure: "term:tickets", label: "Points from tickets", value: points(6) }),
  acme({ ...term, id: "a1", measure: "term:adoption", label: "Points from adoption", value: points(10.5) }),
  acme({
    table: "meeting",
    id: "k1",
    measure: "meeting",
    label: "Meeting",
    value: { kind: "date", date: "2026-10-09" },
  }),
  acme({
    table: "meeting",
    id: "k2",
    measure: "meeting",
    label: "Meeting",
    value: { kind: "date", date: "2026-09-11" },
  }),
  acme({
    table: "daily_metric",
    id: "m2",
    measure: "adoption_slope",
    label: "Change of adoption over the last 30 days",
    value: { kind: "number", number: -13, unit: "points", change: true },
    better: "higher",
  }),
  acme({
    table: "playbook",
    id: "2",
    measure: "playbook",
    label: "Playbook",
    value: { kind: "name", text: "Feature Adoption Campaign" },
  }),
]);
