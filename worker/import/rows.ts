/** Text to rows, piece by piece; a row that cannot be read is told and left behind, never what comes after it. [IM4] */
import Papa from "papaparse";
import type { Shape } from "./sniff.ts";

/** `broken` says why the row cannot be read; its one cell is the line as it stands. */
export interface CsvRow {
  cells: string[];
  /** Where it begins in the file; the first line is 1. */
  line: number;
  broken?: string;
}

/** Text that gathers before it is parsed, and the longest row there may be; both in UTF-16 units. */
const gather = 64 * 1024;
export const longestRow = 1024 * 1024;

const unclosed = "A quote opens here and is not closed.";
const tooLong = "The row is longer than a million characters.";

export class CsvRows {
  readonly #shape: Shape;
  #text = "";
  /** The line that the text begins with. */
  #line: number;

  constructor(shape: Shape, line = 1) {
    this.#shape = shape;
    this.#line = line;
  }

  push(text: string): CsvRow[] {
    this.#text += text;
    return this.#text.length < gather ? [] : this.#take(false);
  }

  end(): CsvRow[] {
    return this.#take(true);
  }

  #parse(text: string, whole: boolean, preview = 0) {
    return new Papa.Parser({ delimiter: this.#shape.delimiter, newline: this.#shape.newline, preview }).parse(
      text,
      0,
      !whole,
    );
  }

  #take(last: boolean): CsvRow[] {
    const rows: CsvRow[] = [];
    for (;;) {
      const parsed = this.#parse(this.#text, false);
      if (parsed.errors.some(({ code }) => code === "InvalidQuotes")) rows.push(...this.#takeCarefully());
      else {
        const quoted = this.#text.includes('"');
        for (const cells of parsed.data) rows.push(this.#row(cells, quoted));
        this.#text = this.#text.slice(parsed.meta.cursor);
      }
      if (!last && this.#text.length <= longestRow) break;
      if (this.#text === "") break;
      const row = this.#takeLast(last);
      if (row) rows.push(row);
    }
    return rows
      .filter((row) => row.broken !== undefined || row.cells.some((cell) => cell.trim() !== ""))
      .map((row) => this.#trimmed(row));
  }

  /** Row by row: one whose quotes are wrong and that runs over line ends has swallowed its neighbours. */
  #takeCarefully(): CsvRow[] {
    const rows: CsvRow[] = [];
    for (;;) {
      const { data, errors, meta } = this.#parse(this.#text, false, 1);
      const [cells] = data;
      if (!cells || meta.cursor === 0) return rows;
      const swallowed =
        errors.some(({ code }) => code === "InvalidQuotes") && cells.some((cell) => cell.includes(this.#shape.newline));
      if (swallowed) rows.push(this.#takeLine(unclosed));
      else {
        rows.push(this.#row(cells, true));
        this.#text = this.#text.slice(meta.cursor);
      }
    }
  }

  /** A row and its line; only quotes can hold line ends. */
  #row(cells: string[], quoted: boolean): CsvRow {
    const line = this.#line;
    this.#line += 1;
    if (quoted) for (const cell of cells) this.#line += cell.split(this.#shape.newline).length - 1;
    return { cells, line };
  }

  /** What no line end closes: the file's last row, or one that never ends. */
  #takeLast(last: boolean): CsvRow | null {
    if (!last) return this.#takeLine(tooLong);
    const { data, errors } = this.#parse(this.#text, true);
    if (errors.some(({ code }) => code === "MissingQuotes")) return this.#takeLine(unclosed);
    this.#text = "";
    return data[0] ? this.#row(data[0], true) : null;
  }

  #takeLine(broken: string): CsvRow {
    const end = this.#text.indexOf(this.#shape.newline);
    const line = end < 0 ? this.#text : this.#text.slice(0, end);
    this.#text = end < 0 ? "" : this.#text.slice(end + 1);
    return { ...this.#row([line], false), broken };
  }

  #trimmed(row: CsvRow): CsvRow {
    const last = row.cells.length - 1;
    return row.cells[last]?.endsWith("\r")
      ? { ...row, cells: row.cells.with(last, row.cells[last].slice(0, -1)) }
      : row;
  }
}
