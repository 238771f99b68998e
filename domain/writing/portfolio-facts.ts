/** What is known about a book of accounts, as numbered facts. [WR3] */
import type { Amount } from "../amount.ts";
import { type Fact, type FactValue, type NewFact, numberFacts } from "../grounding/fact.ts";
import type { BucketOrUnknown } from "../health.ts";
import type { Part, RenewalWindow } from "../portfolio.ts";
import { accountName, bucketWords } from "./account-facts.ts";

export interface PortfolioSnapshot {
  /** The circle's id, which the sums are cited by. */
  circle: string;
  count: number;
  arr: Amount;
  average_health: number | null;
  weighted_health: number | null;
  buckets: Record<BucketOrUnknown, Part>;
  at_risk: Part;
  renewals: Record<RenewalWindow, Part & { at_risk: Part }>;
  overdue: Part;
  /** Percent; null where there was nothing a year ago. */
  nrr: number | null;
  grr: number | null;
  /** The accounts to speak of: at risk with most ARR, renewing soon, moved most, to act on. Each once. */
  accounts: readonly {
    id: string;
    number: number;
    name: string;
    arr: Amount;
    health_value: number | null;
    health_bucket: BucketOrUnknown;
    renewal_date: string | null;
    /** The score a week ago, when it was another one. */
    week_before: { value: number; date: string } | null;
    /** Place in the list of what to do next, from 1, with what to do. */
    next: { place: number; action: string; playbook: number | null } | null;
  }[];
}

const tenth = (number: number): number => Math.round(number * 10) / 10;
const counted = (number: number): FactValue => ({ kind: "number", number, unit: "count" });
const points = (number: number): FactValue => ({ kind: "number", number: tenth(number), unit: "points" });
const money = (amount: Amount): FactValue => ({ kind: "money", amount });

export const portfolioFacts = (given: PortfolioSnapshot, today: string): Fact[] => {
  const facts: NewFact[] = [];
  const sum = (measure: string, label: string, value: FactValue, more: Partial<NewFact> = {}): void => {
    facts.push({ table: "circle", id: given.circle, measure, label, subject: null, value, as_of: today, ...more });
  };
  sum("accounts", "Accounts", counted(given.count));
  sum("total_arr", "Annual recurring revenue of all accounts", money(given.arr), { better: "higher" });
  if (given.average_health !== null)
    sum("average_health", "Average health score", points(given.average_health), { better: "higher" });
  if (given.weighted_health !== null)
    sum("weighted_health", "Health score weighted by revenue", points(given.weighted_health), { better: "higher" });
  for (const bucket of ["healthy", "at_risk", "critical", "unknown"] as const) {
    sum(`bucket:${bucket}`, `Accounts that are ${bucketWords[bucket]}`, counted(given.buckets[bucket].count), {
      group: "bucket_count",
    });
    sum(
      `bucket_arr:${bucket}`,
      `Revenue of accounts that are ${bucketWords[bucket]}`,
      money(given.buckets[bucket].arr),
      { group: "bucket_arr" },
    );
  }
  sum("at_risk_count", "Accounts at risk or critical", counted(given.at_risk.count), { better: "lower" });
  sum("at_risk_arr", "Revenue at risk", money(given.at_risk.arr), { better: "lower" });
  for (const days of [30, 60, 90] as const) {
    sum(`renewals:${days}`, `Renewals within ${days} days`, counted(given.renewals[days].count));
    sum(`renewals_arr:${days}`, `Revenue renewing within ${days} days`, money(given.renewals[days].arr));
    sum(
      `renewals_at_risk:${days}`,
      `Renewals at risk within ${days} days`,
      counted(given.renewals[days].at_risk.count),
    );
  }
  sum("overdue", "Renewal dates that have passed", counted(given.overdue.count));
  const moved = given.accounts.filter(({ week_before: before }) => before !== null);
  sum("moved", "Accounts that moved in the last 7 days", counted(moved.length));
  if (given.nrr !== null)
    sum(
      "nrr",
      "NRR over the last 12 months",
      { kind: "number", number: tenth(given.nrr), unit: "percent" },
      { better: "higher" },
    );
  if (given.grr !== null)
    sum(
      "grr",
      "GRR over the last 12 months",
      { kind: "number", number: tenth(given.grr), unit: "percent" },
      { better: "higher" },
    );
  for (const {
    id,
    number,
    name,
    arr,
    health_value,
    health_bucket,
    renewal_date,
    week_before,
    next,
  } of given.accounts) {
    const subject = accountName(name, number);
    const own = (
      measure: string,
      label: string,
      value: FactValue,
      as_of = today,
      more: Partial<NewFact> = {},
    ): void => {
      facts.push({ table: "account", id, measure, label, subject, value, as_of, ...more });
    };
    own("health_bucket", "Health", { kind: "word", text: bucketWords[health_bucket] });
    own("arr", "Annual recurring revenue", money(arr));
    if (health_value !== null) own("health_score", "Health score", points(health_value), today, { better: "higher" });
    if (week_before !== null)
      own("health_score", "Health score", points(week_before.value), week_before.date, { better: "higher" });
    if (renewal_date !== null) own("renewal_date", "Renewal date", { kind: "date", date: renewal_date });
    if (next !== null) own("next", "What to do next", { kind: "word", text: next.action });
  }
  return numberFacts(facts);
};
