/** A Durable Object's SQLite as a disk: copied out row by row, and put back the same way. */
import { recordRules } from "../../domain/records.ts";
import { type Storage, type TableName, tables } from "../../party/storage.ts";
import type { Disk } from "./server.ts";

type Rows = [TableName, object[]][];

const belongs = (name: TableName): boolean => recordRules[name as keyof typeof recordRules]?.parent !== undefined;

/** Contacts before the notes that speak of them, KPIs before their points. */
const names = (Object.keys(tables) as TableName[]).toSorted((a, b) => Number(belongs(a)) - Number(belongs(b)));
const firstOrder = (name: TableName): never => Object.keys(tables[name].orders)[0] as never;

export class SqliteDisk implements Disk {
  readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
    this.#clear();
  }

  save(): Rows {
    return names.map((name) => [name, this.storage.list(name, firstOrder(name))]);
  }

  load(saved: unknown): void {
    this.#clear();
    this.storage.transact(() => {
      for (const [name, rows] of saved as Rows) for (const row of rows) this.storage.insert(name, row as never);
    });
  }

  #clear(): void {
    this.storage.transact(() => {
      for (const name of names.toReversed())
        for (const row of this.storage.list(name, firstOrder(name)))
          this.storage.remove(name, (row as unknown as Record<string, string>)[tables[name].key] ?? "");
    });
  }
}
