/**
 * The client engine: base + replay(pending) = what the person sees. [SY4] [SY5] [SY6] [SY7]
 * No DOM, no socket, no clock of its own: time, ids and transport are passed in.
 */
import { makeId } from "../domain/id.ts";
import { type Actor, type RecordTable, type Settings, usualSettings } from "../domain/mutation.ts";
import { type ArgsOf, type MutationName, mutators } from "../domain/mutations.ts";
import type { Role } from "../domain/permission.ts";
import { Problem } from "../domain/problem.ts";
import { type Effect, isMeant } from "../domain/undo.ts";
import {
  type ClientMessage,
  type Entry,
  type Hello,
  type ServerMessage,
  type Welcome,
  type WireTable,
  schema,
  version,
  wireTables,
} from "./protocol.ts";
import { type Pending, Queue, fitsFrame } from "./queue.ts";
import { Base } from "./replica-base.ts";
import { Catching } from "./replica-catching.ts";
import type { Events, ReplicaOptions, Saved } from "./replica-events.ts";
import { type BaseRow, View } from "./replica-view.ts";
import { replay, wireOf } from "./replay.ts";
import type { Notice } from "./storage.ts";
import { type UndoStep, UndoSteps } from "./undo-steps.ts";
import { fromColumns, readWrite } from "./wire.ts";

export type { Pending } from "./queue.ts";
export type { Events, ReplicaOptions, Saved } from "./replica-events.ts";

/** Revisions after which the room is told how far this tab is, without waiting for its turn. [SY12] */
const tellEvery = 200;

export class Replica {
  readonly view = new View();
  readonly options: ReplicaOptions;
  readonly events: Events;
  cursor = -1;
  epoch = "";
  member = 0;
  role: Role | null = null;
  settings: Settings = usualSettings;
  /** True from the welcome until the socket is gone. */
  live = false;
  readonly #base = new Base(this.view);
  readonly #steps = new UndoSteps();
  readonly #queue: Queue;
  readonly #heardNotices = new Set<number>();
  /** Notices that the room does not know to be heard yet, and the revision that it does. */
  #unthanked: number[] = [];
  #told = -1;
  #clientNumbers = new Map<number, string>();
  #catching: Catching | null = null;
  #outbox: ClientMessage[] = [];

  constructor(options: ReplicaOptions, events: Events = {}) {
    this.options = options;
    this.events = events;
    const { saved } = options;
    this.#queue = new Queue(this.#fresh(), saved?.pending);
    if (!saved) return;
    this.epoch = saved.epoch;
    this.member = saved.member;
    this.role = saved.role;
    if (saved.schema === schema) {
      this.cursor = saved.cursor;
      for (const [table, row] of saved.rows) this.view.setBase(table, row);
    }
    this.replay();
  }

  /** This tab's client id; a new one after a restored backup. */
  get client(): string {
    return this.#queue.client;
  }

  get pending(): readonly Pending[] {
    return this.#queue.pending;
  }

  get undoable(): readonly UndoStep[] {
    return this.#steps.undoable;
  }

  get redoable(): readonly UndoStep[] {
    return this.#steps.redoable;
  }

  /** Runs the change on the view and queues it; a Problem when it can already be seen to be refused. */
  mutate<Name extends MutationName>(name: Name, args: ArgsOf<Name>): Pending | Problem {
    const done = this.#enqueue(name, args);
    if (done instanceof Problem) return done;
    // What changed nothing that anybody meant leaves nothing to take back.
    if (done.effects.some(isMeant)) this.#steps.did({ mutation: done.pending.id, name, effects: done.effects });
    return done.pending;
  }

  /** [SY9] Takes back this tab's last change; redo is made now, as the undo of this undo. */
  undo(): Pending | Problem | null {
    return this.#takeBack(this.#steps.undoable.pop(), this.#steps.redoable);
  }

  redo(): Pending | Problem | null {
    return this.#takeBack(this.#steps.redoable.pop(), this.#steps.undoable);
  }

  /** Repeats a refused undo although somebody changed the thing since. */
  undoAnyway(refused: unknown): Pending | Problem {
    const done = this.#enqueue("undo", { ...(refused as object), anyway: true }, []);
    return done instanceof Problem ? done : done.pending;
  }

  /** Takes back one certain change, such as the one a toast speaks of. */
  undoOne(mutation: number): Pending | Problem | null {
    return this.#takeBack(this.#steps.pick(mutation), this.#steps.redoable);
  }

