/** Ingesting usage over HTTP: the file, its counts, its failures, who may; on real D1. */
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { UsageSummary } from "../../domain/usage-report.ts";
import { metricDays } from "../../drizzle/accounts.ts";
import { db } from "../../tests/workerd/accounts.ts";
import { acme, counts, fileWith, formOf, header, home, ingested, post } from "../../tests/workerd/ingest.ts";
import { join, newCircle, newVisitor, told } from "../../tests/workerd/visitor.ts";

test("[I1] [I3] [H4] [IG7] the seed's file makes an account with its usage and its score", async () => {
  const { ana, circle, account, scores, events } = await home();
  const summary = await ingested(ana, fileWith(...acme), { history: "true" });
  const { import_id: _id, ...rest } = summary;
  expect(rest).toEqual({
    circle_id: circle,
    file_name: "usage.csv",
    rows_received: 2,
    rows_ingested: 2,
    rows_unchanged: 0,
    rows_failed: 0,
    accounts_created: 1,
    accounts_updated: 0,
    encoding: "utf-8",
    delimiter: ",",
    ignored_columns: [],
    errors: [],
    errors_count: 0,
    days_scored: 2,
  });
  const row = await account("Acme Corp");
  expect(row).toMatchObject({ number: 1, segment: "Enterprise", region: "US", arr: 50_000_000, created_by: ana.id });
  expect(row?.health_value).toBe(81.55);
  expect((await scores(row?.id)).map(({ value, cause }) => [value, cause])).toEqual([
    [83.75, "backfill"],
    [81.55, "backfill"],
    [81.55, "import"],
  ]);
  expect(await events(row?.id)).toEqual([
    {
      kind: "account.created",
      via: "import",
      actor: ana.id,
      before: null,
      after: { name: "Acme Corp", segment: "Enterprise", region: "US", arr: 50_000_000 },
    },
    {
      kind: "usage.imported",
      via: "import",
      actor: ana.id,
      before: null,
      after: { file_name: "usage.csv", days: 2, from: "2024-01-01", until: "2024-01-02" },
    },
  ]);
});

test("[H4] [C14] [IG4] without NPS the first row scores 85.29; a file without that column leaves known values alone", async () => {
  const { ana, account } = await home();
  await ingested(ana, fileWith("Acme Corp,Enterprise,US,500000,2024-01-01,150,0.75,2,,0.85"));
  expect((await account("Acme Corp"))?.health_value?.toFixed(2)).toBe("85.29");
  await ingested(ana, fileWith(acme[0] ?? ""));
  expect((await account("Acme Corp"))?.health_value).toBe(83.75);
  const without = `${header.replace(",nps_score", "")}\nAcme Corp,Enterprise,US,500000,2024-01-01,160,0.75,2,0.85\n`;
  expect(counts(await ingested(ana, without))).toEqual([1, 1, 0, 0, 0, 1]);
  const [day] = await db
    .select()
    .from(metricDays)
    .where(sql`account = ${(await account("Acme Corp"))?.id}`);
  expect([day?.daily_active_users, day?.nps_score]).toEqual([160, 50]);
});

test("[I3] the same file again changes nothing at all, whatever people have changed since", async () => {
  const { ana, circle, account, scores, events } = await home();
  const file = fileWith(...acme, "Beta,SMB,EU,12000.50,2024-01-01,5,0.2,1,,0.4");
  expect(counts(await ingested(ana, file))).toEqual([3, 3, 0, 0, 2, 0]);
  // By hand: another ARR, another name.
  await db.run(
    sql`update accounts set arr = 1, name = 'Beta Ltd', folded = 'beta ltd' where circle = ${circle} and name = 'Beta'`,
  );
  const state = async () => {
    const both = [await account("Acme Corp"), await account("Beta Ltd")];
    return Promise.all(
      both.map(async (row) => ({ row, scores: await scores(row?.id), events: await events(row?.id) })),
    );
  };
  const before = await state();
  expect(counts(await ingested(ana, file))).toEqual([3, 0, 3, 0, 0, 0]);
  expect(await state()).toEqual(before);
});

