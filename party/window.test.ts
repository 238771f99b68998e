import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Bucket, nextWindow, widestWindow } from "./window.ts";

const settled = (load: Parameters<typeof nextWindow>[1]): number => {
  let window = 0;
  for (let times = 0; times < 50; times += 1) window = nextWindow(window, load);
  return window;
};

test("[SY11] a quiet circle waits a moment, a busy one up to 33 ms", () => {
  expect(settled({ sockets: 2, entries: 1, late: 0 })).toBeLessThan(3);
  expect(settled({ sockets: 100, entries: 2, late: 0 })).toBeLessThan(12);
  expect(settled({ sockets: 100, entries: 66, late: 5 })).toBe(widestWindow);
});

test("[SY11] more sockets, more changes or a later wake-up never narrow the window, which stays in its bounds", () => {
  const load = fc.record({ sockets: fc.nat(250), entries: fc.nat(500), late: fc.nat(200) });
  fc.assert(
    fc.property(fc.double({ min: 0, max: widestWindow, noNaN: true }), load, load, (window, a, b) => {
      const more = { sockets: a.sockets + b.sockets, entries: a.entries + b.entries, late: a.late + b.late };
      const [narrow, wide] = [nextWindow(window, a), nextWindow(window, more)];
      expect(narrow).toBeGreaterThanOrEqual(0);
      expect(wide).toBeGreaterThanOrEqual(narrow);
      expect(wide).toBeLessThanOrEqual(widestWindow);
    }),
  );
});

test("[SY12] a bucket gives its burst, then its rate, and says when the next is due", () => {
  const bucket = new Bucket(20, 100, 0);
  const taken = (now: number): number => {
    let count = 0;
    while (bucket.take(now)) count += 1;
    return count;
  };
  expect([taken(0), bucket.readyAt, taken(49), taken(50), taken(1_050), taken(60_000)]).toEqual([
    100, 50, 0, 1, 20, 100,
  ]);
});
