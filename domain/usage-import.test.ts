import * as fc from "fast-check";
import { expect, test } from "vitest";
import { segments } from "./account-words.ts";
import { usualModel, scoreOf } from "./health.ts";
import {
  newsOf,
  nothingSaid,
  readHeader,
  readUsage,
  saidAfter,
  usageColumns,
  type UsageFacts,
  type UsageReading,
  type UsageSaid,
} from "./usage-import.ts";

const now = Date.parse("2026-11-20T12:00:00Z");
const header = readHeader(usageColumns);
const acme = "Acme Corp,Enterprise,US,500000,2024-01-01,150,0.75,2,50,0.85".split(",");

/** The row of the first files with some cells otherwise. */
const rowWith = (cells: Partial<Record<(typeof usageColumns)[number], string>>): string[] =>
  usageColumns.map((column, at) => cells[column] ?? acme[at] ?? "");

const faultsOf = (cells: string[]) => {
  const read = readUsage(header, cells, now);
  return "faults" in read ? read.faults.map(({ column, message }) => `${column}: ${message}`) : [];
};

test("[I1] a row is read whatever the order of the columns and the shape of their names", () => {
  const wanted = {
    reading: {
      name: "Acme Corp",
      folded: "acme corp",
      segment: "Enterprise",
      region: "US",
      arr: 50_000_000,
      day: {
        date: "2024-01-01",
        daily_active_users: 150,
        feature_adoption_rate: 0.75,
        support_tickets_open: 2,
        nps_score: 50,
        login_frequency: 0.85,
      },
    },
  };
  expect(readUsage(header, acme, now)).toEqual(wanted);
  fc.assert(
    fc.property(fc.shuffledSubarray([...usageColumns.keys()], { minLength: 10 }), (order) => {
      const names = order.map((at) => ` ${usageColumns[at]?.replace("_", " ").toUpperCase()} `);
      expect(
        readUsage(
          readHeader(names),
          order.map((at) => acme[at] ?? ""),
          now,
        ),
      ).toEqual(wanted);
    }),
  );
});

test("[H4] [I1] the first files' rows score 83.75 and 81.55, and 85.29 without NPS", () => {
  const second = "Acme Corp,Enterprise,US,500000,2024-01-02,145,0.76,3,50,0.82".split(",");
  const score = (cells: string[]) => {
    const read = readUsage(header, cells, now);
    return "reading" in read
      ? scoreOf({ segment: read.reading.segment, seats: null, row: read.reading.day }, usualModel).value?.toFixed(2)
      : read.faults;
  };
  expect([score(acme), score(second), score(rowWith({ nps_score: "" }))]).toEqual(["83.75", "81.55", "85.29"]);
});

test("[I1] a header without a column that is needed names it; only NPS may be missing", () => {
  const without = (...gone: string[]) => usageColumns.filter((column) => !gone.includes(column));
  const refusal = (names: string[]) => {
    try {
      return readHeader(names).ignored;
    } catch (error) {
      return (error as { parts: { errors: unknown } }).parts.errors;
    }
  };
  expect(refusal(without("arr"))).toEqual({ file: ["A column is missing: arr."] });
  expect(refusal(without("account_name", "date"))).toEqual({ file: ["Columns are missing: account_name, date."] });
  expect(refusal([...without("nps_score"), "Notes", ""])).toEqual(["Notes"]);
  expect(refusal([...usageColumns, "ARR"])).toEqual({ file: ["These columns stand twice: arr."] });
});

