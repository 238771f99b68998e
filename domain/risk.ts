/**
 * What speaks against an account and what speaks for more of it: rules as data where a playbook's clauses can say it, in
 * code where not. Each names the rows it was read from, and the same state gives the same answer. [A8]
 */
import type { Amount } from "./amount.ts";
import { dateAfter } from "./days.ts";
import { type AccountState, type MatchedRow, matchesOf } from "./playbooks/recommend.ts";
import type { Trigger } from "./playbooks/trigger.ts";

export interface RiskState extends AccountState {
  arr: Amount;
  seats: number | null;
  /** Open and in progress only. */
  feedback: readonly { id: string; title: string; sentiment: number | null; date: string }[];
}

export const severities = ["high", "medium", "low"] as const;
export type Severity = (typeof severities)[number];

export interface Risk {
  kind: string;
  title: string;
  severity: Severity;
  /** What was found, one sentence each. */
  says: string[];
  evidence: MatchedRow[];
  /** Number of the playbook that answers it; null where none does. */
  playbook: number | null;
}

export interface Opportunity extends Omit<Risk, "severity"> {
  /** What it could bring in a year, as far as that can be reckoned from the account's own figures. */
  value: Amount | null;
  /** How that was reckoned. */
  reckoned: string | null;
}

interface Rule {
  kind: string;
  title: string;
  trigger: Trigger;
  playbook: number | null;
}

const when = (...all: Trigger["any"][number]["all"]): Trigger => ({ any: [{ all }] });
const either = (...clauses: Trigger["any"][number]["all"]): Trigger => ({
  any: clauses.map((clause) => ({ all: [clause] })),
});

const riskRules: readonly (Rule & { severity: Severity })[] = [
  {
    kind: "critical_health",
    title: "Health is critical",
    severity: "high",
    trigger: when({ measure: "health_bucket", op: "is", value: "critical" }),
    playbook: 9,
  },
  {
    kind: "renewal_unwell",
    title: "Renews soon and is not healthy",
    severity: "high",
    trigger: when(
      { measure: "renewal_date", op: "within", days: 90 },
      { measure: "health_bucket", op: "is_not", value: "healthy" },
    ),
    playbook: 9,
  },
  {
    kind: "usage_falling",
    title: "Usage is falling",
    severity: "high",
    trigger: either(
      { measure: "daily_active_users", op: "dropped", by: 20, unit: "percent", days: 30 },
      { measure: "feature_adoption_rate", op: "dropped", by: 20, unit: "points", days: 30 },
      { measure: "login_frequency", op: "dropped", by: 20, unit: "points", days: 30 },
    ),
    playbook: 4,
  },
  {
    kind: "detractor",
    title: "They would not recommend us",
    severity: "medium",
    trigger: either(
      { measure: "nps_score", op: "below", value: 0 },
      { measure: "nps_score", op: "dropped", by: 20, unit: "points", days: 30 },
    ),
    playbook: 7,
  },
  {
    kind: "many_tickets",
    title: "Many tickets are open",
    severity: "medium",
    trigger: when({ measure: "support_tickets_open", op: "at_least", value: 5 }),
    playbook: 3,
  },
  {
    kind: "low_adoption",
    title: "Little of the product is used",
    severity: "medium",
    trigger: either(
      { measure: "feature_adoption_rate", op: "below", value: 0.5 },
      { measure: "login_frequency", op: "below", value: 0.5 },
    ),
    playbook: 2,
  },
  {
    kind: "at_risk_health",
    title: "Health is at risk",
    severity: "medium",
    trigger: when({ measure: "health_bucket", op: "is", value: "at_risk" }),
    playbook: 5,
  },
  {
    kind: "no_contact",
    title: "Nobody has met them in ninety days",
    severity: "low",
    trigger: when({ measure: "meeting", op: "none_within", days: 90 }),
    playbook: 1,
  },
  {
    kind: "stale_data",
    title: "Their figures are old or missing",
    severity: "low",
    trigger: when({ measure: "usage", op: "missing_or_older", days: 14 }),
    playbook: 10,
  },
];

const found = (state: RiskState, rule: Rule, today: string): Pick<Risk, "says" | "evidence"> | null => {
  const matched = matchesOf(state, rule, today);
  return matched.length === 0
    ? null
    : { says: matched.map(({ says }) => says), evidence: matched.flatMap(({ rows }) => rows) };
};

