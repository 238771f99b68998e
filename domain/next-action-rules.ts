/** What makes an account worth acting on today: rules as data, each with the numbers it speaks of and what to do. [PF10] */
import type { BookAccount } from "./account.ts";
import { dateAfter } from "./days.ts";
import { staleAfter } from "./freshness.ts";
import { type Factor, factors } from "./health.ts";
import { inputText, scoreText } from "./health-words.ts";
import { type Mover, isFactor, moveText } from "./movers.ts";

/** What the rules look at. */
export interface Facts {
  account: BookAccount;
  /** UTC date. */
  today: string;
  /** Unix milliseconds. */
  now: number;
  /** Days to the renewal; negative once it has passed. */
  days: number | null;
  /** What its score did over the last thirty days; null when nothing. */
  move: Mover | null;
}

export const nextActionKinds = [
  "renewal_overdue",
  "renewal_at_risk",
  "health_drop",
  "critical",
  "negative_mood",
  "tickets",
  "low_nps",
  "low_adoption",
  "few_logins",
  "at_risk",
  "silence",
  "feedback",
  "stale_data",
  "ready_to_grow",
] as const;
export type NextActionKind = (typeof nextActionKinds)[number];

export interface Finding {
  /** A few words with numbers. */
  text: string;
  /** Percent that it adds to the chance of losing the account. */
  adds: number;
  /** What to do about it, and the playbook of that (its number in the library). */
  action: string;
  playbook: number | null;
}

interface Rule {
  kind: NextActionKind;
  find: (facts: Facts) => Finding | null;
}

/** What helps against a weak factor. */
const remedies: Record<Factor, Pick<Finding, "action" | "playbook">> = {
  dau: { action: "Train their users", playbook: 4 },
  adoption: { action: "Run a feature adoption campaign", playbook: 2 },
  tickets: { action: "Run a technical health check", playbook: 3 },
  nps: { action: "Start an NPS recovery plan", playbook: 7 },
  login: { action: "Train their users", playbook: 4 },
};

const wholeDays = (days: number): string => `${days} ${days === 1 ? "day" : "days"}`;
const day = 24 * 60 * 60_000;

/** The factor that costs most of what it could earn, taken plainly: how far each is from its best. */
const weakest = (account: BookAccount): Factor => {
  const far: Record<Factor, number | null> = {
    dau: null,
    adoption: account.feature_adoption_rate === null ? null : 1 - account.feature_adoption_rate,
    tickets: account.support_tickets_open === null ? null : Math.min(1, account.support_tickets_open / 10),
    nps: account.nps_score === null ? null : (100 - account.nps_score) / 200,
    login: account.login_frequency === null ? null : 1 - account.login_frequency,
  };
  return factors.reduce(
    (worst, factor) => ((far[factor] ?? -1) > (far[worst] ?? -1) ? factor : worst),
    "dau" as Factor,
  );
};

/** In the order in which they name the action when several are true. */
export const nextActionRules: readonly Rule[] = [
  {
    kind: "renewal_overdue",
    find: ({ days }) =>
      days === null || days >= 0 || days < -90
        ? null
        : {
            text: `renewal was due ${wholeDays(-days)} ago`,
            adds: 10,
            action: "Confirm the renewal",
            playbook: 9,
          },
  },
  {
    kind: "renewal_at_risk",
    find: ({ account, days }) =>
      days === null || days < 0 || days > 90 || !["at_risk", "critical"].includes(account.health_bucket)
        ? null
        : {
            text: days === 0 ? "renews today" : `renews in ${wholeDays(days)}`,
            adds: 10,
            action: "Start renewal risk mitigation",
            playbook: 9,
          },
  },
  {
    kind: "health_drop",
    find: ({ move }) => {
      if (move === null || move.change > -10) return null;
      const main = move.steps.toSorted((a, b) => a.points - b.points)[0];
      const remedy = isFactor(main?.factor ?? null) ? remedies[main?.factor as Factor] : null;
      return {
        text: moveText(move, "in a month"),
        adds: move.change <= -20 ? 20 : 10,
        action: remedy?.action ?? "Find out what changed",
        playbook: remedy?.playbook ?? null,
      };
    },
  },
  {
    kind: "critical",
    find: ({ account }) =>
      account.health_bucket === "critical"
        ? { text: `health ${scoreText(account.health_value)}, critical`, adds: 0, ...remedies[weakest(account)] }
        : null,
  },
  {
    kind: "negative_mood",
    find: ({ account }) =>
      account.sentiment === "negative" ? { text: "mood negative", adds: 5, action: "Call them", playbook: null } : null,
  },
  {
    kind: "tickets",
    find: ({ account: { support_tickets_open: open } }) =>
      open !== null && open >= 5 ? { text: `${open} open tickets`, adds: 5, ...remedies.tickets } : null,
  },
  {
    kind: "low_nps",
    find: ({ account: { nps_score: nps } }) =>
      nps !== null && nps < 0 ? { text: `NPS ${inputText("nps", nps)}`, adds: 5, ...remedies.nps } : null,
  },
  {
    kind: "low_adoption",
    find: ({ account: { feature_adoption_rate: rate } }) =>
      rate !== null && rate < 0.5
        ? { text: `adoption ${inputText("adoption", rate)}`, adds: 5, ...remedies.adoption }
        : null,
  },
  {
    kind: "few_logins",
    find: ({ account: { login_frequency: rate } }) =>
      rate !== null && rate < 0.5 ? { text: `logins ${inputText("login", rate)}`, adds: 5, ...remedies.login } : null,
  },
  {
    kind: "at_risk",
    find: ({ account }) =>
      account.health_bucket === "at_risk"
        ? {
            text: `health ${scoreText(account.health_value)}, at risk`,
            adds: 0,
            action: "Plan the quarter with them",
            playbook: 5,
          }
        : null,
  },
  {
    kind: "silence",
    find: ({ account, now }) => {
      if (account.segment !== "Enterprise") return null;
      const { last_meeting_at: last, created_at: since } = account;
      const past = Math.floor((now - (last ?? since)) / day);
      if (past < 90) return null;
      return {
        text: last === null ? "no meeting yet" : `no meeting in ${wholeDays(past)}`,
        adds: 3,
        action: "Hold an executive business review",
        playbook: 1,
      };
    },
  },
  {
    kind: "feedback",
    find: ({ account: { open_feedback: open } }) =>
      open >= 3
        ? { text: `${open} open pieces of feedback`, adds: 2, action: "Answer their feedback", playbook: null }
        : null,
  },
  {
    kind: "stale_data",
    find: ({ account: { date }, today }) =>
      date !== null && date >= dateAfter(today, -staleAfter)
        ? null
        : {
            text: date === null ? "no usage data" : `no usage since ${date}`,
            adds: 3,
            action: "Mend the data",
            playbook: 10,
          },
  },
];

/** Only where nothing else is wrong. */
export const readyToGrow = ({ account }: Facts): Finding | null =>
  account.health_bucket === "healthy" &&
  (account.nps_score ?? -100) >= 50 &&
  (account.feature_adoption_rate ?? 0) >= 0.7
    ? {
        text: `health ${scoreText(account.health_value)}, NPS ${inputText("nps", account.nps_score)}, adoption ${inputText("adoption", account.feature_adoption_rate)}`,
        adds: 0,
        action: "Talk about expansion",
        playbook: 6,
      }
    : null;
