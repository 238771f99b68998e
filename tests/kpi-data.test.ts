/** Unusual days on a published series, where it lies beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { unusualDays } from "../domain/unusual.ts";

const file = new URL("../../shared/data/kpi-daily/us_births_daily_2000_2014.csv", import.meta.url);
const dayLength = 86_400_000;

/** New Year, Memorial Day, Independence Day, Labor Day, Thanksgiving and Christmas, where observed on a weekday. */
const holidays = [
  "2012-01-02",
  "2012-05-28",
  "2012-07-04",
  "2012-09-03",
  "2012-11-22",
  "2012-12-25",
  "2013-01-01",
  "2013-05-27",
  "2013-07-04",
  "2013-09-02",
  "2013-11-28",
  "2013-12-25",
  "2014-01-01",
  "2014-05-26",
  "2014-07-04",
  "2014-09-01",
  "2014-11-27",
  "2014-12-25",
];

test.runIf(existsSync(file))(
  "[KP21] births of 2012 to 2014: every big weekday holiday is found, with about nine days a year (skipped where ../shared/data is not there)",
  () => {
    const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
    const points = lines.map((line) => {
      const [year = 0, month = 0, day = 0, , value = 0] = line.split(",").map(Number);
      return { day: Date.UTC(year, month - 1, day) / dayLength, value };
    });
    const found = unusualDays(points)
      .map(({ day }) => new Date(day * dayLength).toISOString().slice(0, 10))
      .filter((date) => date >= "2012");
    expect(holidays.filter((date) => !found.includes(date))).toEqual([]);
    expect(found.length / 3).toBeCloseTo(26 / 3);
  },
);