  #takeBack(step: UndoStep | null | undefined, to: UndoStep[]): Pending | Problem | null {
    if (!step) return null;
    const done = this.#enqueue("undo", { mutation: step.mutation, client: this.client }, step.effects);
    if (done instanceof Problem) return done;
    to.push({ mutation: done.pending.id, name: step.name, effects: done.effects });
    return done.pending;
  }

  #enqueue(
    name: MutationName | "undo",
    args: unknown,
    effects?: Effect[],
  ): { pending: Pending; effects: Effect[] } | Problem {
    if (!fitsFrame(args)) return new Problem("too_large");
    const pending: Pending = {
      client: this.client,
      id: this.#queue.next,
      base: this.cursor,
      name,
      args,
      at: this.options.now(),
    };
    if (effects) pending.effects = effects;
    const did = this.#run(pending);
    if (did instanceof Problem) return did;
    this.#queue.add(pending);
    this.events.queued?.(pending);
    this.#announce();
    return { pending, effects: did };
  }

  /** Where the base stands: with `baseRows`, what the browser keeps of it. */
  get mark(): Omit<Saved, "rows" | "pending"> {
    const { epoch, cursor, member, role } = this;
    return { schema, epoch, cursor, member, role };
  }

  /** Every row that a reopened browser starts with. */
  baseRows(): [RecordTable, BaseRow][] {
    return this.#base.rows();
  }

  /** What a tab says when its socket opens. */
  hello(): ClientMessage {
    const hello: Hello = {
      v: version,
      client: this.client,
      adopted: this.#queue.announce(),
      cursor: this.cursor,
      epoch: this.epoch,
    };
    return ["h", hello];
  }

  /** The socket is gone: everything unsettled will be sent again. */
  disconnected(): void {
    this.live = false;
    this.#queue.resend();
    this.#catching = null;
    this.#outbox = [];
  }

  /** At most `most` queued changes of one client, then whatever else there is to say; null when there is nothing. */
  takeMessage(most: number): ClientMessage | null {
    if (!this.live) return null;
    const said = this.#outbox.shift();
    if (said) return said;
    if (this.cursor - this.#told >= tellEvery) return this.takeHeard();
    const push = most < 1 ? null : this.#queue.take(most, this.options.now(), (pending) => wireOf(this.view, pending));
    return push && ["p", push.client === this.client ? 0 : push.client, push.batch];
  }

  /** [SY12] How far this tab has heard, when that is news. */
  takeHeard(): ClientMessage | null {
    if (!this.live || (this.cursor === this.#told && this.#unthanked.length === 0)) return null;
    const notices = this.#unthanked;
    this.#told = this.cursor;
    this.#unthanked = [];
    return ["a", this.cursor, notices];
  }

  /** Parents whose records are held. */
  get held(): readonly string[] {
    return this.#base.held;
  }

  /** Lets go of what was held for `parent`. */
  release(parent: string): void {
    if (!this.#base.release(parent)) return;
    this.#rebase();
    this.#announce();
  }

  /** Asks for the records that belong to `parent`, and keeps them up to date from then on. */
  hold(table: WireTable, parent: string): void {
    if (this.#base.holds(parent)) return;
    this.#base.hold(parent);
    if (this.live) this.#outbox.push(["l", wireTables.indexOf(table), parent]);
  }

  /** `again` means that this replica missed something and has to say hello on this socket once more. */
  receive(message: ServerMessage): "again" | null {
    const answer = this.#read(message);
    this.#announce();
    return this.live && this.#queue.stuck ? "again" : answer;
  }

  #read(message: ServerMessage): "again" | null {
    switch (message[0]) {
      case "w":
        this.#catching = new Catching(message[1]);
        return null;
      case "c":
      case "g":
        this.#catching?.take(message);
        return null;
      case "e":
        return this.#caughtUp(message[1], message[2]);
      case "d":
        return this.#hear(message[1]);
      case "k":
        return this.#whenHeard(message[3], () => this.#settle(message[1], message[2]));
      case "x":
        return this.#whenHeard(message[2], () => this.#notice(message[1]));
      case "l":
        return this.#loaded(message[1], message[2], message[3], message[4]);
      case "m":
        this.events.members?.(message[1]);
        return null;
      case "r":
        this.role = message[1];
        this.#rebase();
        return null;
      case "i":
        this.settings = message[1].settings;
        this.#rebase();
        return null;
      case "b":
        return "again";
      default:
        return null;
    }
  }

  #caughtUp(rev: number, sent: number): "again" | null {
    const catching = this.#catching;
    this.#catching = null;
    if (!catching) return null;
    const { welcome } = catching;
    const steps = catching.finish(sent);
    if (!steps) return "again";
    this.view.clearOver();
    this.#base.catchUp(welcome.full, steps);
    this.cursor = rev;
    this.member = welcome.member;
    this.role = welcome.role;
    this.settings = welcome.circle.settings;
    this.#clientNumbers = new Map(welcome.lasts.map(([id, n]) => [n, id]));
    const rewound = this.epoch !== "" && this.epoch !== welcome.epoch;
    this.epoch = welcome.epoch;
    if (rewound) this.#heardNotices.clear();
    for (const [id, , last] of welcome.lasts) this.#drop(id, last);
    const renumbered = this.#renumber(welcome);
    this.#queue.resend();
    this.#told = rev;
    this.#unthanked = [];
    this.live = !renumbered;
    this.#outbox = this.held.map((parent) => ["l", wireTables.indexOf("note"), parent]);
    this.replay();
    this.events.advanced?.(rev);
    this.events.welcomed?.(welcome);
    if (welcome.notices.length > 0) this.#notice(welcome.notices);
    return renumbered ? "again" : null;
  }

  /**
   * A queue that does not go on where the room stands (the room was restored from a backup, or has forgotten the
   * client) starts over under a new client id, once what the room already holds is dropped. The room must then be
   * told of the new client before anything is pushed.
   */
  #renumber(welcome: Welcome): boolean {
    if (!this.#queue.isBroken(new Map(welcome.lasts.map(([id, , last]) => [id, last])))) return false;
    this.#queue.renumber(this.#fresh());
    this.#steps.clear();
    this.events.renumbered?.(this.pending);
    return true;
  }

  #hear(entries: readonly Entry[]): "again" | null {
    if (!this.live) return null;
    const fresh = entries.filter(([rev]) => rev > this.cursor);
    if (fresh.length === 0) return null;
    this.view.clearOver();
    for (const [rev, at, , client, mutation, writes] of fresh) {
      if (rev !== this.cursor + 1) {
        this.replay();
        return "again";
      }
      for (const write of writes) {
        const change = readWrite(write, at);
        if (change) this.#base.apply(change);
      }
      this.cursor = rev;
      const own = this.#clientNumbers.get(client);
      if (own !== undefined && mutation > 0) this.#drop(own, mutation);
    }
    this.replay();
    this.events.advanced?.(this.cursor);
    this.events.heard?.(fresh);
    return null;
  }

  #loaded(code: number, parent: string, numbers: number[], values: unknown[][]): null {
    const table = wireTables[code];
    if (!this.live || !table || !this.#base.holds(parent)) return null;
    this.#base.load(table, parent, fromColumns(table, numbers, values) as BaseRow[]);
    this.#rebase();
    return null;
  }

  /** When a change went missing on the way, nothing may be settled that could have been in it; the next welcome tells. */
  #whenHeard(rev: number, settle: () => null): "again" | null {
    if (!this.live) return null;
    return rev > this.cursor ? "again" : settle();
  }

  #settle(client: string, through: number): null {
    const idle = this.#drop(client, through).filter((pending) => pending.client === this.client);
    // Settled without an entry: there is nothing to take back.
    for (const { id } of idle) this.#steps.forget(id);
    this.#rebase();
    return null;
  }

  #notice(notices: readonly Notice[]): null {
    const news = notices.filter((notice) => !this.#heardNotices.has(notice.seq));
    this.#unthanked.push(...notices.map((notice) => notice.seq));
    for (const { seq, client, body } of news) {
      this.#heardNotices.add(seq);
      const own = this.#clientNumbers.get(client);
      if (body.kind !== "refused" || own === undefined) continue;
      this.#drop(own, body.mutation);
      if (own === this.client) this.#steps.forget(body.mutation);
    }
    this.#rebase();
    if (news.length > 0) this.events.noticed?.(news);
    return null;
  }

  #drop(client: string, through: number): Pending[] {
    const dropped = this.#queue.drop(client, through, this.options.now());
    if (dropped.length > 0) this.events.settled?.(client, through);
    return dropped;
  }

  #rebase(): void {
    this.view.clearOver();
    this.replay();
  }

  /** [SY5] Lays every pending change over the base again. */
  protected replay(): void {
    for (const pending of this.pending) this.#run(pending);
  }

  #run(pending: Pending): Effect[] | Problem {
    const actor: Actor = { member: this.member, role: this.role ?? "member", scope: "write", via: "app" };
    const known = this.options.mutators ?? mutators;
    return replay({ view: this.view, actor, settings: this.settings, mutators: known, fresh: this.#fresh }, pending);
  }

  #announce(): void {
    if (this.view.touched.size > 0) this.events.changed?.(this.view.takeTouched());
  }

  readonly #fresh = (): string => makeId(this.options.key, this.options.now(), this.options.random);
}
