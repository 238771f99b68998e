/** Pushes that wait for the window to close, or for their socket's allowance: nothing of them is lost, and order is kept. [SY12] */
import { mutationCodes } from "../domain/mutations.ts";
import type { Peer } from "./host-peer.ts";
import type { WireMutation } from "./protocol.ts";
import type { Write } from "./room.ts";
import type { Storage } from "./storage.ts";
import { translateArgs } from "./wire.ts";

export interface Queued {
  peer: Peer;
  /** Whose queue it is: the tab's own, or one that it adopted. */
  client: { id: string; n: number };
  mutation: WireMutation;
}

export class Inbox {
  #queued: Queued[] = [];

  add(queued: Queued): void {
    this.#queued.push(queued);
  }

  /** How many a socket has waiting. */
  waiting(peer: Peer): number {
    return this.#queued.filter((one) => one.peer === peer).length;
  }

  /** Takes what may run now, in order of arrival. A socket beyond its allowance waits with all it has. */
  take(now: number, limited: boolean): Queued[] {
    const waiting = new Set<Peer>();
    const ready: Queued[] = [];
    const later: Queued[] = [];
    for (const one of this.#queued) {
      if (waiting.has(one.peer) || (limited && !one.peer.mutations.take(now))) {
        waiting.add(one.peer);
        later.push(one);
      } else ready.push(one);
    }
    this.#queued = later;
    return ready;
  }

  forget(peer: Peer): void {
    if (this.#queued.length > 0) this.#queued = this.#queued.filter((one) => one.peer !== peer);
  }

  /** When the first that waits may run; null when none does. */
  get readyAt(): number | null {
    if (this.#queued.length === 0) return null;
    return Math.min(...[...new Set(this.#queued.map((one) => one.peer))].map((peer) => peer.mutations.readyAt));
  }
}

/** A push as the room takes it: names for codes, ids for short numbers, a base that the room has reached. */
export const writeFrom = (
  storage: Storage,
  rev: number,
  { peer, client, mutation: [id, base, code, args] }: Queued,
): Write => {
  const { member, scope, via = "app" } = peer.state.who;
  return {
    name: mutationCodes[code] ?? `code ${code}`,
    args: translateArgs(code, args, (value) => (typeof value === "number" ? idOf(storage, value) : value)),
    member,
    scope,
    via,
    from: { client: client.n, id, base: Math.min(base, rev) },
  };
};

/** A contact that is gone still has its id, so that its author hears that it is gone. */
const idOf = (storage: Storage, n: number): string | number => {
  const found = storage.list("contact", "number", { at: [n], limit: 1 })[0];
  return (
    (found ?? storage.list("tombstone", "number", { at: [n] }).find((stone) => stone.table === "contact"))?.id ?? n
  );
};
