/** What a trigger would have done on the days behind us. [PB3] */
import { dateAfter } from "../days.ts";
import { type BucketOrUnknown, factors, type Factor, fieldOf, type UsageRow } from "../health.ts";
import type { Playbook } from "./playbook.ts";
import { type AccountState, type Match, matchesOf } from "./recommend.ts";

/** An account with what it was on each day: its rows, and its score at every change, oldest first. */
export interface AccountHistory extends Omit<AccountState, "health_value" | "health_bucket" | "factor_days"> {
  created: string;
  scores: readonly { date: string; value: number | null; bucket: BucketOrUnknown }[];
}

export interface Firing {
  account: string;
  name: string;
  date: string;
  matched: Match[];
}

export type Holding = Omit<Firing, "date">;

export interface DryRun {
  /** First and last day looked at. */
  from: string;
  until: string;
  /** Every day on which the trigger began to hold for an account, oldest first. */
  firings: Firing[];
  accounts: number;
  /** Accounts for which it holds on the last day, by name. */
  holding: Holding[];
}

const daysOfFactors = (rows: readonly UsageRow[]): Record<Factor, string | null> =>
  Object.fromEntries(
    factors.map((factor) => [factor, rows.findLast((row) => row[fieldOf[factor]] !== null)?.date ?? null]),
  ) as Record<Factor, string | null>;

/** The account as triggers would have seen it at the end of a day. Segment and renewal date are today's: no history of them is kept. */
const stateOn = (history: AccountHistory, rows: readonly UsageRow[], date: string): AccountState => {
  const score = history.scores.findLast((one) => one.date <= date);
  const known = rows.filter((row) => row.date <= date);
  return {
    ...history,
    rows: known,
    factor_days: daysOfFactors(known),
    health_value: score?.value ?? null,
    health_bucket: score?.bucket ?? "unknown",
    meetings: history.meetings.filter((meeting) => meeting.date <= date),
    plans: history.plans.filter((plan) => plan.touched <= date),
  };
};

/** [PB3] The last `days` days, ending today. A trigger fires on the day it begins to hold, not on every day it goes on holding. */
export const dryRun = (
  histories: readonly AccountHistory[],
  playbook: Pick<Playbook, "trigger">,
  days: number,
  today: string,
): DryRun => {
  const from = dateAfter(today, 1 - days);
  const firings: Firing[] = [];
  const holding: Holding[] = [];
  for (const history of histories) {
    const rows = history.rows.toSorted((one, other) => (one.date < other.date ? -1 : 1));
    const start = history.created > from ? history.created : from;
    const eve = dateAfter(from, -1);
    let before = history.created < from ? matchesOf(stateOn(history, rows, eve), playbook, eve) : [];
    const who = { account: history.id, name: history.name };
    for (let date = start; date <= today; date = dateAfter(date)) {
      const matched = matchesOf(stateOn(history, rows, date), playbook, date);
      if (matched.length > 0 && before.length === 0) firings.push({ ...who, date, matched });
      before = matched;
    }
    if (before.length > 0) holding.push({ ...who, matched: before });
  }
  firings.sort((one, other) =>
    one.date === other.date ? (one.name < other.name ? -1 : 1) : one.date < other.date ? -1 : 1,
  );
  holding.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { from, until: today, firings, accounts: new Set(firings.map(({ account }) => account)).size, holding };
};
