/** The socket to the circle: opens again by itself, notices a dead peer, says which state it is in. */
import WebSocket from "partysocket/ws";
import { closeCodes } from "../../party/protocol.ts";

export type LineState = "connecting" | "live" | "reconnecting" | "offline";
/** Why the line will not open again by itself. */
export type LineEnd = "removed" | "gone" | "signed_out" | "too_old";

export interface LineEvents {
  opened(): void;
  message(text: string): void;
  closed(): void;
  state(state: LineState): void;
  ended(why: LineEnd): void;
}

/** A word every so often keeps the line open; silence for this long means that the peer is gone. */
const pingEvery = 10_000;
const silence = 25_000;

const ends: Partial<Record<number, LineEnd>> = {
  [closeCodes.removed]: "removed",
  [closeCodes.gone]: "gone",
  [closeCodes.signedOut]: "signed_out",
  [closeCodes.tooOld]: "too_old",
};

export class Line {
  readonly #socket: WebSocket;
  readonly #events: LineEvents;
  readonly #timer: ReturnType<typeof setInterval>;
  #heard = Date.now();
  #ended = false;
  #opened = false;

  constructor(url: string, events: LineEvents) {
    this.#events = events;
    // The library's own queue would send stale frames before hello, and its three seconds are long.
    this.#socket = new WebSocket(url, undefined, {
      maxEnqueuedMessages: 0,
      minReconnectionDelay: 250 + Math.random() * 350,
      maxReconnectionDelay: 8_000,
      reconnectionDelayGrowFactor: 1.6,
      connectionTimeout: 8_000,
    });
    this.#socket.addEventListener("open", () => {
      this.#heard = Date.now();
      this.#opened = true;
      events.opened();
    });
    this.#socket.addEventListener("message", (event) => {
      this.#heard = Date.now();
      if (event.data !== "pong") events.message(String(event.data));
    });
    this.#socket.addEventListener("close", (event) => {
      events.closed();
      const why = ends[event.code];
      if (why) this.#end(why);
      else if (!this.#ended) this.#tellState();
    });
    this.#timer = setInterval(() => this.#watch(), pingEvery);
    addEventListener("online", this.#online);
    addEventListener("offline", this.#offline);
    this.#tellState();
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Starts over at once. */
  again(): void {
    this.#socket.reconnect();
  }

  close(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    removeEventListener("online", this.#online);
    removeEventListener("offline", this.#offline);
    this.#socket.close();
  }

  readonly #online = (): void => this.again();
  readonly #offline = (): void => this.#tellState();

  #end(why: LineEnd): void {
    this.close();
    this.#events.ended(why);
  }

  #tellState(): void {
    if (!navigator.onLine) this.#events.state("offline");
    else this.#events.state(this.#opened ? "reconnecting" : "connecting");
  }

  #watch(): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (Date.now() - this.#heard > silence) this.again();
    else this.#socket.send("ping");
  }
}
