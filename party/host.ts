/**
 * The live side of a circle: sockets in, one broadcast per window out. [SY10] [SY11] [SY12] [SY13]
 * Pure TypeScript around a `Room`; the Durable Object and the simulation both run this class. Call any method,
 * then arrange for `tick()` at `wakeAt`. Time comes from `options.now()`.
 */
import { Problem } from "../domain/problem.ts";
import { CatchUp, frame } from "./catch-up.ts";
import { FanOut } from "./fan-out.ts";
import { type Attachment, Peer, type Socket, type Who, attachmentFor, refusalOf } from "./host-peer.ts";
import { Inbox, type Queued, writeFrom } from "./inbox.ts";
import { readMessage } from "./incoming.ts";
import {
  type CircleOnScreen,
  type Hello,
  type Presence,
  type WireMutation,
  closeCodes,
  limits,
  wireTables,
} from "./protocol.ts";
import { Peers } from "./peers.ts";
import { type Outcome, Room, type RoomOptions, type Write } from "./room.ts";
import { admit, dismiss, erase, membersOf, revoke } from "./roster.ts";
import type { Person } from "./rpc.ts";
import type { Storage } from "./storage.ts";
import { nextWindow } from "./window.ts";
import { toColumns } from "./wire.ts";

export interface HostOptions extends RoomOptions {
  /** What sockets are told of the circle itself. */
  circle(): Omit<CircleOnScreen, "settings">;
  /** False lifts the limits on speed and number, for a local load run. */
  limited?: boolean;
}

/** Malformed messages that a socket may send before it is closed, and mutations it may have waiting. */
const strikesMost = 5;
const backlogMost = 1_000;
/** A hello may cost a whole snapshot: it counts as so many loads. */
const helloCost = 20;
/** How often the dead are looked for, and after how much silence somebody counts as dead. [SY10] */
const sweepEvery = 4_000;
const silence = 25_000;

export class Host {
  readonly room: Room;
  readonly catchUp: CatchUp;
  readonly options: HostOptions;
  readonly #peers = new Peers();
  readonly #out: FanOut;
  readonly #inbox = new Inbox();
  #window = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #flushAt: number | null = null;
  #flushing = false;
  #sweptAt: number;

  constructor(storage: Storage, options: HostOptions) {
    this.options = options;
    this.room = this.makeRoom(storage);
    this.catchUp = this.makeCatchUp(this.room);
    this.#out = new FanOut(storage);
    this.#sweptAt = options.now();
  }

  protected makeRoom(storage: Storage): Room {
    return new Room(storage, this.options);
  }

  protected makeCatchUp(room: Room): CatchUp {
    return new CatchUp(room);
  }

  /** Unheard revisions after which a socket is told to catch up. [SY12] */
  protected get behindMost(): number {
    return limits.behind;
  }

