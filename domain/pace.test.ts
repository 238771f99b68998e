/** Where a KPI would stand on its due day. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "./pace.ts";

const usual = {
  baseline: 0,
  current: 5_000,
  target: 10_000,
  startsOn: 0,
  dueOn: 100,
  today: 50,
  direction: "higher",
} as const;

test("[KP10] a straight line from the baseline through today says where the due day ends", () => {
  expect(paceOf(usual)).toEqual({
    projected: 10_000,
    expected: 5_000,
    verdict: "on_track",
    perDay: 100,
    daysGone: 50,
    daysLeft: 50,
  });
  expect(paceOf({ ...usual, current: 6_000 })).toMatchObject({ projected: 12_000, verdict: "ahead" });
  expect(paceOf({ ...usual, current: 4_000 })).toMatchObject({ projected: 8_000, verdict: "behind" });
  expect(paceOf({ ...usual, baseline: 10_000, target: 0, current: 4_000, direction: "lower" })).toMatchObject({
    projected: -2_000,
    verdict: "ahead",
  });
  expect(paceOf({ ...usual, today: 500, current: 9_000 })).toMatchObject({
    projected: 9_000,
    daysGone: 100,
    daysLeft: 0,
    verdict: "behind",
  });
});

test("[KP10] nothing is said before a day has passed, or when the due day is no later than the start", () => {
  expect([paceOf({ ...usual, today: 0 }), paceOf({ ...usual, dueOn: 0 }), paceOf({ ...usual, startsOn: 60 })]).toEqual([
    null,
    null,
    null,
  ]);
});

test("[KP10] standing on the line is on track, whichever way is good", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 99 }),
      fc.constantFrom("higher" as const, "lower" as const),
      (baseline, perDay, today, direction) => {
        const way = direction === "lower" ? -perDay : perDay;
        const pace = paceOf({
          baseline,
          current: baseline + way * today,
          target: baseline + way * 100,
          startsOn: 0,
          dueOn: 100,
          today,
          direction,
        });
        expect([pace?.verdict, pace?.projected]).toEqual(["on_track", baseline + way * 100]);
      },
    ),
  );
});