test.each([
  [{ date: "31/12/2024" }, "date: Write dates as YYYY-MM-DD: 2024-12-31."],
  [{ date: "12/31/2024" }, "date: Write dates as YYYY-MM-DD: 2024-12-31."],
  [{ date: "01/02/2024" }, "date: Write dates as YYYY-MM-DD: this could be 2024-02-01 or 2024-01-02."],
  [{ date: "2024-1-5" }, "date: Write dates as YYYY-MM-DD: 2024-01-05."],
  [{ date: "2023-02-29" }, "date: There is no such day."],
  [{ date: "yesterday" }, "date: Must be a date such as 2024-12-31."],
  [{ date: "2026-12-01" }, "date: Lies in the future."],
  [{ date: "" }, "date: This field is required."],
  [{ daily_active_users: "1e400" }, "daily_active_users: Is too large to be a number."],
  [{ daily_active_users: "12.5" }, "daily_active_users: Must be a whole number."],
  [{ daily_active_users: "NaN" }, "daily_active_users: Must be a number."],
  [{ daily_active_users: "Infinity" }, "daily_active_users: Must be a number."],
  [{ daily_active_users: "0x10" }, "daily_active_users: Must be a number."],
  [{ daily_active_users: "1e12" }, "daily_active_users: At most 1,000,000,000."],
  [{ daily_active_users: "" }, "daily_active_users: This field is required."],
  [{ support_tickets_open: "-1" }, "support_tickets_open: Must not be negative."],
  [{ feature_adoption_rate: "75%" }, "feature_adoption_rate: Must be a number: write 75% as 0.75."],
  [{ feature_adoption_rate: "0,75" }, "feature_adoption_rate: Must be a number: write 0.75 with a point."],
  [{ login_frequency: "1.01" }, "login_frequency: Must be 0 to 1."],
  [{ nps_score: "-101" }, "nps_score: Must be -100 to 100."],
  [{ segment: "Startup" }, "segment: Must be one of: Enterprise, Mid-Market, SMB."],
  [{ account_name: "x".repeat(300) }, "account_name: May have at most 255 characters."],
  [{ account_name: " " }, "account_name: This field is required."],
  [{ arr: "-1" }, "arr: Must not be negative."],
  [{ arr: "1e400" }, "arr: May have at most 15 digits."],
  [{ arr: "12.345" }, "arr: May have at most two decimals."],
])("[I2] [D8] %j fails its row: %s", (cells, fault) => {
  expect(faultsOf(rowWith(cells))).toEqual([fault]);
});

test("[I2] every wrong column of a row is named, and a row with too many values says so", () => {
  expect(faultsOf(rowWith({ segment: "x", nps_score: "many", login_frequency: "2" }))).toEqual([
    "segment: Must be one of: Enterprise, Mid-Market, SMB.",
    "nps_score: Must be a number.",
    "login_frequency: Must be 0 to 1.",
  ]);
  expect(faultsOf([...acme, "more"])).toEqual(["row: Has 11 values for 10 columns."]);
  expect(faultsOf([...acme, "", " "])).toEqual([]);
});

test("[C34] a segment is matched whatever its case and kept as it is written here; blank facts say nothing", () => {
  const read = (cells: string[]) => readUsage(header, cells, now);
  for (const segment of segments)
    expect(read(rowWith({ segment: ` ${segment.toUpperCase()} ` }))).toMatchObject({ reading: { segment } });
  expect(read(rowWith({ segment: "", region: "", arr: "" }))).toMatchObject({
    reading: { segment: null, region: null, arr: null },
  });
});

const cell = fc.oneof(
  fc.constantFrom("", " ", "0", "-0", "1", "0.5", "1e400", "NaN", "-5", "2024-02-29", "Acme", "smb", "'-3", "\0", "½"),
  fc.string({ maxLength: 20 }),
  fc.double().map(String),
);

const sound = ({ day, name, arr }: UsageReading): boolean =>
  name.length > 0 &&
  /^\d{4}-\d{2}-\d{2}$/.test(day.date) &&
  Number.isInteger(day.daily_active_users) &&
  Number.isInteger(day.support_tickets_open) &&
  [day.feature_adoption_rate, day.login_frequency].every((rate) => rate !== null && rate >= 0 && rate <= 1) &&
  (day.nps_score === null || Math.abs(day.nps_score) <= 100) &&
  (arr === null || (Number.isSafeInteger(arr) && arr >= 0));

