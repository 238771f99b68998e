/** One run: its people and their tabs, the server, the network between them, and what is known to be true. */
import type { CircleKey } from "../../domain/id.ts";
import type { RecordTable } from "../../domain/mutation.ts";
import { type Events, Replica, type Saved } from "../../party/replica.ts";
import type { Outcome, Room, Write } from "../../party/room.ts";
import type { Notice } from "../../party/storage.ts";
import type { Bug } from "./bugs.ts";
import { Clock } from "./clock.ts";
import { noCoverage } from "./coverage.ts";
import { Intents } from "./intents.ts";
import { checkApplied } from "./invariants-room.ts";
import { checkDropped, checkSent } from "./invariants-replica.ts";
import { Ledger } from "./ledger.ts";
import type { Weather } from "./network.ts";
import { Person } from "./person.ts";
import { Rng } from "./rng.ts";
import { type Disk, Server } from "./server.ts";
import type { Tab } from "./tab.ts";

export interface RestCall {
  key: string;
  hash: string;
  write: Write;
}

export class World {
  readonly key: CircleKey = 7;
  readonly rng: Rng;
  readonly clock = new Clock();
  readonly bug: Bug;
  readonly coverage = noCoverage();
  readonly intents = new Intents();
  readonly people: Person[] = [];
  readonly server: Server;
  ledger = new Ledger();
  weather: Weather;
  epochs = 1;
  #words = 0;
  /** Numbers of notices, by epoch, that somebody has read. */
  readonly read = new Set<string>();
  readonly calls: RestCall[] = [];
  /** Bases that browsers held at some time, to catch up from. */
  readonly bases: Omit<Saved, "pending">[] = [];

  constructor(seed: number, disk: Disk, bug: Bug) {
    this.rng = new Rng(seed);
    this.bug = bug;
    this.weather = {
      latency: 5 + this.rng.int(120),
      loss: this.rng.chance(0.4) ? 0.01 : 0,
      doubling: this.rng.chance(0.5) ? 0.03 : 0,
    };
    disk.storage.insert("meta", { name: "epoch", value: "epoch 1" });
    this.server = new Server(this, disk);
  }

  /** A text that nobody has written yet. */
  word = (): string => `w${(this.#words += 1)}`;

  person(user: string): Person {
    const person = new Person(this, user);
    this.people.push(person);
    return person;
  }

  makeReplica(saved: Saved | undefined, events: Events): Replica {
    const ReplicaClass = this.bug.replica ?? Replica;
    const start = saved && this.bug.forgets ? { ...saved, pending: [] } : saved;
    return new ReplicaClass(
      {
        key: this.key,
        now: () => this.clock.now,
        random: this.rng.next,
        ...(start ? { saved: start } : {}),
        ...(this.bug.mutators ? { mutators: this.bug.mutators() } : {}),
      },
      events,
    );
  }

  /** Every way in ends here. */
  applied(room: Room, write: Write, outcome: Outcome): void {
    const { coverage } = this;
    if (outcome.status === "applied") coverage.mutations += 1;
    if (outcome.status === "refused") coverage.refusals += 1;
    if (outcome.status === "refused" && outcome.problem.code === "superseded") coverage.superseded += 1;
    if (outcome.status === "repeated") coverage.repeats += 1;
    if (outcome.status === "unchanged") coverage.unchanged += 1;
    if (outcome.status === "applied") coverage.conflicts += outcome.notices.length > 0 ? 1 : 0;
    checkApplied(this, room, write, outcome);
  }

  sent(text: string): void {
    checkSent(this, text);
  }

  dropped(tab: Tab, key: string): void {
    checkDropped(this, tab, key);
  }

  /** Some people restore what they wanted to undo although somebody has changed it since. */
  heardNotice(tab: Tab, { seq, client, body }: Notice): void {
    this.read.add(`${this.epochs} ${seq}`);
    if (body.kind !== "refused" || body.problem.code !== "superseded" || !this.rng.chance(0.4)) return;
    const id = this.server.disk.storage.get("client", client)?.id;
    const intent = this.intents.of(`${id ?? ""} ${body.mutation}`);
    if (intent)
      this.clock.after(1 + this.rng.int(50), () => tab.alive && tab.do((replica) => replica.undoAnyway(intent.args)));
  }

  get tabs(): Tab[] {
    return this.people.flatMap((person) => person.living);
  }

  rowsOf(table: RecordTable): Record<string, unknown>[] {
    return this.server.disk.storage.list(table, "number") as unknown as Record<string, unknown>[];
  }
}
