/** Months, weeks and days of renewals. */
import { expect, it } from "vitest";
import { bookAccount } from "../../../tests/book-accounts.ts";
import { firstWeekdayOf, monthAfter, monthsOf, weeksOf } from "./calendar.ts";

const rows = [
  bookAccount({ id: "a", arr: 100, renewal_date: "2026-03-01", health_bucket: "critical" }),
  bookAccount({ id: "b", arr: 300, renewal_date: "2026-03-01", health_bucket: "healthy" }),
  bookAccount({ id: "c", arr: 50, renewal_date: "2026-03-31", health_bucket: "at_risk" }),
  bookAccount({ id: "d", arr: 70, renewal_date: "2026-04-01" }),
  bookAccount({ id: "e", arr: 90 }),
];

it("[AV14] months add up what renews in them, apart by danger", () => {
  expect(monthsOf(rows, "2026-02", 3, "2026-03-10")).toEqual([
    { month: "2026-02", count: 0, arr: 0, critical: 0, at_risk: 0, past: true },
    { month: "2026-03", count: 3, arr: 450, critical: 100, at_risk: 50, past: false },
    { month: "2026-04", count: 1, arr: 70, critical: 0, at_risk: 0, past: false },
  ]);
  expect([monthAfter("2026-01", -1), monthAfter("2026-11", 3)]).toEqual(["2025-12", "2027-02"]);
});

it("[AV14] weeks hold the whole month, begin on the reader's first weekday, and list a day's largest first", () => {
  const monday = weeksOf(rows, "2026-03", "2026-03-10", 1);
  expect(monday.map((week) => week[0]?.date)).toEqual([
    "2026-02-23",
    "2026-03-02",
    "2026-03-09",
    "2026-03-16",
    "2026-03-23",
    "2026-03-30",
  ]);
  const first = monday[0]?.[6];
  expect({ ...first, accounts: first?.accounts.map(({ id }) => id) }).toEqual({
    date: "2026-03-01",
    inside: true,
    today: false,
    accounts: ["b", "a"],
    arr: 400,
  });
  expect(weeksOf(rows, "2026-03", "2026-03-10", 7)[0]?.[0]?.date).toBe("2026-03-01");
  expect(weeksOf(rows, "2026-02", "2026-03-10", 7)).toHaveLength(4);
  expect(firstWeekdayOf("de")).toBe(1);
});
