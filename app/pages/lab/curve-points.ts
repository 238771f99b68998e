/** Moving, adding and removing points of a curve, within what a curve may be. [HL2] [LB5] */
import { type Curve, heightAt, mostPoints } from "../../../domain/curve.ts";

/** The least distance between the inputs of two points. */
const gap = 0.01;
const rounded = (value: number): number => Math.round(value * 100) / 100;
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The two ends stay where they are. */
export const isEnd = (curve: Curve, at: number): boolean => at === 0 || at === curve.length - 1;

/** The point where it may be at the nearest: between its neighbours, and on hundredths. */
export const movePoint = (curve: Curve, at: number, input: number, share: number): Curve => {
  const [before, after] = [curve[at - 1], curve[at + 1]];
  if (!before || !after) return curve;
  const x = within(rounded(input), rounded(before[0] + gap), rounded(after[0] - gap));
  const y = within(rounded(share), before[1], after[1]);
  return curve.map((point, place) => (place === at ? [x, y] : point));
};

/** A new point on the curve, where it changes nothing yet. Null when there is no room. */
export const addPoint = (curve: Curve, input: number): { curve: Curve; at: number } | null => {
  const x = rounded(input);
  const at = curve.findIndex(([other]) => other > x);
  const [before, after] = [curve[at - 1], curve[at]];
  if (curve.length >= mostPoints || !before || !after || x - before[0] < gap || after[0] - x < gap) return null;
  return { curve: [...curve.slice(0, at), [x, rounded(heightAt(curve, x))], ...curve.slice(at)], at };
};

/** Where a new point has most room. */
export const roomiest = (curve: Curve): number => {
  const gaps = curve.slice(1).map((point, at) => {
    const from = curve[at]?.[0] ?? 0;
    return { middle: (from + point[0]) / 2, width: point[0] - from };
  });
  return gaps.toSorted((a, b) => b.width - a.width)[0]?.middle ?? 0.5;
};

export const removePoint = (curve: Curve, at: number): Curve =>
  isEnd(curve, at) ? curve : curve.filter((_, place) => place !== at);

/** Shapes to begin with. */
export const shapes = {
  straight: {
    label: "Straight",
    tip: "Each step earns the same",
    curve: [
      [0, 0],
      [1, 1],
    ],
  },
  early: {
    label: "Early",
    tip: "The first steps earn most",
    curve: [
      [0, 0],
      [0.25, 0.5],
      [0.5, 0.8],
      [1, 1],
    ],
  },
  late: {
    label: "Late",
    tip: "The last steps earn most",
    curve: [
      [0, 0],
      [0.5, 0.2],
      [0.75, 0.5],
      [1, 1],
    ],
  },
  threshold: {
    label: "Gate",
    tip: "Little below a gate, nearly all above it",
    curve: [
      [0, 0],
      [0.45, 0.1],
      [0.6, 0.9],
      [1, 1],
    ],
  },
} as const satisfies Record<string, { label: string; tip: string; curve: readonly (readonly [number, number])[] }>;
export type Shape = keyof typeof shapes;

export const curveOf = (shape: Shape): Curve => shapes[shape].curve.map(([x, y]) => [x, y]);

export const shapeOf = (curve: Curve): Shape | null => {
  const text = JSON.stringify(curve);
  return (Object.keys(shapes) as Shape[]).find((shape) => JSON.stringify(shapes[shape].curve) === text) ?? null;
};
