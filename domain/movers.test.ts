/** Movers and what moved them. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type HealthInputs, bucketOf, scoreOf, unitsOf, usualModel } from "./health.ts";
import { type ScoreThen, moverCounts, moverOf, sortMovers } from "./movers.ts";

const acme = { id: "1", number: 1, name: "Acme", arr: 100, segment: "Enterprise", renewal_date: null };

const inputs = (dau: number | null, tickets: number | null): HealthInputs => ({
  segment: "Enterprise",
  seats: null,
  row: {
    date: "2026-06-01",
    daily_active_users: dau,
    feature_adoption_rate: 0.5,
    support_tickets_open: tickets,
    nps_score: 0,
    login_frequency: 0.5,
  },
});
const scored = (from: HealthInputs, override?: number): ScoreThen => {
  const score = scoreOf(from, usualModel);
  const value = override ?? score.value;
  return {
    value,
    bucket: bucketOf(value, usualModel, "Enterprise"),
    computed: { inputs: from, model: usualModel },
    reckoned: false,
  };
};

test("[PF8] a mover tells both ends, both buckets and the steps between", () => {
  const mover = moverOf(acme, scored(inputs(100, 2)), scored(inputs(40, 6)));
  expect(mover).toEqual({
    ...acme,
    from: 68.5,
    to: 45.5,
    change: -23,
    from_bucket: "at_risk",
    to_bucket: "at_risk",
    reckoned: false,
    steps: [
      { cause: "behaviour", factor: "dau", points: -15, from: 100, to: 40 },
      { cause: "behaviour", factor: "tickets", points: -8, from: 2, to: 6 },
    ],
  });
});

test("[PF8] a person's word is a step of its own; no score or no change is no mover", () => {
  const [before, after] = [scored(inputs(100, 2)), scored(inputs(40, 2), 30)];
  expect(moverOf(acme, before, after)?.steps).toEqual([
    { cause: "behaviour", factor: "dau", points: -15, from: 100, to: 40 },
    { cause: "override", factor: null, points: -23.5, from: 68.5, to: 30 },
  ]);
  expect(moverOf(acme, before, before)).toBe(null);
  expect(moverOf(acme, { ...before, value: null, bucket: "unknown" }, after)).toBe(null);
});

test("[PF8] the largest change comes first; counts say how many rose, fell and changed their bucket", () => {
  const of = (id: number, from: number, to: number) =>
    moverOf({ ...acme, id: String(id), number: id }, scored(inputs(100, 2), from), scored(inputs(100, 2), to));
  const movers = [of(1, 50, 60), of(2, 80, 50), of(3, 30, 72), of(4, 60, 50)].flatMap((mover) => mover ?? []);
  expect(sortMovers(movers).map(({ number }) => number)).toEqual([3, 2, 1, 4]);
  expect(moverCounts(movers)).toEqual({ risen: 2, fallen: 2, improved: 1, worsened: 1 });
});

const anyInputs = fc
  .record({
    segment: fc.constantFrom("Enterprise", "SMB", null),
    seats: fc.option(fc.integer({ min: 1, max: 200 })),
    dau: fc.option(fc.nat(200)),
    adoption: fc.option(fc.nat(100)),
    tickets: fc.option(fc.nat(15)),
  })
  .map(({ segment, seats, dau, adoption, tickets }): HealthInputs => ({
    segment,
    seats,
    row: {
      date: "2026-06-01",
      daily_active_users: dau,
      feature_adoption_rate: adoption === null ? null : adoption / 100,
      support_tickets_open: tickets,
      nps_score: 10,
      login_frequency: null,
    },
  }));

test("[PF8] the steps sum to the change exactly, overrides or not", () => {
  const any = fc
    .tuple(anyInputs, fc.option(fc.nat(100), { nil: undefined }))
    .map(([from, value]) => scored(from, value));
  fc.assert(
    fc.property(any, any, (then, now) => {
      const mover = moverOf(acme, then, now);
      fc.pre(mover !== null);
      expect(mover.steps.reduce((sum, { points }) => sum + unitsOf(points), 0)).toBe(unitsOf(mover.change));
      expect(unitsOf(mover.to) - unitsOf(mover.from)).toBe(unitsOf(mover.change));
    }),
  );
});
