/**
 * The room: the one door through which every write to a circle goes, and the order that everybody sees. [SY1] [SY2]
 * Pure TypeScript over a `Storage`; time and randomness are passed in.
 */
import { type CircleKey, makeId } from "../domain/id.ts";
import { type Actor, type Mutator, type RecordTable, type Settings, type Via, demand } from "../domain/mutation.ts";
import { readArgs } from "../domain/mutation-schema.ts";
import type { MutationName } from "../domain/mutations.ts";
import type { LiveAction, Scope } from "../domain/live-permission.ts";
import { Problem, wrong } from "../domain/problem.ts";
import { roomMutators } from "../domain/room-mutations.ts";
import { changedSince, meant, takeBack } from "../domain/undo.ts";
import { type Telling, conflictsOf } from "./conflict.ts";
import type { Entry } from "./protocol.ts";
import { RoomTx, settingsOf } from "./room-tx.ts";
import type { Activity, Client, Image, Notice, NoticeBody, OutboxRow, Storage } from "./storage.ts";
import { writeOf } from "./wire.ts";

/** One write, from any way in. */
export interface Write {
  name: string;
  args: unknown;
  member: number;
  scope: Scope;
  via: Via;
  /** The browser's store it comes from and the number it has there; absent for REST, import and machines. */
  from?: { client: number; id: number; base: number };
}

export type Outcome =
  | { status: "applied"; entry: Entry; result: unknown; notices: Notice[] }
  /** Accepted, and nothing had to change: it takes no revision. */
  | { status: "unchanged"; result: unknown }
  | { status: "refused"; problem: Problem; notices: Notice[] }
  /** This number was settled before; the answer is where the client stands. */
  | { status: "repeated"; last: number }
  /** A number is missing before this one: nothing was done. */
  | { status: "gap"; last: number };

export interface RoomOptions {
  key: CircleKey;
  now(): number;
  random(): number;
  /** What a mutation means outside the circle; written with it, drained by the alarm. [SY16] */
  effects?(activity: Activity): (Pick<OutboxRow, "topic" | "record" | "body"> & { due?: number })[];
  /** Told of every refusal, for the log. */
  refused?(write: Write, problem: Problem): void;
  /** Told of an error that no rule foresaw; the mutation is refused as `broken`, so that it cannot block its author's queue. */
  broke?(write: Write, error: unknown): void;
  /** For the simulation, which proves that it notices broken rules. */
  mutators?: Record<MutationName, Mutator<never>>;
}

interface UndoArgs {
  mutation?: unknown;
  client?: unknown;
  rev?: unknown;
  /** Id of a contact or a KPI: what is undone is its deletion. */
  deleted?: unknown;
  anyway?: unknown;
}

/** [C35] A deleted contact or KPI can be restored for so long. */
const restorableFor = 30 * 24 * 60 * 60_000;

export class Room {
  readonly storage: Storage;
  readonly options: RoomOptions;
  #rev: number;
  #numbers = new Map<RecordTable, number>();
  #notice: number;
  #outbox: number;

  constructor(storage: Storage, options: RoomOptions) {
    this.storage = storage;
    this.options = options;
    this.#rev = this.#highest("activity", "rev")?.rev ?? 0;
    this.#notice = Number(this.meta("notices") ?? 0);
    this.#outbox = this.#highest("outbox", "seq")?.seq ?? 0;
  }

  /** The last revision; 0 before the first mutation. */
  get rev(): number {
    return this.#rev;
  }

  /** The history this room continues; a restored backup starts another. */
  get epoch(): string {
    return this.meta("epoch") ?? "";
  }

  get settings(): Settings {
    return settingsOf(this.storage);
  }

  meta(name: string): string | null {
    return this.storage.get("meta", name)?.value ?? null;
  }

  setMeta(name: string, value: string): void {
    if (this.storage.get("meta", name)) this.storage.patch("meta", name, { value });
    else this.storage.insert("meta", { name, value });
  }

  /** A new id of this circle. */
  fresh = (): string => makeId(this.options.key, this.options.now(), this.options.random);

