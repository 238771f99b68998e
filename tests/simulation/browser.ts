/** What one person's browser keeps on its disk: the base that a leading tab writes, and every tab's queue. */
import type { Pending, Saved } from "../../party/replica.ts";
import type { Tab } from "./tab.ts";

export const keyOf = ({ client, id }: Pick<Pending, "client" | "id">): string => `${client} ${id}`;

export class Browser {
  #base: Omit<Saved, "pending"> | null = null;
  readonly #queue = new Map<string, Pending>();
  readonly #owners = new Map<string, Tab>();

  claim(client: string, tab: Tab): void {
    this.#owners.set(client, tab);
  }

  put(pending: Pending): void {
    this.#queue.set(keyOf(pending), structuredClone(pending));
  }

  remove(keys: Iterable<string>): void {
    for (const key of keys) this.#queue.delete(key);
  }

  /** Every queue of these clients gives way to this one, at once. */
  replace(clients: readonly string[], pending: readonly Pending[]): void {
    for (const [key, { client }] of [...this.#queue]) if (clients.includes(client)) this.#queue.delete(key);
    for (const one of pending) this.put(one);
  }

  writeBase(base: Omit<Saved, "pending">): void {
    this.#base = structuredClone(base);
  }

  /** True when there is a queue that no living tab owns. */
  get orphaned(): boolean {
    return [...this.#queue.values()].some(({ client }) => !this.#owners.get(client)?.alive);
  }

  /** True when the change waits on the disk and no living tab knows better. */
  keepsOrphan(key: string): boolean {
    const pending = this.#queue.get(key);
    return pending !== undefined && !this.#owners.get(pending.client)?.alive;
  }

  /** What a tab opened now starts with; the queues of the dead are its own from then on. */
  open(tab: Tab): Saved | undefined {
    const orphans = [...this.#queue.values()].filter(({ client }) => !this.#owners.get(client)?.alive);
    for (const { client } of orphans) this.claim(client, tab);
    if (!this.#base && orphans.length === 0) return undefined;
    const base = this.#base ?? { schema: 0, epoch: "", cursor: -1, member: 0, role: null, rows: [] };
    return structuredClone({ ...base, pending: orphans });
  }

  /** The disk is gone, except for what living tabs still hold; gives the keys of what is lost. */
  lose(): string[] {
    this.#base = null;
    const lost = [...this.#queue.values()].filter(({ client }) => !this.#owners.get(client)?.alive).map(keyOf);
    this.remove(lost);
    return lost;
  }

  /** Everything, as when the person was removed from the circle. */
  wipe(): string[] {
    this.#base = null;
    const lost = [...this.#queue.keys()];
    this.#queue.clear();
    return lost;
  }
}
