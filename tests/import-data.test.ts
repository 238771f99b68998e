/** The published sets of data beside the project, read as the import reads them. Skipped, in so many words, where they are absent. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTellApart } from "../domain/import/apart.ts";
import { guessMapping } from "../domain/import/guess.ts";
import { columnNames } from "../domain/import/mapping.ts";
import { planRows, readRow } from "../domain/import/row.ts";
import { CsvFile } from "../worker/import/file.ts";

const data = "../shared/data";
const spectrum = join(data, "csv-spectrum");
const people = join(data, "contacts-atomic-crm/contacts.csv");
const pipeline = join(data, "maven-crm/sales_pipeline.csv");
const now = Date.UTC(2026, 0, 31);

/** Cut into pieces, as a network does. */
async function* piecesOf(path: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const rowsOf = async (path: string, size = 4_096): Promise<string[][]> => {
  const rows: string[][] = [];
  for await (const some of new CsvFile(piecesOf(path, size)).rows()) rows.push(...some.map(({ cells }) => cells));
  return rows;
};

const counted = (values: readonly (string | undefined)[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
};

const read = async (path: string) => {
  const [header = [], ...rows] = await rowsOf(path);
  const names = columnNames(header);
  const plan = planRows(names, guessMapping(names, rows.slice(0, 500)));
  const apart = makeTellApart();
  return rows.map((cells) => apart(readRow(plan, cells, now), cells));
};

const files = existsSync(spectrum)
  ? readdirSync(join(spectrum, "csvs")).map((name) => name.replace(/\.csv$/, ""))
  : ["(skipped: ../shared/data/csv-spectrum is not there)"];

/** Its JSON is no list and has another telephone number, so what the file says stands here: � is in it as it is. */
const coordinates = [
  {
    "Contact Phone Number": "2095257564",
    "Location Coordinates": `37�36'37.8"N 121�2'17.9"W`,
    Cities: "Modesto",
    Counties: "Stanislaus",
  },
];

test.skipIf(!existsSync(spectrum)).each(files)("[IM4] csv-spectrum: %s", async (name) => {
  const [header = [], ...rows] = await rowsOf(join(spectrum, "csvs", `${name}.csv`), 5);
  const records = rows.map((cells) => Object.fromEntries(header.map((column, at) => [column, cells[at]])));
  const wanted: unknown = JSON.parse(readFileSync(join(spectrum, "json", `${name}.json`), "utf8"));
  expect(records).toEqual(name === "location_coordinates" ? coordinates : wanted);
});

test.skipIf(!existsSync(people))(
  "[IM5] [IM6] [IM7] contacts.csv: 500 people with address, phone, company and status (skipped where ../shared/data is not there)",
  async () => {
    const rows = await read(people);
    const fields = rows.map(({ row }) => row?.fields);
    expect(rows.filter(({ refusal }) => refusal)).toEqual([]);
    expect(new Set(fields.map((one) => one?.email?.toLowerCase())).size).toBe(500);
    expect(new Set(fields.map((one) => one?.company)).size).toBe(55);
    expect(counted(fields.map((one) => one?.status))).toEqual({ prospect: 250, lead: 126, customer: 124 });
    expect(fields.every((one) => one?.phone && one.phone.length <= 20)).toBe(true);
    expect(counted(rows.flatMap(({ warnings }) => warnings.map(({ code }) => code)))).toEqual({ phone_shortened: 56 });
  },
);

test.skipIf(!existsSync(pipeline))(
  "[IM5] [IM6] [IM8] sales_pipeline.csv: 8,800 deals as cards on their stages (skipped where ../shared/data is not there)",
  async () => {
    const rows = await read(pipeline);
    const fields = rows.map(({ row }) => row?.fields);
    expect(rows.filter(({ refusal, warnings }) => refusal ?? warnings[0])).toEqual([]);
    expect(counted(fields.map((one) => one?.funnel_stage))).toEqual({
      closed_won: 4238,
      closed_lost: 2473,
      negotiation: 1589,
      needs_outreach: 500,
    });
    expect(new Set(rows.map(({ row }) => row?.external_id)).size).toBe(8800);
    expect(fields.filter((one) => one?.company === undefined).length).toBe(1425);
    expect(fields.filter((one) => one?.last_contact === undefined).length).toBe(500);
    expect(new Set(fields.map((one) => one?.name)).size).toBe(7);
  },
);
