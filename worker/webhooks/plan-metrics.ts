/** From stated metrics, usage events and tickets to the rows of `metric_days`, each with its why. [IW10] [IW11] */
import { type UsageField, usageFields } from "../../domain/account-words.ts";
import { countValue, type MetricDay, stateValue } from "../../domain/metric-day.ts";
import { dayOf } from "../../domain/payload.ts";
import { countUsage, openTickets, reachOf, usageWindow, windowStart } from "../../domain/usage.ts";
import type { StatedMetrics, TicketChange, UsageEvent } from "../../domain/webhook-change.ts";
import { emptyPlan, inChunks, type Placed, type Plan, type Round, tell, type Work } from "./ledger.ts";
import { dayStatements, makeMetricDays, type MetricDays } from "./metric-days.ts";
import { type Features, planFeatures, storedFeatures } from "./plan-features.ts";
import { planTickets } from "./plan-tickets.ts";
import {
  addMark,
  dayKey,
  knownMarks,
  type Mark,
  markKey,
  seenUsage,
  type SeenUsage,
  storedDays,
  type StoredTicket,
  type Stretch,
} from "./usage-seen.ts";

export interface MetricItems {
  usage: Placed<UsageEvent>[];
  stated: Placed<StatedMetrics>[];
  tickets: Placed<TicketChange>[];
}

const marksOf = ({ account, change }: Placed<UsageEvent>): Mark[] => {
  const of = { account: account.id, date: dayOf(change.at) };
  return [
    { ...of, kind: "active", value: "" },
    ...(change.user === null ? [] : [{ ...of, kind: "user" as const, value: change.user }]),
    ...(change.feature === null ? [] : [{ ...of, kind: "feature" as const, value: change.feature }]),
  ];
};

/** New marks with the delivery that brings each first; and a word to every delivery about what it added. */
const freshMarks = async (
  round: Round,
  items: readonly Placed<UsageEvent>[],
): Promise<{ mark: Mark; work: Work }[]> => {
  const known = await knownMarks(round, items.flatMap(marksOf));
  const fresh: { mark: Mark; work: Work }[] = [];
  for (const item of items) {
    const added = marksOf(item).filter((mark) => !known.has(markKey(mark)));
    for (const mark of added) {
      known.add(markKey(mark));
      fresh.push({ mark, work: item.work });
    }
    const words = added.map(({ kind }) => (kind === "active" ? "any activity" : `the ${kind}`)).join(", ");
    tell(item.work, {
      what: "usage",
      account_id: item.account.id,
      account_name: item.account.name,
      record: item.change.user,
      field: item.change.feature,
      date: dayOf(item.change.at),
      why: words === "" ? "All of this was counted for that day already." : `New that day: ${words}.`,
    });
  }
  return fresh;
};

/** Days to count anew, by account, and whose doing it is. */
type Due = Map<string, Map<string, Set<Work>>>;

const addDue = (due: Due, account: string, date: string, works: Iterable<Work>): void => {
  const days = due.get(account) ?? new Map<string, Set<Work>>();
  const because = days.get(date) ?? new Set();
  for (const work of works) because.add(work);
  due.set(account, days.set(date, because));
};

const stretchesOf = (due: Due): Stretch[] =>
  [...due].map(([account, days]) => {
    const dates = [...days.keys()].toSorted();
    return { account, from: dates[0] ?? "", until: dates.at(-1) ?? "" };
  });

interface Counting {
  seen: SeenUsage;
  tickets: ReadonlyMap<string, StoredTicket[]>;
  features: Features;
}

/** What is counted for this account at all: only that may open a day or change one. */
const feedsOf = ({ seen, tickets }: Counting, account: string, date: string): Set<UsageField> => {
  const used = [...(seen.active.get(account) ?? [])].some((day) => day >= windowStart(date) && day <= date);
  return new Set<UsageField>([
    ...(used ? (["daily_active_users", "feature_adoption_rate", "login_frequency"] as const) : []),
    ...(tickets.has(account) ? (["support_tickets_open"] as const) : []),
  ]);
};

const none: ReadonlySet<string> = new Set();

/** Counts one day; gives each counted field's why. */
const countDay = (counting: Counting, account: string, date: string, day: MetricDay): Map<UsageField, string> => {
  const { seen, tickets, features } = counting;
  const whys = new Map<UsageField, string>();
  const count = (field: UsageField, value: number | null, why: string): void => {
    if (countValue(day, field, value)) whys.set(field, why);
  };
  const feeds = feedsOf(counting, account, date);
  if (feeds.has("daily_active_users")) {
    const users = seen.users.get(dayKey(account, date));
    const known = features.known(date);
    const most = typeof known === "number" ? known : known.size;
    const counted = countUsage(
      {
        users: new Map([[date, users ?? 0]]),
        active: seen.active.get(account) ?? none,
        features: seen.features.get(account) ?? new Map<string, ReadonlySet<string>>(),
      },
      date,
      known,
    );
    const { daily_active_users, feature_adoption_rate, login_frequency } = counted;
    // Of days whose users were not asked for, none is new.
    if (users !== undefined)
      count("daily_active_users", daily_active_users, `Distinct users active on ${date}: ${daily_active_users}.`);
    count(
      "feature_adoption_rate",
      feature_adoption_rate,
      `${Math.round((feature_adoption_rate ?? 0) * most)} of ${most} known features were used in the ${usageWindow} days to ${date}.`,
    );
    count(
      "login_frequency",
      login_frequency,
      `Active on ${Math.round(login_frequency * usageWindow)} of the ${usageWindow} days to ${date}.`,
    );
  }
  if (feeds.has("support_tickets_open")) {
    const open = openTickets(tickets.get(account) ?? [], date);
    count("support_tickets_open", open, `Tickets open on ${date}: ${open}.`);
  }
  return whys;
};

