/** The words of an unusual value. */
import { expect, it } from "vitest";
import { unusualIn, unusualWords } from "./unusual-words.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 0, 5);
/** Workdays around 100, weekends around 50, and a last Monday as asked. Hundredths. */
const weeks = (last: number) => {
  const times = Array.from({ length: 20 * 7 + 1 }, (_, at) => start + at * day);
  const values = times.map(
    (at, index) => ([0, 6].includes(new Date(at).getUTCDay()) ? 5_000 : 10_000) + (index % 3) * 100,
  );
  return { times, values: [...values.slice(0, -1), last], targets: values.map(() => 12_000) };
};

it("[KB11] a newest value unlike others of its weekday is flagged with the reason; a usual one is not", () => {
  const [flag, ...more] = unusualIn(weeks(5_000), "UTC");
  expect(more).toEqual([]);
  expect(flag).toMatchObject({ day: start / day + 140, value: 5_000 });
  const reason = flag && unusualWords(flag, "none");
  expect(reason).toBe(
    "Monday 25 May: \u221251.0 deviations. The 20 Mondays before have a median of 101, and half of them lie within 1 of it.",
  );
  expect(unusualIn(weeks(10_100), "UTC")).toEqual([]);
});
