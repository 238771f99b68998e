/** What columns and values mean, and what a row becomes. */
import { expect, test } from "vitest";
import { makeTellApart } from "./apart.ts";
import { orderOfDates, readDate } from "./date.ts";
import { guessMapping } from "./guess.ts";
import { columnNames, readMapping, wireMapping } from "./mapping.ts";
import { shortenPhone } from "./phone.ts";
import { planRows, readRow } from "./row.ts";
import { matchValue } from "./values.ts";

const now = Date.UTC(2026, 0, 31);
const guessed = (headers: string[], ...rows: string[][]) => wireMapping(guessMapping(headers, rows), headers).columns;

const rowOf = (headers: string[], cells: string[], mapping?: unknown) => {
  const names = columnNames(headers);
  return readRow(planRows(names, readMapping(mapping, names, guessMapping(names, [cells]))), cells, now);
};

test("[IM5] headers are known by many names, whatever their case and punctuation", () => {
  const headers = [
    "First-Name",
    "LAST NAME",
    "eMail Address",
    "Mobile Phone",
    "organisation",
    "Lifecycle Stage",
    "dealStage",
    "Last Activity Date",
    "Comments",
    "Record ID",
    "Shoe size",
  ];
  const row = [
    "Ana",
    "Kos",
    "ana@example.com",
    "+386 41 555 123",
    "Acme",
    "Customer",
    "Won",
    "2025-01-02",
    "Likes tea",
    "17",
    "38",
  ];
  expect(guessed(headers, row)).toEqual({
    "First-Name": "first_name",
    "LAST NAME": "last_name",
    "eMail Address": "email",
    "Mobile Phone": "phone",
    organisation: "company",
    "Lifecycle Stage": "status",
    dealStage: "funnel_stage",
    "Last Activity Date": "last_contact",
    Comments: "notes",
    "Record ID": "external_id",
    "Shoe size": null,
  });
});

test("[IM5] a status column that holds stages is the stage, and the other way round", () => {
  expect(guessed(["name", "status"], ["A", "Proposal Sent"], ["B", "Closed Won"])).toEqual({
    name: "name",
    status: "funnel_stage",
  });
  expect(guessed(["name", "stage"], ["A", "Lead"], ["B", "Partner"])).toEqual({ name: "name", stage: "status" });
});

test("[IM5] columns without a telling header are known by their values", () => {
  const rows = [
    ["ana@example.com", "+386 41 555 123", "Negotiation"],
    ["ben@example.com", "(415) 293-3313", "Lost"],
  ];
  expect(guessed(["one", "two", "three"], ...rows)).toEqual({ one: "email", two: "phone", three: "funnel_stage" });
});

test("[IM5] what is about something else is left alone: owners, opt-ins, ids that repeat, numbers that are no phones", () => {
  const headers = ["name", "Owner Email", "email_opt_in", "company_id", "id", "revenue"];
  const rows = [
    ["A", "o@example.com", "true", "7", "1", "120000"],
    ["B", "o@example.com", "true", "7", "1", "95000"],
    ["C", "o@example.com", "true", "7", "1", "8000000"],
  ];
  expect(guessed(headers, ...rows)).toEqual({
    name: "name",
    "Owner Email": null,
    email_opt_in: null,
    company_id: null,
    id: null,
    revenue: null,
  });
});

test("[IM5] a client corrects the guess, from column to field or from field to columns", () => {
  const names = ["Mail", "Who", "Where", "email"];
  const guess = guessMapping(names, [["ana@example.com", "Ana", "Acme", "b@example.com"]]);
  const wanted = { Mail: "email", Who: "name", Where: "company", email: null };
  expect(wireMapping(readMapping({ Who: "name", Where: "company", email: null }, names, guess), names).columns).toEqual(
    wanted,
  );
  expect(
    wireMapping(readMapping({ columns: { who: "name", where: "company", email: "" } }, names, guess), names).columns,
  ).toEqual(wanted);
  expect(
    wireMapping(readMapping({ name: "Who", company: ["Where"], email: ["Mail"] }, names, guess), names).columns,
  ).toEqual(wanted);
});

test("[IM5] a mapping that names what there is not is refused, all of it at once", () => {
  const names = ["a", "b"];
  const guess = guessMapping(names, []);
  const given = { columns: { a: "shoe", c: "name" }, values: { status: { x: "friend" } }, dates: { a: "random" } };
  expect(() => readMapping(given, names, guess)).toThrow(
    expect.objectContaining({
      parts: {
        errors: {
          mapping: [
            "“a” must be mapped to one of: name, first_name, last_name, deal, email, phone, company, status, funnel_stage, last_contact, notes, external_id, or null.",
            "“c” is not a column of this file.",
            "“a” must be read as one of: ymd, dmy, mdy.",
            "“x” must become one of: lead, prospect, customer, partner, or null.",
          ],
        },
      },
    }),
  );
});

