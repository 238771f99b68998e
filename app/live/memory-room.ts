/** A circle in this process behind the browser's WebSocket, for tests of pages: the real host, the real protocol, no network. */
// oxlint-disable typescript/no-restricted-imports -- tests run both sides; no page imports this file
import type { ArgsOf, MutationName } from "../../domain/mutations.ts";
import { makeId } from "../../domain/id.ts";
import { Host } from "../../party/host.ts";
import type { Socket } from "../../party/host-peer.ts";
import { MemoryStorage } from "../../party/storage-memory.ts";

const key = 7;

/** Opens for whoever the test says sits at this browser. */
export const makeMemoryRoom = () => {
  const host = new Host(new MemoryStorage(), {
    key,
    now: Date.now,
    random: Math.random,
    circle: () => ({ id: circle, name: "Northwind" }),
  });
  const circle = makeId(key, Date.now(), Math.random);
  const newId = (): string => makeId(key, Date.now(), Math.random);
  host.admit({ user: "ana", name: "Ana Lima", role: "admin" });
  host.admit({ user: "ben", name: "Ben Okoye", role: "member" });
  const members = { ana: 1, ben: 2 } as const;

  let timer: ReturnType<typeof setTimeout> | undefined;
  const arm = (): void => {
    clearTimeout(timer);
    if (host.wakeAt === null) return;
    timer = setTimeout(
      () => {
        host.tick();
        arm();
      },
      Math.max(0, host.wakeAt - Date.now()),
    );
  };

  const socketFor = (user: keyof typeof members) =>
    class extends EventTarget {
      static readonly CONNECTING = 0;
      static readonly OPEN = 1;
      static readonly CLOSING = 2;
      static readonly CLOSED = 3;
      readyState = 0;
      binaryType = "blob";
      readonly #far: Socket;
      constructor() {
        super();
        this.#far = {
          send: (text) =>
            void setTimeout(() => this.readyState === 1 && this.#tell(new MessageEvent("message", { data: text })), 0),
          close: (code, reason) => this.#end(code, reason),
        };
        setTimeout(() => {
          this.readyState = 1;
          host.open(this.#far, { member: members[user], user, session: user, scope: "write" });
          this.#tell(new Event("open"));
        }, 0);
      }
      send(text: string): void {
        if (text === "ping") return;
        host.message(this.#far, text);
        arm();
      }
      close(code = 1000, reason = ""): void {
        if (this.readyState < 2) host.close(this.#far);
        this.#end(code, reason);
      }
      #end(code: number, reason: string): void {
        if (this.readyState === 3) return;
        this.readyState = 3;
        setTimeout(() => this.#tell(new CloseEvent("close", { code, reason, wasClean: true })), 0);
      }
      #tell(event: Event): void {
        this.dispatchEvent(event);
      }
    };

  return {
    circle,
    newId,
    host,
    /** Makes this browser's WebSockets this person's; call the result when done. */
    seat: (user: keyof typeof members): (() => void) => {
      const before = globalThis.WebSocket;
      globalThis.WebSocket = socketFor(user) as unknown as typeof WebSocket;
      return () => {
        globalThis.WebSocket = before;
        clearTimeout(timer);
      };
    },
    /** A write by somebody else, as REST makes it. */
    write: <Name extends MutationName>(user: keyof typeof members, name: Name, args: ArgsOf<Name>) => {
      const outcome = host.write({ name, args, member: members[user], scope: "write", via: "rest" });
      arm();
      return outcome;
    },
  };
};
