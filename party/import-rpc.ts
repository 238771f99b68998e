/** What the Worker and a circle say to each other about an import. Types only. */
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

export interface ImportStart {
  file_name: string;
  /** Tells verdicts and writes nothing. */
  dry_run: boolean;
  /** The idempotency key with user and route. */
  key: string | null;
}

export interface ImportRows {
  rows: ImportRow[];
  /** How much of the file is read, from 0 to 1. */
  done: number;
  /** The names of the columns, with the first rows. */
  columns?: string[];
}

/** `kept`: the same key was used before; this is what it was answered, and the hash of what was sent. */
export type ImportStarted =
  | { id: string; kept: null }
  | { id: null; kept: { hash: string; status: number; body: string } };

export interface ImportFinish {
  state: "done" | "stopped";
  /** The answer to keep under the idempotency key. */
  answer: { key: string; hash: string; status: number; body: string } | null;
}
