/** The platform's connections as the host's sockets: the same object for as long as this instance lives. */
import type { Connection } from "partyserver";
import type { Socket } from "./host-peer.ts";

export class Sockets {
  readonly #context: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">;
  readonly #sockets = new Map<string, Socket>();

  constructor(context: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">) {
    this.#context = context;
  }

  of(connection: Connection): Socket {
    let socket = this.#sockets.get(connection.id);
    if (!socket) {
      socket = {
        send: (text) => connection.send(text),
        close: (code, reason) => connection.close(code, reason),
        keep: (attachment) => void connection.setState(attachment),
        heardAt: () => this.#context.getWebSocketAutoResponseTimestamp(connection)?.getTime() ?? 0,
      };
      this.#sockets.set(connection.id, socket);
    }
    return socket;
  }

  forget(connection: Connection): void {
    this.#sockets.delete(connection.id);
  }
}
