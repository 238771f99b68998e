/** Waterfalls: what moved a score, and whose doing it was. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyInputs, anyModel, row } from "../tests/health-cases.ts";
import { causes, waterfallOf } from "./health-change.ts";
import { type HealthInputs, scoreOf, unitsOf, usualModel } from "./health.ts";

const inputs: HealthInputs = {
  segment: "Enterprise",
  seats: null,
  row: row({
    daily_active_users: 100,
    feature_adoption_rate: 0.75,
    support_tickets_open: 2,
    nps_score: 50,
    login_frequency: 0.8,
  }),
};
const withRow = (change: object): HealthInputs => ({ ...inputs, row: row({ ...inputs.row, ...change }) });
const told = (before: HealthInputs, after: HealthInputs, model = usualModel) =>
  waterfallOf({ inputs: before, model: usualModel }, { inputs: after, model }).steps.map(
    ({ cause, factor, points }) => [cause, factor, points],
  );

test("[HL6] each factor that moved is a step, the others are not", () => {
  expect(
    waterfallOf(
      { inputs, model: usualModel },
      { inputs: withRow({ daily_active_users: 69, support_tickets_open: 6 }), model: usualModel },
    ),
  ).toEqual({
    from: 83,
    to: 67.25,
    from_bucket: "healthy",
    to_bucket: "at_risk",
    change: -15.75,
    steps: [
      { cause: "behaviour", factor: "dau", points: -7.75, from: 100, to: 69 },
      { cause: "behaviour", factor: "tickets", points: -8, from: 2, to: 6 },
    ],
    by_cause: { configuration: 0, profile: 0, coverage: 0, behaviour: -15.75 },
  });
});

test("[HL6] what people changed stands apart from what the customer did", () => {
  const model = { ...usualModel, tickets_at_zero: 4 };
  expect(told(inputs, withRow({ support_tickets_open: 3 }), model)).toEqual([
    ["configuration", "tickets", -6],
    ["behaviour", "tickets", -5],
  ]);
  expect(told(inputs, { ...withRow({ nps_score: 10 }), seats: 200 })).toEqual([
    ["profile", "dau", -12.5],
    ["behaviour", "nps", -3],
  ]);
});

test("[HL6] a factor that appears or disappears carries what that does to the whole", () => {
  expect(told(withRow({ nps_score: null }), inputs)).toEqual([["coverage", "nps", 83 - 84.411764706].map(rounded)]);
  expect(told(inputs, withRow({ nps_score: null }))).toEqual([["coverage", "nps", 84.411764706 - 83].map(rounded)]);
});

const rounded = (cell: string | number) => (typeof cell === "number" ? Math.round(cell * 1e9) / 1e9 : cell);

test("[HL6] from nothing, the first row's factors add up to the first score", () => {
  const first = waterfallOf({ inputs: { ...inputs, row: null }, model: usualModel }, { inputs, model: usualModel });
  expect([first.from, first.to, first.change, first.by_cause.coverage]).toEqual([null, 83, 83, 83]);
  expect(first.steps.map(({ points }) => points)).toEqual([25, 18.75, 16, 11.25, 12]);
  const gone = told(inputs, { ...inputs, row: null });
  expect(gone.map(([, , points]) => points)).toEqual([-25, -18.75, -16, -11.25, -12]);
});

test("[HL6] the steps sum to the change, unit for unit, between any two scores under any two models", () => {
  fc.assert(
    fc.property(anyInputs, anyModel, anyInputs, anyModel, (one, old, other, young) => {
      const fall = waterfallOf({ inputs: one, model: old }, { inputs: other, model: young });
      const [from, to] = [scoreOf(one, old).value ?? 0, scoreOf(other, young).value ?? 0];
      const change = unitsOf(to) - unitsOf(from);
      expect(fall.steps.reduce((sum, { points }) => sum + unitsOf(points), 0)).toBe(change);
      expect(causes.reduce((sum, cause) => sum + unitsOf(fall.by_cause[cause]), 0)).toBe(change);
      expect(unitsOf(fall.change)).toBe(change);
    }),
    { numRuns: 1_000 },
  );
});

test("[HL6] a change of behaviour alone is told as behaviour alone, of the factors that changed", () => {
  fc.assert(
    fc.property(anyInputs, anyModel, fc.nat(20), (some, model, tickets) => {
      fc.pre(some.row !== null && some.row.support_tickets_open !== null);
      const after = { ...some, row: { ...some.row, support_tickets_open: tickets } as typeof some.row };
      const { steps } = waterfallOf({ inputs: some, model }, { inputs: after, model });
      expect(steps.filter(({ cause, factor }) => cause !== "behaviour" || factor !== "tickets")).toEqual([]);
    }),
  );
});
