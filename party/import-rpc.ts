/** What the Worker and a circle say to each other about an import. Types only. */
import type { Verdict } from "../domain/contact-import.ts";
import type { ReadRow, Refusal, RowWarning } from "../domain/import/row.ts";

/** A row as the Worker read it. Refused ones go along, so that every row has its verdict in one place. */
export interface ImportRow {
  /** From 1, the header not counted. */
  row: number;
  cells: string[];
  read: ReadRow | null;
  refusal: Refusal | null;
  warnings: RowWarning[];
}

export const verdicts = ["created", "updated", "duplicate", "refused"] as const satisfies readonly (Verdict | "refused")[];
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

export interface ImportStart {
  file_name: string;
  columns: string[];
  /** Tells verdicts and writes nothing. */
  dry_run: boolean;
  /** The idempotency key with user and route. */
  key: string | null;
}

/** `kept`: the same key was used before; this is what it was answered, and the hash of what was sent. */
export type ImportStarted = { id: string; kept: null } | { id: null; kept: { hash: string; status: number; body: string } };

export interface ImportFinish {
  state: "done" | "stopped";
  /** The answer to keep under the idempotency key. */
  answer: { key: string; hash: string; status: number; body: string } | null;
}
