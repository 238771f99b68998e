/** Where the trend's parts stand. */
import { describe, expect, it } from "vitest";
import type { TrendPoint } from "../../../domain/analytics.ts";
import { axisOf, bandsOf, dateMarks, edges, lineOf, pointAt, xAt } from "./trend-shape.ts";

const point = (average_health: number | null, reckoned = 0): TrendPoint => ({
  date: "2026-06-01",
  scored: 1,
  reckoned,
  average_health,
  weighted_health: average_health,
  buckets: { critical: 1, at_risk: 1, healthy: 2, unknown: 5 },
});
const room = { width: 138, height: 110, band: 40 };

describe("the trend", () => {
  it("[PO4] its axis has whole tens around what there is, never less than twenty points", () => {
    expect(axisOf([point(63), point(64)])).toEqual({ low: 50, high: 70, ticks: [50, 60, 70] });
    expect(axisOf([point(31), point(88)])).toEqual({ low: 30, high: 90, ticks: [40, 60, 80] });
    expect(axisOf([point(97), point(99)])).toEqual({ low: 80, high: 100, ticks: [80, 90, 100] });
    expect(axisOf([])).toEqual({ low: 0, high: 100, ticks: [0, 50, 100] });
  });

  it("[PO4] lines leave out what is not known, and what is reckoned is drawn apart", () => {
    const points = [point(null), point(60, 1), point(70, 1), point(80), point(null), point(60)];
    const axis = { low: 60, high: 80, ticks: [] };
    const drawn = (reckoned: boolean) =>
      lineOf(points, "average_health", axis, room, (one) => one.reckoned > 0 === reckoned);
    expect([drawn(true), drawn(false)]).toEqual(["M50.0 110.0L70.0 60.0", "M70.0 60.0L90.0 10.0"]);
  });

  it("[PO4] the band stacks the buckets of scored accounts, critical at the bottom", () => {
    const [critical, atRisk, healthy] = bandsOf([point(1), point(1)], room).map(({ path }) => path);
    const top = room.height + edges.gap;
    expect(critical).toBe(`M30.0 ${top + 30}.0L130.0 ${top + 30}.0L130.0 ${top + 40}.0L30.0 ${top + 40}.0Z`);
    expect(atRisk).toBe(`M30.0 ${top + 20}.0L130.0 ${top + 20}.0L130.0 ${top + 30}.0L30.0 ${top + 30}.0Z`);
    expect(healthy).toBe(`M30.0 ${top}.0L130.0 ${top}.0L130.0 ${top + 20}.0L30.0 ${top + 20}.0Z`);
  });

  it("[PO4] the pointer finds the nearest point, also beyond the ends", () => {
    expect([0, 30, 79, 131, 500].map((x) => pointAt(x, 5, room))).toEqual([0, 0, 2, 4, 4]);
    expect(xAt(2, 5, room)).toBe(80);
    expect(dateMarks(90, { ...room, width: 500 })).toEqual([0, 22, 45, 67, 89]);
  });
});
