/** The lab's own arithmetic and words: counts, curve points, differences. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Curve, straight } from "../../../domain/curve.ts";
import { columnsOf, rescore } from "../../../domain/health-fast.ts";
import { usualModel } from "../../../domain/health.ts";
import { addPoint, curveOf, movePoint, removePoint, roomiest, shapeOf, shapes, type Shape } from "./curve-points.ts";
import { inputBars, inputCounts, scoreCounts } from "./outcome.ts";
import { changeText, differenceSentence, inputAt, outcomeSentence } from "./words.ts";

const account = (nps: number | null, segment: string | null = null) => ({
  segment,
  seats: null,
  arr: 0,
  override: null,
  row: {
    date: "2026-01-01",
    daily_active_users: null,
    feature_adoption_rate: null,
    support_tickets_open: null,
    nps_score: nps,
    login_frequency: null,
  },
});

test("[LB1] every account with a score is one of the bars, by its bucket; the best stand in the last one", () => {
  const columns = columnsOf([account(100), account(39), account(40), account(-100), account(null)]);
  const [healthy, atRisk, critical] = scoreCounts(columns, rescore(columns, usualModel));
  const filled = (bars: Float64Array | undefined) =>
    [...(bars ?? [])].flatMap((count, at) => (count ? [[at, count]] : []));
  expect([filled(healthy), filled(atRisk), filled(critical)]).toEqual([
    [
      [70, 1],
      [99, 1],
    ],
    [[69, 1]],
    [[0, 1]],
  ]);
});

test("[LB1] behind a curve stand the inputs of the segment that is edited, or of all", () => {
  const columns = columnsOf([account(100, "SMB"), account(-100, "SMB"), account(100)]);
  const nps = (segment?: string) => inputCounts(columns, usualModel, segment)[3];
  expect([nps()?.[0], nps()?.[inputBars - 1], nps("SMB")?.[inputBars - 1]]).toEqual([1, 2, 1]);
});

const anyCurve = fc.constantFrom(...(Object.keys(shapes) as Shape[])).map(curveOf);
const part = fc.double({ min: -0.5, max: 1.5, noNaN: true });

test("[LB5] however points are moved, added and removed, a curve stays a curve", () => {
  const steps = fc.array(fc.tuple(fc.constantFrom("move", "add", "remove"), fc.nat(12), part, part), { maxLength: 20 });
  fc.assert(
    fc.property(anyCurve, steps, (start, done) => {
      let curve = start;
      for (const [what, at, x, y] of done) {
        if (what === "move") curve = movePoint(curve, at, x, y);
        else if (what === "remove") curve = removePoint(curve, at);
        else curve = addPoint(curve, x)?.curve ?? curve;
        expect(Curve.safeParse(curve).error?.issues).toBeUndefined();
      }
    }),
  );
});

test("[LB5] a new point goes where there is room, and changes next to nothing; the ends stay", () => {
  expect(roomiest(straight)).toBe(0.5);
  expect(addPoint(straight, 0.5)).toEqual({
    curve: [
      [0, 0],
      [0.5, 0.5],
      [1, 1],
    ],
    at: 1,
  });
  expect([movePoint(straight, 0, 0.5, 0.5), removePoint(straight, 1)]).toEqual([straight, straight]);
});

test("[LB5] each shape to begin with is a curve, and is known again", () => {
  for (const shape of Object.keys(shapes) as Shape[]) {
    expect(Curve.safeParse(curveOf(shape)).success).toBe(true);
    expect(shapeOf(curveOf(shape))).toBe(shape);
  }
  expect(
    shapeOf([
      [0, 0],
      [0.3, 0.31],
      [1, 1],
    ]),
  ).toBeNull();
});

test("[LB3] differences read as settings, from and to", () => {
  const words = (path: string[], from: unknown, to: unknown) => differenceSentence({ path, from, to });
  expect([
    words(["weights", "dau"], 25, 40.5),
    words(["segments", "SMB", "thresholds", "healthy"], null, 60),
    words(["curves", "nps"], straight, curveOf("early")),
    words(["dau_target", "by_segment", "SMB"], 20, 30),
    words(["dau_target", "use_seats"], true, false),
    words(["tickets_at_zero"], 10, 8),
  ]).toEqual([
    "Daily active users, weight 25 → 40.5",
    "SMB: Healthy from as everybody → 60",
    "NPS, curve straight → 4 points",
    "User target of SMB 20 → 30",
    "Seats as the user target on → off",
    "Tickets that earn nothing 10 → 8",
  ]);
});

test("[LB1] numbers carry unit and sign", () => {
  expect([changeText(3), changeText(-0.04, true), changeText(-2.84, true)]).toEqual(["+3", "±0", "−2.8"]);
  expect([
    inputAt("nps", 0.6, 10),
    inputAt("tickets", 0.8, 10),
    inputAt("dau", 0.5, 10),
    inputAt("login", 0.5, 10),
  ]).toEqual(["NPS 20", "2 open", "50% of the target", "50%"]);
  expect([outcomeSentence(0, "$0"), outcomeSentence(1, "$5K")]).toEqual([
    "No account changes its bucket.",
    "1 account with $5K ARR changes its bucket.",
  ]);
});
