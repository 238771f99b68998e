/** The circle as it was at any revision, rebuilt from what is now and the images of everything since. [SY15] */
import type { RecordTable } from "../domain/mutation.ts";
import { recordRules } from "../domain/records.ts";
import type { Storage } from "./storage.ts";

/** Records without `rev`: images do not tell which revision had touched a record before. */
export type PastRow = Record<string, unknown> & { id: string; n: number };
export type State = Record<RecordTable, Map<string, PastRow>>;

/** Every record as it was right after revision `rev`; 0 is the empty circle. */
export const stateAt = (storage: Storage, rev: number): State => {
  const tables = Object.keys(recordRules) as RecordTable[];
  const state = Object.fromEntries(tables.map((table) => [table, rowsNow(storage, table)])) as State;
  for (const { images } of storage.list("activity", "rev", { above: rev, backwards: true }))
    for (const { table, id, before, after } of images) {
      const rows = state[table];
      if (before === null) rows.delete(id);
      else if (after === null) rows.set(id, withoutRev(before));
      else rows.set(id, { ...rows.get(id), ...before } as PastRow);
    }
  return state;
};

const rowsNow = (storage: Storage, table: RecordTable): Map<string, PastRow> =>
  new Map(storage.list(table, "number").map((row) => [row.id, withoutRev(row as unknown as Record<string, unknown>)]));

const withoutRev = ({ rev: _rev, ...row }: Record<string, unknown>): PastRow => row as PastRow;
