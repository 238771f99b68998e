/** Importing a series into a KPI's history. */
import { beforeAll, expect, test } from "vitest";
import { type House, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { createKpi, importSeries, kpiPath, type KpiRow, readKpi, recordValue } from "../../tests/workerd/kpis.ts";
import { told } from "../../tests/workerd/visitor.ts";

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

interface Report {
  dry_run: boolean;
  rows_received: number;
  added: number;
  changed: number;
  same: number;
  refused: number;
  first_date: string | null;
  last_date: string | null;
  mapping: Record<string, string | null>;
  refusals: { row: number; value: string; reason: string }[];
}

const counts = ({ rows_received, added, changed, same, refused }: Report) => [
  rows_received,
  added,
  changed,
  same,
  refused,
];
const report = async (answer: Promise<Response>): Promise<Report> => (await answer).json<Report>();
const points = async (id: string) =>
  await (
    await house.admin.send(`${kpiPath}${id}/points/?page_size=200`)
  ).json<{ count: number; results: { value: string; recorded_at: string; via: string }[] }>();

const births = `year,month,date_of_month,day_of_week,births
2000,1,1,6,9083
2000,1,2,7,8006
2000,1,3,1,11363
`;

test("[KP15] year, month and day columns are found, weekdays are not taken for values, and dates are kept", async () => {
  const { id } = await createKpi(house, { name: "Births", current_value: 0, target: 12000 });
  const done = await report(importSeries(house.moderator, id, births));
  expect(done).toEqual({
    dry_run: false,
    file_name: "series.csv",
    rows_received: 3,
    added: 3,
    changed: 0,
    same: 0,
    refused: 0,
    first_date: "2000-01-01",
    last_date: "2000-01-03",
    columns: ["year", "month", "date_of_month", "day_of_week", "births"],
    mapping: { date: null, year: "year", month: "month", day: "date_of_month", value: "births" },
    refusals: [],
  });
  expect(
    (await points(id)).results.map(({ value, recorded_at, via }) => [value, via === "import" ? recorded_at : via]),
  ).toEqual([
    ["0.00", "value"],
    ["11363.00", "2000-01-03T00:00:00.000Z"],
    ["8006.00", "2000-01-02T00:00:00.000Z"],
    ["9083.00", "2000-01-01T00:00:00.000Z"],
  ]);
});

test("[KP15] the same file again changes nothing; a corrected one changes what differs; nothing is doubled", async () => {
  const { id } = await createKpi(house, { name: "Births" });
  expect(counts(await report(importSeries(house.admin, id, births)))).toEqual([3, 3, 0, 0, 0]);
  expect(counts(await report(importSeries(house.admin, id, births)))).toEqual([3, 0, 0, 3, 0]);
  expect(counts(await report(importSeries(house.admin, id, births.replace("8006", "8007"))))).toEqual([3, 0, 1, 2, 0]);
  expect((await points(id)).count).toBe(4);
});

test("[KP15] a dry run says the same and writes nothing", async () => {
  const { id } = await createKpi(house, { name: "Births" });
  await importSeries(house.admin, id, births.replace("2000,1,3,1,11363\n", ""));
  const rehearsed = await report(importSeries(house.admin, id, births.replace("8006", "1"), { dry_run: "true" }));
  expect([rehearsed.dry_run, ...counts(rehearsed)]).toEqual([true, 3, 1, 1, 1, 0]);
  expect((await points(id)).count).toBe(3);
});

test("[KP15] a row that cannot be read is refused with its reason, the others go in", async () => {
  const { id } = await createKpi(house);
  const file = `Day;Sold
2024-01-01;1.234,50
2024-02-30;2
;3
2024-01-02;
2024-01-03;four
2024-01-04;1.2345
2024-01-01;9
2150-01-01;5
2024-01-05;-6
`;
  const done = await report(
    importSeries(house.admin, id, file, { mapping: JSON.stringify({ date: "Day", value: "Sold" }) }),
  );
  expect(counts(done)).toEqual([9, 2, 0, 0, 7]);
  expect(done.refusals.map(({ row, reason }) => [row, reason])).toEqual([
    [2, "The date does not exist or could be read two ways."],
    [3, "The date is missing."],
    [4, "The value is missing."],
    [5, "The value cannot be kept. Must be a number."],
    [6, "The value cannot be kept. May have at most two decimals."],
    [7, "Row 1 has this date already."],
    [8, "The date lies in the future."],
  ]);
  expect((await points(id)).results.map(({ value }) => value)).toEqual(["10.00", "-6.00", "1234.50"]);
});

test("[KP15] a date is midnight in the circle's own time zone, also where clocks change", async () => {
  const own = await newHouse();
  await own.admin.send(`/api/circles/${own.circle}/`, { method: "PATCH", body: { time_zone: "Europe/Berlin" } });
  const { id } = await createKpi(own);
  await importSeries(own.admin, id, "date,value\n2024-03-31,1\n2024-04-01,2\n2024-12-31,3\n");
  const all = await (await own.admin.send(`${kpiPath}${id}/points/`)).json<{ results: { recorded_at: string }[] }>();
  expect(all.results.slice(1).map(({ recorded_at }) => recorded_at)).toEqual([
    "2024-12-30T23:00:00.000Z",
    "2024-03-31T22:00:00.000Z",
    "2024-03-30T23:00:00.000Z",
  ]);
});

test("[KP15] the newest point is what the KPI shows, with its trend against the one before", async () => {
  const { id } = await createKpi(house, { current_value: 50, target: 100 });
  await importSeries(house.admin, id, "date,value\n2024-01-01,40\n");
  const row: KpiRow = await readKpi(house, id);
  expect([row.current_value, row.trend, row.percentage_change]).toEqual(["50.00", "up", "25.00"]);
});

test("[KP15] files and mappings that cannot be read at all are refused by field", async () => {
  const { id } = await createKpi(house);
  expect(await wrongFields(importSeries(house.admin, id, ""))).toEqual({ status: 400, fields: ["file"] });
  expect(await wrongFields(importSeries(house.admin, id, "a,b\nx,y\n"))).toEqual({ status: 400, fields: ["mapping"] });
  expect(await wrongFields(importSeries(house.admin, id, births, { mapping: '{"value":"none"}' }))).toEqual({
    status: 400,
    fields: ["mapping"],
  });
  expect(await wrongFields(importSeries(house.admin, id, births, { mapping: '{"colour":"births"}' }))).toEqual({
    status: 400,
    fields: ["mapping"],
  });
  expect(await wrongFields(importSeries(house.admin, id, births, { dry_run: "perhaps" }))).toEqual({
    status: 400,
    fields: ["dry_run"],
  });
  expect((await house.admin.send(`${kpiPath}${id}/import/`, { body: {} })).status).toBe(415);
  expect((await points(id)).count).toBe(1);
});

test("[KP15] members may not import, not even for trial; strangers find nothing", async () => {
  const { id } = await createKpi(house);
  expect((await importSeries(house.member, id, births)).status).toBe(403);
  expect((await importSeries(house.member, id, births, { dry_run: "1" })).status).toBe(403);
  expect((await importSeries(house.stranger, id, births)).status).toBe(404);
});

test("[KP3] an import with a key is done once and answers the same again", async () => {
  const { id } = await createKpi(house);
  const key = { "idempotency-key": "series" };
  const first = await told(importSeries(house.admin, id, births, {}, key));
  const again = await importSeries(house.admin, id, births, {}, key);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await told(again)).toEqual(first);
  expect((await importSeries(house.admin, id, births.replace("9083", "1"), {}, key)).status).toBe(409);
});

test("[B13] a history of 7,000 points goes with its KPI and comes back with it", async () => {
  const { id } = await createKpi(house, { name: "Long" });
  const start = Date.UTC(2000, 0, 1);
  const rows = Array.from(
    { length: 7_000 },
    (_, at) => `${new Date(start + at * 86_400_000).toISOString().slice(0, 10)},${(at * 37) % 1000}`,
  );
  expect(counts(await report(importSeries(house.admin, id, `date,value\n${rows.join("\n")}\n`)))).toEqual([
    7_000, 7_000, 0, 0, 0,
  ]);
  expect((await house.admin.send(`${kpiPath}${id}/`, { method: "DELETE" })).status).toBe(204);
  expect((await house.admin.send(`${kpiPath}${id}/restore/`, { method: "POST" })).status).toBe(200);
  expect((await points(id)).count).toBe(7_001);
  expect((await recordValue(house.member, id, 5)).status).toBe(200);
});
