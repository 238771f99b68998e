/** What the newest values of KPIs are measured by, and which days of a history stand apart. [KP21] [KP22] */
import type { Kpi } from "../domain/kpi.ts";
import { writeAmount } from "../domain/amount.ts";
import { dateOfDay, dayAt, startOfDate } from "../domain/days.ts";
import { comparedWeeks, type Usual, unusualDays, unusualReason, usualOf } from "../domain/unusual.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

type Sql = SqlDoor["sql"];

/**
 * By KPI, the last value within each of the given stretches that has one: a seek along the index for each, and JSON out
 * of SQLite, which is twice as fast as a statement for every KPI.
 */
const lastValuesQuery = `WITH "stretch" AS MATERIALIZED (SELECT "value" ->> 0 AS "since", "value" ->> 1 AS "until" FROM json_each(?1))
  SELECT "one"."value" AS "kpi", json_group_array((SELECT "value" FROM "kpi_point" WHERE "kpi" = "one"."value" AND "recorded_at" >= "since" AND "recorded_at" < "until" ORDER BY "recorded_at" DESC, "n" DESC LIMIT 1)) AS "last"
  FROM json_each(?2) AS "one", "stretch" GROUP BY "one"."value"`;

const dailyQuery = `SELECT "recorded_at", "value" FROM "kpi_point" WHERE "kpi" = ? AND "recorded_at" >= ? ORDER BY "recorded_at", "n"`;

/** First instant of each same weekday of the year before, and of the day after it, as JSON. */
const stretchesBefore = (day: number, timeZone: string): string =>
  JSON.stringify(
    Array.from({ length: comparedWeeks }, (_, back) => day - (back + 1) * 7).map((other) => [
      startOfDate(dateOfDay(other), timeZone),
      startOfDate(dateOfDay(other + 1), timeZone),
    ]),
  );

type Newest = Pick<Kpi, "id" | "recorded_at">;

/** The day of the newest value, and today, which is when the next one will be judged. */
const daysOf = ({ recorded_at }: Newest, timeZone: string, today: number): number[] => [
  ...new Set([dayAt(recorded_at, timeZone), today]),
];

/** The measures of KPIs, kept until something happens to one of them or another day begins. [KP22] */
export class Measures {
  readonly #sql: Sql;
  readonly #kept = new Map<string, { mark: string; usual: Usual[] }>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Something happened to this KPI, or to all of them. */
  drop(kpi?: string): void {
    if (kpi === undefined) this.#kept.clear();
    else this.#kept.delete(kpi);
  }

  /** By KPI. */
  now(kpis: readonly Newest[], timeZone: string, now: number): Record<string, Usual[]> {
    const today = dayAt(now, timeZone);
    const asked = kpis.map((kpi) => {
      const days = daysOf(kpi, timeZone, today);
      return { id: kpi.id, days, mark: `${timeZone} ${days.join(" ")}` };
    });
    const missing = asked.filter(({ id, mark }) => this.#kept.get(id)?.mark !== mark);
    for (const { id, mark } of missing) this.#kept.set(id, { mark, usual: [] });
    for (const [day, some] of Map.groupBy(
      missing.flatMap(({ id, days }) => days.map((each) => ({ id, each }))),
      ({ each }) => each,
    ))
      for (const row of this.#sql
        .exec(lastValuesQuery, stretchesBefore(day, timeZone), JSON.stringify(some.map(({ id }) => id)))
        .toArray()) {
        const before = (JSON.parse(String(row["last"])) as (number | null)[]).filter((value) => value !== null);
        this.#kept.get(String(row["kpi"]))?.usual.push(usualOf(day, before));
      }
    return Object.fromEntries(asked.map(({ id }) => [id, this.#kept.get(id)?.usual ?? []]));
  }
}

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
