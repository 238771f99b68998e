/** Rescoring in columns gives what one by one gives. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyInputs, anyModel, row } from "../tests/health-cases.ts";
import { type BookRow, columnsOf, movesBetween, rescore } from "./health-fast.ts";
import { buckets, bucketsOrUnknown, scoreOf, usualModel } from "./health.ts";
import { type Override, effective } from "./override.ts";
import { sliceOf } from "./portfolio.ts";

const anyBook: fc.Arbitrary<BookRow[]> = fc.array(
  fc
    .tuple(
      anyInputs,
      fc.nat(1e9),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom(...buckets) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100) },
      ),
    )
    .map(([inputs, arr, override]) => ({ ...inputs, arr, override })),
  { maxLength: 40 },
);

/** As `effective` reads it. */
const asOverride = (said: BookRow["override"]): Override | null =>
  said === null
    ? null
    : {
        bucket: typeof said === "number" ? null : said,
        value: typeof said === "number" ? said : null,
        reason: "",
        by: null,
        at: 0,
        until: null,
      };

test("[HL7] columns and single accounts agree, bit for bit, overrides by bucket and by number too", () => {
  fc.assert(
    fc.property(anyBook, anyModel, (book, model) => {
      const { values, buckets: codes } = rescore(columnsOf(book), model);
      expect(book.map((_, at) => [values[at], bucketsOrUnknown[codes[at] ?? 0]])).toEqual(
        book.map((account) => {
          const { override, segment } = account;
          const { value, bucket } = effective(scoreOf(account, model), asOverride(override), 0, model, segment);
          return [value ?? Number.NaN, bucket];
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
    meanBefore: 53.333333333,
    meanAfter: 53.333333333,
  });
  expect(
    movesBetween(columnsOf([]), rescore(columnsOf([]), usualModel), rescore(columnsOf([]), stricter)),
  ).toMatchObject({ moved: [], meanBefore: null });
});

test("[LB1] the mean is the one of every other page: an overriding number counts as it was said", () => {
  fc.assert(
    fc.property(anyBook, anyModel, (book, model) => {
      const columns = columnsOf(book);
      const standing = rescore(columns, model);
      const shown = book.map((account) => {
        const { override, segment, arr } = account;
        const { value, bucket } = effective(scoreOf(account, model), asOverride(override), 0, model, segment);
        return { arr, health_value: value, health_bucket: bucket };
      });
      expect(movesBetween(columns, standing, standing).meanAfter).toEqual(sliceOf(shown).average_health);
    }),
    { numRuns: 300 },
  );
});
