/** The factors of an account as its page tells them. */
import { expect, it } from "vitest";
import { benchmarkOf } from "../../../domain/benchmark.ts";
import { usualModel } from "../../../domain/health.ts";
import { bookAccount } from "../../../tests/book-accounts.ts";
import type { AccountDetail } from "./detail.ts";
import { factorRows, lineOf, since, standingWords } from "./factors.ts";

const acme = bookAccount({
  id: "acme",
  segment: "Enterprise",
  industry: "finance",
  date: "2026-06-14",
  daily_active_users: 150,
  feature_adoption_rate: 0.75,
  support_tickets_open: 2,
  nps_score: null,
  login_frequency: 0.85,
  factor_days: {
    dau: "2026-06-14",
    adoption: "2026-06-14",
    tickets: "2026-06-14",
    nps: "2026-05-01",
    login: "2026-06-14",
  },
});
const peers = Array.from({ length: 6 }, (_, at) =>
  bookAccount({ id: String(at), industry: "finance", support_tickets_open: at, feature_adoption_rate: 0.5 }),
);
const nothing = { series: [], slope: null };
const detail: AccountDetail = {
  created_by: null,
  updated_by: null,
  last_updated: "",
  trends: {
    daily_active_users: {
      series: [
        { date: "2026-06-13", value: 140 },
        { date: "2026-06-14", value: 150 },
      ],
      slope: 10,
    },
    feature_adoption_rate: nothing,
    support_tickets_open: nothing,
    nps_score: nothing,
    login_frequency: nothing,
  },
};

it("[AP2] each factor has its points, its course, its freshness and its standing; the points are the score's", () => {
  const rows = factorRows(acme, usualModel, "2026-06-15", detail, benchmarkOf(acme, [acme, ...peers]));
  expect(rows.map(({ factor, contribution, freshness }) => [factor, contribution.missing, freshness.state])).toEqual([
    ["dau", false, "fresh"],
    ["adoption", false, "fresh"],
    ["tickets", false, "fresh"],
    ["nps", true, "stale"],
    ["login", false, "fresh"],
  ]);
  expect(rows.reduce((sum, { contribution }) => sum + contribution.points, 0)).toBeCloseTo(85.294117647, 9);
  expect(rows[0]?.line.values).toEqual([140, 150]);
  expect(rows[0]?.weekly).toBe(70);
  const tickets = rows[2]?.comparisons.map(standingWords);
  expect(tickets).toEqual([
    "better than 58% of 6 in Finance",
    "better than 58% of all 6; Enterprise has only 0 to compare with",
  ]);
});

it("[AP2] a course is cut where its stretch begins", () => {
  const line = lineOf([
    { date: "2026-06-13", value: 1 },
    { date: "2026-06-14", value: 2 },
  ]);
  expect(since(line, Date.parse("2026-06-14"))).toEqual({ times: [Date.parse("2026-06-14T12:00:00Z")], values: [2] });
  expect(since(line, Date.parse("2026-07-01"))).toEqual({ times: [], values: [] });
});
