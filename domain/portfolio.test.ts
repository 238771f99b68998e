/** What a book of accounts adds up to. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type PortfolioAccount, daysToRenewal, groupsOf, portfolioOf, renewalsWithin, sliceOf } from "./portfolio.ts";

const account = (known: Partial<PortfolioAccount>): PortfolioAccount => ({
  id: "a",
  name: "Acme",
  arr: 0,
  health_value: null,
  health_bucket: "unknown",
  segment: null,
  region: null,
  industry: "other",
  renewal_date: null,
  ...known,
});

const acme = account({
  id: "1",
  name: "Acme",
  arr: 12_000_000,
  health_value: 83.75,
  health_bucket: "healthy",
  segment: "Enterprise",
  region: "EMEA",
  industry: "technology",
  renewal_date: "2026-06-30",
});
const bolt = account({
  id: "2",
  name: "Bolt",
  arr: 4_000_000,
  health_value: 55,
  health_bucket: "at_risk",
  segment: "SMB",
  region: "EMEA",
  industry: "retail",
  renewal_date: "2026-06-01",
});
const core = account({
  id: "3",
  name: "Core",
  arr: 8_000_000,
  health_value: 30,
  health_bucket: "critical",
  segment: "Enterprise",
  region: "APAC",
  industry: "technology",
  renewal_date: "2026-08-30",
});
const dust = account({ id: "4", name: "Dust", arr: 1_000_000, renewal_date: "2026-05-31" });
const book = [acme, bolt, core, dust];

/** (83.75 + 55 + 30) / 3; (83.75 × 120 + 55 × 40 + 30 × 80) / 240. */
const byHand = { average_health: 56.25, weighted_health: 61.041666667 };

test("[PF1] the averages are of the known scores alone, simple and weighted by ARR", () => {
  const { average_health, weighted_health, scored, count, arr } = sliceOf(book);
  expect({ average_health, weighted_health, scored, count, arr }).toEqual({
    ...byHand,
    scored: { count: 3, arr: 24_000_000 },
    count: 4,
    arr: 25_000_000,
  });
  expect(sliceOf([dust]).average_health).toBe(null);
  expect(sliceOf([account({ health_value: 50, health_bucket: "at_risk" })])).toMatchObject({
    average_health: 50,
    weighted_health: null,
  });
});

test("[PF2] [PF3] buckets and groups hold counts and ARR; ARR at risk is critical and at risk together", () => {
  const whole = portfolioOf(book, "2026-06-01");
  expect(whole.buckets).toEqual({
    critical: { count: 1, arr: 8_000_000 },
    at_risk: { count: 1, arr: 4_000_000 },
    healthy: { count: 1, arr: 12_000_000 },
    unknown: { count: 1, arr: 1_000_000 },
  });
  expect(whole.at_risk).toEqual({ count: 2, arr: 12_000_000 });
  expect(whole.by.segment.map(({ name, count, arr }) => [name, count, arr])).toEqual([
    ["Enterprise", 2, 20_000_000],
    ["SMB", 1, 4_000_000],
    [null, 1, 1_000_000],
  ]);
  expect(whole.by.region.map(({ name, weighted_health }) => [name, weighted_health])).toEqual([
    ["EMEA", 76.5625],
    ["APAC", 30],
    [null, null],
  ]);
});

test("[PF4] renewals of 30, 60 and 90 days hold today and one another; what has passed stands apart", () => {
  const { renewals, overdue } = portfolioOf(book, "2026-06-01");
  expect({ renewals, overdue }).toEqual({
    renewals: {
      30: { count: 2, arr: 16_000_000, at_risk: { count: 1, arr: 4_000_000 } },
      60: { count: 2, arr: 16_000_000, at_risk: { count: 1, arr: 4_000_000 } },
      90: { count: 3, arr: 24_000_000, at_risk: { count: 2, arr: 12_000_000 } },
    },
    overdue: { count: 1, arr: 1_000_000 },
  });
  expect(renewalsWithin(book, "2026-06-01", 29).map(({ name }) => name)).toEqual(["Bolt", "Acme"]);
  expect(renewalsWithin(book, "2026-06-01", 28).map(({ name }) => name)).toEqual(["Bolt"]);
  expect(renewalsWithin(book, "2026-06-01", 0).map(({ name }) => name)).toEqual(["Bolt"]);
  expect([acme, dust, account({})].map((one) => daysToRenewal(one, "2026-06-01"))).toEqual([29, -1, null]);
});

const anyAccount = fc
  .record({
    id: fc.uuid(),
    arr: fc.integer({ min: 0, max: 10 ** 13 }),
    health_value: fc.option(
      fc.integer({ min: 0, max: 10 ** 11 }).map((units) => units / 1e9),
      { freq: 4 },
    ),
    segment: fc.constantFrom("Enterprise" as const, "SMB" as const, null),
    region: fc.constantFrom("EMEA", "APAC", null),
    renewal_date: fc.constantFrom("2026-06-01", "2026-07-15", "2026-05-01", null),
  })
  .map((known) =>
    account({
      ...known,
      health_bucket:
        known.health_value === null
          ? "unknown"
          : known.health_value >= 70
            ? "healthy"
            : known.health_value >= 40
              ? "at_risk"
              : "critical",
    }),
  );

test("[PF1] [PF2] groups and buckets add up to the whole, whatever the order; averages lie between the extremes", () => {
  fc.assert(
    fc.property(fc.array(anyAccount, { maxLength: 40 }), (accounts) => {
      const whole = sliceOf(accounts);
      for (const by of ["segment", "region", "industry"] as const) {
        const groups = groupsOf(accounts, by);
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(whole.count);
        expect(groups.reduce((sum, { arr }) => sum + arr, 0)).toBe(whole.arr);
        expect(groups.reduce((sum, { at_risk }) => sum + at_risk.arr, 0)).toBe(whole.at_risk.arr);
      }
      expect(Object.values(whole.buckets).reduce((sum, { arr }) => sum + arr, 0)).toBe(whole.arr);
      expect(sliceOf(accounts.toReversed())).toEqual(whole);
      const values = accounts.flatMap(({ health_value: value }) => value ?? []);
      const means = [whole.average_health, whole.weighted_health].flatMap((mean) => mean ?? []);
      expect(means.every((mean) => mean >= Math.min(...values) && mean <= Math.max(...values))).toBe(true);
      expect(whole.average_health === null).toBe(values.length === 0);
    }),
  );
});

test("[PF4] a longer window never holds less", () => {
  fc.assert(
    fc.property(fc.array(anyAccount, { maxLength: 20 }), (accounts) => {
      const { renewals } = portfolioOf(accounts, "2026-06-01");
      expect(renewals[30].count).toBeLessThanOrEqual(renewals[60].count);
      expect(renewals[60].arr).toBeLessThanOrEqual(renewals[90].arr);
    }),
  );
});
