/** A mutation's view of the circle in which nothing is written: what a dry run does stays here. */
import type { Contact } from "../domain/contact.ts";
import {
  type Actor,
  type Fields,
  type Fresh,
  type Lookups,
  type RecordTable,
  type Records,
  type Tx,
  usualSettings,
} from "../domain/mutation.ts";
import { fold } from "../domain/text.ts";
import type { Storage } from "./storage.ts";

const keyed = {
  email: (row: Contact) => (row.email === "" ? null : fold(row.email)),
  external_id: (row: Contact) => row.external_id,
};

/** Enough of a transaction for contacts; other tables are read from the store, and writes to them forgotten. */
export class DryTx implements Tx {
  readonly now: number;
  readonly actor: Actor;
  readonly settings = usualSettings;
  readonly fresh: () => string;
  readonly #storage: Storage;
  readonly #contacts = new Map<string, Contact>();
  readonly #index = { email: new Map<string, Set<string>>(), external_id: new Map<string, Set<string>>() };

  constructor(storage: Storage, now: number, actor: Actor, fresh: () => string) {
    this.#storage = storage;
    this.now = now;
    this.actor = actor;
    this.fresh = fresh;
  }

  get<T extends RecordTable>(table: T, id: string): Records[T] | undefined {
    const own = table === "contact" ? this.#contacts.get(id) : undefined;
    return own ? (own as unknown as Records[T]) : this.#storage.get(table, id);
  }

  where<T extends RecordTable>(table: T, column: Lookups[T], value: string): Records[T][] {
    if (table !== "contact" || (column !== "email" && column !== "external_id")) return [];
    return this.#contactsWhere(column, value) as unknown as Records[T][];
  }

  #contactsWhere(column: keyof typeof keyed, value: string): Contact[] {
    const wanted = column === "email" ? fold(value) : value;
    const stored = this.#storage.list("contact", column, { at: [wanted] }).filter(({ id }) => !this.#contacts.has(id));
    const own = [...(this.#index[column].get(wanted) ?? [])].flatMap((id) => this.#contacts.get(id) ?? []);
    return [...stored, ...own.filter((row) => keyed[column](row) === wanted)];
  }

  /** Order means nothing where nothing is shown. */
  cardAfter(): undefined {
    return undefined;
  }

  insert<T extends RecordTable>(table: T, row: Fresh<Records[T]>): void {
    if (table === "contact") this.#keep({ ...(row as unknown as Contact), n: 0, rev: 0 });
  }

  patch<T extends RecordTable>(table: T, id: string, fields: Fields<Records[T]>): void {
    const row = table === "contact" ? this.get("contact", id) : undefined;
    if (row) this.#keep({ ...row, ...(fields as Fields<Contact>) });
  }

  remove(): void {
    throw new Error("a dry run removes nothing");
  }

  #keep(row: Contact): void {
    this.#contacts.set(row.id, row);
    for (const column of ["email", "external_id"] as const) {
      const key = keyed[column](row);
      if (key === null) continue;
      const ids = this.#index[column].get(key);
      if (ids) ids.add(row.id);
      else this.#index[column].set(key, new Set([row.id]));
    }
  }
}
