/** Health in words and numbers. */
import { expect, test } from "vitest";
import { inputText, pointsText, scoreText } from "./health-words.ts";

test("[HW1] a score is cut, not rounded, so that it never reads as another bucket's", () => {
  expect([69.999, 39.999999999, 70, 83.75, 0, null].map((value) => scoreText(value))).toEqual([
    "69",
    "39",
    "70",
    "83",
    "0",
    "–",
  ]);
  expect([83.75, 69.96, 29].map((value) => scoreText(value, 1))).toEqual(["83.7", "69.9", "29"]);
  expect([0.29, 0.57, 85.294117647].map((value) => scoreText(value, 2))).toEqual(["0.29", "0.57", "85.29"]);
});

test("[HW1] inputs carry their unit, points their sign", () => {
  expect(inputText("adoption", 0.755)).toBe("75.5%");
  expect(inputText("dau", 1500)).toBe("1,500");
  expect(inputText("nps", -12)).toBe("−12");
  expect(inputText("login", null)).toBe("–");
  expect([3.25, -8, 0, -0.001].map(pointsText)).toEqual(["+3.25", "−8", "0", "0"]);
});
