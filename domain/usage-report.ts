/** What reading a file of usage did: counts, failures, and the run as everybody in the circle sees it. No schemas: the app loads this. [I3] */
import type { UsageColumn } from "./usage-import.ts";

export interface UsageCounts {
  /** Data rows of the file: ingested, unchanged and failed ones. */
  rows_received: number;
  rows_ingested: number;
  rows_unchanged: number;
  rows_failed: number;
  accounts_created: number;
  /** Accounts that the file changed and did not create. */
  accounts_updated: number;
}

export interface UsageError {
  /** Among the data rows, from 1. */
  row: number;
  /** In the file, its header included, from 1. */
  line: number;
  column: UsageColumn | "row";
  message: string;
}

export interface UsageSummary extends UsageCounts {
  import_id: string;
  circle_id: string;
  file_name: string;
  encoding: string;
  delimiter: string;
  /** Columns that are not read. */
  ignored_columns: string[];
  /** The first thousand; `errors_count` counts them all. */
  errors: UsageError[];
  errors_count: number;
  /** Past days whose score was worked out, when that was asked for. */
  days_scored: number;
}

export const usageStates = ["running", "done", "stopped"] as const;

export interface UsageRun extends UsageCounts {
  id: string;
  /** `stopped`: it ended early, and what it had taken in stays. */
  state: (typeof usageStates)[number];
  file_name: string;
  created_by: string | null;
  created_at: string;
  columns: string[];
}
