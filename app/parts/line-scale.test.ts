/** Scales and paths of lines. */
import { expect, it } from "vitest";
import { makeLineScale, nearestTo, slopedPath, steppedPath } from "./line-scale.ts";

const frame = { width: 440, height: 200, left: 40, right: 0, top: 0, bottom: 20 };
const day = 86_400_000;

it("[AP5] a scale holds every value in round steps, also of one value and of none", () => {
  const scale = makeLineScale({ times: [0, day], values: [0.31, 0.78] }, frame, 0, 10 * day);
  expect([scale.low, scale.high]).toEqual([0.2, 0.8]);
  expect(scale.x(0)).toBe(40);
  expect(scale.x(10 * day)).toBe(440);
  expect(scale.y(scale.high)).toBe(0);
  const flat = makeLineScale({ times: [0], values: [50] }, frame, 0, day);
  expect(flat.low).toBeLessThan(50);
  expect(flat.high).toBeGreaterThan(50);
  expect(makeLineScale({ times: [], values: [] }, frame, 0, day).rows.length).toBeGreaterThan(1);
  expect(makeLineScale({ times: [], values: [] }, frame, 0, day, [0, 100]).high).toBe(100);
  for (const days of [3, 30, 90, 200, 900, 4_000]) {
    const { columns } = makeLineScale({ times: [], values: [] }, frame, 1e12, 1e12 + days * day);
    expect(columns.length).toBeGreaterThan(1);
    expect(columns.length).toBeLessThan(9);
  }
});

it("[AP5] a slope goes straight, a step holds its value; the nearest point is found", () => {
  const line = { times: [0, 5 * day, 10 * day], values: [0, 100, 50] };
  const scale = makeLineScale(line, frame, 0, 10 * day, [0, 100]);
  expect(slopedPath(line, scale)).toBe("M40 180L240 0L440 90");
  expect(steppedPath(line, scale)).toBe("M40 180H240V0H440V90H440");
  expect([nearestTo(line, 2 * day), nearestTo(line, 3 * day), nearestTo(line, 99 * day)]).toEqual([0, 1, 2]);
  expect(nearestTo({ times: [] }, 1)).toBe(-1);
});