  /** When `tick` is next due, Unix milliseconds; null when there is nothing to wait for. */
  get wakeAt(): number | null {
    const sweep = this.#peers.watched ? this.#sweptAt + sweepEvery : null;
    if (this.#flushAt === null || sweep === null) return this.#flushAt ?? sweep;
    return Math.min(this.#flushAt, sweep);
  }

  /** Who is connected. */
  get peers(): Pick<Peers, "size" | "spokenFor"> {
    return this.#peers;
  }

  /** A new socket; false when it was turned away (and closed). It hears nothing before its hello. */
  open(socket: Socket, who: Who, presence: Presence | null = null): boolean {
    const peer = new Peer(socket, attachmentFor(who, presence), this.options.now());
    const refusal = refusalOf(this.room.storage, who, this.#limited && this.#peers.size >= limits.sockets);
    if (refusal) {
      peer.close(...refusal);
      return false;
    }
    this.#peers.set(socket, peer);
    peer.dirty = true;
    peer.save();
    return true;
  }

  get #limited(): boolean {
    return this.options.limited !== false;
  }

  /** What `adopt` needs of a socket after the object slept. */
  attachmentOf(socket: Socket): Attachment | undefined {
    return this.#peers.get(socket)?.state;
  }

  /** Takes over a socket that was open before the object slept. */
  adopt(socket: Socket, attachment: Attachment): void {
    this.#peers.set(socket, new Peer(socket, attachment, this.options.now()));
  }

  message(socket: Socket, text: string): void {
    const peer = this.#peers.get(socket);
    if (!peer) return;
    peer.heardAt = this.options.now();
    try {
      this.#read(peer, text);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#scold(peer, error);
    }
    peer.save();
  }

  close(socket: Socket): void {
    const peer = this.#peers.get(socket);
    if (!peer) return;
    // What it said before it went still counts.
    this.#flush();
    this.#forget(peer);
  }

  /** Does what is due: closes the window, takes down the presence of the dead. */
  tick(): void {
    const now = this.options.now();
    if (now - this.#sweptAt >= sweepEvery) this.#sweep(now);
    if (this.#flushAt !== null && now >= this.#flushAt) this.#flush();
  }

  /** A write from anywhere else, applied at once; open sockets hear of it with the window. */
  write(write: Write, also?: (outcome: Outcome) => void): Outcome {
    const outcome = this.room.apply(write, also);
    if (outcome.status !== "applied") return outcome;
    this.#out.enter(outcome.entry);
    this.#mark();
    return outcome;
  }

  /** Adds the person or changes name and role; their open sockets learn the new role. */
  admit(person: Person): void {
    const { member, roleChanged } = admit(this.room.storage, person);
    this.#peers.say(["m", membersOf(this.room.storage)]);
    if (roleChanged) this.#peers.say(["r", person.role], member.n);
  }

  /** [SY13] Closes the person's sockets at once. */
  dismiss(user: string): void {
    const member = dismiss(this.room.storage, user);
    if (!member) return;
    this.#endAll((peer) => peer.state.who.member === member.n, closeCodes.removed, "Removed from this circle.");
    this.#peers.say(["m", membersOf(this.room.storage)]);
  }

  /** [D15] As `dismiss`, and their name goes too. */
  erase(user: string): void {
    const member = erase(this.room.storage, user);
    if (!member) return;
    this.#endAll((peer) => peer.state.who.member === member.n, closeCodes.removed, "This account was deleted.");
    this.#peers.say(["m", membersOf(this.room.storage)]);
  }

  /** [SY13] Ends a session or API key and refuses it until `until`, when it would have run out anyway. */
  revoke(session: string, until: number): void {
    revoke(this.room.storage, session, until, this.options.now());
    this.#endAll((peer) => peer.state.who.session === session, closeCodes.signedOut, "This session has ended.");
  }

  /** The circle is gone. */
  dissolve(): void {
    this.#endAll(() => true, closeCodes.gone, "This circle was deleted.");
    this.#flushAt = null;
  }

  /** The circle has another name. */
  renamed(): void {
    this.#peers.say(["i", this.#circle()]);
  }

  /** [SY17] News of something that lives outside the circle's own tables. */
  announce(topic: string, body: unknown): void {
    this.#peers.say(["t", topic, body]);
  }

  #read(peer: Peer, text: string): void {
    const message = readMessage(text);
    if (message[0] === "h") return this.#welcome(peer, message[1]);
    if (peer.state.phase === "new") throw new Problem("invalid", { detail: "Say hello first." });
    switch (message[0]) {
      case "p":
        return this.#push(peer, message[1], message[2]);
      case "a":
        return this.#hear(peer, message[1], message[2]);
      case "s":
        return this.#show(peer, message[1]);
      case "l":
        return this.#load(peer, message[1], message[2]);
    }
  }

  /** [SY12] A problem for a message that cannot be followed; the fifth ends the conversation. */
  #scold(peer: Peer, problem: Problem): void {
    peer.send(frame(["!", problem.body()]));
    peer.state.strikes += 1;
    peer.dirty = true;
    if (problem.code === "too_old") this.#end(peer, closeCodes.tooOld, "Reload to continue.");
    else if (peer.state.strikes >= strikesMost)
      this.#end(peer, closeCodes.abusive, "Too many messages that cannot be followed.");
  }

  #welcome(peer: Peer, hello: Hello): void {
    this.#demandReads(peer, helloCost);
    // What was pushed before must be settled before this client is told where it stands.
    this.#flush();
    if (!this.#peers.has(peer.socket)) return;
    const { who } = peer.state;
    const role = this.room.storage.get("member", who.member)?.role;
    if (!role) return this.#end(peer, closeCodes.removed, "Not a member of this circle.");
    this.#replace(peer, hello.client);
    const rest = { role, circle: this.#circle(), present: this.#peers.presentBeside(peer) };
    const { client, speaks, frames } = this.catchUp.welcome(who.member, hello, rest, this.#peers.spokenForBeside(peer));
    if (peer.state.client > 0 && peer.state.client !== client.n) this.#out.show(peer.state.client, who.member, null);
    Object.assign(peer.state, { phase: "live", client: client.n, speaks: [], heard: this.room.rev });
    for (const one of speaks) peer.speakFor(one);
    peer.dirty = true;
    for (const text of frames) peer.send(text);
    if (peer.state.presence) this.#show(peer, peer.state.presence);
  }

  /** An older socket of the same tab is over; first, so that nobody counts on it to hear anything. */
  #replace(peer: Peer, id: string): void {
    const client = this.room.clientOf(id);
    const older = this.#peers.others(peer).find((other) => other.state.client === client?.n);
    if (client?.member === peer.state.who.member && older)
      this.#end(older, closeCodes.replaced, "This tab opened another socket.");
  }

  #push(peer: Peer, sender: string | 0, batch: readonly WireMutation[]): void {
    const client = sender === 0 ? this.room.storage.get("client", peer.state.client) : this.room.clientOf(sender);
    if (client?.member !== peer.state.who.member)
      throw new Problem("forbidden", { detail: "That queue belongs to somebody else." });
    for (const mutation of batch) this.#inbox.add({ peer, client, mutation });
    if (this.#limited && this.#inbox.waiting(peer) > backlogMost)
      return this.#end(peer, closeCodes.abusive, "More changes than this circle takes.");
    this.#mark();
  }

  #hear(peer: Peer, rev: number, notices: readonly number[]): void {
    const { state } = peer;
    state.heard = Math.max(state.heard, Math.min(rev, this.room.rev));
    peer.dirty = true;
    if (notices.length === 0) return;
    const { storage } = this.room;
    storage.transact(() => {
      for (const seq of notices)
        if (state.speaks.includes(storage.get("notice", seq)?.client ?? 0)) storage.remove("notice", seq);
    });
  }

  #circle(): CircleOnScreen {
    return { ...this.options.circle(), settings: this.room.settings };
  }

  #show(peer: Peer, presence: Presence | null): void {
    if (this.#limited && !peer.presences.take(this.options.now()))
      throw new Problem("too_many", { detail: "Presence changes too often." });
    peer.state.presence = presence;
    peer.dirty = true;
    this.#out.show(peer.state.client, peer.state.who.member, presence);
    this.#mark();
  }

  #load(peer: Peer, code: number, parent: string): void {
    if (wireTables[code] !== "note") throw new Problem("invalid", { detail: "That table is not loaded by parent." });
    this.#demandReads(peer, 1);
    // The answer must not be ahead of the changes this socket has heard.
    this.#flush();
    if (peer.state.phase !== "live") return;
    peer.send(
      frame(["l", code, parent, ...toColumns("note", this.room.storage.list("note", "contact", { at: [parent] }))]),
    );
  }