/** Clearly bad, not merely below zero. */
const unhappy = -0.3;

const unhappyFeedback = ({ feedback }: RiskState): Risk[] => {
  const bad = feedback.filter(({ sentiment }) => sentiment !== null && sentiment <= unhappy);
  if (bad.length === 0) return [];
  return [
    {
      kind: "unhappy_feedback",
      title: "Unhappy feedback is open",
      severity: "medium",
      says: [`${bad.length} open and unhappy`],
      evidence: bad.map(({ id, title, date }) => ({
        table: "feedback",
        id,
        field: "sentiment",
        value: title,
        shown: title,
        date,
      })),
      playbook: 7,
    },
  ];
};

const overdueRenewal = ({ id, renewal_date }: RiskState, today: string): Risk[] =>
  renewal_date === null || renewal_date >= today || renewal_date < dateAfter(today, -90)
    ? []
    : [
        {
          kind: "renewal_overdue",
          title: "The renewal date has passed",
          severity: "high",
          says: [`was due on ${renewal_date}`],
          evidence: [
            {
              table: "account",
              id,
              field: "renewal_date",
              value: renewal_date,
              shown: renewal_date,
              date: renewal_date,
            },
          ],
          playbook: 9,
        },
      ];

/** The gravest first; equally grave ones in the order of the rules. */
export const risksOf = (state: RiskState, today: string): Risk[] =>
  [
    ...overdueRenewal(state, today),
    ...riskRules.flatMap(({ trigger, ...rule }): Risk[] => {
      const seen = found(state, { trigger, ...rule }, today);
      return seen ? [{ ...rule, ...seen }] : [];
    }),
    ...unhappyFeedback(state),
  ].toSorted((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));

const growthRules: readonly Rule[] = [
  {
    kind: "advocate",
    title: "Ask them to speak for us, and for more teams of theirs",
    trigger: when(
      { measure: "health_bucket", op: "is", value: "healthy" },
      { measure: "nps_score", op: "at_least", value: 50 },
      { measure: "feature_adoption_rate", op: "at_least", value: 0.7 },
    ),
    playbook: 6,
  },
  {
    kind: "early_renewal",
    title: "Renew early while they are well",
    trigger: when(
      { measure: "renewal_date", op: "within", days: 120 },
      { measure: "health_bucket", op: "is", value: "healthy" },
    ),
    playbook: 1,
  },
];

/** From this share of their seats on they will soon need more. */
const nearlyFull = 0.85;
/** Room for a fifth more than are active now. */
const room = 1.2;

/** [R2] Seats beyond what is bought, at the price of those they have. */
const seatsOf = ({ id, seats, arr, rows }: RiskState, today: string): Opportunity[] => {
  const latest = rows.filter(({ date }) => date <= today).toSorted((a, b) => (a.date < b.date ? 1 : -1))[0];
  const users = latest?.daily_active_users ?? null;
  if (!latest || users === null || seats === null || users < seats * nearlyFull) return [];
  const more = Math.ceil(users * room) - seats;
  return [
    {
      kind: "more_seats",
      title: "They are running out of seats",
      says: [`${users} of ${seats} seats in daily use`],
      evidence: [
        {
          table: "usage",
          id: `${id}/${latest.date}`,
          field: "daily_active_users",
          value: users,
          shown: `${users} of ${seats}`,
          date: latest.date,
        },
        { table: "account", id, field: "seats", value: seats, shown: `${seats} seats`, date: null },
      ],
      playbook: 6,
      value: more > 0 && arr > 0 ? Math.round((arr / seats) * more) : null,
      reckoned: more > 0 && arr > 0 ? `${more} seats more at what the ${seats} they have cost` : null,
    },
  ];
};

/** Those whose worth is known first. */
export const opportunitiesOf = (state: RiskState, today: string): Opportunity[] => [
  ...seatsOf(state, today),
  ...growthRules.flatMap(({ trigger, ...rule }): Opportunity[] => {
    const seen = found(state, { trigger, ...rule }, today);
    return seen ? [{ ...rule, ...seen, value: null, reckoned: null }] : [];
  }),
];
