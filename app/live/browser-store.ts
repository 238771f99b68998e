/** What one person keeps of one circle in this browser: the base, and the queue of unsent changes. In IndexedDB. [SY6] */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { RecordTable } from "../../domain/mutation.ts";
import type { Role } from "../../domain/permission.ts";
import type { Pending, Saved } from "../../party/replica.ts";

type Row = Record<string, unknown> & { id: string; n: number };

interface Base {
  schema: number;
  epoch: string;
  cursor: number;
  member: number;
  role: Role | null;
  /** Rows as JSON text: one string is read several times faster than thousands of objects. */
  rows: string;
}

interface Schema extends DBSchema {
  base: { key: "base"; value: Base };
  /** Rows that changed since the base was written; null for deleted ones. */
  change: { key: string; value: { table: RecordTable; id: string; row: Row | null } };
  /** Where the changes have brought the base. */
  mark: { key: "mark"; value: Omit<Base, "rows"> };
  pending: { key: [string, number]; value: Pending };
  /** What else the circle's pages keep, as JSON text by name: the account book, answers that paint before the network does. */
  kept: { key: string; value: string };
}

/** Names begin with `rondo-`: signing out removes them all. */
const nameOf = (circle: string, user: string): string => `rondo-${circle}-${user}`;

export interface Opened {
  store: BrowserStore;
  saved: Saved | null;
}

declare global {
  /** What `first-paint.js` reads of the `kept` of one database while the code of the page is on its way. */
  var rondoKept: { database: string; entries: Promise<Map<string, string>> } | undefined;
}

/** What was read early of this name; once, since later it may be another. Undefined where there was nothing. */
export const recallEarly = async <Kept>(circle: string, user: string, name: string): Promise<Kept | undefined> => {
  if (globalThis.rondoKept?.database !== nameOf(circle, user)) return undefined;
  const entries = await globalThis.rondoKept.entries;
  const text = entries.get(name);
  entries.delete(name);
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
};

/** Holds a lock for as long as this tab lives; false when another tab holds it. */
const hold = (name: string): Promise<boolean> =>
  new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<never>(() => undefined) : undefined;
    });
  });

export class BrowserStore {
  readonly #database: IDBPDatabase<Schema>;
  readonly #name: string;
  /** One tab at a time writes the base. */
  #leads = false;
  #changes = 0;

  private constructor(database: IDBPDatabase<Schema>, name: string) {
    this.#database = database;
    this.#name = name;
  }

