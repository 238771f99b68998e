import { expect, test } from "vitest";
import {
  amountText,
  axisTexts,
  estimateText,
  percentText,
  readTyped,
  shortText,
  stepOf,
  typedForm,
} from "./numbers.ts";

test("[KB4] amounts stand in their unit, with decimals only where there are any, exact to 15 digits", () => {
  expect([
    amountText(4_120_000, "currency"),
    amountText(4_120_050, "currency"),
    amountText(-4_120_050, "currency"),
    amountText(1_730, "percentage"),
    amountText(350, "hours"),
    amountText(1_400, "days"),
    amountText(0, "none"),
    amountText(999_999_999_999_999, "none"),
  ]).toEqual([
    "$41,200",
    "$41,200.50",
    "\u2212$41,200.50",
    "17.3%",
    "3.5\u00a0hrs",
    "14\u00a0days",
    "0",
    "9,999,999,999,999.99",
  ]);
  expect([
    shortText(4_120_000, "currency"),
    shortText(250_000, "none"),
    estimateText(4_804_086, "currency"),
    estimateText(1_438, "days"),
  ]).toEqual(["$41.2K", "2,500", "$48,041", "14.4\u00a0days"]);
});

test("[KB4] the lines of an axis are short, unless two of them would read the same", () => {
  expect(axisTexts([1_000_000, 1_200_000, 1_400_000], "none")).toEqual(["10K", "12K", "14K"]);
  expect(axisTexts([1_199_000, 1_199_500, 1_200_000], "currency")).toEqual(["$11,990", "$11,995", "$12,000"]);
});

test("[KB4] percentages keep a tenth below ten and say when the rules clamp them", () => {
  expect([
    percentText(8_548),
    percentText(650),
    percentText(-650),
    percentText(0),
    percentText(99_999),
    percentText(-99_999),
  ]).toEqual(["85%", "6.5%", "\u22126.5%", "0%", ">999%", "<\u2212999%"]);
});

test("[KB7] what people type is read with grouping, unit, decimal comma and proper minus; nothing is rounded", () => {
  expect(
    ["41,700", "$41,700.5", "1 234,5", "12,50", "1.234.567,89", "\u22123", "86 %", "4.5 hrs", "1,234"].map(readTyped),
  ).toEqual([4_170_000, 4_170_050, 123_450, 1_250, 123_456_789, -300, 8_600, 450, 123_400]);
  expect(() => readTyped("1.005")).toThrow("May have at most two decimals.");
  expect(() => readTyped("=1+1")).toThrow("Must be a number.");
  expect([typedForm(11_130), typedForm(4_120_000), typedForm(5), typedForm(0)]).toEqual([
    "111.3",
    "41200",
    "0.05",
    "0",
  ]);
});

test("[KB6] a step is about a hundredth of the size, round, and whole where the numbers are whole", () => {
  expect([
    stepOf(4_120_000, 4_820_000),
    stepOf(4_200, 3_000),
    stepOf(360, 400),
    stepOf(0, 0),
    stepOf(119_000, 130_000),
    stepOf(-4_120_000, 0),
  ]).toEqual([50_000, 100, 10, 100, 1_000, 50_000]);
});
