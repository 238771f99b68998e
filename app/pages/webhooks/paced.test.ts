import { expect, test } from "vitest";
import { freshOf, nothingSeen } from "./fresh.ts";
import { paceFor, waitBefore } from "./paced.ts";

test("[WP3] the next fetch waits until the last is long enough ago, and no longer", () => {
  expect([waitBefore(10_000, 9_400, 1_000), waitBefore(10_000, 9_000, 1_000), waitBefore(10_000, 0, 1_000)]).toEqual([
    400, 0, 0,
  ]);
});

test("[WP3] rows that a later answer adds have arrived; those of the first were there", () => {
  const first = freshOf(nothingSeen, ["a", "b"]);
  expect([...first.arrived]).toEqual([]);
  const second = freshOf(first, ["c", "a"]);
  expect([...second.arrived]).toEqual(["c"]);
  expect([...freshOf(second, ["d", "c", "b"]).arrived]).toEqual(["c", "d"]);
});

test("[WP3] a fetch that takes long is made less often", () => {
  expect([20, 900, 60_000].map((took) => paceFor(1_000, took))).toEqual([1_000, 9_000, 30_000]);
});