  #demandReads(peer: Peer, cost: number): void {
    if (this.#limited && !peer.reads.take(this.options.now(), cost))
      throw new Problem("too_many", { detail: "That was asked for too often." });
  }

  /** [SY11] The first change after a pause goes out at once; the next ones wait for the window. */
  #mark(): void {
    if (this.#flushAt !== null || this.#flushing) return;
    const opensAt = Math.ceil(this.#flushedAt + this.#window);
    if (this.options.now() >= opensAt) this.#flush();
    else this.#flushAt = opensAt;
  }

  #flush(): void {
    const now = this.options.now();
    const late = this.#flushAt === null ? 0 : Math.max(0, now - this.#flushAt);
    this.#flushAt = null;
    this.#flushing = true;
    try {
      for (const queued of this.#inbox.take(now, this.#limited)) this.#apply(queued);
    } finally {
      this.#flushing = false;
    }
    if (!this.#out.empty) {
      this.#window = nextWindow(this.#window, { sockets: this.#peers.size, entries: this.#out.entries, late });
      this.#flushedAt = now;
      this.#out.send([...this.#peers.values()], this.room.rev, this.behindMost);
      for (const peer of this.#peers.values()) peer.save();
    }
    const { readyAt } = this.#inbox;
    if (readyAt === null) return;
    this.#flushAt = Math.ceil(Math.max(readyAt, now + this.#window, now + 1));
  }

  #apply(queued: Queued): void {
    const { peer, client, mutation } = queued;
    // An earlier one of this flush may have ended the conversation.
    if (!this.#peers.has(peer.socket)) return;
    const write = writeFrom(this.room.storage, this.room.rev, queued);
    const outcome = this.room.apply(write);
    peer.state.heard = Math.max(peer.state.heard, write.from?.base ?? 0);
    switch (outcome.status) {
      case "applied":
        this.#out.enter(outcome.entry);
        for (const notice of outcome.notices) this.#out.notify(notice);
        return;
      case "refused":
        for (const notice of outcome.notices) this.#out.notify(notice);
        return;
      case "unchanged":
        return this.#out.settle(peer, client.id, mutation[0]);
      case "repeated":
        for (const notice of this.room.storage.list("notice", "client", { at: [client.n] }))
          this.#out.notify(notice, peer);
        return this.#out.settle(peer, client.id, outcome.last);
      case "gap":
        return this.#end(peer, closeCodes.gap, "A change is missing before this one.");
    }
  }

  /** What a socket was told and never said it heard goes to another of the same person. */
  #passOn({ state }: Peer): void {
    if (![...this.#peers.values()].some((other) => other.state.who.member === state.who.member)) return;
    for (const client of state.speaks)
      for (const notice of this.room.storage.list("notice", "client", { at: [client] })) this.#out.notify(notice);
    if (!this.#out.empty) this.#mark();
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const peer of this.#peers.values()) {
      const heardAt = Math.max(peer.heardAt, peer.socket.heardAt?.() ?? 0);
      if (peer.state.presence === null || now - heardAt <= silence) continue;
      peer.state.presence = null;
      peer.dirty = true;
      this.#out.show(peer.state.client, peer.state.who.member, null);
      this.#mark();
    }
  }

  #endAll(which: (peer: Peer) => boolean, code: number, reason: string): void {
    for (const peer of [...this.#peers.values()]) if (which(peer)) this.#end(peer, code, reason);
  }

  #end(peer: Peer, code: number, reason: string): void {
    peer.close(code, reason);
    this.#forget(peer);
  }

  #forget(peer: Peer): void {
    this.#peers.delete(peer.socket);
    this.#inbox.forget(peer);
    this.#passOn(peer);
    if (peer.state.presence === null || peer.state.client === 0) return;
    this.#out.show(peer.state.client, peer.state.who.member, null);
    this.#mark();
  }
}
