/** A file with a daily series, read to points: the columns, what was refused and why. [KP15] */
import { startOfDate } from "../../domain/days.ts";
import { columnNames } from "../../domain/import/mapping.ts";
import {
  guessSeries,
  type SeriesField,
  seriesFields,
  type SeriesMapping,
  seriesReader,
} from "../../domain/import/series.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { CsvFile } from "./file.ts";
import type { CsvRow } from "./rows.ts";

export interface SeriesRefusal {
  row: number;
  value: string;
  reason: string;
}

export interface SeriesFile {
  columns: string[];
  mapping: Record<SeriesField, string | null>;
  rows_received: number;
  /** In the file's order, no instant twice. */
  points: { at: number; value: string; date: string }[];
  refused: number;
  refusals: SeriesRefusal[];
}

export interface SeriesOptions {
  mapping: unknown;
  /** The KPI's name: a column called so holds its values. */
  name: string;
  timeZone: string;
  now: number;
}

const sampled = 500;
/** More than a century of days. */
const mostRows = 40_000;
const mostRefusals = 50;

/** [KP15] `{date: "Day", value: "Births"}`: given columns win over guessed ones; null is none. */
const readMapping = (given: unknown, names: readonly string[], guessed: SeriesMapping): SeriesMapping => {
  if (given !== undefined && (given === null || typeof given !== "object" || Array.isArray(given)))
    throw wrong("mapping", "Must be an object.");
  const mapping = { ...guessed };
  const fields = Object.entries(given ?? {});
  // One way of naming days replaces the other.
  if (fields.some(([field, column]) => field === "date" && column !== null))
    Object.assign(mapping, { year: null, month: null, day: null });
  if (fields.some(([field, column]) => ["year", "month", "day"].includes(field) && column !== null))
    mapping.date = null;
  for (const [field, column] of fields) {
    if (!(seriesFields as readonly string[]).includes(field))
      throw wrong("mapping", `Knows ${seriesFields.join(", ")}, not ${field.slice(0, 50)}.`);
    const at = typeof column === "string" ? names.indexOf(column) : -1;
    if (column !== null && at < 0) throw wrong("mapping", `The file has no column ${String(column).slice(0, 50)}.`);
    mapping[field as SeriesField] = column === null ? null : at;
  }
  const dated = mapping.date !== null || (mapping.year !== null && mapping.month !== null && mapping.day !== null);
  const errors = [
    ...(dated ? [] : ["Say which column holds the date, or year, month and day."]),
    ...(mapping.value === null ? ["Say which column holds the values."] : []),
  ];
  if (errors.length > 0) throw new Problem("invalid", { errors: { mapping: errors }, extra: { columns: [...names] } });
  return mapping;
};

const readRows = async (file: CsvFile): Promise<CsvRow[]> => {
  const rows: CsvRow[] = [];
  for await (const some of file.rows()) {
    rows.push(...some);
    if (rows.length > mostRows + 1) throw wrong("file", `At most ${mostRows} rows.`);
  }
  return rows;
};

/** Refuses with `invalid` a file or mapping that cannot be read at all; a row never stops it. */
export const readSeries = async (
  file: CsvFile,
  { mapping: given, name, timeZone, now }: SeriesOptions,
): Promise<SeriesFile> => {
  const [first, ...rows] = await readRows(file);
  if (!first) throw wrong("file", "The file is empty.");
  if (first.broken !== undefined) throw wrong("file", `The header cannot be read. ${first.broken}`);
  const names = columnNames(first.cells);
  const sample = rows
    .filter((row) => row.broken === undefined)
    .slice(0, sampled)
    .map(({ cells }) => cells);
  const mapping = readMapping(given, names, guessSeries(names, sample, name));
  const read = seriesReader(mapping, sample);
  const seen = new Map<number, number>();
  const points: SeriesFile["points"] = [];
  const refusals: SeriesRefusal[] = [];
  let refused = 0;
  rows.forEach(({ cells, broken }, index) => {
    const row = index + 1;
    const refuse = (reason: string): void => {
      refused += 1;
      if (refusals.length < mostRefusals) refusals.push({ row, value: cells.join(", ").slice(0, 200), reason });
    };
    if (broken !== undefined) return refuse(broken);
    const found = read(cells);
    if (typeof found === "string") return refuse(found);
    const at = found.instant ?? startOfDate(found.date, timeZone) + found.time;
    const before = seen.get(at);
    if (at > now) return refuse("The date lies in the future.");
    if (before !== undefined) return refuse(`Row ${before} has this date already.`);
    seen.set(at, row);
    points.push({ at, value: found.value, date: found.date });
  });
  const columnOf = (field: SeriesField): string | null =>
    mapping[field] === null ? null : (names[mapping[field]] ?? null);
  return {
    columns: names,
    mapping: Object.fromEntries(seriesFields.map((field) => [field, columnOf(field)])) as SeriesFile["mapping"],
    rows_received: rows.length,
    points,
    refused,
    refusals,
  };
};
