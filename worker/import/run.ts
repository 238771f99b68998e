/** One import from its first byte to its summary: rows read here, taken in by the circle batch by batch. [IM10] */
import { makeTellApart } from "../../domain/import/apart.ts";
import type { ImportField } from "../../domain/import/field.ts";
import { guessMapping } from "../../domain/import/guess.ts";
import { columnNames, readMapping, wireMapping, type WireMapping } from "../../domain/import/mapping.ts";
import { planRows, readRow, type RowPlan, type RowReading, warningCodes } from "../../domain/import/row.ts";
import { wrong } from "../../domain/problem.ts";
import type { ImportCounts, RowReport } from "../../domain/import/report.ts";
import type { ImportRow } from "../../party/import-rpc.ts";
import type { CsvFile } from "./file.ts";
import type { CsvRow } from "./rows.ts";
import { type ColumnFacts, columnFacts, ValueCounts, type ValueFacts } from "./samples.ts";

/** The circle's side of an import. */
export interface ImportDoor {
  take(rows: ImportRow[], done: number, columns?: string[]): Promise<RowReport[]>;
}

export const fileWarningCodes = [...warningCodes, "edit_kept", "bytes_damaged", "no_header", "rows_cut"] as const;

export interface FileWarning {
  code: (typeof fileWarningCodes)[number];
  message: string;
  /** Rows it was said of; 0 for the file as a whole. */
  count: number;
  /** The first five of them. */
  rows: number[];
}

export interface ImportSummary extends ImportCounts {
  encoding: string;
  delimiter: string;
  columns: ColumnFacts[];
  unmapped: string[];
  mapping: WireMapping;
  values: ValueFacts[];
  warnings: FileWarning[];
  /** The first twenty rows. */
  verdicts: RowReport[];
  /** The first fifty refused ones. */
  refusals: RowReport[];
}

export interface ImportOptions {
  mapping: unknown;
  dry_run: boolean;
  now: number;
  /** Bytes of the file, as far as known. */
  size: number;
}

/** Rows from which columns are guessed; rows and columns that a file may have; rows in one call of the circle. */
const sampled = 500;
export const mostRows = 100_000;
const mostColumns = 300;
const batchSize = 100;

const identifying: readonly ImportField[] = [
  "name",
  "first_name",
  "last_name",
  "deal",
  "email",
  "company",
  "external_id",
];
const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Reads on until there is enough to guess from, or no more. */
const readHead = async (rows: AsyncGenerator<CsvRow[]>): Promise<CsvRow[]> => {
  const head: CsvRow[] = [];
  while (head.length <= sampled) {
    const { value, done } = await rows.next();
    if (done) break;
    head.push(...value);
  }
  return head;
};

class Tally {
  readonly counts: ImportCounts = { rows_received: 0, created: 0, updated: 0, duplicate: 0, refused: 0 };
  readonly verdicts: RowReport[] = [];
  readonly refusals: RowReport[] = [];
  readonly #warnings = new Map<string, FileWarning>();

  add(reports: readonly RowReport[]): void {
    for (const report of reports) {
      this.counts.rows_received += 1;
      this.counts[report.verdict] += 1;
      if (this.verdicts.length < 20) this.verdicts.push(report);
      if (report.kept.length > 0)
        this.warn(
          report.row,
          "edit_kept",
          `Somebody changed ${report.kept.join(", ")} here since the last file: theirs stands.`,
        );
      if (report.verdict === "refused" && this.refusals.length < 50) this.refusals.push(report);
    }
  }

  warn(row: number, code: FileWarning["code"], message: string): void {
    const known = this.#warnings.get(code);
    if (!known) return void this.#warnings.set(code, { code, message, count: 1, rows: [row] });
    known.count += 1;
    if (known.rows.length < 5) known.rows.push(row);
  }

  warnOfFile(code: FileWarning["code"], message: string): void {
    this.#warnings.set(code, { code, message, count: 0, rows: [] });
  }

