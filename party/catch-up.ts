/** How a browser gets from what it has to what the room has: changes since its cursor, or everything. [SY7] */
import type { Records } from "../domain/mutation.ts";
import { Problem } from "../domain/problem.ts";
import { recordRules } from "../domain/records.ts";
import { type Round, roundsKept } from "../domain/round.ts";
import {
  type Hello,
  type ServerMessage,
  type Welcome,
  type WireTable,
  liveTables,
  understood,
  version,
  wireTables,
} from "./protocol.ts";
import type { Room } from "./room.ts";
import type { Client, Notice, Tombstone } from "./storage.ts";
import { toColumns } from "./wire.ts";

/** Rows in one chunk of a snapshot. */
const chunkRows = 2_000;

/** A snapshot older than this many revisions is made anew; until then what changed since follows it. */
const snapshotSlack = 2_000;

export class CatchUp {
  readonly #room: Room;
  #snapshot: { epoch: string; rev: number; frames: string[] } | null = null;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Registers the client and gives the frames that bring it to the room's revision, in order.
   * Refuses a protocol it does not speak (`too_old`) and a client id of somebody else (`forbidden`).
   * It speaks for its own client, for those it adopted, and for tabs of this person that no other socket
   * speaks for (`spokenFor`) and that still have something to hear.
   */
  welcome(
    member: number,
    hello: Hello,
    rest: Pick<Welcome, "role" | "circle" | "present">,
    spokenFor: ReadonlySet<number> = new Set(),
  ): { client: Client; speaks: number[]; frames: string[] } {
    if (!understood.includes(hello.v)) throw new Problem("too_old");
    const room = this.#room;
    const client = this.#enrol(hello.client, member);
    const floor = Number(room.meta("floor") ?? 0);
    const { cursor } = hello;
    const full = hello.epoch !== room.epoch || cursor < floor || cursor > room.rev;
    const own = [client, ...hello.adopted.flatMap((id) => this.#adopt(id, member))];
    const speaks = new Set(own.map((one) => one.n));
    for (const told of this.#unheard(member)) if (!spokenFor.has(told.client)) speaks.add(told.client);
    const welcome: Welcome = {
      v: version,
      epoch: room.epoch,
      rev: room.rev,
      full,
      client: client.n,
      member,
      lasts: own.map((one) => [one.id, one.n, one.last]),
      members: room.storage.list("member", "n").map(({ n, user, name, role }) => [n, user, name, role]),
      notices: this.#unheard(member).filter((notice) => speaks.has(notice.client)),
      ...rest,
    };
    const rows = full ? this.#everything() : this.#changedSince(cursor);
    return {
      client,
      speaks: [...speaks],
      frames: [frame(["w", welcome]), ...rows, frame(["e", room.rev, rows.length])],
    };
  }

  /** What this member's clients have not yet heard, oldest first. */
  #unheard(member: number): Notice[] {
    const { storage } = this.#room;
    return storage.list("notice", "seq").filter((notice) => storage.get("client", notice.client)?.member === member);
  }

  /** A queue taken over; one whose tab never reached the room is enrolled here. Somebody else's is passed over. */
  #adopt(id: string, member: number): Client[] {
    const found = this.#room.clientOf(id);
    return found && found.member !== member ? [] : [this.#enrol(id, member)];
  }

  /**
   * Removes tombstones older than `before`, with what was left of their records, and remembers from where catching up
   * is still possible.
   */
  prune(before: number): void {
    const { storage } = this.#room;
    storage.transact(() => {
      let floor = Number(this.#room.meta("floor") ?? 0);
      for (const tombstone of storage.list("tombstone", "rev")) {
        if (tombstone.at >= before) break;
        storage.remove("tombstone", tombstone.id);
        this.#removeLeftovers(tombstone);
        floor = this.raiseFloor(floor, tombstone.rev);
      }
      this.#room.setMeta("floor", String(floor));
    });
  }

  /** What belonged to a record waits as long as the record can be restored. */
  #removeLeftovers({ table, id }: Tombstone): void {
    const { storage } = this.#room;
    const { children } = recordRules[table];
    if (!children) return;
    for (const child of storage.list(children.table, children.column as never, { at: [id] }))
      storage.remove(children.table, child.id);
  }

  protected raiseFloor(_floor: number, pruned: number): number {
    return pruned;
  }

  #enrol(id: string, member: number): Client {
    const { storage } = this.#room;
    const found = this.#room.clientOf(id);
    if (found && found.member !== member)
      throw new Problem("forbidden", { detail: "That client id belongs to somebody else." });
    if (found) return found;
    const n = (storage.list("client", "n", { backwards: true, limit: 1 })[0]?.n ?? 0) + 1;
    const client: Client = { n, id, member, last: 0, seen_at: this.#room.options.now() };
    storage.transact(() => storage.insert("client", client));
    return client;
  }

  #everything(): string[] {
    const { epoch, rev } = this.#room;
    const floor = Number(this.#room.meta("floor") ?? 0);
    const kept = this.#snapshot;
    if (kept && kept.epoch === epoch && rev - kept.rev <= snapshotSlack && kept.rev >= floor)
      return [...kept.frames, ...this.#changedSince(kept.rev, kept.frames.length)];
    const frames: string[] = [];
    for (const table of liveTables) frames.push(...chunks(table, this.#onScreens(table), frames.length));
    this.#snapshot = { epoch, rev, frames };
    return frames;
  }

  /** Rounds that ended long ago never change again, and are read over REST. [CR13] */
  #onScreens(table: WireTable): Records[WireTable][] {
    const rows = this.#room.storage.list(table, "rev" as never);
    if (table !== "round") return rows;
    const since = this.#room.options.now() - roundsKept;
    return (rows as Round[]).filter(({ closed_at }) => closed_at === null || closed_at >= since);
  }

  /** What is gone and what is new or changed, in frames that follow `before` others. */
  #changedSince(cursor: number, before = 0): string[] {
    const { storage } = this.#room;
    const gone = storage.list("tombstone", "rev", { above: cursor });
    const frames: string[] = [];
    for (const table of liveTables) {
      const removed = gone.filter((tombstone) => tombstone.table === table).map((tombstone) => tombstone.n);
      if (removed.length > 0) frames.push(frame(["g", wireTables.indexOf(table), removed, before + frames.length]));
      frames.push(...chunks(table, storage.list(table, "rev" as never, { above: cursor }), before + frames.length));
    }
    return frames;
  }
}

export const frame = (message: ServerMessage): string => JSON.stringify(message);

const chunks = (table: WireTable, rows: readonly Records[WireTable][], before: number): string[] => {
  const frames: string[] = [];
  for (let at = 0; at < rows.length; at += chunkRows) {
    const [numbers, columns] = toColumns(table, rows.slice(at, at + chunkRows));
    frames.push(frame(["c", wireTables.indexOf(table), numbers, columns, before + frames.length]));
  }
  return frames;
};
