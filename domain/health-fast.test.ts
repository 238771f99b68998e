/** Rescoring in columns gives what one by one gives. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyInputs, anyModel, row } from "../tests/health-cases.ts";
import { type BookRow, columnsOf, movesBetween, rescore } from "./health-fast.ts";
import { buckets, bucketsOrUnknown, scoreOf, usualModel } from "./health.ts";

const anyBook: fc.Arbitrary<BookRow[]> = fc.array(
  fc
    .tuple(anyInputs, fc.nat(1e9), fc.option(fc.constantFrom(...buckets), { freq: 10 }))
    .map(([inputs, arr, override]) => ({ ...inputs, arr, override })),
  { maxLength: 40 },
);

test("[HL7] columns and single accounts agree, bit for bit", () => {
  fc.assert(
    fc.property(anyBook, anyModel, (book, model) => {
      const { values, buckets: codes } = rescore(columnsOf(book), model);
      expect(book.map((_, at) => [values[at], bucketsOrUnknown[codes[at] ?? 0]])).toEqual(
        book.map((account) => {
          const { value, bucket } = scoreOf(account, model);
          return [value ?? Number.NaN, account.override ?? bucket];
        }),
      );
    }),
    { numRuns: 300 },
  );
});

test("[HL7] moves count accounts and their ARR; an overridden account stays", () => {
  const account = (nps: number | null, arr: number, override: BookRow["override"] = null): BookRow => ({
    segment: null,
    seats: null,
    row: row({ nps_score: nps }),
    arr,
    override,
  });
  const book = columnsOf([account(50, 100), account(50, 30, "critical"), account(-80, 7), account(null, 1)]);
  const stricter = { ...usualModel, thresholds: { healthy: 80, at_risk: 5 } };
  const moves = movesBetween(book, rescore(book, usualModel), rescore(book, stricter));
  expect(moves).toEqual({
    counts: [
      [0, 1, 0, 0],
      [0, 0, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 1],
    ],
    arr: [
      [0, 100, 0, 0],
      [0, 0, 0, 0],
      [0, 7, 30, 0],
      [0, 0, 0, 1],
    ],
    moved: [0, 2],
    arrMoved: 107,
    meanBefore: (75 + 75 + 10) / 3,
    meanAfter: (75 + 75 + 10) / 3,
  });
  expect(
    movesBetween(columnsOf([]), rescore(columnsOf([]), usualModel), rescore(columnsOf([]), stricter)),
  ).toMatchObject({ moved: [], meanBefore: null });
});
