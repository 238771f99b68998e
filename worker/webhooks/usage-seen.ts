/** What D1 knows of some accounts' usage: marks, days, tickets. Read before anything is counted. [IW10] */
import { sql } from "drizzle-orm";
import { type DayValues, type MetricDay, readDayTimes } from "../../domain/metric-day.ts";
import { reachOf, type Ticket, windowStart } from "../../domain/usage.ts";
import { keyOf, type Round } from "./ledger.ts";

export type MarkKind = "active" | "user" | "feature" | "quiet" | "tickets";

export interface Mark {
  account: string;
  kind: MarkKind;
  date: string;
  value: string;
}

export const markKey = ({ account, kind, date, value }: Mark): string => keyOf(account, kind, date, value);

/** The marks among these that are there already. */
export const knownMarks = async ({ desk }: Round, marks: readonly Mark[]): Promise<Set<string>> => {
  if (marks.length === 0) return new Set();
  const rows = JSON.stringify(marks.map(({ account, kind, date, value }) => [account, kind, date, value]));
  const found = await desk.db.all<Mark>(sql`
    select m.account, m.kind, m.date, m.value from json_each(${rows}) w
    join usage_marks m on m.account = w.value ->> 0 and m.kind = w.value ->> 1 and m.date = w.value ->> 2 and m.value = w.value ->> 3`);
  return new Set(found.map(markKey));
};

/** An account and the days from which on something about it may be another number. */
export interface Stretch {
  account: string;
  from: string;
  until: string;
}

export interface SeenUsage {
  active: Map<string, Set<string>>;
  features: Map<string, Map<string, Set<string>>>;
  /** Days that end counted: active, quiet, or with tickets. */
  days: Map<string, Set<string>>;
  users: Map<string, number>;
}

export const dayKey = (account: string, date: string): string => keyOf(account, date);

/** Marks of the stretches with the window before them, without the users' names; users are counted for `countedDays` alone. */
export const seenUsage = async (
  { desk }: Round,
  stretches: readonly Stretch[],
  countedDays: readonly [account: string, date: string][],
): Promise<SeenUsage> => {
  const wide = JSON.stringify(
    stretches.map(({ account, from, until }) => [account, windowStart(from), reachOf(until)]),
  );
  const [marks, counts] = await Promise.all([
    stretches.length === 0
      ? []
      : desk.db.all<Mark>(sql`
          select m.account, m.kind, m.date, m.value from json_each(${wide}) w join usage_marks m on m.account = w.value ->> 0
            and m.kind in ('active', 'feature', 'quiet', 'tickets') and m.date between w.value ->> 1 and w.value ->> 2`),
    countedDays.length === 0
      ? []
      : desk.db.all<{ account: string; date: string; users: number }>(sql`
          select w.value ->> 0 as account, w.value ->> 1 as date,
            (select count(*) from usage_marks where account = w.value ->> 0 and kind = 'user' and date = w.value ->> 1) as users
          from json_each(${JSON.stringify(countedDays)}) w`),
  ]);
  const seen: SeenUsage = { active: new Map(), features: new Map(), days: new Map(), users: new Map() };
  for (const mark of marks) addMark(seen, mark);
  for (const { account, date, users } of counts) seen.users.set(dayKey(account, date), users);
  return seen;
};

/** Adds one mark to what was seen; users are counted apart. */
export const addMark = ({ active, features, days }: SeenUsage, { account, kind, date, value }: Mark): void => {
  if (kind === "user") return;
  days.set(account, (days.get(account) ?? new Set()).add(date));
  if (kind === "active") active.set(account, (active.get(account) ?? new Set()).add(date));
  if (kind !== "feature") return;
  const byDay = features.get(account) ?? new Map<string, Set<string>>();
  features.set(account, byDay.set(date, (byDay.get(date) ?? new Set()).add(value)));
};

export interface StoredDay {
  account: string;
  date: string;
  day: MetricDay;
}

type DayRow = DayValues & { account: string; date: string; times: string | null; updated_at: number };

/** Days of `metric_days` by account and date: those in the stretches, those that are named, and of each account the last one before. */
export const storedDays = async (
  { desk }: Round,
  stretches: readonly Stretch[],
  named: readonly [account: string, date: string][],
): Promise<Map<string, StoredDay>> => {
  const wide = JSON.stringify(stretches.map(({ account, from, until }) => [account, from, reachOf(until)]));
  const rows = await desk.db.all<DayRow>(sql`
    select m.* from json_each(${wide}) w join metric_days m on m.account = w.value ->> 0
      and m.date between coalesce((select max(date) from metric_days where account = w.value ->> 0 and date < w.value ->> 1), w.value ->> 1)
        and w.value ->> 2
    union
    select m.* from json_each(${JSON.stringify(named)}) w join metric_days m on m.account = w.value ->> 0 and m.date = w.value ->> 1`);
  return new Map(
    rows.map((row) => {
      const { account, date, times, updated_at } = row;
      const values: DayValues = {
        daily_active_users: row.daily_active_users,
        feature_adoption_rate: row.feature_adoption_rate,
        support_tickets_open: row.support_tickets_open,
        nps_score: row.nps_score,
        login_frequency: row.login_frequency,
      };
      return [dayKey(account, date), { account, date, day: { values, ...readDayTimes(times, values, updated_at) } }];
    }),
  );
};

export interface StoredTicket extends Ticket {
  source: string;
  id: string;
  account: string;
  at: number;
  n: number;
}

/** These tickets, whoever they belong to. */
export const storedTickets = ({ desk }: Round, ids: readonly [source: string, id: string][]): Promise<StoredTicket[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : desk.db.all<StoredTicket>(sql`
        select t.* from json_each(${JSON.stringify(ids)}) w join webhook_tickets t on t.source = w.value ->> 0 and t.id = w.value ->> 1`);

/** Tickets closed longer ago are no day's question any more. */
const ticketsFor = 90 * 24 * 60 * 60_000;

/** The tickets of these accounts that are open, or were not long ago. */
export const ticketsOf = ({ desk, now }: Round, account: readonly string[]): Promise<StoredTicket[]> =>
  account.length === 0
    ? Promise.resolve([])
    : desk.db.all<StoredTicket>(sql`
        select t.* from json_each(${JSON.stringify(account)}) w join webhook_tickets t on t.account = w.value
        where t.closed_at is null or t.closed_at > ${now - ticketsFor}`);
