/** The arithmetic of limits. */
import { expect, test } from "vitest";
import { type Limit, takeCell } from "./gcra.ts";

const run = (limit: Limit, times: number[]) => {
  let due = 0;
  return times.map((now) => {
    const taken = takeCell(due, now, limit);
    due = taken.due;
    return taken.verdict;
  });
};

test("[RL1] a burst passes, then one request per interval, and waiting brings the burst back", () => {
  const start = 1_000_000;
  const limit = { every: 100, burst: 3 };
  expect(
    run(
      limit,
      [0, 0, 0, 0, 50, 100, 100, 500].map((time) => start + time),
    ),
  ).toEqual([
    { allowed: true, remaining: 2, reset: 100, retry: 0 },
    { allowed: true, remaining: 1, reset: 200, retry: 0 },
    { allowed: true, remaining: 0, reset: 300, retry: 0 },
    { allowed: false, remaining: 0, reset: 300, retry: 100 },
    { allowed: false, remaining: 0, reset: 250, retry: 50 },
    { allowed: true, remaining: 0, reset: 300, retry: 0 },
    { allowed: false, remaining: 0, reset: 300, retry: 100 },
    { allowed: true, remaining: 2, reset: 100, retry: 0 },
  ]);
});

test("[RL1] over a long time exactly the steady rate passes, plus one burst", () => {
  const times = Array.from({ length: 6_000 }, (_, index) => 1_000_000 + index * 10);
  const passed = run({ every: 100, burst: 20 }, times).filter(({ allowed }) => allowed).length;
  expect(passed).toBe(600 + 19);
});
