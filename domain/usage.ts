/**
 * From events to the numbers of a day. What was seen of an account is kept as sets (which users, which features, which
 * days), so that an event that comes twice, late or out of order gives the same numbers as one that comes in time. [IW10]
 */
import { dateAfter } from "./days.ts";

/** Features used and days active are counted over so many days, the day itself included. */
export const usageWindow = 30;

/** What one account was seen doing. Days are `YYYY-MM-DD` in UTC. */
export interface Seen {
  /** Distinct users of each day. */
  users: ReadonlyMap<string, number>;
  /** Days on which anybody did anything. */
  active: ReadonlySet<string>;
  /** Features used on each day. */
  features: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The three numbers that events give; null is not known. [D8] */
export interface CountedUsage {
  daily_active_users: number;
  feature_adoption_rate: number | null;
  login_frequency: number;
}

const rounded = (rate: number): number => Math.round(rate * 10_000) / 10_000;

/** The first day of the window that ends with this one. */
export const windowStart = (date: string): string => dateAfter(date, 1 - usageWindow);

const within = (date: string, end: string): boolean => date >= windowStart(end) && date <= end;

/**
 * The numbers of a day: distinct active users; distinct features of the window by the number of known features; active
 * days of the window by 30. Rates have four decimals. `known` says which features there are, or how many; with none
 * adoption is not known. Events that name no user count as one person.
 */
export const countUsage = (
  { users, active, features }: Seen,
  date: string,
  known: number | ReadonlySet<string>,
): CountedUsage => {
  const used = new Set<string>();
  for (const [day, names] of features)
    if (within(day, date)) for (const name of names) if (typeof known === "number" || known.has(name)) used.add(name);
  let days = 0;
  for (const day of active) if (within(day, date)) days += 1;
  const total = typeof known === "number" ? known : known.size;
  return {
    daily_active_users: Math.max(users.get(date) ?? 0, active.has(date) ? 1 : 0),
    feature_adoption_rate: total === 0 ? null : rounded(Math.min(1, used.size / total)),
    login_frequency: rounded(days / usageWindow),
  };
};

/** The last day whose window an event of this day is in. */
export const reachOf = (date: string): string => dateAfter(date, usageWindow - 1);

export interface Ticket {
  opened_at: number;
  closed_at: number | null;
}

/** Tickets that were open when the day ended, or are open while it lasts. */
export const openTickets = (tickets: readonly Ticket[], date: string): number => {
  const end = Date.parse(dateAfter(date));
  return tickets.filter(({ opened_at, closed_at }) => opened_at < end && (closed_at === null || closed_at >= end))
    .length;
};

/** When something was said at its source, Unix milliseconds, and with which delivery it came. */
export interface Said {
  at: number;
  n: number;
}

/**
 * [IW11] Whether what was said now stands over what was said then. The time at the source decides; of one instant the
 * delivery that was received later. So the order in which deliveries are worked on, or replayed, makes no difference.
 */
export const isNewer = (now: Said, then: Said | undefined): boolean =>
  then === undefined || now.at > then.at || (now.at === then.at && now.n >= then.n);
