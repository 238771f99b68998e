import { expect, test } from "vitest";
import { sparkOf } from "./spark.ts";
import { firstAfter, lastBefore, withCurrent, within, withWaiting } from "./values.ts";

const series = { times: [10, 20, 30], values: [1, 2, 3], targets: [9, 9, 9] };

test("[KB8] the row's own value ends the series: appended, replaced at its own moment, and cut back by an undo", () => {
  expect(withCurrent(series, { recorded_at: 40, current_value: 4, target: 8 })).toEqual({
    times: [10, 20, 30, 40],
    values: [1, 2, 3, 4],
    targets: [9, 9, 9, 8],
  });
  expect(withCurrent(series, { recorded_at: 30, current_value: 5, target: 9 })).toEqual({
    times: [10, 20, 30],
    values: [1, 2, 5],
    targets: [9, 9, 9],
  });
  expect(withCurrent(series, { recorded_at: 20, current_value: 2, target: 9 })).toEqual({
    times: [10, 20],
    values: [1, 2],
    targets: [9, 9],
  });
});

test("[KB16] a span has both its ends in it, and knows its neighbours", () => {
  expect(within(series, 20, 30)).toEqual({ times: [20, 30], values: [2, 3], targets: [9, 9] });
  expect([within(series, 11, 19), within(series, 31, 99)].map(({ times }) => times)).toEqual([[], []]);
  expect([lastBefore(series, 20), lastBefore(series, 10), firstAfter(series, 20), firstAfter(series, 30)]).toEqual([
    10,
    undefined,
    30,
    undefined,
  ]);
});

test("[KB8] [KB15] every value that waits to be sent stands in the series, in its order, and none before what is known", () => {
  const row = { recorded_at: 60, current_value: 7, target: 9 };
  const waiting = [
    { id: "a", recorded_at: 25, value: 5, target: 9, note: null },
    { id: "b", recorded_at: 50, value: 6, target: 9, note: null },
    { id: "c", recorded_at: 60, value: 7, target: 9, note: "Fair" },
  ];
  expect(withWaiting(series, waiting, row)).toEqual({
    times: [10, 20, 30, 30, 50, 60],
    values: [1, 2, 3, 5, 6, 7],
    targets: [9, 9, 9, 9, 9, 9],
  });
  expect(withWaiting(series, [], { recorded_at: 30, current_value: 3, target: 9 })).toBe(series);
  // A value that was taken back here and not yet in the room.
  expect(withWaiting(series, [], { recorded_at: 20, current_value: 2, target: 9 }).values).toEqual([1, 2]);
});

test("[KB8] a sparkline begins at its edge, draws a target within reach, and needs two points apart", () => {
  const size = { width: 103, height: 40 };
  const near = { times: [-10, 50, 100], values: [100, 200, 300], targets: [300, 300, 300] };
  expect(sparkOf(near, size, 0, 100)).toEqual({
    line: "M0 37L50 20L100 3",
    area: "M0 37L50 20L100 3L100 40L0 40Z",
    target: 3,
    last: { x: 100, y: 3 },
  });
  expect(sparkOf({ ...near, targets: [9_000, 9_000, 9_000] }, size, 0, 100)?.target).toBeNull();
  expect(sparkOf({ times: [50], values: [1], targets: [1] }, size, 0, 100)).toBeNull();
  expect(sparkOf({ times: [99, 100], values: [1, 2], targets: [1, 1] }, size, 0, 100)).toBeNull();
});

test("[KB8] of a long series each stretch keeps its lowest and its highest", () => {
  const count = 5_000;
  const values = Array.from({ length: count }, (_, at) => (at === 2_222 ? 1_000 : at % 7));
  const spark = sparkOf(
    { times: values.map((_, at) => at), values, targets: values.map(() => 3) },
    { width: 240, height: 40 },
    0,
    count,
  );
  const points = spark?.line.split(/[ML]/).filter(Boolean) ?? [];
  expect(points.length).toBeLessThan(200);
  expect(points.some((point) => point.endsWith(" 3"))).toBe(true);
});
