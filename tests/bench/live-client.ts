/** A client of the live socket for load runs: it pushes, counts what it hears, and keeps no rows. */
import { WebSocket } from "ws";
import { makeId } from "../../domain/id.ts";
import { type Entry, type ServerMessage, type WireMutation, version } from "../../party/protocol.ts";

/** What all clients of a run share: everybody gets the same text, so it is parsed once. */
export class Ear {
  #text = "";
  #entries: Entry[] = [];

  entriesOf(text: string): Entry[] {
    if (text !== this.#text) {
      this.#text = text;
      const message = JSON.parse(text) as ServerMessage;
      this.#entries = message[0] === "d" ? message[1] : [];
    }
    return this.#entries;
  }
}

export interface Joined {
  /** From the socket's opening to the end of the catch-up. */
  milliseconds: number;
  bytes: number;
  numbers: number[];
}

export class LoadClient {
  readonly #socket: WebSocket;
  readonly #ear: Ear;
  readonly #heard: (entries: Entry[], at: number) => void;
  readonly #id: string;
  #next = 1;
  #rev = 0;
  #notices: number[] = [];
  number = 0;
  joined: Joined = { milliseconds: 0, bytes: 0, numbers: [] };
  sentBytes = 0;
  heardBytes = 0;

  private constructor(socket: WebSocket, ear: Ear, id: string, heard: (entries: Entry[], at: number) => void) {
    this.#socket = socket;
    this.#ear = ear;
    this.#id = id;
    this.#heard = heard;
  }

  /** Opens the socket and waits for the whole circle. */
  static async join(
    url: string,
    token: string,
    key: number,
    ear: Ear,
    heard: (entries: Entry[], at: number) => void,
  ): Promise<LoadClient> {
    const began = performance.now();
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${token}` }, perMessageDeflate: false });
    const client = new LoadClient(socket, ear, makeId(key, Date.now(), Math.random), heard);
    await new Promise<void>((done, failed) => {
      socket.once("error", failed);
      socket.once("close", (code, reason) => failed(new Error(`closed ${code} ${reason.toString()}`)));
      socket.once("open", () =>
        socket.send(JSON.stringify(["h", { v: version, client: client.#id, adopted: [], cursor: -1, epoch: "" }])),
      );
      socket.on("message", (data: Buffer) => {
        const text = data.toString();
        if (client.#hear(text, data.length)) {
          client.joined.milliseconds = performance.now() - began;
          done();
        }
      });
    });
    return client;
  }

  /** True when this message ended the catch-up. */
  #hear(text: string, bytes: number): boolean {
    if (text.startsWith('["d"')) {
      this.heardBytes += bytes;
      const entries = this.#ear.entriesOf(text);
      this.#rev = entries.at(-1)?.[0] ?? this.#rev;
      this.#heard(entries, performance.now());
      return false;
    }
    if (text.startsWith('["s"') || text === "pong") return false;
    this.joined.bytes += bytes;
    const message = JSON.parse(text) as ServerMessage;
    if (message[0] === "w") this.number = message[1].client;
    if (message[0] === "c") this.joined.numbers.push(...message[2]);
    if (message[0] === "x") this.#notices.push(...message[1].map(({ seq }) => seq));
    if (message[0] === "!") throw new Error(`the room refused: ${text}`);
    if (message[0] !== "e") return false;
    this.#rev = message[1];
    return true;
  }

  /** Sends mutations in one push; the number of the first. */
  push(calls: readonly [code: number, args: unknown][]): number {
    const first = this.#next;
    const batch = calls.map(([code, args]): WireMutation => [this.#next++, this.#rev, code, args]);
    const text = JSON.stringify(["p", 0, batch]);
    this.sentBytes += text.length;
    this.#socket.send(text);
    return first;
  }

  tellHeard(): void {
    this.#socket.send(JSON.stringify(["a", this.#rev, this.#notices]));
    this.#notices = [];
  }

  /** Keeps the line open as the browser does. */
  ping(): void {
    this.#socket.send("ping");
  }

  close(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.terminate();
  }
}
