/** The days that a round changes, held in memory until all of it is planned: values as they were, as they are, and why. */
import { type UsageField, usageFields } from "../../domain/account-words.ts";
import { dateAfter } from "../../domain/days.ts";
import { carriedMost, carryOver, type DayValues, type MetricDay, noValues } from "../../domain/metric-day.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { inChunks, tell, type Work } from "./ledger.ts";
import { dayKey, type StoredDay } from "./usage-seen.ts";

interface Report {
  works: Iterable<Work>;
  account: string;
  date: string;
  field: UsageField;
  why: string;
}

export interface MetricDays {
  /** The day, opened where there was none. */
  at(account: string, date: string): { day: MetricDay; opened: boolean };
  /** Takes what nobody counts from the last day before. */
  carry(account: string, date: string, feeds: ReadonlySet<UsageField>): void;
  /** Tells deliveries what became of a field. `same` when nothing did. */
  report(report: Report & { same?: true }): void;
  /** The rows to be written, and whose they are. */
  rows(): { account: string; date: string; source: string; set: Partial<DayValues>; times: string }[];
}

export const makeMetricDays = (
  stored: Map<string, StoredDay>,
  accounts: ReadonlyMap<string, Pick<AccountRow, "name">>,
): MetricDays => {
  const before = new Map([...stored].map(([name, { day }]) => [name, { ...day.values }]));
  const changed = new Map<string, string>();
  const dayAt = (account: string, date: string): MetricDay => {
    const name = dayKey(account, date);
    const there = stored.get(name);
    if (there) return there.day;
    const day: MetricDay = { values: { ...noValues }, said: {}, counted: [], carried: {} };
    stored.set(name, { account, date, day });
    return day;
  };
  return {
    at: (account, date) => ({ day: dayAt(account, date), opened: !before.has(dayKey(account, date)) }),
    carry(account, date, feeds) {
      const last = [...stored.values()]
        .filter((one) => one.account === account && one.date < date && dateAfter(one.date, carriedMost) >= date)
        .toSorted((one, other) => other.date.localeCompare(one.date))[0];
      if (last) carryOver(dayAt(account, date), last, feeds);
    },
    report({ works, account, date, field, why, same }) {
      const name = dayKey(account, date);
      const after = dayAt(account, date).values[field];
      for (const work of works) {
        if (!same) changed.set(name, work.source.id);
        tell(work, {
          what: "metric",
          account_id: account,
          account_name: accounts.get(account)?.name ?? null,
          field,
          date,
          before: same ? after : (before.get(name)?.[field] ?? null),
          after,
          why,
        });
      }
      // Nobody's own doing, such as a feature that is new to all: written all the same.
      if (!same && !changed.has(name)) changed.set(name, "webhook");
    },
    rows: () =>
      [...changed].flatMap(([name, source]) => {
        const one = stored.get(name);
        if (!one) return [];
        const { values, ...times } = one.day;
        const was = before.get(name);
        const fields = usageFields.filter((field) => was === undefined || was[field] !== values[field]);
        const set = Object.fromEntries(fields.map((field) => [field, values[field]])) as Partial<DayValues>;
        return [{ account: one.account, date: one.date, source, set, times: JSON.stringify(times) }];
      }),
  };
};

const openDays = `
  insert into metric_days (account, date, source, updated_at)
  select w.value ->> 'account', w.value ->> 'date', w.value ->> 'source', ?2 from json_each(?1) w where true
  on conflict (account, date) do nothing`;

const column = (field: UsageField): string =>
  `${field} = case when json_type(w.value, '$.set.${field}') is null then ${field} else w.value ->> '$.set.${field}' end`;

/** Only what changed is written: a file may have written the other numbers meanwhile. */
const setDays = `
  update metric_days set ${usageFields.map(column).join(", ")},
    times = w.value ->> 'times', source = w.value ->> 'source', updated_at = ?2
  from json_each(?1) w where metric_days.account = w.value ->> 'account' and metric_days.date = w.value ->> 'date'`;

export const dayStatements = (
  DB: D1Database,
  rows: ReturnType<MetricDays["rows"]>,
  now: number,
): D1PreparedStatement[] =>
  inChunks(rows).flatMap((text) => [DB.prepare(openDays).bind(text, now), DB.prepare(setDays).bind(text, now)]);
