/** Renewals by month and by day: what the calendar draws; no drawing. [AV14] */
import type { BookAccount } from "../../../domain/account.ts";
import type { Amount } from "../../../domain/amount.ts";
import { dateAfter } from "../../../domain/days.ts";
import { isAtRisk } from "../../../domain/portfolio.ts";

export interface Month {
  /** `2026-01`. */
  month: string;
  count: number;
  arr: Amount;
  /** ARR of critical accounts, and of those at risk. */
  critical: Amount;
  at_risk: Amount;
  /** Before the present month. */
  past: boolean;
}

/** The month so many later. */
export const monthAfter = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
};

/** Months from `first` on, each with what renews in it. */
export const monthsOf = (accounts: readonly BookAccount[], first: string, count: number, today: string): Month[] => {
  const months = Array.from({ length: count }, (_, at): Month => {
    const month = monthAfter(first, at);
    return { month, count: 0, arr: 0, critical: 0, at_risk: 0, past: month < today.slice(0, 7) };
  });
  const places = new Map(months.map((month) => [month.month, month]));
  for (const account of accounts) {
    const month = account.renewal_date === null ? undefined : places.get(account.renewal_date.slice(0, 7));
    if (!month) continue;
    month.count += 1;
    month.arr += account.arr;
    if (isAtRisk(account)) month[account.health_bucket === "critical" ? "critical" : "at_risk"] += account.arr;
  }
  return months;
};

export interface CalendarDay {
  date: string;
  /** Belongs to the month, and not to the week around its ends. */
  inside: boolean;
  today: boolean;
  accounts: BookAccount[];
  arr: Amount;
}

/** The weeks of a month, each from its first weekday (1 is Monday, 7 Sunday), with the accounts that renew on each day, largest first. */
export const weeksOf = (
  accounts: readonly BookAccount[],
  month: string,
  today: string,
  firstWeekday: number,
): CalendarDay[][] => {
  const first = `${month}-01`;
  const weekday = new Date(Date.parse(first)).getUTCDay() || 7;
  const byDay = new Map<string, BookAccount[]>();
  for (const account of accounts)
    if (account.renewal_date !== null)
      byDay.set(account.renewal_date, [...(byDay.get(account.renewal_date) ?? []), account]);
  const weeks: CalendarDay[][] = [];
  let date = dateAfter(first, -((weekday - firstWeekday + 7) % 7));
  do {
    weeks.push(
      Array.from({ length: 7 }, (_, at): CalendarDay => {
        const day = dateAfter(date, at);
        const found = (byDay.get(day) ?? []).toSorted((a, b) => b.arr - a.arr);
        return {
          date: day,
          inside: day.startsWith(month),
          today: day === today,
          accounts: found,
          arr: found.reduce((sum, { arr }) => sum + arr, 0),
        };
      }),
    );
    date = dateAfter(date, 7);
  } while (date.startsWith(month));
  return weeks;
};

/** The first weekday where the reader is; Monday where the browser does not say. */
export const firstWeekdayOf = (language: string): number => {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
};
