/** Days where clocks change, where midnight is skipped, and where a whole day is. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dateAfter, dateAt, daysEnded, isTimeZone, startOfDate } from "./days.ts";

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Australia/Lord_Howe",
  "Africa/Cairo",
];
const hours = (date: string, zone: string): number =>
  (startOfDate(dateAfter(date), zone) - startOfDate(date, zone)) / 3_600_000;

test("[KP14] a day begins at its first instant, and the instant before it belongs to another", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 25_000 }), (zone, day) => {
      const date = dateAfter("1990-01-01", day);
      const from = startOfDate(date, zone);
      expect(dateAt(from, zone) >= date).toBe(true);
      expect(dateAt(from - 1, zone) < date).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("[KP14] days last 23, 24 and 25 hours where clocks change, half an hour on Lord Howe, and one was left out in Apia", () => {
  expect([
    hours("2024-03-31", "Europe/Berlin"),
    hours("2024-10-27", "Europe/Berlin"),
    hours("2024-10-28", "Europe/Berlin"),
    hours("2024-04-07", "Australia/Lord_Howe"),
    hours("2011-12-30", "Pacific/Apia"),
  ]).toEqual([23, 25, 24, 24.5, 0]);
  // Midnight did not exist there: the day began at one.
  expect(new Date(startOfDate("2018-11-04", "America/Sao_Paulo")).toISOString()).toBe("2018-11-04T03:00:00.000Z");
});

test("[KP14] the days that ended follow one another without a gap, and the one that runs is not among them", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 1_300_000_000_000, max: 1_800_000_000_000 }),
      fc.integer({ min: 0, max: 40 }),
      (zone, since, length) => {
        const now = since + length * 86_400_000;
        const days = daysEnded(since, now, zone);
        expect(days.filter(({ from, until }) => from < since || until <= from || until > now)).toEqual([]);
        expect(days.slice(1).map(({ from }) => from)).toEqual(days.slice(0, -1).map(({ until }) => until));
        expect(dateAt(days.at(-1)?.until ?? now, zone)).toBe(dateAt(now, zone));
      },
    ),
    { numRuns: 100 },
  );
});

test("[KP14] at most so many days are caught up, the newest", () => {
  expect(daysEnded(0, Date.parse("2024-03-05T12:00:00Z"), "UTC", 2).map(({ date }) => date)).toEqual([
    "2024-03-03",
    "2024-03-04",
  ]);
});

test("[KP16] time zones are those that the platform knows", () => {
  expect(["UTC", "Europe/Berlin", "", "Mars/Olympus", "Europe/Berlin; drop"].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
