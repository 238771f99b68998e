/** What separates values and rows of a file, told from its beginning. [IM4] */
import Papa from "papaparse";

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export interface Shape {
  delimiter: Delimiter;
  /** `\n` also reads `\r\n`: the carriage return goes with the last cell and is cut off there. */
  newline: "\n" | "\r";
}

const rowsLookedAt = 60;

/** Line ends inside quotes are text. */
const newlineOf = (head: string): Shape["newline"] => {
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, "");
  return !bare.includes("\n") && bare.includes("\r") ? "\r" : "\n";
};

/** Rows that have as many cells as the header, and how many those are: more of both is better. */
const score = (head: string, delimiter: Delimiter, newline: Shape["newline"]): number => {
  const { data } = new Papa.Parser({ delimiter, newline, preview: rowsLookedAt }).parse(head, 0, true);
  const rows = data.filter((row) => row.some((cell) => cell.trim() !== ""));
  const width = rows[0]?.length ?? 0;
  if (width < 2) return 0;
  return (rows.filter((row) => row.length === width).length / rows.length) * 100 + Math.min(width, 50) / 100;
};

/** [IM4] A first line `sep=;`, as Excel writes it, says it outright; `start` is where the header begins. */
export const sniff = (head: string): Shape & { start: number } => {
  const newline = newlineOf(head);
  const said = /^"?sep=(.)"?(\r\n|\n|\r)/i.exec(head);
  const named = delimiters.find((delimiter) => delimiter === said?.[1]);
  if (said && named) return { delimiter: named, newline, start: said[0].length };
  // The last line may be cut off; a file of one line has only that.
  const text = head.includes(newline) ? head : `${head}${newline}`;
  const best = delimiters
    .map((delimiter) => ({ delimiter, score: score(text, delimiter, newline) }))
    .toSorted((one, other) => other.score - one.score)[0];
  return { delimiter: best && best.score > 0 ? best.delimiter : ",", newline, start: 0 };
};
