/** One socket as the host knows it, and the small part of that which outlives the object's sleep. */
import type { Via } from "../domain/mutation.ts";
import type { Scope } from "../domain/permission.ts";
import { type Presence, closeCodes, limits } from "./protocol.ts";
import type { Storage } from "./storage.ts";
import { Bucket } from "./window.ts";

/** A socket as the host uses it. `send` and `close` may be called on one that is gone already. */
export interface Socket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** What `adopt` needs later has changed; at most once per call into the host. */
  keep?(attachment: Attachment): void;
  /** When the platform last heard the peer without waking the host (a ping it answered by itself), Unix milliseconds. */
  heardAt?(): number;
}

/** Who opened the socket, as the Worker proved it. */
export interface Who {
  /** Number of the member. */
  member: number;
  user: string;
  session: string;
  scope: Scope;
  /** `app` unless it is a machine that holds the socket. */
  via?: Via;
}

/**
 * `new`: has not said hello. `live`: hears everything. `behind`: was told so, and hears no more changes until it
 * says hello again.
 */
export type Phase = "new" | "live" | "behind";

/** Plain data: under 2 KB without presence, which is bounded apart. */
export interface Attachment {
  who: Who;
  phase: Phase;
  /** Short number of the tab's own client; 0 before hello. */
  client: number;
  /** Numbers of all clients this socket speaks for: its own, the queues it adopted, tabs of this person that are gone. */
  speaks: number[];
  /** The revision it has said it heard. */
  heard: number;
  strikes: number;
  presence: Presence | null;
}

/** Clients a socket remembers to speak for; beyond that, notices are simply told again at the next hello. */
const speaksMost = 150;

export class Peer {
  readonly socket: Socket;
  readonly state: Attachment;
  readonly mutations: Bucket;
  readonly presences: Bucket;
  /** Loads and hellos. */
  readonly reads: Bucket;
  /** When it was last heard, for presence. */
  heardAt: number;
  dirty = false;

  constructor(socket: Socket, state: Attachment, now: number) {
    this.socket = socket;
    this.state = state;
    this.heardAt = now;
    this.mutations = new Bucket(limits.mutationsPerSecond, limits.burst, now);
    this.presences = new Bucket(limits.presencePerSecond, limits.presencePerSecond * 2, now);
    this.reads = new Bucket(20, 500, now);
  }

  /** From now on this socket hears what that client must be told. */
  speakFor(client: number): void {
    if (this.state.speaks.includes(client) || this.state.speaks.length >= speaksMost) return;
    this.state.speaks.push(client);
    this.dirty = true;
  }

  /** Sends; a socket that is gone will be closed by its own event. */
  send(text: string): void {
    try {
      this.socket.send(text);
    } catch {
      // The close event follows.
    }
  }

  close(code: number, reason: string): void {
    try {
      this.socket.close(code, reason);
    } catch {
      // It was closed already.
    }
  }

  save(): void {
    if (!this.dirty) return;
    this.dirty = false;
    this.socket.keep?.(this.state);
  }
}

export const attachmentFor = (who: Who, presence: Presence | null): Attachment => ({
  who,
  phase: "new",
  client: 0,
  speaks: [],
  heard: 0,
  strikes: 0,
  presence,
});

/** Why a socket is not let in, as its close code and reason; null when it is. [SY12] [SY13] */
export const refusalOf = (storage: Storage, who: Who, full: boolean): [code: number, reason: string] | null => {
  if (!storage.get("member", who.member)?.role) return [closeCodes.removed, "Not a member of this circle."];
  if (storage.get("revoked", who.session)) return [closeCodes.signedOut, "This session has ended."];
  return full ? [closeCodes.full, "This circle is full."] : null;
};
