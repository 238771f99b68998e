/** Unusual days on a published series, where it lies beside the repository. The figures stand in docs/decisions/0012. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dateOfDay } from "../domain/days.ts";
import { type Point, unusualDays, unusualReason, usualOf } from "../domain/unusual.ts";

const file = new URL("../../shared/data/kpi-daily/us_births_daily_2000_2014.csv", import.meta.url);
const dayOf = (date: string): number => Date.parse(date) / 86_400_000;

const readBirths = (): Point[] => {
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => {
    const [year = 0, month = 0, day = 0, , value = 0] = line.split(",").map(Number);
    return { day: Date.UTC(year, month - 1, day) / 86_400_000, value };
  });
};

/** Federal holidays of 2012, 2013 and 2014, where observed on a weekday, with how far births stood from usual. */
const big = {
  "New Year": ["2012-01-02 -9.3", "2013-01-01 -13.0", "2014-01-01 -9.7"],
  "Memorial Day": ["2012-05-28 -9.5", "2013-05-27 -9.2", "2014-05-26 -14.7"],
  "Independence Day": ["2012-07-04 -6.8", "2013-07-04 -6.7", "2014-07-04 -9.5"],
  "Labor Day": ["2012-09-03 -8.6", "2013-09-02 -8.0", "2014-09-01 -12.1"],
  Thanksgiving: ["2012-11-22 -11.0", "2013-11-28 -10.8", "2014-11-27 -12.6"],
  Christmas: ["2012-12-25 -16.4", "2013-12-25 -13.0", "2014-12-25 -14.0"],
};
const small = {
  "Martin Luther King": ["2012-01-16 -2.5", "2013-01-21 -2.5", "2014-01-20 -1.8"],
  Presidents: ["2012-02-20 -1.8", "2013-02-18 -2.3", "2014-02-17 -1.6"],
  Columbus: ["2012-10-08 0.1", "2013-10-14 -0.2", "2014-10-13 -1.9"],
  Veterans: ["2012-11-12 0.6", "2013-11-11 -0.9", "2014-11-11 0.6"],
};
const datesOf = (table: Record<string, string[]>): string[] =>
  Object.values(table)
    .flat()
    .map((line) => line.slice(0, 10));

const skips = "(skipped where ../shared/data is not there)";

test.runIf(existsSync(file))(
  `[KP21] births of 2012 to 2014: the six big holidays are found each year, the four small ones are not to be seen, with 8.7 days a year ${skips}`,
  () => {
    const births = readBirths();
    const values = new Map(births.map(({ day, value }) => [day, value]));
    /** In median distances, whether or not it is unusual. */
    const deviationsOn = (date: string): string => {
      const day = dayOf(date);
      const before = Array.from({ length: 52 }, (_, back) => values.get(day - (back + 1) * 7) ?? Number.NaN);
      const { usual, spread } = usualOf(day, before);
      return `${date} ${(((values.get(day) ?? 0) - (usual ?? 0)) / spread).toFixed(1)}`;
    };
    for (const table of [big, small])
      expect(
        Object.fromEntries(Object.entries(table).map(([name, lines]) => [name, datesOf({ lines }).map(deviationsOn)])),
      ).toEqual(table);
    const found = unusualDays(births, dayOf("2012-01-01")).map(({ day }) => dateOfDay(day));
    expect(found.filter((date) => datesOf(big).includes(date))).toEqual(datesOf(big).toSorted());
    // Days beside a holiday, and one Saturday just over the limit.
    expect(found.filter((date) => !datesOf(big).includes(date))).toEqual([
      "2012-11-23",
      "2012-12-24",
      "2013-11-29",
      "2013-12-24",
      "2014-09-20",
      "2014-11-28",
      "2014-12-24",
      "2014-12-26",
    ]);
  },
);

/** The `nth` such weekday of a month, counted from its end when negative. */
const nthWeekday = (year: number, month: number, weekday: number, nth: number): number => {
  const days = Array.from({ length: 31 }, (_, at) => new Date(Date.UTC(year, month - 1, at + 1)));
  const found = days.filter((day) => day.getUTCMonth() === month - 1 && day.getUTCDay() === weekday).at(nth);
  return dayOf(found?.toISOString().slice(0, 10) ?? "");
};

/** Of a weekend, the weekday on which it is observed. */
const observed = (date: string): number => {
  const day = dayOf(date);
  const weekday = new Date(date).getUTCDay();
  return weekday === 0 ? day + 1 : weekday === 6 ? day - 1 : day;
};

test.runIf(existsSync(file))(
  `[KP21] births of 2000 to 2011, on which nothing was chosen: all 71 big holidays are found, with 13 days a year ${skips}`,
  () => {
    const found = unusualDays(readBirths()).filter(({ day }) => day < dayOf("2012-01-01"));
    const holidays = Array.from({ length: 12 }, (_, at) => 2000 + at).flatMap((year) => [
      observed(`${year}-01-01`),
      nthWeekday(year, 5, 1, -1),
      observed(`${year}-07-04`),
      nthWeekday(year, 9, 1, 0),
      nthWeekday(year, 11, 4, 3),
      observed(`${year}-12-25`),
    ]);
    // The series begins with the year 2000, whose New Year was observed on the last day of 1999.
    const inSeries = holidays.filter((day) => day >= dayOf("2000-01-01"));
    expect(inSeries).toHaveLength(71);
    expect(inSeries.filter((day) => !found.some((one) => one.day === day))).toEqual([]);
    expect(found).toHaveLength(157);
    // The only two Tuesdays on which Independence Day fell.
    expect(found.map(unusualReason).filter((reason) => reason.startsWith("Tuesday 4 July"))).toEqual([
      "Tuesday 4 July: \u221222.3 deviations",
      "Tuesday 4 July: \u221214.1 deviations",
    ]);
  },
);
