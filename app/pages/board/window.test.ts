import { expect, test } from "vitest";
import { spanOf } from "./window.ts";

test("[BD2] what is drawn is what is in sight and a little around it, however long the column", () => {
  expect(spanOf(0, 600, 60, 10_000, 4)).toEqual({ first: 0, end: 14 });
  expect(spanOf(6_000, 600, 60, 10_000, 4)).toEqual({ first: 96, end: 114 });
  expect(spanOf(600_000, 600, 60, 10_000, 4)).toEqual({ first: 9_996, end: 10_000 });
  expect(spanOf(6_000, 600, 60, 3, 4)).toEqual({ first: 3, end: 3 });
  expect(spanOf(0, 600, 60, 0, 4)).toEqual({ first: 0, end: 0 });
});