const applyStated = (days: MetricDays, items: readonly Placed<StatedMetrics>[]): void => {
  for (const { work, account, change } of items)
    for (const field of usageFields) {
      const value = change.values[field];
      if (value === undefined) continue;
      const said = new Date(change.at).toISOString();
      const { day } = days.at(account.id, change.date);
      const newer = stateValue(day, field, value, { at: change.at, n: work.row.n });
      days.report({
        works: [work],
        account: account.id,
        date: change.date,
        field,
        why: newer ? `${work.source.name} stated it, as of ${said}.` : `Something newer than ${said} stands there.`,
        ...(newer ? {} : { same: true }),
      });
    }
};

const applyCounted = (days: MetricDays, due: Due, counting: Counting): void => {
  for (const [account, dates] of due)
    for (const [date, works] of [...dates].toSorted(([one], [other]) => one.localeCompare(other))) {
      const { day, opened } = days.at(account, date);
      const was = { ...day.values };
      const whys = countDay(counting, account, date, day);
      if (opened) days.carry(account, date, feedsOf(counting, account, date));
      for (const [field, why] of whys)
        if (opened || was[field] !== day.values[field]) days.report({ works, account, date, field, why });
      if (!opened) continue;
      for (const [field, from] of Object.entries(day.carried) as [UsageField, string][])
        days.report({ works, account, date, field, why: `Carried over from ${from}: nothing newer is known.` });
    }
};

const addMarks = `
  insert into usage_marks (account, kind, date, value)
  select w.value ->> 0, w.value ->> 1, w.value ->> 2, w.value ->> 3 from json_each(?1) w where true on conflict do nothing`;

/** Plans all that becomes a number of a day. */
export const planMetrics = async (round: Round, { usage, stated, tickets }: MetricItems): Promise<Plan> => {
  const plan = emptyPlan();
  if (usage.length + stated.length + tickets.length === 0) return plan;
  const { DB } = round.desk.env;
  const accounts = new Map([...usage, ...stated, ...tickets].map(({ account }) => [account.id, account]));
  const others = usage.map(({ account }) => account.id);
  const [fresh, ticketing, known] = await Promise.all([
    freshMarks(round, usage),
    planTickets(round, tickets, others),
    storedFeatures(round),
  ]);
  const freshly = fresh.map(({ mark }) => mark);
  const features = await planFeatures(round, known, freshly);
  const marks = [...freshly, ...ticketing.marks];

  const touched: Due = new Map();
  for (const { mark, work } of fresh) addDue(touched, mark.account, mark.date, [work]);
  for (const { account, date, work } of ticketing.days) addDue(touched, account, date, [work]);
  for (const { account, date } of features.moved) addDue(touched, account, date, []);
  const stretches = stretchesOf(touched);
  const touchedDays = [...touched].flatMap(([account, dates]) =>
    [...dates.keys()].map((date): [string, string] => [account, date]),
  );
  const [seen, stored] = await Promise.all([
    seenUsage(round, stretches, touchedDays),
    storedDays(
      round,
      stretches,
      stated.map(({ account, change }) => [account.id, change.date]),
    ),
  ]);
  for (const mark of marks) addMark(seen, mark);
  for (const { mark } of fresh) {
    const name = dayKey(mark.account, mark.date);
    if (mark.kind === "user") seen.users.set(name, (seen.users.get(name) ?? 0) + 1);
  }

  // Every day whose window holds a day with something new is counted anew.
  const due: Due = new Map();
  for (const [account, dates] of touched)
    for (const [date, works] of dates)
      for (const day of seen.days.get(account) ?? none)
        if (day >= date && day <= reachOf(date)) addDue(due, account, day, works);

  const days = makeMetricDays(stored, accounts);
  applyStated(days, stated);
  applyCounted(days, due, { seen, tickets: ticketing.tickets, features });
  const rows = days.rows();
  for (const { account } of rows) plan.accounts.add(account);
  plan.statements.push(
    ...inChunks(marks.map(({ account, kind, date, value }) => [account, kind, date, value])).map((text) =>
      DB.prepare(addMarks).bind(text),
    ),
    ...ticketing.statements,
    ...features.statements,
    ...dayStatements(DB, rows, round.now),
  );
  return plan;
};
