/** What the newest values of KPIs are measured by, and which days of a history stand apart. [KP21] [KP22] */
import type { Kpi } from "../domain/kpi.ts";
import { writeAmount } from "../domain/amount.ts";
import { dateOfDay, dayAt, startOfDate } from "../domain/days.ts";
import { comparedWeeks, type Usual, unusualDays, unusualReason, usualOf } from "../domain/unusual.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

type Sql = SqlDoor["sql"];

/** The last value within each of the given stretches that has one: one seek along the index for each. */
const lastValuesQuery = `SELECT (SELECT "value" FROM "kpi_point" WHERE "kpi" = ?1 AND "recorded_at" >= "stretch"."value" ->> 0 AND "recorded_at" < "stretch"."value" ->> 1 ORDER BY "recorded_at" DESC, "n" DESC LIMIT 1) AS "last"
  FROM json_each(?2) AS "stretch"`;

const dailyQuery = `SELECT "recorded_at", "value" FROM "kpi_point" WHERE "kpi" = ? AND "recorded_at" >= ? ORDER BY "recorded_at", "n"`;

/** First instant of each same weekday of the year before, and of the day after it, as JSON. */
const stretchesBefore = (day: number, timeZone: string): string =>
  JSON.stringify(
    Array.from({ length: comparedWeeks }, (_, back) => day - (back + 1) * 7).map((other) => [
      startOfDate(dateOfDay(other), timeZone),
      startOfDate(dateOfDay(other + 1), timeZone),
    ]),
  );

/** By KPI: the measure for the day of its newest value and for today, which is what the next value will be judged by. */
export const usualNow = (sql: Sql, kpis: readonly Kpi[], timeZone: string, now: number): Record<string, Usual[]> => {
  const stretches = new Map<number, string>();
  const measure = (kpi: string, day: number): Usual => {
    const asked = stretches.get(day) ?? stretchesBefore(day, timeZone);
    stretches.set(day, asked);
    const values = sql.exec(lastValuesQuery, kpi, asked).toArray();
    return usualOf(
      day,
      values.flatMap(({ last }) => (last === null ? [] : Number(last))),
    );
  };
  const today = dayAt(now, timeZone);
  return Object.fromEntries(
    kpis.map(({ id, recorded_at }) => {
      const days = new Set([dayAt(recorded_at, timeZone), today]);
      return [id, [...days].map((day) => measure(id, day))];
    }),
  );
};

/** The days from `days` ago on whose last value stands apart, newest first, as REST shows them. */
export const unusualResource = (sql: Sql, kpi: string, timeZone: string, now: number, days: number) => {
  const since = dayAt(now, timeZone) - days;
  const from = startOfDate(dateOfDay(since - comparedWeeks * 7), timeZone);
  const points = sql
    .exec(dailyQuery, kpi, from)
    .toArray()
    .map((row) => ({ day: dayAt(Number(row["recorded_at"]), timeZone), value: Number(row["value"]) }));
  return unusualDays(points, since)
    .toReversed()
    .map((one) => ({
      date: dateOfDay(one.day),
      value: writeAmount(one.value),
      usual: writeAmount(Math.round(one.usual)),
      spread: writeAmount(Math.round(one.spread)),
      compared: one.compared,
      deviations: Math.round(one.deviations * 10) / 10,
      reason: unusualReason(one),
    }));
};