  /** Opens the store and reads what it holds, with the queues of tabs that are gone. */
  static async open(circle: string, user: string): Promise<Opened> {
    const name = nameOf(circle, user);
    const database = await openDB<Schema>(name, 2, {
      upgrade(made, from) {
        if (from < 1) {
          made.createObjectStore("base");
          made.createObjectStore("change");
          made.createObjectStore("mark");
          made.createObjectStore("pending", { keyPath: ["client", "id"] });
        }
        made.createObjectStore("kept");
      },
      // An older page of ours holds the store open until it hears that a newer one wants it.
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    });
    const store = new BrowserStore(database, name);
    return { store, saved: await store.#read() };
  }

  /** Says that this tab's queue has an owner, so that no other tab takes it over. */
  claim(client: string): Promise<boolean> {
    return hold(`${this.#name}/client/${client}`);
  }

  /** Becomes the tab that writes the base, now or when the present one is gone. */
  lead(then: () => void): void {
    const start = (): void => {
      this.#leads = true;
      then();
    };
    if (!navigator.locks) return start();
    void navigator.locks.request(`${this.#name}/base`, () => {
      start();
      return new Promise<never>(() => undefined);
    });
  }

  get leads(): boolean {
    return this.#leads;
  }

  /** True when so much has changed that the base is better written anew. */
  get worn(): boolean {
    return this.#changes > 2_000;
  }

  async queue(pending: Pending): Promise<void> {
    await this.#database.put("pending", pending);
  }

  async settle(settled: readonly Pick<Pending, "client" | "id">[]): Promise<void> {
    const transaction = this.#database.transaction("pending", "readwrite");
    await Promise.all(settled.map(({ client, id }) => transaction.store.delete([client, id])));
    await transaction.done;
  }

  async replaceQueue(pending: readonly Pending[], clients: readonly string[]): Promise<void> {
    const transaction = this.#database.transaction("pending", "readwrite");
    for (const one of await transaction.store.getAll())
      if (clients.includes(one.client)) await transaction.store.delete([one.client, one.id]);
    for (const one of pending) await transaction.store.put(one);
    await transaction.done;
  }

  /** Writes the base whole. */
  async writeBase(mark: Omit<Base, "rows">, rows: readonly [RecordTable, Row][]): Promise<void> {
    const transaction = this.#database.transaction(["base", "change", "mark"], "readwrite");
    this.#changes = 0;
    // All asked for at once: a page that is being left has no second turn.
    void transaction.objectStore("base").put({ ...mark, rows: JSON.stringify(rows) }, "base");
    void transaction.objectStore("change").clear();
    void transaction.objectStore("mark").put(mark, "mark");
    await transaction.done;
  }

  /** Adds what changed since, with the revision it brings the base to, in one transaction. */
  async writeChanges(mark: Omit<Base, "rows">, rows: readonly [RecordTable, string, Row | null][]): Promise<void> {
    const transaction = this.#database.transaction(["change", "mark"], "readwrite");
    this.#changes += rows.length;
    for (const [table, id, row] of rows)
      void transaction.objectStore("change").put({ table, id, row }, `${table}/${id}`);
    void transaction.objectStore("mark").put(mark, "mark");
    await transaction.done;
  }

  /** What a page kept under this name, or undefined. */
  async recall<Kept>(name: string): Promise<Kept | undefined> {
    const text = await this.#database.get("kept", name);
    return text === undefined ? undefined : (JSON.parse(text) as Kept);
  }

  async keep(name: string, value: unknown): Promise<void> {
    await this.#database.put("kept", JSON.stringify(value), name);
  }

  /** [SY13] Nothing of the circle stays here. */
  async wipe(): Promise<void> {
    const transaction = this.#database.transaction(["base", "change", "mark", "pending", "kept"], "readwrite");
    for (const name of transaction.objectStoreNames) await transaction.objectStore(name).clear();
    await transaction.done;
  }

  close(): void {
    this.#database.close();
  }

  async #read(): Promise<Saved | null> {
    const transaction = this.#database.transaction(["base", "change", "mark", "pending"]);
    const [base, changes, mark, pending] = await Promise.all([
      transaction.objectStore("base").get("base"),
      transaction.objectStore("change").getAll(),
      transaction.objectStore("mark").get("mark"),
      transaction.objectStore("pending").getAll(),
    ]);
    const rows = new Map<string, [RecordTable, Row]>();
    for (const [table, row] of base ? (JSON.parse(base.rows) as [RecordTable, Row][]) : [])
      rows.set(`${table}/${row.id}`, [table, row]);
    for (const { table, id, row } of changes) {
      if (row) rows.set(`${table}/${id}`, [table, row]);
      else rows.delete(`${table}/${id}`);
    }
    this.#changes = changes.length;
    const orphaned = await this.#orphans(pending);
    if (!mark && orphaned.length === 0) return null;
    const { schema = 0, epoch = "", cursor = -1, member = 0, role = null } = mark ?? {};
    return { schema, epoch, cursor, member, role, rows: [...rows.values()], pending: orphaned };
  }

  /** The queues that no living tab owns; from now on this tab does. */
  async #orphans(pending: readonly Pending[]): Promise<Pending[]> {
    const clients = [...new Set(pending.map((one) => one.client))];
    const own = new Set<string>();
    for (const client of clients) if (await this.claim(client)) own.add(client);
    return pending.filter((one) => own.has(one.client)).toSorted((a, b) => a.at - b.at || a.id - b.id);
  }
}
