import { expect, test } from "vitest";
import { waitBefore } from "./paced.ts";

test("[WP3] the next fetch waits until the last is long enough ago, and no longer", () => {
  expect([waitBefore(10_000, 9_400, 1_000), waitBefore(10_000, 9_000, 1_000), waitBefore(10_000, 0, 1_000)]).toEqual([
    400, 0, 0,
  ]);
});
