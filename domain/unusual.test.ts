/** What stands apart from its weekday. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { judge, unusualDays, unusualReason, usualOf } from "./unusual.ts";

const weekdays = (weeks: number, value: (day: number) => number) =>
  Array.from({ length: weeks * 7 }, (_, day) => ({ day, value: value(day) }));

test("[KP21] a value is compared with the same weekday before it, so that a quiet Sunday is not unusual and a quiet Tuesday is", () => {
  const series = weekdays(20, (day) => (day % 7 === 3 ? 100 : 1_000) + ((day * 7) % 11));
  expect(unusualDays(series)).toEqual([]);
  const odd = series.map((point) => (point.day === 18 * 7 + 5 ? { ...point, value: 100 } : point));
  expect(unusualDays(odd).map(({ day, deviations }) => [day, deviations < -5])).toEqual([[18 * 7 + 5, true]]);
});

test("[KP21] the deviations are the distance from the median in median distances, and the reason says so", () => {
  const before = [90, 92, 94, 96, 98, 100, 102, 104, 106, 108, 110];
  const measure = usualOf(13_333, before.toReversed());
  expect(measure).toEqual({ day: 13_333, usual: 100, spread: 6, compared: 11 });
  expect(judge(measure, 36)).toBeUndefined();
  const found = judge(measure, 22);
  expect(found).toEqual({ day: 13_333, value: 22, usual: 100, spread: 6, compared: 11, deviations: -13 });
  expect(found && unusualReason(found)).toBe("Tuesday 4 July: \u221213.0 deviations");
  expect(unusualReason({ day: 13_333, deviations: -17.9 })).toBe("Tuesday 4 July: \u221217.9 deviations");
  expect(unusualReason({ day: 13_333, deviations: 1e12 })).toBe("Tuesday 4 July: +more than 99 deviations");
});

test("[KP21] five deviations among a year of its weekday, more among fewer values, nothing among fewer than eight", () => {
  const needed = (compared: number): number => {
    const measure = usualOf(
      0,
      Array.from({ length: compared }, (_, at) => (at % 2 === 0 ? 10 : -10)),
    );
    return Array.from({ length: 400 }, (_, at) => at * 5).find((value) => judge(measure, value)) ?? Infinity;
  };
  expect([52, 26, 14, 8, 7].map(needed)).toEqual([55, 75, 100, 130, Infinity]);
});

test("[KP21] only the 52 weeks before a day count: what comes later, or is older, changes no verdict", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 70, maxLength: 800 }),
      fc.nat(),
      (values, pick) => {
        const series = values.map((value, day) => ({ day, value }));
        const day = pick % values.length;
        const verdict = unusualDays(series).filter((one) => one.day === day);
        const past = series.filter((point) => point.day <= day && point.day >= day - 364);
        expect(unusualDays(past, day)).toEqual(verdict);
      },
    ),
    { numRuns: 50 },
  );
});

test("[KP21] a flat series flags what leaves it and a short one nothing", () => {
  expect(unusualDays(weekdays(10, (day) => (day === 69 ? 200 : 100)))).toEqual([
    { day: 69, value: 200, usual: 100, spread: 0, compared: 9, deviations: 100 },
  ]);
  expect(unusualDays(weekdays(8, (day) => (day === 55 ? 200 : 100)))).toEqual([]);
});

test("[KP21] order does not matter, a scale changes nothing, and of a day the last value counts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 70, maxLength: 140 }),
      fc.integer({ min: 2, max: 50 }),
      (values, scale) => {
        const series = values.map((value, day) => ({ day, value }));
        const found = unusualDays(series).map(({ day }) => day);
        expect(unusualDays(series.toReversed()).map(({ day }) => day)).toEqual(found);
        expect(
          unusualDays(series.map(({ day, value }) => ({ day, value: value * scale }))).map(({ day }) => day),
        ).toEqual(found);
        const twice = series.flatMap(({ day, value }) => [
          { day, value: 7 },
          { day, value },
        ]);
        expect(unusualDays(twice).map(({ day }) => day)).toEqual(found);
      },
    ),
    { numRuns: 50 },
  );
});