test("[IG5] [IG7] a fact that a file says anew is taken; an older day does not overrule a newer one", async () => {
  const { ana, account, events } = await home();
  await ingested(ana, fileWith(...acme));
  const id = (await account("Acme Corp"))?.id;
  const older = "acme CORP,SMB,EU,1,2023-12-31,150,0.75,2,50,0.85";
  expect(counts(await ingested(ana, fileWith(older)))).toEqual([1, 1, 0, 0, 0, 1]);
  expect(await account("Acme Corp")).toMatchObject({ segment: "Enterprise", region: "US", arr: 50_000_000 });
  const newer = "Acme Corp,enterprise,,600000,2024-01-02,145,0.76,3,50,0.82";
  expect(counts(await ingested(ana, fileWith(newer)))).toEqual([1, 0, 1, 0, 0, 1]);
  expect(await account("Acme Corp")).toMatchObject({ segment: "Enterprise", region: "US", arr: 60_000_000 });
  expect((await events(id)).at(-1)).toMatchObject({
    kind: "account.changed",
    before: { arr: 50_000_000 },
    after: { arr: 60_000_000 },
  });
});

test("[I3] [IG2] bad rows are told by row, line, column and reason, and stop nobody", async () => {
  const { ana, account } = await home();
  const summary = await ingested(
    ana,
    fileWith(
      acme[0] ?? "",
      "",
      '"Quoted, Inc.",SMB,EU,1,31/12/2024,1.5,0.5,-1,0,0.5',
      "Beta,Startup,EU,1e400,2024-01-01,NaN,0.5,1,0,0.5",
      `${"x".repeat(300)},SMB,EU,1,2024-01-01,1,0.5,1,0,0.5`,
      '"never closed,SMB,EU,1,2024-01-01,1,0.5,1,0,0.5',
      acme[1] ?? "",
    ),
  );
  expect(counts(summary)).toEqual([6, 2, 0, 4, 1, 0]);
  expect(summary.errors.map(({ row, line, column, message }) => `${row} ${line} ${column}: ${message}`)).toEqual([
    "2 4 date: Write dates as YYYY-MM-DD: 2024-12-31.",
    "2 4 daily_active_users: Must be a whole number.",
    "2 4 support_tickets_open: Must not be negative.",
    "3 5 segment: Must be one of: Enterprise, Mid-Market, SMB.",
    "3 5 arr: May have at most 15 digits.",
    "3 5 daily_active_users: Must be a number.",
    "4 6 account_name: May have at most 255 characters.",
    "5 7 row: A quote opens here and is not closed.",
  ]);
  expect(summary.errors_count).toBe(8);
  expect((await account("Acme Corp"))?.health_value).toBe(81.55);
  const file = await ana.send(`/api/ingest/${summary.import_id}/errors.csv`);
  const lines = (await file.text()).split("\r\n");
  expect(lines[0]).toBe(`${header},import_row,import_line,import_error`);
  expect(lines[1]).toBe(
    '"Quoted, Inc.",SMB,EU,1,31/12/2024,1.5,0.5,\'-1,0,0.5,2,4,date: Write dates as YYYY-MM-DD: 2024-12-31. daily_active_users: Must be a whole number. support_tickets_open: Must not be negative.',
  );
  expect(lines).toHaveLength(6);
});

test("[IG2] [IM13] the file of failed rows is taken in once it is mended", async () => {
  const { ana, account } = await home();
  const { import_id } = await ingested(ana, fileWith("=Sum,SMB,EU,1,2024-01-01,1,2,1,-20,0.5"));
  const failed = await (await ana.send(`/api/ingest/${import_id}/errors.csv`)).text();
  expect(counts(await ingested(ana, failed.replace(",1,2,1,", ",1,0.2,1,")))).toEqual([1, 1, 0, 0, 1, 0]);
  expect(JSON.parse((await account("=Sum"))?.health_inputs ?? "{}")).toMatchObject({ row: { nps_score: -20 } });
});

test.each([
  ["an empty file", "", "The file is empty."],
  ["blank lines", "\uFEFF\r\n\r\n", "The file is empty."],
  [
    "a missing column",
    "account_name,date\nAcme,2024-01-01\n",
    "Columns are missing: segment, region, arr, daily_active_users, feature_adoption_rate, support_tickets_open, login_frequency.",
  ],
])("[I1] %s is refused as a whole", async (_what, file, message) => {
  const { ana } = await home();
  const answer = await told(post(ana, formOf(file)));
  expect(answer).toMatchObject({ status: 400, body: { errors: { file: [message] } } });
  expect(await told(ana.send("/api/ingest/"))).toMatchObject({ body: { count: 0 } });
});

