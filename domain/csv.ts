/** CSV that a spreadsheet shows and never runs, and reading it back. */

/** [IM13] A text that a spreadsheet would take for a formula gets an apostrophe in front. */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** [IM13] A spreadsheet's guard before a formula is not part of the text. */
export const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** [IM13] One line of RFC 4180, with its end. A number is no formula, whatever its sign. */
export const csvLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => (typeof cell === "number" ? String(cell) : quoted(guarded(cell ?? "")))).join(",")}\r\n`;
