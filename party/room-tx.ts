/** What a mutator sees in the room: the store, read through this mutation's own rows, with images taken on the way. */
import type { Contact } from "../domain/contact.ts";
import type { Stage } from "../domain/funnel.ts";
import {
  type Actor,
  type Fields,
  type Fresh,
  type Lookups,
  type RecordTable,
  type Records,
  type Settings,
  usualSettings,
} from "../domain/mutation.ts";
import { renewKeys } from "../domain/order-renewal.ts";
import { fold } from "../domain/text.ts";
import type { UndoTx } from "../domain/undo.ts";
import { isLive } from "./protocol.ts";
import type { Image, OrderName, Storage, Tables } from "./storage.ts";

type Row = Record<string, unknown>;

/** Gives out short numbers; the room keeps it across mutations. */
export interface Numbers {
  next(table: RecordTable): number;
  /** The record with this number is gone. */
  retire(table: RecordTable, n: number): void;
}

/** What the circle has chosen, as its store holds it. */
export const settingsOf = (storage: Storage): Settings => ({
  lock_targets: storage.get("meta", "lock_targets")?.value === "true",
  time_zone: storage.get("meta", "time_zone")?.value ?? usualSettings.time_zone,
});

export class RoomTx implements UndoTx {
  readonly now: number;
  readonly actor: Actor;
  readonly fresh: () => string;
  readonly #storage: Storage;
  readonly #rev: number;
  readonly #numbers: Numbers;
  readonly #images = new Map<string, Image & { rev: number }>();

  constructor(storage: Storage, rev: number, now: number, actor: Actor, fresh: () => string, numbers: Numbers) {
    this.#storage = storage;
    this.#rev = rev;
    this.now = now;
    this.actor = actor;
    this.fresh = fresh;
    this.#numbers = numbers;
  }

  get<T extends RecordTable>(table: T, id: string): Records[T] | undefined {
    return this.#storage.get(table, id);
  }

  where<T extends RecordTable>(table: T, column: Lookups[T], value: string): Records[T][] {
    const order = (column === "funnel_stage" ? "place" : column) as OrderName<T>;
    return this.#storage.list(table, order, { at: [column === "email" ? fold(value) : value] });
  }

  get settings(): Settings {
    return settingsOf(this.#storage);
  }

  cardAfter(stage: string, position: string | null, except: string): Contact | undefined {
    const above = position === null ? {} : { above: position };
    return this.#storage
      .list("contact", "place", { at: [stage], ...above, limit: 2 })
      .find((card) => card.id !== except);
  }

  readonly renewKeys = (id: string, stage: Stage, low: string | null): string => renewKeys(this, id, stage, low);

  insert<T extends RecordTable>(table: T, row: Fresh<Records[T]>): void {
    this.#write(table, { ...row, n: this.#numbers.next(table) });
  }

  restore(table: RecordTable, row: Row): void {
    this.#write(table, row);
  }

  patch<T extends RecordTable>(table: T, id: string, fields: Fields<Records[T]>, quietly?: "quietly"): void {
    const row = this.#storage.get(table, id) as unknown as Row | undefined;
    if (!row) return;
    const before: Row = {};
    const after: Row = {};
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined || row[name] === value) continue;
      before[name] = row[name];
      after[name] = value;
    }
    if (Object.keys(after).length === 0) return;
    this.#storage.patch(table, id, { ...after, rev: this.#rev } as Partial<Tables[T]>);
    this.#note(
      { table, id, n: Number(row["n"]), before, after, ...(quietly ? { quiet: true } : {}) },
      Number(row["rev"]),
    );
  }

  remove(table: RecordTable, id: string): void {
    const row = this.#storage.get(table, id) as unknown as Row | undefined;
    if (!row) return;
    const n = Number(row["n"]);
    this.#storage.remove(table, id);
    this.#numbers.retire(table, n);
    if (isLive(table)) this.#storage.insert("tombstone", { id, n, table, rev: this.#rev, at: this.now });
    this.#note({ table, id, n, before: row, after: null }, Number(row["rev"]));
  }

  /** Every record this mutation touched, first before and last after, with the revision it had. */
  images(): (Image & { rev: number })[] {
    return [...this.#images.values()];
  }

  #write(table: RecordTable, row: Row): void {
    const full = { ...row, rev: this.#rev };
    this.#storage.insert(table, full as unknown as Records[RecordTable]);
    if (isLive(table)) this.#storage.remove("tombstone", String(row["id"]));
    this.#note({ table, id: String(row["id"]), n: Number(row["n"]), before: null, after: full }, this.#rev);
  }

  /** A second change of the same record keeps the first `before`. */
  #note(image: Image, rev: number): void {
    const key = `${image.table}/${image.id}`;
    const first = this.#images.get(key);
    if (!first) return void this.#images.set(key, { ...image, rev });
    const merged = { ...first };
    if (image.after === null) merged.after = null;
    else if (first.after === null) merged.after = image.after;
    else merged.after = { ...first.after, ...image.after };
    if (first.before && image.before && first.after && image.after)
      merged.before = { ...image.before, ...first.before };
    if (first.before && first.after && image.after === null) merged.before = { ...image.before, ...first.before };
    if (!image.quiet) delete merged.quiet;
    this.#images.set(key, merged);
  }
}
