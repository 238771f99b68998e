/** Health: golden vectors, and what holds for every account under every model. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical.ts";
import { type Curve, heightAt } from "./curve.ts";
import { anyInputs, anyModel, row } from "../tests/health-cases.ts";
import {
  HealthModel,
  type HealthInputs,
  bucketOf,
  factors,
  fieldOf,
  scoreOf,
  settingsOf,
  unitsOf,
  usualModel,
} from "./health.ts";

const acme: HealthInputs = {
  segment: "Enterprise",
  seats: null,
  row: {
    date: "2024-01-01",
    daily_active_users: 150,
    feature_adoption_rate: 0.75,
    support_tickets_open: 2,
    nps_score: 50,
    login_frequency: 0.85,
  },
};
const second = {
  date: "2024-01-02",
  daily_active_users: 145,
  feature_adoption_rate: 0.76,
  support_tickets_open: 3,
  nps_score: 50,
  login_frequency: 0.82,
};

const pointsIn = (inputs: HealthInputs) => scoreOf(inputs, usualModel).contributions.map(({ points }) => points);

test("[H4] the seed's rows give the golden numbers", () => {
  expect(scoreOf(acme, usualModel)).toMatchObject({ value: 83.75, bucket: "healthy" });
  expect(pointsIn(acme)).toEqual([25, 18.75, 16, 11.25, 12.75]);
  expect(scoreOf({ ...acme, row: second }, usualModel).value).toBe(81.55);
  expect(pointsIn({ ...acme, row: second })).toEqual([25, 19, 14, 11.25, 12.3]);
  expect(scoreOf({ ...acme, row: row({ ...acme.row, nps_score: null }) }, usualModel).value).toBe(85.294117647);
});

test("[H1] [H3] the defaults are 25, 25, 20, 15 and 15, and users are measured by seats, else by segment", () => {
  expect(usualModel.weights).toEqual({ dau: 25, adoption: 25, tickets: 20, nps: 15, login: 15 });
  const users = (segment: string | null, seats: number | null) =>
    scoreOf({ segment, seats, row: row({ daily_active_users: 10 }) }, usualModel).contributions[0];
  expect(users("Enterprise", null)).toMatchObject({ share: 0.1, target: 100, target_from: "segment" });
  expect(users("Mid-Market", null)).toMatchObject({ share: 0.2, target: 50, target_from: "segment" });
  expect(users("SMB", null)).toMatchObject({ share: 0.5, target: 20, target_from: "segment" });
  expect(users(null, null)).toMatchObject({ share: 0.2, target: 50, target_from: "default" });
  expect(users("constructor", null)).toMatchObject({ target: 50, target_from: "default" });
  expect(users("Enterprise", 40)).toMatchObject({ share: 0.25, target: 40, target_from: "seats" });
  expect(users("Enterprise", 0)).toMatchObject({ target: 100, target_from: "segment" });
});

test("[H3] inputs beyond their range count as its end", () => {
  const wild = { daily_active_users: 900, feature_adoption_rate: 3, support_tickets_open: 99, nps_score: -900 };
  expect(
    scoreOf({ ...acme, row: row({ ...wild, login_frequency: -2 }) }, usualModel).contributions.map(
      ({ share }) => share,
    ),
  ).toEqual([1, 1, 0, 0, 0]);
});

test("[C14] [D8] a missing factor gives its weight to the rest; missing is not zero; nothing known is no score", () => {
  const without = scoreOf({ ...acme, row: row({ ...acme.row, nps_score: null }) }, usualModel);
  expect(without.contributions[3]).toMatchObject({ missing: true, points: 0, weight: 0, value: null });
  expect(without.contributions[0]?.weight).toBe(29.411764706);
  const worst = scoreOf({ ...acme, row: row({ ...acme.row, nps_score: -100 }) }, usualModel);
  expect(worst.value).toBe(72.5);
  for (const nothing of [null, row({})]) {
    const { value, bucket } = scoreOf({ ...acme, row: nothing }, usualModel);
    expect([value, bucket]).toEqual([null, "unknown"]);
  }
  const usersOnly = { ...usualModel, weights: { dau: 1, adoption: 0, tickets: 0, nps: 0, login: 0 } };
  expect(scoreOf({ ...acme, row: row({ nps_score: 50 }) }, usersOnly).value).toBeNull();
});

test("[C11] [H5] buckets are compared exactly", () => {
  expect([69.999, 70, 39.999, 40, 100, 0, null].map((value) => bucketOf(value, usualModel))).toEqual([
    "at_risk",
    "healthy",
    "critical",
    "at_risk",
    "healthy",
    "critical",
    "unknown",
  ]);
  expect(bucketOf((59.5 / 85) * 100, usualModel)).toBe("healthy");
  // 25 + 17.5 + 8 + 9 = 59.5 of 85.
  const edge = { daily_active_users: 100, feature_adoption_rate: 0.7, support_tickets_open: 6, login_frequency: 0.6 };
  expect(scoreOf({ ...acme, row: row(edge) }, usualModel)).toMatchObject({ value: 70, bucket: "healthy" });
});

test("[H5] a segment may have its own thresholds", () => {
  const model = { ...usualModel, segments: { SMB: { thresholds: { healthy: 80, at_risk: 60 } } } };
  expect([bucketOf(75, model), bucketOf(75, model, "SMB"), bucketOf(59, model, "SMB")]).toEqual([
    "healthy",
    "at_risk",
    "critical",
  ]);
});

test("[C13] what a segment names is its own, the rest is as for everybody", () => {
  const model = { ...usualModel, segments: { SMB: { weights: { nps: 0 }, tickets_at_zero: 5 } } };
  expect(settingsOf(model, "SMB")).toMatchObject({
    weights: { dau: 25, adoption: 25, tickets: 20, nps: 0, login: 15 },
    tickets_at_zero: 5,
    thresholds: usualModel.thresholds,
  });
  expect(settingsOf(model, "Enterprise")).toMatchObject({ weights: usualModel.weights, tickets_at_zero: 10 });
});

test("[H2] [HL3] under any model the contributions sum to the score, unit for unit, and so do the weights to 100", () => {
  fc.assert(
    fc.property(anyInputs, anyModel, (inputs, model) => {
      const { value, contributions } = scoreOf(inputs, model);
      const sum = contributions.reduce((whole, { points }) => whole + unitsOf(points), 0);
      expect(sum).toBe(unitsOf(value ?? 0));
      const weight = contributions.reduce((whole, term) => whole + unitsOf(term.weight), 0);
      expect(weight).toBe(value === null ? 0 : unitsOf(100));
      for (const { points, weight: most } of contributions) {
        expect(points).toBeGreaterThanOrEqual(0);
        expect(unitsOf(points)).toBeLessThanOrEqual(unitsOf(most) + 1);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("[H2] no factor that gets better lowers a score, under any model", () => {
  fc.assert(
    fc.property(
      anyInputs,
      anyModel,
      fc.constantFrom(...factors),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      (inputs, model, factor, more) => {
        const field = fieldOf[factor];
        const value = inputs.row?.[field] ?? null;
        fc.pre(inputs.row !== null && value !== null);
        const better = {
          ...inputs.row,
          [field]: factor === "tickets" ? value - more : value + more,
        };
        const before = scoreOf(inputs, model).value ?? 0;
        expect(scoreOf({ ...inputs, row: better }, model).value ?? 0).toBeGreaterThanOrEqual(before);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("[H2] the best of everything is 100, the worst 0, whatever is missing, under any model", () => {
  const best = row({
    daily_active_users: 1e9,
    feature_adoption_rate: 1,
    support_tickets_open: 0,
    nps_score: 100,
    login_frequency: 1,
  });
  const worst = row({
    daily_active_users: 0,
    feature_adoption_rate: 0,
    support_tickets_open: 1e9,
    nps_score: -100,
    login_frequency: 0,
  });
  fc.assert(
    fc.property(anyInputs, anyModel, fc.subarray([...factors]), (inputs, model, missing) => {
      const gone = Object.fromEntries(missing.map((factor) => [fieldOf[factor], null]));
      const ends = [best, worst].map((end) => scoreOf({ ...inputs, row: { ...end, ...gone } }, model).value);
      expect(ends[0] === null ? [100, 0] : ends).toEqual([100, 0]);
    }),
  );
});

test("[HL2] a curve goes through its points and never falls", () => {
  const curve: Curve = [
    [0, 0],
    [0.5, 0.8],
    [0.75, 0.8],
    [1, 1],
  ];
  expect([0, 0.25, 0.5, 0.6, 0.75, 1].map((x) => heightAt(curve, x))).toEqual([0, 0.4, 0.8, 0.8, 0.8, 1]);
  expect([-1, 2].map((x) => heightAt(curve, x))).toEqual([0, 1]);
});

const complaints = (model: unknown): Record<string, string> => {
  const read = HealthModel.safeParse(model);
  return Object.fromEntries(read.error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []);
};

test("[HL1] [HL2] a model that would not be a score is refused by the name of its field", () => {
  expect(complaints(usualModel)).toEqual({});
  const none = { dau: 0, adoption: 0, tickets: 0, nps: 0, login: 0 };
  expect(complaints({ ...usualModel, weights: none })).toEqual({ weights: "At least one weight must be above 0." });
  expect(complaints({ ...usualModel, weights: { ...none, dau: -1, nps: 1.005 } })).toEqual({
    "weights.dau": "Must be 0 to 100.",
    "weights.nps": "May have at most two decimals.",
  });
  expect(complaints({ ...usualModel, thresholds: { healthy: 40, at_risk: 40 } })).toEqual({
    "thresholds.at_risk": "Must be lower than the healthy threshold.",
  });
  expect(complaints({ ...usualModel, tickets_at_zero: 0 })).toEqual({ tickets_at_zero: "Must be 1 to 1000." });
  const onlyUsers = { weights: { ...none, dau: 1 } };
  expect(complaints({ ...usualModel, ...onlyUsers, segments: { SMB: { weights: { dau: 0 } } } })).toEqual({
    "segments.SMB.weights": "At least one weight must be above 0.",
  });
  const withCurve = (nps: unknown) => complaints({ ...usualModel, curves: { ...usualModel.curves, nps } });
  expect(withCurve([[0, 0]])).toEqual({ "curves.nps": "Must run from [0, 0] to [1, 1]." });
  expect(
    withCurve([
      [0, 0],
      [0.5, 0.6],
      [0.7, 0.5],
      [1, 1],
    ]),
  ).toEqual({
    "curves.nps": "May not fall: a better input never earns less.",
  });
  expect(
    withCurve([
      [0, 0],
      [0, 0.6],
      [1, 1],
    ]),
  ).toEqual({
    "curves.nps": "Each point's input must be larger than the one before.",
  });
  expect(
    withCurve([
      [0, 0],
      [Number.NaN, 0.6],
      [1, 1],
    ]),
  ).toHaveProperty("curves.nps.1.0");
});

test("[HL1] every model that the tests make up is accepted", () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      expect(complaints(model)).toEqual({});
    }),
  );
});

test("[HL4] the same inputs give the same text, and the text gives the same score", () => {
  fc.assert(
    fc.property(anyInputs, anyModel, (inputs, model) => {
      const { segment, seats, row: day } = inputs;
      const turned = day && Object.fromEntries(Object.entries(day).toReversed());
      expect(canonicalJson({ row: turned, seats, segment })).toBe(canonicalJson(inputs));
      const read = JSON.parse(canonicalJson(inputs)) as HealthInputs;
      const readModel = JSON.parse(canonicalJson(model)) as HealthModel;
      expect(scoreOf(read, readModel)).toEqual(scoreOf(inputs, model));
    }),
  );
});
