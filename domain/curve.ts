/** Curves: how good a factor's input is, from the worst (0) to the best (1), as points with straight lines between. [H3] */
import * as z from "zod/mini";

/** `[input, share]`, both 0…1. The first is [0, 0], the last [1, 1]; inputs rise, shares never fall. */
export type Curve = [number, number][];

/** Points a curve may have at most, its two ends included. */
export const mostPoints = 12;

export const straight: Curve = [
  [0, 0],
  [1, 1],
];

const isEnd = (point: readonly [number, number] | undefined, at: number): boolean =>
  point?.[0] === at && point[1] === at;

const share = z.number("Must be a number.").check(z.refine((value) => value >= 0 && value <= 1, "Must be 0 to 1."));

/** Refuses, by name: wrong ends, inputs that do not rise, shares that fall. [HL2] */
export const Curve = z
  .array(z.tuple([share, share], "Must be a point [input, share]."), "Must be a list of points.")
  .check(
    z.refine((points) => points.length <= mostPoints, `May have at most ${mostPoints} points.`),
    z.refine((points) => isEnd(points[0], 0) && isEnd(points.at(-1), 1), "Must run from [0, 0] to [1, 1]."),
    z.refine(
      (points) => points.every((point, at) => at === 0 || point[0] > (points[at - 1]?.[0] ?? 0)),
      "Each point's input must be larger than the one before.",
    ),
    z.refine(
      (points) => points.every((point, at) => at === 0 || point[1] >= (points[at - 1]?.[1] ?? 0)),
      "May not fall: a better input never earns less.",
    ),
  );

/** The curve's height at an input, which is clamped to 0…1. Never falls, and a straight curve gives the input itself. */
export const heightAt = (curve: Curve, input: number): number => {
  const x = Math.min(1, Math.max(0, input));
  let before = curve[0] ?? [0, 0];
  for (let at = 1; at < curve.length; at += 1) {
    const after = curve[at] ?? [1, 1];
    // The bound keeps a rounded product from passing the point that it leads to.
    if (x <= after[0])
      return Math.min(after[1], before[1] + (after[1] - before[1]) * ((x - before[0]) / (after[0] - before[0])));
    before = after;
  }
  return 1;
};

/** A smooth bend as points: 0 is straight, towards 1 the first steps earn most, towards −1 the last ones do. */
export const bent = (amount: number, points = 9): Curve => {
  const strength = 2 ** (-2 * Math.max(-1, Math.min(1, amount)));
  return Array.from({ length: points }, (_, at): [number, number] => {
    const x = at / (points - 1);
    return [x, at === points - 1 ? 1 : Math.round(x ** strength * 10_000) / 10_000];
  });
};
