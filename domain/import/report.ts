/** What an import tells: a verdict for each row, counts, progress. The wire forms. [IM9] */
import type { Verdict } from "../contact-import.ts";

export const verdicts = ["created", "updated", "duplicate", "refused"] as const satisfies readonly (
  | Verdict
  | "refused"
)[];
export type RowVerdict = (typeof verdicts)[number];

/** [IM9] What became of a row. */
export interface RowReport {
  row: number;
  verdict: RowVerdict;
  contact_id: string | null;
  changed: string[];
  kept: string[];
  field: string | null;
  value: string | null;
  reason: string | null;
  warnings: string[];
  /** The row as it stands in the file, when it was refused. */
  cells: string[] | null;
}

export interface ImportCounts {
  rows_received: number;
  created: number;
  updated: number;
  duplicate: number;
  refused: number;
}

/** `stopped`: the file ended before its time, or the server did; what was taken in stays. */
export type ImportState = "running" | "done" | "stopped";

export interface ImportRun extends ImportCounts {
  id: string;
  state: ImportState;
  file_name: string;
  /** The user who imports; null once that person is gone. */
  created_by: string | null;
  created_at: string;
  finished_at: string | null;
  columns: string[];
}

/** The body of the announcement "import", for every open screen. [IM11] */
export interface ImportProgress extends ImportCounts {
  id: string;
  state: ImportState;
  file_name: string;
  by: string;
  /** From 0 to 1, by bytes. */
  done: number;
}
