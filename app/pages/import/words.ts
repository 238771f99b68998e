/** The words of the import page. */
import type { RowVerdict } from "../../../domain/import/report.ts";

export const verdictWords: Record<RowVerdict, { done: string; ahead: string; about: string }> = {
  created: { done: "Created", ahead: "New", about: "Contacts that were not here." },
  updated: { done: "Updated", ahead: "To update", about: "Contacts that were here, and the file has news of them." },
  duplicate: {
    done: "Unchanged",
    ahead: "Unchanged",
    about: "The contact has all of it already, or the row stands twice in the file.",
  },
  refused: { done: "Refused", ahead: "Refused", about: "Rows that cannot be taken, each with its reason." },
};

const delimiterNames: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes" };
const encodingNames: Record<string, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Windows-1252",
};

/** "UTF-8, separated by commas". */
export const madeOf = (encoding: string, delimiter: string): string =>
  `${encodingNames[encoding] ?? encoding}, separated by ${delimiterNames[delimiter] ?? delimiter}`;

export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** "6.4 MB": in thousands, as files are shown. */
export const sizeOf = (bytes: number): string =>
  bytes < 1_000
    ? countOf(bytes, "byte")
    : bytes < 1_000_000
      ? `${(bytes / 1_000).toFixed(0)} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

const fieldWords: Record<string, string> = {
  row: "Row",
  email: "E-mail",
  funnel_stage: "Stage",
  external_id: "Id",
  last_contact: "Last contact",
};

export const fieldWord = (field: string | null): string =>
  field === null ? "" : (fieldWords[field] ?? field.charAt(0).toUpperCase() + field.slice(1));
