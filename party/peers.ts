/** Everybody who is connected to the circle: who shows, who speaks for whom, and telling them all. [SY10] */
import { frame } from "./catch-up.ts";
import type { Peer, Socket } from "./host-peer.ts";
import type { Presence, ServerMessage } from "./protocol.ts";

export class Peers extends Map<Socket, Peer> {
  others(peer: Peer): Peer[] {
    return [...this.values()].filter((other) => other !== peer);
  }

  /** True while somebody's presence could outlive them before somebody's eyes. Alone, nobody looks. */
  get watched(): boolean {
    return this.size > 1 && [...this.values()].some((peer) => peer.state.presence !== null);
  }

  /** What the others show, as a newcomer is told. */
  presentBeside(peer: Peer): [client: number, member: number, state: Presence][] {
    return this.others(peer).flatMap(({ state }): [number, number, Presence][] =>
      state.presence && state.client > 0 ? [[state.client, state.who.member, state.presence]] : [],
    );
  }

  /** The clients that some socket speaks for, its own among them. */
  get spokenFor(): Set<number> {
    return new Set([...this.values()].flatMap(({ state }) => [state.client, ...state.speaks]));
  }

  /** The clients that the others' sockets speak for. */
  spokenForBeside(peer: Peer): Set<number> {
    return new Set(this.others(peer).flatMap((other) => other.state.speaks));
  }

  /** Tells everybody who has said hello; with a member, only that person's screens. */
  say(message: ServerMessage, member?: number): void {
    const text = frame(message);
    for (const peer of this.values())
      if (peer.state.phase !== "new" && (member === undefined || peer.state.who.member === member)) peer.send(text);
  }
}
