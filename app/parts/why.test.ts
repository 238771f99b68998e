/** Numbers that can be asked why. */
import { expect, it } from "vitest";
import { differenceOf } from "./why.tsx";

it("[WH1] terms that do not reach the total differ from it, whatever the rounding of sums", () => {
  const term = (value: number, missing = false) => ({ label: "", value, text: "", missing });
  const total = (value: number | null) => ({ label: "", value, text: "" });
  expect(differenceOf({ total: total(0.3), terms: [term(0.1), term(0.2)] })).toBe(0);
  expect(differenceOf({ total: total(84), terms: [term(50), term(20), term(99, true)] })).toBe(14);
  expect(differenceOf({ total: total(null), terms: [] })).toBe(0);
  expect(differenceOf({ total: total(12_345_678_901.25), terms: [term(12_345_678_901.25)] })).toBe(0);
});
