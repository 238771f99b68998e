/** Amounts and what they mean, for any amount there may be. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { divideRounded, largestAmount, readAmount, writeAmount } from "./amount.ts";
import { largestPercentage, percentageChange, percentageComplete, trendOf } from "./kpi-arithmetic.ts";
import { accountSources, isSource, sourceHint, sourceLabel, sources, unitSigns } from "./kpi-words.ts";

const amount = fc.oneof(
  fc.integer({ min: -largestAmount, max: largestAmount }),
  fc.integer({ min: -1_000, max: 1_000 }),
);
const shown = (value: number): string => writeAmount(value);
const reason = (input: unknown): string => {
  try {
    return writeAmount(readAmount(input));
  } catch (error) {
    return (error as Error).message;
  }
};

describe("amounts", () => {
  test("[C9] [KP1] every amount is written with two decimals and read back as it was, never as minus zero", () => {
    fc.assert(
      fc.property(amount, (value) => {
        const text = writeAmount(value);
        expect(text).toMatch(/^-?\d{1,13}\.\d{2}$/);
        expect(text).not.toBe("-0.00");
        expect(readAmount(text)).toBe(value);
        expect(Object.is(readAmount(text), -0)).toBe(false);
      }),
    );
  });

  test("[KP1] numbers and numeric texts are read exactly; what cannot be kept is refused, never rounded", () => {
    const table: [unknown, string][] = [
      [45000, "45000.00"],
      ["45000.00", "45000.00"],
      [" +7. ", "7.00"],
      ["-0", "0.00"],
      [-0, "0.00"],
      ["-0.00", "0.00"],
      ["0012.5", "12.50"],
      [1e3, "1000.00"],
      ["1.2e1", "12.00"],
      ["1200e-2", "12.00"],
      ["5.100", "5.10"],
      [0.1, "0.10"],
      ["9999999999999.99", "9999999999999.99"],
      ["-9999999999999.99", "-9999999999999.99"],
      ["1.001", "May have at most two decimals."],
      [0.005, "May have at most two decimals."],
      [1e-7, "May have at most two decimals."],
      ["0.001", "May have at most two decimals."],
      ["10000000000000", "May have at most 15 digits."],
      [1e21, "May have at most 15 digits."],
      ["1e300", "May have at most 15 digits."],
      ["9".repeat(500), "May have at most 15 digits."],
      ["", "Must be a number."],
      ["1,5", "Must be a number."],
      ["0x10", "Must be a number."],
      ["NaN", "Must be a number."],
      [Number.NaN, "Must be a number."],
      [Number.POSITIVE_INFINITY, "Must be a number."],
      [null, "Must be a number."],
      [true, "Must be a number."],
      [".5", "Must be a number."],
      ["1 000", "Must be a number."],
    ];
    expect(table.map(([input]) => [input, reason(input)])).toEqual(table);
  });
});

describe("arithmetic", () => {
  test("[B15] 45000 of 50000 is 90.00; from 40000 to 45000 is up by 12.50; 47500 of 50000 is 95.00", () => {
    expect([
      shown(percentageComplete(4_500_000, 5_000_000)),
      trendOf(4_500_000, 4_000_000),
      shown(percentageChange(4_500_000, 4_000_000)),
      shown(percentageComplete(4_750_000, 5_000_000)),
    ]).toEqual(["90.00", "up", "12.50", "95.00"]);
  });

  test("[C23] halves round away from zero, on both sides", () => {
    expect([1, -1, 3, -3].map((value) => shown(percentageComplete(value, 20_000)))).toEqual([
      "0.01",
      "-0.01",
      "0.02",
      "-0.02",
    ]);
    expect([percentageComplete(1, 20_001), percentageComplete(-1, 20_001)].map(shown)).toEqual(["0.00", "0.00"]);
  });

  test("[C23] a percentage is the nearest one, within 999.99 on both sides, and 0.00 for a target of 0", () => {
    fc.assert(
      fc.property(amount, amount, (current, target) => {
        const share = percentageComplete(current, target);
        expect(Object.is(share, -0)).toBe(false);
        expect(Math.abs(share)).toBeLessThanOrEqual(largestPercentage);
        if (Math.abs(share) === largestPercentage) return;
        // |share × target − current × 10,000| ≤ |target| / 2, without fractions.
        const off = 2n * (BigInt(share) * BigInt(target) - BigInt(current) * 10_000n);
        expect(target === 0 ? share === 0 : off <= BigInt(Math.abs(target)) && off >= -BigInt(Math.abs(target))).toBe(
          true,
        );
      }),
    );
    expect(shown(percentageComplete(100, 1))).toBe("999.99");
    expect(shown(percentageComplete(largestAmount, -largestAmount))).toBe("-100.00");
  });

  test("[C22] a change has the sign of the movement, counts against the size of the value before, and is 0 from 0", () => {
    fc.assert(
      fc.property(amount, amount, (current, before) => {
        const change = percentageChange(current, before);
        const trend = trendOf(current, before);
        expect(trend).toBe(current > before ? "up" : current < before ? "down" : "neutral");
        expect(Math.abs(change)).toBeLessThanOrEqual(largestPercentage);
        const still = before === 0 || trend === "neutral";
        expect(still ? change === 0 : trend === "up" ? change >= 0 : change <= 0).toBe(true);
        expect(percentageChange(-current, -before)).toBe(change === 0 ? 0 : -change);
      }),
    );
  });

  test("[C23] rounding is symmetric and exact at any size", () => {
    fc.assert(
      fc.property(
        fc.bigInt(),
        fc.bigInt().filter((value) => value !== 0n),
        (top, bottom) => {
          const rounded = divideRounded(top, bottom);
          expect(divideRounded(-top, bottom)).toBe(-rounded);
          const off = 2n * (rounded * bottom - top);
          expect((off < 0n ? -off : off) <= (bottom < 0n ? -bottom : bottom)).toBe(true);
        },
      ),
    );
  });
});

test("[C8] each unit has its sign on the screen", () => {
  expect(unitSigns).toEqual({ none: "", currency: "$", percentage: "%", hours: "hrs", days: "days" });
});

test("[KP12] [KP23] every source has words, and nothing else is one", () => {
  expect(sources.map(sourceLabel)).toHaveLength(new Set(sources.map(sourceLabel)).size);
  expect(["stage:blocked", "accounts:arr", "stage:moon", "accounts:moon", ""].map(isSource)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("[KP23] money is counted in money, and of what is at risk less is better", () => {
  const hints = accountSources.map((source) => [source, ...Object.values(sourceHint(source))]);
  expect(hints.filter(([, unit]) => unit === "currency").map(([source]) => source)).toEqual([
    "accounts:arr",
    "accounts:arr_at_risk",
  ]);
  expect(hints.filter(([, , direction]) => direction === "lower").map(([source]) => source)).toEqual([
    "accounts:at_risk",
    "accounts:arr_at_risk",
  ]);
});
