/** Faults put in on purpose, one at a time, from outside: a suite that does not notice them proves nothing. */
import type { Contact, ContactChange } from "../../domain/contact.ts";
import type { MoveContact } from "../../domain/contact-mutations.ts";
import type { Mutator } from "../../domain/mutation.ts";
import { placeAfter } from "../../domain/order.ts";
import { type MutationName, mutators } from "../../domain/mutations.ts";
import type { Problem } from "../../domain/problem.ts";
import { CatchUp } from "../../party/catch-up.ts";
import type { ClientMessage } from "../../party/protocol.ts";
import type { Socket } from "../../party/host-peer.ts";
import { Replica } from "../../party/replica.ts";
import { type Outcome, Room, type Write } from "../../party/room.ts";
import { RoomTx } from "../../party/room-tx.ts";
import { SmallHost } from "./server.ts";

export interface Bug {
  name: string;
  /** Rules that may notice it. */
  caughtBy: readonly string[];
  host?: typeof SmallHost;
  replica?: typeof Replica;
  mutators?(): Record<MutationName, Mutator<never>>;
  /** Makes a change name more than it should. */
  widen?(card: Contact, fields: ContactChange): ContactChange;
  /** A reopened tab starts with an empty queue. */
  forgets?: true;
}

export const noBug: Bug = { name: "none", caughtBy: [] };

const withRoom = (RoomClass: typeof Room): typeof SmallHost =>
  class extends SmallHost {
    protected override makeRoom(...[storage]: Parameters<SmallHost["makeRoom"]>): Room {
      return new RoomClass(storage, this.options);
    }
  };

class NoDedupRoom extends Room {
  protected override settled(): Outcome | null {
    return null;
  }
}

class EveryoneMayRoom extends Room {
  protected override demandRight(): void {}
}

class StallingRoom extends Room {
  protected override refuse(_write: Write, problem: Problem): Outcome {
    return { status: "refused", problem, notices: [] };
  }
}

class TimelessRoom extends Room {
  override get epoch(): string {
    return "";
  }
}

/** Writes a client's last number only with a later mutation; until then it is in memory. */
class LateRoom extends Room {
  readonly #late = new Map<number, number>();

  override apply(write: Write, also?: (outcome: Outcome) => void): Outcome {
    const due = [...this.#late];
    this.#late.clear();
    for (const [client, last] of due) this.storage.patch("client", client, { last });
    return super.apply(write, also);
  }

  protected override lastOf(client: number): number {
    return this.#late.get(client) ?? super.lastOf(client);
  }

  protected override settle(client: number, id: number): void {
    this.#late.set(client, id);
  }
}

class FloorlessCatchUp extends CatchUp {
  protected override raiseFloor(floor: number): number {
    return floor;
  }
}

class FloorlessHost extends SmallHost {
  protected override makeCatchUp(room: Room): CatchUp {
    return new FloorlessCatchUp(room);
  }
}

/** Says that a push is done when it has only been read. */
class HastyHost extends SmallHost {
  override message(socket: Socket, text: string): void {
    const message = JSON.parse(text) as ClientMessage;
    const client = this.room.storage.get("client", this.attachmentOf(socket)?.client ?? 0);
    const last = message[0] === "p" && message[1] === 0 ? message[2].at(-1)?.[0] : undefined;
    if (client && last !== undefined) socket.send(JSON.stringify(["k", client.id, last, 0]));
    super.message(socket, text);
  }
}

class FrozenReplica extends Replica {
  protected override replay(): void {}
}

/** Keys as the browsers made them, which is where such a client would put them in its push. */
const madeKeys = new Map<string, string>();
const clientKeyedMove: Mutator<MoveContact> = {
  ...mutators["contact.move"],
  run(tx, { id, stage, after }) {
    const name = `${id} ${stage} ${after}`;
    if (!(tx instanceof RoomTx)) madeKeys.set(name, placeAfter(tx, id, stage, after));
    tx.patch("contact", id, {
      funnel_stage: stage,
      position: madeKeys.get(name) ?? placeAfter(tx, id, stage, after),
      updated_at: tx.now,
    });
  },
};

export const bugs: readonly Bug[] = [
  { name: "no dedup", caughtBy: ["SI3"], host: withRoom(NoDedupRoom) },
  { name: "no tombstone floor", caughtBy: ["SI1", "SI13", "SI19"], host: FloorlessHost },
  {
    name: "whole-row writes",
    caughtBy: ["SI6", "SI7", "SI22"],
    widen: ({ name, email, phone, company, status, funnel_stage, notes }, fields) => ({
      name,
      email,
      phone,
      company,
      status,
      funnel_stage,
      notes,
      ...fields,
    }),
  },
  { name: "no rebase", caughtBy: ["SI2", "SI12"], replica: FrozenReplica },
  {
    name: "client-made keys",
    caughtBy: ["SI7"],
    mutators: () => ({ ...mutators, "contact.move": clientKeyedMove }) as never,
  },
  { name: "early acknowledgement", caughtBy: ["SI5"], host: HastyHost },
  { name: "no permission check", caughtBy: ["SI9"], host: withRoom(EveryoneMayRoom) },
  { name: "a rejection that stalls", caughtBy: ["SI10"], host: withRoom(StallingRoom) },
  { name: "queue lost on reload", caughtBy: ["SI4"], forgets: true },
  { name: "no epoch", caughtBy: ["SI1", "SI3", "SI4", "SI13", "SI19"], host: withRoom(TimelessRoom) },
  { name: "last id outside the transaction", caughtBy: ["SI3", "SI5", "SI10"], host: withRoom(LateRoom) },
];
