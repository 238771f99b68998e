/** Likeness of accounts: it sums, it is symmetric, and missing numbers are no reason. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { industries } from "./account-words.ts";
import { likenessOf, type SimilarAccount, similarTo } from "./similar.ts";

const acme: SimilarAccount = {
  id: "a1",
  number: 1,
  name: "Acme",
  industry: "healthcare",
  segment: "Enterprise",
  arr: 12_000_000,
  seats: 200,
  health_value: 60,
  health_bucket: "at_risk",
  daily_active_users: 100,
  feature_adoption_rate: 0.5,
  support_tickets_open: 4,
  nps_score: 0,
  login_frequency: 0.8,
};

test("[A17] an account like in everything is 100, with a reason for each factor", () => {
  expect(likenessOf(acme, { ...acme, id: "a2", name: "Twin" })).toEqual({
    account: { ...acme, id: "a2", name: "Twin" },
    score: 100,
    reasons: [
      { factor: "industry", points: 30, weight: 30, share: 1, says: "Same industry: healthcare" },
      { factor: "arr", points: 25, weight: 25, share: 1, says: "ARR $120,000 against $120,000" },
      { factor: "health", points: 20, weight: 20, share: 1, says: "Health 60 against 60" },
      {
        factor: "usage",
        points: 25,
        weight: 25,
        share: 1,
        says: "Usage: daily active users 100 against 100, feature adoption 50% against 50%",
      },
    ],
  });
});

test("[A17] what is not known is left out, and its weight goes to the rest", () => {
  const other = { ...acme, id: "a2", arr: 0, health_value: null, industry: "finance" as const };
  const { score, reasons } = likenessOf(acme, other);
  expect(reasons.map(({ factor, weight }) => [factor, weight])).toEqual([
    ["industry", 54.55],
    ["usage", 45.45],
  ]);
  expect(score).toBe(45.45);
});

const account = fc.record({
  id: fc.uuid(),
  number: fc.nat(500),
  name: fc.constant("X"),
  industry: fc.constantFrom(...industries),
  segment: fc.constant(null),
  arr: fc.nat(90_000_000),
  seats: fc.option(fc.integer({ min: 1, max: 900 })),
  health_value: fc.option(fc.integer({ min: 0, max: 100 })),
  health_bucket: fc.constant("unknown" as const),
  daily_active_users: fc.option(fc.nat(900)),
  feature_adoption_rate: fc.option(fc.integer({ min: 0, max: 100 }).map((part) => part / 100)),
  support_tickets_open: fc.option(fc.nat(20)),
  nps_score: fc.option(fc.integer({ min: -100, max: 100 })),
  login_frequency: fc.option(fc.integer({ min: 0, max: 100 }).map((part) => part / 100)),
});

test("[A17] scores lie between 0 and 100, sum from their reasons, and are the same both ways", () => {
  fc.assert(
    fc.property(account, account, (one, other) => {
      const { score, reasons } = likenessOf(one, other);
      expect(Math.round(reasons.reduce((sum, { points }) => sum + points, 0) * 100)).toBe(Math.round(score * 100));
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      expect(likenessOf(other, one).score).toBe(score);
    }),
  );
});

test("[A17] the most alike come first, whatever order they came in, and never the account itself", () => {
  fc.assert(
    fc.property(account, fc.uniqueArray(account, { selector: ({ id }) => id, maxLength: 12 }), (one, others) => {
      const found = similarTo(one, [one, ...others], 5);
      expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
      expect(found.map(({ account: { id } }) => id)).not.toContain(one.id);
      expect(similarTo(one, others.toReversed(), 5).map(({ account: { id } }) => id)).toEqual(
        found.map(({ account: { id } }) => id),
      );
    }),
  );
});