  /**
   * [SY1] Dedup, role, validation, mutation, revision, rows, last number, activity, outbox: all in one transaction.
   * `also` runs in it too, for what has to be stored with the effects, such as the answer to an idempotency key.
   */
  apply(write: Write, also?: (outcome: Outcome) => void): Outcome {
    const kept = { rev: this.#rev, numbers: new Map(this.#numbers), notice: this.#notice, outbox: this.#outbox };
    const forget = (): void => {
      this.#rev = kept.rev;
      this.#numbers = new Map(kept.numbers);
      this.#notice = kept.notice;
      this.#outbox = kept.outbox;
    };
    try {
      return this.storage.transact(() => {
        const outcome = this.settled(write) ?? this.#run(write);
        also?.(outcome);
        return outcome;
      });
    } catch (error) {
      forget();
      return this.#afterwards(write, error, forget, also);
    }
  }

  /** A refusal is stored too: its own transaction, after everything the mutation did is taken back. */
  #afterwards(write: Write, error: unknown, forget: () => void, also?: (outcome: Outcome) => void): Outcome {
    if (!(error instanceof Problem)) this.options.broke?.(write, error);
    const problem = error instanceof Problem ? error : new Problem("broken");
    try {
      return this.storage.transact(() => {
        const outcome = this.refuse(write, problem);
        also?.(outcome);
        return outcome;
      });
    } catch (again) {
      forget();
      throw again;
    }
  }

  /** [SY4] What the numbering says before anything is done. */
  protected settled(write: Write): Outcome | null {
    if (!write.from) return null;
    const last = this.lastOf(write.from.client);
    if (write.from.id <= last) return { status: "repeated", last };
    return write.from.id > last + 1 ? { status: "gap", last } : null;
  }

