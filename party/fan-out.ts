/** What goes out when a window closes: one string for all, then what only some must hear. [SY11] [SY12] */
import { frame } from "./catch-up.ts";
import type { Peer } from "./host-peer.ts";
import type { Entry, Presence } from "./protocol.ts";
import type { Notice, Storage } from "./storage.ts";

export class FanOut {
  readonly #storage: Storage;
  #entries: Entry[] = [];
  #notices: { notice: Notice; only?: Peer }[] = [];
  readonly #settled = new Map<Peer, Map<string, number>>();
  readonly #present = new Map<number, [client: number, member: number, state: Presence | null]>();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  get empty(): boolean {
    return this.#entries.length + this.#notices.length + this.#settled.size + this.#present.size === 0;
  }

  /** Entries since the last window. */
  get entries(): number {
    return this.#entries.length;
  }

  enter(entry: Entry): void {
    this.#entries.push(entry);
  }

  /** `only` names the one socket that asked again. */
  notify(notice: Notice, only?: Peer): void {
    this.#notices.push(only ? { notice, only } : { notice });
  }

  /** The client's mutations up to here are done, and no entry says so. */
  settle(peer: Peer, client: string, last: number): void {
    let clients = this.#settled.get(peer);
    if (!clients) this.#settled.set(peer, (clients = new Map()));
    clients.set(client, last);
  }

  show(client: number, member: number, state: Presence | null): void {
    this.#present.set(client, [client, member, state]);
  }

  /** An acknowledgement never overtakes the change it speaks of: entries first, the rest after them. */
  send(peers: readonly Peer[], rev: number, behindMost: number): void {
    const live = this.#sendEntries(peers, rev, behindMost);
    this.#sendNotices(live, rev);
    for (const [peer, clients] of this.#settled)
      if (live.includes(peer)) for (const [client, last] of clients) peer.send(frame(["k", client, last, rev]));
    if (this.#present.size > 0) {
      const text = frame(["s", [...this.#present.values()]]);
      for (const peer of live) peer.send(text);
    }
    this.#entries = [];
    this.#notices = [];
    this.#settled.clear();
    this.#present.clear();
  }

  #sendEntries(peers: readonly Peer[], rev: number, behindMost: number): Peer[] {
    const live = peers.filter((peer) => peer.state.phase === "live");
    if (this.#entries.length === 0) return live;
    const text = frame(["d", this.#entries]);
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
  }

  /** To whoever speaks for the client; when its tab is gone, to another tab of the same person. */
  #sendNotices(live: readonly Peer[], rev: number): void {
    const told = new Map<Peer, Notice[]>();
    for (const { notice, only } of this.#notices) {
      const speakers = only ? live.filter((peer) => peer === only) : live.filter((peer) => peer.state.speaks.includes(notice.client));
      for (const peer of only || speakers.length > 0 ? speakers : this.#standIns(live, notice.client)) {
        const list = told.get(peer);
        if (list) list.push(notice);
        else told.set(peer, [notice]);
      }
    }
    for (const [peer, notices] of told) peer.send(frame(["x", notices, rev]));
  }

  #standIns(live: readonly Peer[], client: number): Peer[] {
    const member = this.#storage.get("client", client)?.member;
    const peer = live.find((one) => one.state.who.member === member);
    peer?.speakFor(client);
    return peer ? [peer] : [];
  }
}