test("[I1] a header alone is read and has no rows; no file at all, and another type, are refused", async () => {
  const { ana } = await home();
  expect(counts(await ingested(ana, `${header}\n`))).toEqual([0, 0, 0, 0, 0, 0]);
  const none = new FormData();
  none.set("other", "1");
  expect(await told(post(ana, none))).toMatchObject({
    status: 400,
    body: { errors: { file: ["This field is required."] } },
  });
  const text = new Response(header).body as ReadableStream;
  expect((await post(ana, text, { headers: { "content-type": "text/csv" } })).status).toBe(415);
});

test.each([
  [";", "\r\n", "\uFEFF"],
  ["\t", "\n", ""],
  ["|", "\r", ""],
])("[I3] separated by %j, ended by %j, with columns in another order and quotes", async (by, end, mark) => {
  const { ana, account } = await home();
  const turned = (line: string): string =>
    line
      .split(",")
      .reverse()
      .map((cell) => `"${cell}"`)
      .join(by);
  const summary = await ingested(ana, mark + [header, ...acme].map(turned).join(end));
  expect(counts(summary)).toEqual([2, 2, 0, 0, 1, 0]);
  expect(summary.delimiter).toBe(by);
  expect((await account("Acme Corp"))?.health_value).toBe(81.55);
});

test("[IG4] of one day's rows the last one counts; names are one whatever their case", async () => {
  const { ana, account } = await home();
  const rows = [acme[0] ?? "", "ACME corp,Enterprise,US,500000,2024-01-01,10,0.1,9,-50,0.1"];
  expect(counts(await ingested(ana, fileWith(...rows)))).toEqual([2, 2, 0, 0, 1, 0]);
  expect(JSON.parse((await account("Acme Corp"))?.health_inputs ?? "{}")).toMatchObject({
    row: { daily_active_users: 10 },
  });
  expect(counts(await ingested(ana, fileWith(...rows)))).toEqual([2, 0, 2, 0, 0, 0]);
});

test("[C5] [IG10] numbers are never used twice, and a deleted account's name makes a new account", async () => {
  const { ana, circle, account } = await home();
  await ingested(ana, fileWith(...acme, "Beta,SMB,EU,1,2024-01-01,5,0.2,1,,0.4"));
  const first = await account("Acme Corp");
  await db.run(sql`update accounts set deleted_at = 1 where circle = ${circle}`);
  await ingested(ana, fileWith(...acme));
  const second = await account("Acme Corp");
  expect([first?.number, second?.number, second?.id === first?.id]).toEqual([1, 3, false]);
  expect(second).toMatchObject({ arr: 50_000_000, health_value: 81.55 });
});

test("[P2] [P3] members may not, strangers find nothing, and several circles need a name", async () => {
  const { ana, circle } = await home();
  const [ben, mo] = [await newVisitor("Ben"), await newVisitor("Mo")];
  await join(ana, circle, ben, "member");
  expect((await told(post(ben, formOf(fileWith(...acme))))).status).toBe(403);
  await newCircle(mo, "South");
  expect((await told(post(mo, formOf(fileWith(...acme), { circle_id: circle })))).status).toBe(404);
  const { import_id } = await ingested(ana, fileWith("bad,,,,,,,,,"));
  const at = `/api/ingest/${import_id}/`;
  expect([(await ana.send(at)).status, (await ben.send(at)).status, (await mo.send(at)).status]).toEqual([
    200, 403, 404,
  ]);
  expect((await ben.send(`/api/ingest/?circle_id=${circle}`)).status).toBe(403);

  const other = await newCircle(ana, "East");
  expect(await told(post(ana, formOf(fileWith(...acme))))).toMatchObject({
    status: 400,
    body: { errors: { circle_id: [expect.any(String)] } },
  });
  const late = formOf(fileWith(...acme));
  late.set("circle_id", other);
  const summary = await (await post(ana, late, { at: "/api/ingest/csv/" })).json<UsageSummary>();
  expect(summary.circle_id).toBe(other);
});
