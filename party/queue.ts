/** What this browser has changed and the room has not settled yet: numbered, in order, sent once per socket. [SY4] [SY6] */
import type { MutationName } from "../domain/mutations.ts";
import type { Effect } from "../domain/undo.ts";
import { type WireMutation, adoptedMost, limits } from "./protocol.ts";

/** Plain data: it is what the durable queue holds. */
export interface Pending {
  client: string;
  id: number;
  /** The revision of the base on which the person made it. */
  base: number;
  name: MutationName | "undo";
  args: unknown;
  at: number;
  /** For undo: what the change to be taken back did here. Never sent. */
  effects?: Effect[];
}

/** What was sent and is not settled after so long is sent again. */
const patience = 10_000;

/** Room that a push leaves for its own brackets. */
const frameMargin = 256;

export class Queue {
  /** This tab's client id; a new one when the queue is renumbered. */
  client: string;
  #pending: Pending[];
  #next = 1;
  #sent = 0;
  #movedAt = 0;
  #announced = new Set<string>();

  /** Takes over the queues of tabs that are gone: each in the order of its numbers. */
  constructor(client: string, adopted: readonly Pending[] = []) {
    this.client = client;
    const clients = [...new Set(adopted.map((one) => one.client))];
    this.#pending = clients.flatMap((id) => adopted.filter((one) => one.client === id).toSorted((a, b) => a.id - b.id));
  }

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  /** The number that the next change gets. */
  get next(): number {
    return this.#next;
  }

  add(pending: Pending): void {
    this.#next += 1;
    this.#pending.push(pending);
  }

  /** Clients whose queues the next socket sends beside its own; the rest wait until these are done. */
  announce(): string[] {
    const others = [...new Set(this.#pending.map((one) => one.client))]
      .filter((id) => id !== this.client)
      .slice(0, adoptedMost);
    this.#announced = new Set([...others, this.client]);
    return others;
  }

  /** True when a queue is next that this socket has not been told of. */
  get stuck(): boolean {
    const first = this.#pending[0];
    return first !== undefined && !this.#announced.has(first.client);
  }

  /** Everything unsettled is to be sent again. */
  resend(): void {
    this.#sent = 0;
  }

  /** The next push: changes of one client, at most `most` and within a frame; null when there is nothing to send. */
  take(
    most: number,
    now: number,
    wireOf: (pending: Pending) => WireMutation,
  ): { client: string; batch: WireMutation[] } | null {
    if (this.#sent > 0 && now - this.#movedAt > patience) this.#sent = 0;
    const first = this.#pending[this.#sent];
    if (!first || !this.#announced.has(first.client)) return null;
    const batch: WireMutation[] = [];
    let size = frameMargin;
    for (const pending of this.#pending.slice(this.#sent, this.#sent + most)) {
      if (pending.client !== first.client) break;
      const mutation = wireOf(pending);
      size += JSON.stringify(mutation).length + 1;
      if (batch.length > 0 && size > limits.frame) break;
      batch.push(mutation);
    }
    if (batch.length === 0) return null;
    this.#sent += batch.length;
    this.#movedAt = now;
    return { client: first.client, batch };
  }

  /** Takes settled changes off, and gives them. What was sent and is still unsettled stays counted as sent. */
  drop(client: string, through: number, now: number): Pending[] {
    const settled = (pending: Pending): boolean => pending.client === client && pending.id <= through;
    const dropped = this.#pending.filter(settled);
    if (dropped.length === 0) return dropped;
    this.#sent -= this.#pending.slice(0, this.#sent).filter(settled).length;
    this.#pending = this.#pending.filter((pending) => !settled(pending));
    this.#movedAt = now;
    return dropped;
  }

  /**
   * True when some queue, or this tab's next change, does not go on where the room says that its client stands.
   * Only then are new numbers safe: a push that is still on its way under the old ones would be refused as a gap.
   */
  isBroken(lasts: ReadonlyMap<string, number>): boolean {
    const firsts = new Map<string, number>();
    if (!this.#pending.some((one) => one.client === this.client)) firsts.set(this.client, this.#next);
    for (const { client, id } of this.#pending) if (!firsts.has(client)) firsts.set(client, id);
    return [...firsts].some(([client, id]) => this.#announced.has(client) && id !== (lasts.get(client) ?? 0) + 1);
  }

  /**
   * Starts over under a new client id: everything this socket speaks for gets a new number, and undos follow what
   * they speak of. Queues that were not announced come later, as they are.
   */
  renumber(client: string): void {
    const was = this.client;
    const mine = this.#pending.filter((one) => this.#announced.has(one.client));
    const later = this.#pending.filter((one) => !this.#announced.has(one.client));
    const renamed = new Map(mine.map((one, at) => [`${one.client} ${one.id}`, at + 1]));
    this.client = client;
    this.#pending = [...mine.map((pending, at) => rename(pending, { client, id: at + 1 }, was, renamed)), ...later];
    this.#next = mine.length + 1;
    this.#sent = 0;
  }
}

const rename = (
  pending: Pending,
  to: { client: string; id: number },
  was: string,
  renamed: ReadonlyMap<string, number>,
): Pending => {
  if (pending.name !== "undo") return { ...pending, ...to };
  const { client = was, mutation } = pending.args as { client?: string; mutation: number };
  const target = renamed.get(`${client} ${mutation}`);
  return target === undefined
    ? { ...pending, ...to }
    : { ...pending, ...to, args: { ...(pending.args as object), client: to.client, mutation: target } };
};

/** A change that no push could carry can never be sent, so it must not be queued. */
export const fitsFrame = (args: unknown): boolean => JSON.stringify(args ?? null).length + frameMargin <= limits.frame;