test("[IM5] every column has a name of its own", () => {
  expect(columnNames(["a", " a ", "", "a", ""])).toEqual(["a", "a (2)", "Column 3", "a (3)", "Column 5"]);
});

test.each([
  ["status", "cold", "lead"],
  ["status", "WARM", "prospect"],
  ["status", "hot", "prospect"],
  ["status", "in-contract", "customer"],
  ["status", "In Contract", "customer"],
  ["status", "Partner", "partner"],
  ["status", "purple", null],
  ["funnel_stage", "Prospecting", "needs_outreach"],
  ["funnel_stage", "Engaging", "negotiation"],
  ["funnel_stage", "Won", "closed_won"],
  ["funnel_stage", "closed lost", "closed_lost"],
  ["funnel_stage", "Needs Outreach", "needs_outreach"],
  ["funnel_stage", "meeting_set", "meeting_set"],
  ["funnel_stage", "3. Proposal  Sent", "proposal_sent"],
] as const)("[IM6] %s “%s” is %s", (field, value, wanted) => {
  expect(matchValue(field, value)).toBe(wanted);
});

test("[IM6] a value that nobody knows refuses its row, and a mapped one or one left out does not", () => {
  const headers = ["name", "status"];
  const mapping = (values: object) => ({ values: { status: values } });
  const reason = "No status has this name. Map the value, or leave it out.";
  expect(rowOf(headers, ["Ana", "Purple"]).refusal).toEqual({ field: "status", value: "Purple", reason });
  expect(rowOf(headers, ["Ana", "Purple"], mapping({ purple: "partner" })).row?.fields).toEqual({
    name: "Ana",
    status: "partner",
  });
  expect(rowOf(headers, ["Ana", "Purple"], mapping({ purple: null })).row?.fields).toEqual({ name: "Ana" });
});

test.each([
  ["(415) 293-3313", "(415) 293-3313", false],
  ["1-955-371-0847 x371", "1-955-371-0847 x371", false],
  ["1-897-300-1976 x14675", "1-897-300-1976x14675", false],
  ["(858) 408-1343 x66286", "(858) 408-1343x66286", false],
  ["555-371-0847 extension 371", "555-371-0847 x371", false],
  ["+49 (0) 30 123 456 78 ext. 99", "+49(0)3012345678x99", false],
  ["+1 (234) 567-8901 / +1 (234) 567-8902", "+1 (234) 567-8901", true],
  ["+123 456 789 012 345 678 x12345678", "+123456789012345678", true],
  ["call the front desk and ask for Ana", null, true],
])("[IM7] the phone %j becomes %j", (given, phone, lost) => {
  expect(shortenPhone(given)).toEqual({ phone, lost });
});

test.each([
  ["2024-08-14T11:39:02.318+00:00", null, Date.UTC(2024, 7, 14, 11, 39, 2, 318)],
  ["2024-08-14T11:39:02.3+02:00", null, Date.UTC(2024, 7, 14, 9, 39, 2, 300)],
  ["2016-10-20", null, Date.UTC(2016, 9, 20)],
  ["14.8.2024", null, Date.UTC(2024, 7, 14)],
  ["8/14/2024", null, Date.UTC(2024, 7, 14)],
  ["14/08/2024 5:30 pm", null, Date.UTC(2024, 7, 14, 17, 30)],
  ["03/04/2024", null, null],
  ["03/04/2024", "mdy", Date.UTC(2024, 2, 4)],
  ["3-4-24", "dmy", Date.UTC(2024, 3, 3)],
  ["14-Aug-2024", null, Date.UTC(2024, 7, 14)],
  ["August 14, 2024", null, Date.UTC(2024, 7, 14)],
  ["2024-02-30", null, null],
  ["soon", null, null],
] as const)("[IM8] the date %j in a column that is %s", (text, order, wanted) => {
  expect(readDate(text, order)).toBe(wanted);
});

test("[IM8] the rest of a column tells which number is the day", () => {
  expect(orderOfDates(["03/04/2024", "14/04/2024"])).toBe("dmy");
  expect(orderOfDates(["03/04/2024", "04/14/2024"])).toBe("mdy");
  expect(orderOfDates(["03/04/2024", "04/05/2024"])).toBe(null);
  expect(orderOfDates(["14/04/2024", "04/14/2024"])).toBe(null);
});

test("[IM8] a date that lies ahead or makes no sense is told and not used", () => {
  const { row, warnings } = rowOf(["name", "last contacted", "close date"], ["Ana", "2030-01-01", "2025-05-05"]);
  expect({ fields: row?.fields, warnings: warnings.map(({ code }) => code) }).toEqual({
    fields: { name: "Ana", last_contact: Date.UTC(2025, 4, 5) },
    warnings: ["date_future"],
  });
  expect(rowOf(["name", "last contacted"], ["Ana", "1/2/2025"]).warnings.map(({ code }) => code)).toEqual([
    "date_unread",
  ]);
});