test("[I2] whatever a row holds, it is either within every range or has its faults named; reading never throws", () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 12 }), (cells) => {
      const read = readUsage(header, cells, now);
      expect("faults" in read ? read.faults.length > 0 : sound(read.reading)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("[I2] what is within range is read to the number that was written", () => {
  const usage = fc.record({
    daily_active_users: fc.nat(1_000_000_000),
    feature_adoption_rate: fc.double({ min: 0, max: 1, noNaN: true }),
    support_tickets_open: fc.nat(1_000),
    nps_score: fc.option(fc.double({ min: -100, max: 100, noNaN: true })),
    login_frequency: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(usage, (numbers) => {
      const cells = Object.entries(numbers).map(([column, value]) => [column, value === null ? "" : String(value)]);
      const read = readUsage(header, rowWith(Object.fromEntries(cells)), now);
      const plain = Object.entries(numbers).map(([column, value]) => [column, value === null ? null : value + 0]);
      expect(read).toMatchObject({ reading: { day: { date: "2024-01-01", ...Object.fromEntries(plain) } } });
    }),
  );
});

const rowOn = (date: string, facts: UsageFacts) => ({
  ...facts,
  day: {
    date,
    daily_active_users: 1,
    feature_adoption_rate: 1,
    support_tickets_open: 1,
    nps_score: null,
    login_frequency: 1,
  },
});
const someRow = fc
  .record({
    date: fc.constantFrom("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"),
    segment: fc.option(fc.constantFrom(...segments)),
    region: fc.option(fc.constantFrom("EU", "US")),
    arr: fc.option(fc.nat(3)),
  })
  .map(({ date, ...facts }) => rowOn(date, facts));
const saidIn = (rows: readonly ReturnType<typeof rowOn>[], before = nothingSaid): UsageSaid =>
  rows.reduce(saidAfter, before);

test("[IG5] the newest day of a file has the word on segment, region and ARR, in whatever order its rows come", () => {
  const days = fc.uniqueArray(someRow, { selector: (row) => row.day.date, minLength: 1 });
  const orders = days.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
  );
  fc.assert(
    fc.property(orders, ([rows, shuffled]) => {
      const newest = rows.toSorted((a, b) => b.day.date.localeCompare(a.day.date));
      const last = (name: "segment" | "region" | "arr") => {
        const row = newest.find((one) => one[name] !== null);
        return row ? { value: row[name], date: row.day.date } : null;
      };
      expect(saidIn(shuffled)).toEqual({ segment: last("segment"), region: last("region"), arr: last("arr") });
    }),
  );
});

test("[IG5] a file read again has no news, whole or in any pieces", () => {
  fc.assert(
    fc.property(fc.array(someRow, { minLength: 1, maxLength: 12 }), fc.nat(12), (rows, cut) => {
      const after = saidIn(rows);
      // Of one day the later row counts: what comes before it in the same piece is not looked at.
      const first = saidIn(rows.slice(0, cut), after);
      const lastOfDay = rows.filter((row, at) => !rows.slice(at + 1).some(({ day }) => day.date === row.day.date));
      const once = lastOfDay.length === rows.length;
      expect([newsOf(after, saidIn(rows, after)), once ? newsOf(after, first) : {}]).toEqual([{}, {}]);
    }),
  );
});

test("[IG5] what files never spoke of is news whenever it was; an older day never overrules a newer one", () => {
  const before = saidIn([rowOn("2024-01-02", { segment: "SMB", region: null, arr: 1 })]);
  const older = rowOn("2024-01-01", { segment: "Enterprise", region: "EU", arr: 5 });
  const newer = rowOn("2024-01-03", { segment: null, region: null, arr: 5 });
  expect(newsOf(before, saidAfter(before, older))).toEqual({ region: "EU" });
  expect(newsOf(before, saidAfter(before, newer))).toEqual({ arr: 5 });
});
