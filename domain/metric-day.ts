/** The five numbers of one day as several sources say or count them: which of them stands, and since when. [IW11] */
import { type UsageField, usageFields } from "./account-words.ts";
import { isNewer, type Said } from "./usage.ts";

export type DayValues = Record<UsageField, number | null>;

/** Beside the values: when each was said, which were counted by us, and which were carried over from an earlier day. */
export interface DayTimes {
  said: Partial<Record<UsageField, Said>>;
  counted: UsageField[];
  /** From which day. */
  carried: Partial<Record<UsageField, string>>;
}

export interface MetricDay extends DayTimes {
  values: DayValues;
}

export const noValues: DayValues = {
  daily_active_users: null,
  feature_adoption_rate: null,
  support_tickets_open: null,
  nps_score: null,
  login_frequency: null,
};

/** A stored day. Values without a time were written by a file or by hand, when the row was. */
export const readDayTimes = (text: string | null, values: DayValues, written_at: number): DayTimes => {
  const kept = (text === null ? {} : JSON.parse(text)) as Partial<DayTimes>;
  const times: DayTimes = { said: { ...kept.said }, counted: [...(kept.counted ?? [])], carried: { ...kept.carried } };
  for (const field of usageFields)
    if (values[field] !== null && !times.said[field] && !times.counted.includes(field) && !times.carried[field])
      times.said[field] = { at: written_at, n: 0 };
  return times;
};

/** A value stated by a source; false when what stands is newer. What is stated goes before what is counted or carried. */
export const stateValue = (day: MetricDay, field: UsageField, value: number | null, said: Said): boolean => {
  if (!isNewer(said, day.said[field])) return false;
  day.values[field] = value;
  day.said[field] = said;
  day.counted = day.counted.filter((one) => one !== field);
  delete day.carried[field];
  return true;
};

/** A value that we counted; false where one is stated. */
export const countValue = (day: MetricDay, field: UsageField, value: number | null): boolean => {
  if (day.said[field]) return false;
  day.values[field] = value;
  if (!day.counted.includes(field)) day.counted.push(field);
  delete day.carried[field];
  return true;
};

/** Values older than this are not carried over. */
export const carriedMost = 30;

/**
 * A day that only counting opens takes what nobody counts for this account from its last day, marked as such: one ticket
 * must not make a score of tickets alone. A score still looks at one day.
 */
export const carryOver = (
  day: MetricDay,
  from: { date: string; day: MetricDay },
  feeds: ReadonlySet<UsageField>,
): void => {
  for (const field of usageFields) {
    const value = from.day.values[field];
    if (feeds.has(field) || value === null || day.values[field] !== null) continue;
    day.values[field] = value;
    day.carried[field] = from.day.carried[field] ?? from.date;
  }
};
