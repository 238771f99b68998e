/** What goes out when a window closes: one string for all, then what only some must hear. [SY11] [SY12] */
import { frame } from "./catch-up.ts";
import type { Peer } from "./host-peer.ts";
import type { Entry, Presence } from "./protocol.ts";
import type { Notice, Storage } from "./storage.ts";

/** What has gathered since the last window. */
interface Gathered {
  entries: Entry[];
  notices: { notice: Notice; only?: Peer }[];
  /** By socket, a client's id and where it stands. */
  settled: Map<Peer, Map<string, number>>;
  present: Map<number, [client: number, member: number, state: Presence | null]>;
}

const nothing = (): Gathered => ({ entries: [], notices: [], settled: new Map(), present: new Map() });

export class FanOut {
  readonly #storage: Storage;
  #gathered = nothing();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get empty(): boolean {
    const { entries, notices, settled, present } = this.#gathered;
    return entries.length + notices.length + settled.size + present.size === 0;
  }

  /** Entries since the last window. */
  get entries(): number {
    return this.#gathered.entries.length;
  }

  enter(entry: Entry): void {
    this.#gathered.entries.push(entry);
  }

  /** `only` names the one socket that asked again. */
  notify(notice: Notice, only?: Peer): void {
    this.#gathered.notices.push(only ? { notice, only } : { notice });
  }

  /** The client's mutations up to here are done, and no entry says so. */
  settle(peer: Peer, client: string, last: number): void {
    const { settled } = this.#gathered;
    let clients = settled.get(peer);
    if (!clients) settled.set(peer, (clients = new Map()));
    clients.set(client, last);
  }

  show(client: number, member: number, state: Presence | null): void {
    this.#gathered.present.set(client, [client, member, state]);
  }

  /** An acknowledgement never overtakes the change it speaks of: entries first, the rest after them. */
  send(peers: readonly Peer[], rev: number, behindMost: number): void {
    // Taken first: a send may call back into the host.
    const { entries, notices, settled, present } = this.#gathered;
    this.#gathered = nothing();
    const live = sendEntries(entries, peers, rev, behindMost);
    for (const [peer, told] of this.#readers(notices, live)) peer.send(frame(["x", told, rev]));
    for (const [peer, clients] of settled)
      if (live.includes(peer)) for (const [client, last] of clients) peer.send(frame(["k", client, last, rev]));
    if (present.size === 0) return;
    const text = frame(["s", [...present.values()]]);
    for (const peer of live) peer.send(text);
  }

  /** Whoever speaks for the client; when its tab is gone, another tab of the same person. */
  #readers(notices: Gathered["notices"], live: readonly Peer[]): Map<Peer, Notice[]> {
    const told = new Map<Peer, Notice[]>();
    for (const { notice, only } of notices) {
      const speakers = live.filter((peer) => (only ? peer === only : peer.state.speaks.includes(notice.client)));
      for (const peer of only || speakers.length > 0 ? speakers : this.#standIn(live, notice.client)) {
        const list = told.get(peer);
        if (list) list.push(notice);
        else told.set(peer, [notice]);
      }
    }
    return told;
  }

  #standIn(live: readonly Peer[], client: number): Peer[] {
    const member = this.#storage.get("client", client)?.member;
    const peer = live.find((one) => one.state.who.member === member);
    peer?.speakFor(client);
    return peer ? [peer] : [];
  }
}

/** Gives the sockets that hear everything; one that has fallen behind is told so instead, once. */
const sendEntries = (entries: readonly Entry[], peers: readonly Peer[], rev: number, behindMost: number): Peer[] => {
  const live = peers.filter((peer) => peer.state.phase === "live");
  if (entries.length === 0) return live;
  const text = frame(["d", [...entries]]);
  return live.filter((peer) => {
    if (rev - peer.state.heard <= behindMost) {
      peer.send(text);
      return true;
    }
    peer.state.phase = "behind";
    peer.dirty = true;
    peer.send(frame(["b", rev]));
    return false;
  });
};
