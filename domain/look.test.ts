/** What "since you last looked" compares with. */
import { expect, test } from "vitest";
import { lookAgain } from "./look.ts";

const minute = 60_000;

test("[TD2] a visit compares with the last look of the visit before, however often one looks", () => {
  const first = lookAgain(null, 0);
  expect(first).toEqual({ at: 0, before: null });
  const still = lookAgain(first, 30 * minute);
  expect(still).toEqual({ at: 30 * minute, before: null });
  const next = lookAgain(still, 61 * minute);
  expect(next).toEqual({ at: 61 * minute, before: 30 * minute });
  expect(lookAgain(next, 70 * minute)).toEqual({ at: 70 * minute, before: 30 * minute });
});

test("[TD2] a slow clock moves nothing back", () => {
  expect(lookAgain({ at: 50, before: 10 }, 40)).toEqual({ at: 50, before: 10 });
});
