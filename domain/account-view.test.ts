/** Filters and orders of accounts: read, written, matched, sorted. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyBookAccount, bookAccount } from "../tests/book-accounts.ts";
import type { BookAccount } from "./account.ts";
import {
  type AccountFilter,
  type AccountQuery,
  bucketChoices,
  dataStateOf,
  dataStates,
  filtersAnything,
  makeAccountMatcher,
  noAccountFilter,
  orderings,
  readAccountQuery,
  segmentChoices,
  sentimentChoices,
  sortAccounts,
  usualOrder,
  writeAccountQuery,
} from "./account-view.ts";
import { industries } from "./account-words.ts";

const asking = { today: "2026-06-15", me: "ana" };
const matches = (filter: Partial<AccountFilter>, account: Partial<BookAccount>): boolean =>
  makeAccountMatcher({ ...noAccountFilter, ...filter }, asking)(bookAccount(account));

const range = <Value>(value: fc.Arbitrary<Value>) =>
  fc.record({ from: fc.option(value, { freq: 2 }), to: fc.option(value, { freq: 2 }) });
const anyDate = fc.constantFrom("2026-01-01", "2026-06-15", "2027-02-28");
const some = <Value>(values: readonly Value[]) => fc.subarray([...values]);
const anyQuery: fc.Arbitrary<AccountQuery> = fc.record({
  filter: fc.record({
    words: fc.constantFrom("", "acme", "two words", "50% _ #12"),
    segments: some(segmentChoices),
    regions: some(["EMEA", "Washington, DC", "none"]),
    industries: some(industries),
    buckets: some(bucketChoices),
    owners: some(["me", "none", "ben"]),
    arr: range(fc.nat(1e9)),
    health: range(fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10)),
    renewal: fc.constantFrom(null, 0, 90, "past" as const, "none" as const),
    renewalDates: range(anyDate),
    sentiments: some(sentimentChoices),
    data: some(dataStates),
  }),
  order: fc.record({ by: fc.constantFrom(...orderings), down: fc.boolean() }),
});

test("[AV1] a filter and an order come back from the address as they went", () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      expect(readAccountQuery(writeAccountQuery(query))).toEqual({ ...query, errors: {} });
    }),
  );
  expect(writeAccountQuery({ filter: noAccountFilter, order: usualOrder })).toEqual(
    Object.fromEntries(
      Object.keys(writeAccountQuery({ filter: noAccountFilter, order: usualOrder })).map((key) => [key, undefined]),
    ),
  );
});

test("[AV1] what is not known is left out and named by its parameter", () => {
  const { filter, order, errors } = readAccountQuery({
    bucket: "at_risk,poor",
    segment: "enterprise",
    arr_min: "lots",
    health_max: "101",
    renewal: "soon",
    renewal_before: "2026-02-31",
    ordering: "-shoe_size",
    owner: ["ana", "ben,none"],
    anything: "else",
  });
  expect(filter).toEqual({
    ...noAccountFilter,
    buckets: ["at_risk"],
    segments: ["Enterprise"],
    owners: ["ana", "ben", "none"],
  });
  expect(order).toEqual(usualOrder);
  expect(Object.keys(errors).toSorted()).toEqual([
    "arr_min",
    "bucket",
    "health_max",
    "ordering",
    "renewal",
    "renewal_before",
  ]);
});

test("[AV2] filters of one kind widen, kinds together narrow, and words are looked for in name, number and place", () => {
  const acme = { name: "Ärzte GmbH", number: 12, segment: "SMB", region: "EMEA", arr: 500_000 } as const;
  expect(matches({ words: "ärzte" }, acme)).toBe(true);
  expect(matches({ words: "#12 smb emea" }, acme)).toBe(true);
  expect(matches({ words: "arzte %" }, acme)).toBe(false);
  expect(matches({ segments: ["SMB", "Enterprise"] }, acme)).toBe(true);
  expect(matches({ segments: ["SMB"], regions: ["emea"] }, acme)).toBe(true);
  expect(matches({ segments: ["SMB"], regions: ["APAC"] }, acme)).toBe(false);
  expect(matches({ regions: ["none"] }, acme)).toBe(false);
  expect(matches({ regions: ["none"] }, {})).toBe(true);
  expect(matches({ arr: { from: 500_000, to: 500_000 } }, acme)).toBe(true);
  expect(matches({ arr: { from: 500_001, to: null } }, acme)).toBe(false);
  expect(matches({ health: { from: 0, to: 100 } }, acme)).toBe(false);
  expect(matches({ owners: ["me"] }, { owner: "ana" })).toBe(true);
  expect(matches({ owners: ["me"] }, { owner: "ben" })).toBe(false);
  expect(matches({ owners: ["none", "ben"] }, {})).toBe(true);
  expect(matches({ sentiments: ["none"] }, { sentiment: "positive" })).toBe(false);
});

test("[AV2] renewals count from today, which belongs to them", () => {
  const on = (renewal_date: string | null) => ({ renewal_date });
  expect(matches({ renewal: 0 }, on("2026-06-15"))).toBe(true);
  expect(matches({ renewal: 0 }, on("2026-06-16"))).toBe(false);
  expect(matches({ renewal: 30 }, on("2026-07-15"))).toBe(true);
  expect(matches({ renewal: 30 }, on("2026-07-16"))).toBe(false);
  expect(matches({ renewal: 30 }, on("2026-06-14"))).toBe(false);
  expect(matches({ renewal: 30 }, on(null))).toBe(false);
  expect(matches({ renewal: "past" }, on("2026-06-14"))).toBe(true);
  expect(matches({ renewal: "past" }, on("2026-06-15"))).toBe(false);
  expect(matches({ renewal: "none" }, on(null))).toBe(true);
  expect(matches({ renewalDates: { from: "2026-06-15", to: null } }, on("2026-06-15"))).toBe(true);
  expect(matches({ renewalDates: { from: null, to: "2026-06-14" } }, on("2026-06-15"))).toBe(false);
});

test("[AV3] usage is fresh, has gaps, is stale or missing; fourteen days are still fresh", () => {
  const days = (nps: string | null) => ({
    dau: "2026-06-10",
    adoption: "2026-06-10",
    tickets: "2026-06-10",
    login: "2026-06-10",
    nps,
  });
  const state = (date: string | null, nps: string | null) =>
    dataStateOf({ date, factor_days: date === null ? null : days(nps) }, asking.today);
  expect(state(null, null)).toBe("missing");
  expect(state("2026-06-10", "2026-06-01")).toBe("fresh");
  expect(state("2026-06-10", "2026-05-31")).toBe("gaps");
  expect(state("2026-06-10", null)).toBe("gaps");
  expect(state("2026-05-31", "2026-06-10")).toBe("stale");
});

test("[AV2] a choice keeps exactly what the other choices leave out, and no choice keeps everything", () => {
  const kept = (filter: Partial<AccountFilter>, accounts: readonly BookAccount[]) =>
    accounts.filter(makeAccountMatcher({ ...noAccountFilter, ...filter }, asking));
  expect(filtersAnything(noAccountFilter)).toBe(false);
  fc.assert(
    fc.property(fc.array(anyBookAccount, { maxLength: 20 }), some(segmentChoices), (accounts, chosen) => {
      const others = segmentChoices.filter((one) => !chosen.includes(one));
      const [these, those] = [kept({ segments: chosen }, accounts), kept({ segments: others }, accounts)];
      const whole = chosen.length === 0 || others.length === 0;
      expect(kept({}, accounts)).toEqual(accounts);
      expect(these.length + those.length).toBe(whole ? 2 * accounts.length : accounts.length);
    }),
    { examples: [[[bookAccount()], [...segmentChoices]]] },
  );
});

test("[AV1] an order is total, the same whatever came first, and puts what is unknown last both ways", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyBookAccount, { selector: ({ number }) => number, maxLength: 20 }),
      fc.constantFrom(...orderings),
      fc.boolean(),
      (accounts, by, down) => {
        const sorted = sortAccounts(accounts, { by, down });
        expect(sortAccounts(accounts.toReversed(), { by, down })).toEqual(sorted);
        const dates = sortAccounts(accounts, { by: "renewal_date", down }).map(({ renewal_date }) => renewal_date);
        expect(dates.filter((day) => day !== null)).toEqual(
          dates.filter((day) => day !== null).toSorted((a, b) => (down ? -1 : 1) * (a < b ? -1 : a > b ? 1 : 0)),
        );
        expect(dates.indexOf(null)).toBeOneOf([-1, dates.filter((day) => day !== null).length]);
      },
    ),
  );
});

test("[AV1] health goes by bucket, critical first, then by number; names as people sort them", () => {
  const rows = [
    bookAccount({ number: 1, name: "Beta 10", health_bucket: "healthy", health_value: 70 }),
    bookAccount({ number: 2, name: "beta 9", health_bucket: "critical", health_value: 90 }),
    bookAccount({ number: 3, name: "Ädel", health_bucket: "unknown", health_value: null }),
    bookAccount({ number: 4, name: "Zeta", health_bucket: "critical", health_value: 12 }),
  ];
  const order = (by: (typeof orderings)[number], down = false) =>
    sortAccounts(rows, { by, down }).map(({ number }) => number);
  expect(order("health_score")).toEqual([4, 2, 1, 3]);
  expect(order("health_score", true)).toEqual([1, 2, 4, 3]);
  expect(order("name")).toEqual([3, 2, 1, 4]);
});
