/** Renewals by week. */
import { describe, expect, it } from "vitest";
import { type PortfolioAccount, portfolioOf } from "../../../domain/portfolio.ts";
import { renewalWeeks } from "./weeks.ts";

describe("renewals by week", () => {
  it("[PO5] thirteen weeks hold every renewal of ninety days, each in one of them", () => {
    const dates = ["2026-05-31", "2026-06-01", "2026-06-07", "2026-06-08", "2026-08-30", "2026-08-31", null];
    const accounts = dates.map((renewal_date, at): PortfolioAccount => ({
      id: String(at),
      name: String(at),
      arr: 100,
      health_value: 50,
      health_bucket: at % 2 === 0 ? "healthy" : "critical",
      segment: null,
      region: null,
      industry: "other",
      renewal_date,
    }));
    const weeks = renewalWeeks(accounts, "2026-06-01");
    expect(weeks.filter(({ count }) => count > 0)).toEqual([
      { from: "2026-06-01", to: "2026-06-07", count: 2, arr: 200, at_risk: { count: 1, arr: 100 } },
      { from: "2026-06-08", to: "2026-06-14", count: 1, arr: 100, at_risk: { count: 1, arr: 100 } },
      { from: "2026-08-24", to: "2026-08-30", count: 1, arr: 100, at_risk: { count: 0, arr: 0 } },
    ]);
    expect(weeks.reduce((sum, { arr }) => sum + arr, 0)).toBe(portfolioOf(accounts, "2026-06-01").renewals[90].arr);
  });
});