  get warnings(): FileWarning[] {
    return [...this.#warnings.values()];
  }
}

/** The header row, or made-up names when the first row already speaks of somebody. */
const splitHead = (head: readonly CsvRow[], tally: Tally): { names: string[]; rows: readonly CsvRow[] } => {
  const [first, ...rest] = head;
  if (!first) throw wrong("file", "The file is empty.");
  if (first.broken !== undefined) throw wrong("file", `The header cannot be read. ${first.broken}`);
  if (first.cells.length > mostColumns) throw wrong("file", `At most ${mostColumns} columns are read.`);
  if (!first.cells.some((cell) => isAddress.test(cell.trim()))) return { names: columnNames(first.cells), rows: rest };
  tally.warnOfFile(
    "no_header",
    "The first row holds an e-mail address, so it was read as a contact and not as the header.",
  );
  return { names: columnNames(first.cells.map(() => "")), rows: head };
};

/** Refuses with `invalid` a file or mapping that cannot be read at all; a row never stops it. */
export const runImport = async (
  door: ImportDoor,
  file: CsvFile,
  { mapping: given, dry_run, now, size }: ImportOptions,
): Promise<ImportSummary> => {
  const stream = file.rows();
  const tally = new Tally();
  const { names, rows } = splitHead(await readHead(stream), tally);
  const sample = rows
    .filter((row) => row.broken === undefined)
    .slice(0, sampled)
    .map(({ cells }) => cells);
  const mapping = readMapping(given, names, guessMapping(names, sample));
  if (!dry_run && !identifying.some((field) => mapping.fields.includes(field)))
    throw wrong("mapping", "No column gives a name, a company, an e-mail address or an id.");
  const plan = planRows(names, mapping);
  const values = new ValueCounts(plan);
  const read = reader(plan, values, tally, now);
  let columns: string[] | undefined = names;
  const take = async (some: readonly CsvRow[]): Promise<void> => {
    for (let at = 0; at < some.length || columns; at += batchSize) {
      const batch = some.slice(at, at + batchSize).map(read);
      tally.add(await door.take(batch, Math.min(0.99, file.bytes / Math.max(1, size)), columns));
      columns = undefined;
    }
  };
  await take(rows.slice(0, mostRows));
  for await (const some of stream) {
    const left = Math.max(0, mostRows - tally.counts.rows_received);
    await take(some.slice(0, left));
    // The rest is read all the same: the hash of the file is taken on the way.
    if (some.length > left)
      tally.warnOfFile("rows_cut", `Only the first ${mostRows} rows were taken. Import the rest as a file of its own.`);
  }
  const { encoding, delimiter, damaged } = file.facts;
  if (damaged) tally.warnOfFile("bytes_damaged", "Some bytes are no text in UTF-8; they became �.");
  return {
    ...tally.counts,
    encoding,
    delimiter,
    columns: columnFacts(plan, sample),
    unmapped: names.filter((_, index) => mapping.fields[index] === null),
    mapping: wireMapping(mapping, names),
    values: values.facts(),
    warnings: tally.warnings,
    verdicts: tally.verdicts,
    refusals: tally.refusals,
  };
};

const reader = (plan: RowPlan, values: ValueCounts, tally: Tally, now: number) => {
  const tellApart = makeTellApart();
  let row = 0;
  return ({ cells, broken }: CsvRow): ImportRow => {
    row += 1;
    if (broken !== undefined)
      return {
        row,
        cells,
        read: null,
        refusal: { field: "row", value: (cells[0] ?? "").slice(0, 200), reason: broken },
        warnings: [],
      };
    values.count(cells);
    const reading: RowReading = tellApart(readRow(plan, cells, now), cells);
    for (const { code, message } of reading.warnings) tally.warn(row, code, message);
    return { row, cells, read: reading.row, refusal: reading.refusal, warnings: reading.warnings };
  };
};