  #run(write: Write): Outcome {
    const { from } = write;
    const now = this.options.now();
    const tx = new RoomTx(this.storage, this.#rev + 1, now, this.actorOf(write), this.fresh, {
      next: (table) => this.#nextNumber(table),
      retire: (table, n) => this.#retire(table, n),
    });
    const { result, record, undid } = write.name === "undo" ? this.#undo(tx, write) : this.#mutate(tx, write);
    const images = tx.images();
    if (from) this.settle(from.client, from.id, now);
    if (images.length === 0) return { status: "unchanged", result };
    const tellings = from
      ? conflictsOf(this.storage, images, {
          client: from.client,
          member: write.member,
          record,
          base: from.base,
          at: now,
        })
      : [];
    this.#rev += 1;
    const activity: Activity = {
      rev: this.#rev,
      at: now,
      member: write.member,
      via: write.via,
      client: from?.client ?? 0,
      mutation: from?.id ?? 0,
      name: write.name,
      record,
      images: images.map(({ rev: _rev, ...image }) => image),
      undid,
    };
    this.storage.insert("activity", activity);
    for (const effect of this.options.effects?.(activity) ?? [])
      this.storage.insert("outbox", { seq: (this.#outbox += 1), due: now, ...effect, tries: 0 });
    return {
      status: "applied",
      entry: entryOf(activity),
      result,
      notices: tellings.map((telling) => this.tell(telling)),
    };
  }

  #mutate(tx: RoomTx, write: Write): { result: unknown; record: string; undid: null } {
    const known = (this.options.mutators ?? roomMutators) as Record<string, Mutator<never>>;
    const mutator = Object.hasOwn(known, write.name) ? known[write.name] : undefined;
    if (!mutator) throw wrong("name", "There is no such mutation.");
    this.demandRight(tx, mutator.right);
    const args = readArgs(write.name as MutationName, write.args, this.options.key) as never;
    return { result: mutator.run(tx, args), record: mutator.record(args), undid: null };
  }

  /** [SY9] Undo names the mutation it takes back: by the client's own number, by revision, or as what deleted a contact. */
  #undo(tx: RoomTx, write: Write): { result: unknown; record: string; undid: number | null } {
    const args = (write.args ?? {}) as UndoArgs;
    if (typeof args.deleted === "string") {
      const kpi =
        tx.get("kpi", args.deleted) !== undefined || this.storage.get("tombstone", args.deleted)?.table === "kpi";
      this.demandRight(tx, kpi ? "kpi.restore" : "contact.restore");
      if (tx.get(kpi ? "kpi" : "contact", args.deleted)) return { result: null, record: args.deleted, undid: null };
    }
    const target = this.#targetOf(args, write);
    if (!target) throw new Problem("not_found", { detail: "There is nothing to undo." });
    if (target.member !== write.member && tx.actor.role === "member")
      throw new Problem("forbidden", { detail: "Members may undo only what they did themselves." });
    if (args.anyway !== true) this.#demandUntouched(tx, target, write.member);
    takeBack(tx, target.images);
    return { result: null, record: target.record, undid: target.rev };
  }

  #targetOf(args: UndoArgs, write: Write): Activity | undefined {
    if (typeof args.deleted === "string") return this.#deletionOf(args.deleted);
    if (typeof args.rev === "number") return this.storage.get("activity", args.rev);
    const client = typeof args.client === "string" ? this.clientOf(args.client)?.n : write.from?.client;
    if (typeof args.mutation !== "number" || client === undefined || client === 0) return undefined;
    return this.storage.list("activity", "mutation", { at: [client, args.mutation], limit: 1 })[0];
  }

  /** [C35] */
  #deletionOf(record: string): Activity | undefined {
    const stone = this.storage.get("tombstone", record);
    const gone = stone !== undefined && this.options.now() - stone.at <= restorableFor;
    return gone ? this.storage.get("activity", stone.rev) : undefined;
  }

  #demandUntouched(tx: RoomTx, target: Activity, member: number): void {
    const later = this.storage.list("activity", "record", { at: [target.record], above: target.rev, backwards: true });
    const fromOthers = later.find((entry) => entry.member !== member);
    for (const image of target.images) {
      const made = image.before === null && image.table === "contact";
      const field = made
        ? fromOthers
          ? "id"
          : null
        : (changedSince(tx, image) ?? writtenByOthers(later, image, member));
      if (field === null) continue;
      const by = later.find((entry) =>
        entry.images.some((one) => one.id === image.id && (one.after === null || field in one.after)),
      );
      throw new Problem("superseded", {
        extra: { field, by: (by ?? fromOthers)?.member ?? null, at: (by ?? fromOthers)?.at ?? null },
      });
    }
  }

  /** [SY4] A refusal still uses up the number, and is kept for its author until they say they heard it. */
  protected refuse(write: Write, problem: Problem): Outcome {
    this.options.refused?.(write, problem);
    if (!write.from) return { status: "refused", problem, notices: [] };
    const { client, id } = write.from;
    this.settle(client, id, this.options.now());
    const body: NoticeBody = { kind: "refused", mutation: id, name: write.name, problem: problem.body() };
    return { status: "refused", problem, notices: [this.tell({ client, body })] };
  }

  /** The role is read here, in the transaction that writes, never at connect. [SY1] */
  protected actorOf(write: Pick<Write, "member" | "scope" | "via">): Actor {
    // The system and webhooks are nobody's members: cron, sources and other systems write as number 0.
    if (write.via === "system" || write.via === "webhook")
      return { member: 0, role: "admin", scope: "write", via: write.via };
    const member = this.storage.get("member", write.member);
    if (!member?.role) throw new Problem("not_found");
    return { member: member.n, role: member.role, scope: write.scope, via: write.via };
  }

  /** [P3] [P4] [P5] */
  protected demandRight(tx: RoomTx, right: LiveAction): void {
    demand(tx, right);
  }

  protected lastOf(client: number): number {
    return this.storage.get("client", client)?.last ?? 0;
  }

  clientOf(id: string): Client | undefined {
    return this.storage.list("client", "id", { at: [id], limit: 1 })[0];
  }

  protected settle(client: number, id: number, now: number): void {
    this.storage.patch("client", client, { last: id, seen_at: now });
  }

  protected tell(telling: Telling): Notice {
    const notice = { seq: (this.#notice += 1), ...telling };
    this.storage.insert("notice", notice);
    this.setMeta("notices", String(notice.seq));
    return notice;
  }

  /** A number is never given out twice, so that one that is still on its way cannot mean another record. */
  #nextNumber(table: RecordTable): number {
    const highest = (): number => this.storage.list(table, "number", { backwards: true, limit: 1 })[0]?.n ?? 0;
    const last = this.#numbers.get(table) ?? Math.max(highest(), Number(this.meta(`retired ${table}`) ?? 0));
    this.#numbers.set(table, last + 1);
    return last + 1;
  }

  #retire(table: RecordTable, n: number): void {
    if (n > Number(this.meta(`retired ${table}`) ?? 0)) this.setMeta(`retired ${table}`, String(n));
  }

  #highest<T extends "activity" | "outbox">(table: T, order: T extends "activity" ? "rev" : "seq") {
    return this.storage.list(table, order as never, { backwards: true, limit: 1 })[0];
  }
}

/**
 * A field of the image that somebody else wrote since, even if they wrote the same value again: the last word on it
 * is theirs. A place counts as lost as soon as anybody else gave another one. `later` has the newest first.
 */
const writtenByOthers = (later: readonly Activity[], target: Image, member: number): string | null => {
  const writers = (field: string): number[] =>
    later
      .filter((entry) => entry.images.some((image) => image.id === target.id && meant(image).includes(field)))
      .map((entry) => entry.member);
  const lost = (field: string): boolean =>
    field === "position"
      ? writers(field).some((writer) => writer !== member)
      : (writers(field)[0] ?? member) !== member;
  return meant(target).find(lost) ?? null;
};

/** What everybody hears of an activity. */
export const entryOf = ({ rev, at, member, client, mutation, images }: Activity): Entry => [
  rev,
  at,
  member,
  client,
  mutation,
  images.map((image) => writeOf(image, at)).filter((write) => write !== null),
];