test("[IM9] of several columns for one field the first filled one counts, and the others are kept in the notes", () => {
  const headers = [
    "first_name",
    "last_name",
    "email_home",
    "email_work",
    "email_other",
    "phone_work",
    "phone_home",
    "tags",
  ];
  const { row, refusal, warnings } = rowOf(
    headers,
    ["Ana", "Kos", "ana@home.example", "", "ana@other.example", "", "040 111 222", "vip"],
    { tags: "notes" },
  );
  expect({ row, refusal, warnings }).toEqual({
    row: {
      fields: {
        name: "Ana Kos",
        email: "ana@home.example",
        phone: "040 111 222",
        notes: "vip\nemail_other: ana@other.example",
      },
      title: "Ana Kos",
      external_id: null,
    },
    refusal: null,
    warnings: [],
  });
});

test("[IM9] several columns go to the notes with their names", () => {
  const { row } = rowOf(["name", "tags", "score"], ["Ana", "vip", "7"], { notes: ["tags", "score"] });
  expect(row?.fields.notes).toBe("tags: vip\nscore: 7");
});

test.each([
  [["name", "product", "company", "email", "id"], ["Ana", "GTX", "Acme", "a@example.com", "7"], "Ana"],
  [["product", "company", "email", "id"], ["GTX", "Acme", "a@example.com", "7"], "GTX"],
  [["company", "email", "id"], ["Acme", "a@example.com", "7"], "Acme"],
  [["email", "id"], ["a.kos@example.com", "7"], "a.kos"],
  [["id", "tags"], ["7", "vip"], "7"],
])("[IM9] a row of %j is called by the best it has", (headers, cells, title) => {
  expect(rowOf(headers, cells).row?.title).toBe(title);
});

test("[IM9] a name made up for want of a better one is not said of a contact that has one", () => {
  expect(rowOf(["email", "status"], ["ana@example.com", "cold"]).row?.fields).toEqual({
    email: "ana@example.com",
    status: "lead",
  });
});

test("[IM9] refusals name the field, the value and the reason", () => {
  const refusal = (headers: string[], cells: string[]) => rowOf(headers, cells).refusal;
  expect(refusal(["name", "email"], ["Ana", "ana at example"])).toEqual({
    field: "email",
    value: "ana at example",
    reason: "Must be an e-mail address.",
  });
  expect(refusal(["name", "phone"], ["", ""])).toEqual({
    field: "name",
    value: "",
    reason: "No name, company, e-mail address or id to make a contact of.",
  });
  expect(refusal(["name"], ["x".repeat(256)])).toEqual({
    field: "name",
    value: "x".repeat(200),
    reason: "May have at most 255 characters.",
  });
  expect(refusal(["name", "email"], ["Ana", "a@example.com", "more"])?.field).toBe("row");
  expect(rowOf(["name", "email"], ["Ana", "a@example.com", " "]).refusal).toBe(null);
  expect(rowOf(["name", "email", "phone"], ["Ana"]).warnings.map(({ code }) => code)).toEqual(["cells_missing"]);
});

test("[IM9] ways of saying nothing say nothing, and a spreadsheet's guard is not part of the text", () => {
  expect(rowOf(["name", "email", "phone", "company"], ["Ana", "n/a", "-", "NULL"]).row?.fields).toEqual({
    name: "Ana",
  });
  expect(rowOf(["name", "phone"], ["'=HYPERLINK(1)", "'+386 41 555 123"]).row?.fields).toEqual({
    name: "=HYPERLINK(1)",
    phone: "+386 41 555 123",
  });
});

test("[IM2] rows without address and id are called by what identifies them; different ones of one name stay apart", () => {
  const apart = makeTellApart();
  const id = (cells: string[]) => {
    const reading = apart(rowOf(["name", "company", "agent"], cells), cells);
    return [reading.row?.external_id, reading.warnings.length];
  };
  const [first] = id(["Ana", "Acme", "Mo"]);
  expect(first).toMatch(/^row:[0-9a-z]+$/);
  expect(id(["Ana", "Acme", "Jo"])).toEqual([`${first}#2`, 1]);
  expect(id(["ANA", "acme", "Mo"])[0]).toBe(`${first}#3`);
  expect(id(["Ana", "Acme", "Mo"])).toEqual([first, 0]);
  expect(id(["Ana", "Acme", "Jo"])).toEqual([`${first}#2`, 1]);
  expect(id(["Ben", "Acme", "Mo"])[0]).not.toBe(first);
});
