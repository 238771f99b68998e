/** One open tab: the real replica, driven as the app drives it. */
import { makeId } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import { type Presence, type ServerMessage, closeCodes } from "../../party/protocol.ts";
import type { Pending, Replica, Saved } from "../../party/replica.ts";
import type { Notice } from "../../party/storage.ts";
import { keyOf } from "./browser.ts";
import type { Intent } from "./intents.ts";
import { checkReplica } from "./invariants-replica.ts";
import { Link } from "./network.ts";
import { fromTomorrow } from "./old-client.ts";
import type { Person } from "./person.ts";
import type { World } from "./world.ts";

const heartbeat = 2_000;
/** A hello that got no welcome for so long is given up. */
const welcomeWithin = 3_000;
const writeEvery = 1_000;

export class Tab {
  readonly world: World;
  readonly person: Person;
  readonly replica: Replica;
  /** Runs a build from before the room's, which hears things it does not know. */
  readonly old: boolean;
  alive = true;
  link: Link | null = null;
  offlineUntil = 0;
  presence: Presence | null = null;
  present = new Map<number, Presence>();
  readonly #unflushed = new Set<string>();
  #queued: string[] = [];
  #helloAt = 0;

  constructor(world: World, person: Person, old: boolean) {
    this.world = world;
    this.person = person;
    this.old = old;
    const saved: Saved | undefined = person.browser.open(this);
    if (saved && saved.pending.length > 0) world.coverage.adoptedQueues += 1;
    this.replica = world.makeReplica(saved, {
      queued: (pending) => {
        this.#queued.push(keyOf(pending));
        person.browser.put(pending);
      },
      settled: () => this.#settled(),
      renumbered: (pending) => this.#renumbered(pending),
      noticed: (notices) => this.#noticed(notices),
      welcomed: (welcome) => {
        this.present = new Map(welcome.present.map(([client, , state]) => [client, state]));
        world.coverage[welcome.full ? "fullCatchUps" : "partCatchUps"] += 1;
      },
    });
    this.#queued = this.replica.pending.map(keyOf);
    person.browser.claim(this.replica.client, this);
    world.clock.after(world.rng.int(heartbeat), () => this.#beat());
    world.clock.after(world.rng.int(writeEvery), () => this.#write());
    this.connect();
  }

  get name(): string {
    return `${this.person.user}/${this.replica.client.slice(9, 18)}`;
  }

  connect(): void {
    if (!this.alive || this.link || this.world.clock.now < this.offlineUntil) return;
    this.link = new Link(this.world, this);
    this.#helloAt = this.world.clock.now;
    this.link.up(JSON.stringify(this.replica.hello()));
  }

  reconnectIn(delay: number): void {
    this.world.clock.after(delay, () => this.connect());
  }

  /** Both ends lose the line. */
  cut(): void {
    const { link, world } = this;
    if (!link) return;
    world.coverage.cuts += 1;
    link.cut(world.rng.int(300), world.rng.chance(0.2) ? 40_000 : world.rng.int(2_000));
  }

  closed(link: Link, code: number): void {
    if (this.link !== link) return;
    this.link = null;
    this.replica.disconnected();
    this.present.clear();
    if (code === closeCodes.gap) this.world.coverage.gaps += 1;
    if (code === closeCodes.removed) return this.person.removed();
    if (this.alive) this.reconnectIn(10 + this.world.rng.int(300));
  }

  receive(link: Link, text: string): void {
    if (this.link !== link || !this.alive) return;
    const message = JSON.parse(this.old ? fromTomorrow(text) : text) as ServerMessage;
    if (message[0] === "b") this.world.coverage.behind += 1;
    if (message[0] === "s")
      for (const [client, , state] of message[1]) {
        if (state) this.present.set(client, state);
        else this.present.delete(client);
      }
    if (this.replica.receive(message) === "again") {
      this.replica.disconnected();
      this.#helloAt = this.world.clock.now;
      link.up(JSON.stringify(this.replica.hello()));
    }
    checkReplica(this.world, this);
    this.pump();
  }

  pump(): void {
    for (let left = 20; left > 0; left -= 1) {
      const message = this.replica.takeMessage(1 + this.world.rng.int(6));
      if (!message) return;
      this.link?.up(JSON.stringify(message));
    }
  }

  /** Does something; null when the replica can already see that it will be refused. */
  do(act: (replica: Replica) => Pending | Problem | null, meant?: Pick<Intent, "name" | "args">): Pending | null {
    const done = act(this.replica);
    if (done === null || done instanceof Problem) return null;
    this.world.intents.add(keyOf(done), { ...(meant ?? { name: done.name, args: done.args }), member: this.person.n });
    this.pump();
    return done;
  }

  show(presence: Presence | null): void {
    this.presence = presence;
    if (this.replica.live) this.link?.up(JSON.stringify(["s", presence]));
  }

  /** The tab is gone; its browser may or may not go on. */
  kill(politely: boolean): void {
    this.alive = false;
    if (politely) {
      this.#flush();
      this.link?.hangUp();
    } else this.link?.cut(0, this.world.rng.chance(0.3) ? 40_000 : this.world.rng.int(500));
  }

  newId = (): string => makeId(this.world.key, this.world.clock.now, this.world.rng.next);

  #beat(): void {
    if (!this.alive) return;
    this.world.clock.after(heartbeat, () => this.#beat());
    const heard = this.replica.takeHeard();
    if (heard) this.link?.up(JSON.stringify(heard));
    this.pump();
    if (this.link && !this.replica.live && this.world.clock.now - this.#helloAt > welcomeWithin) {
      this.link.cut(0, 0);
    }
    // What was shown may have been lost on its way: the app tells it again with each welcome and from time to time.
    if (this.replica.live && this.presence) this.show(this.presence);
    this.connect();
  }

  /** Keys that left the queue are taken off the disk a little later, as the app does it. */
  #settled(): void {
    const left = new Set(this.replica.pending.map(keyOf));
    const gone = this.#queued.filter((key) => !left.has(key));
    this.#queued = this.#queued.filter((key) => left.has(key));
    for (const key of gone) {
      this.#unflushed.add(key);
      this.world.dropped(this, key);
    }
  }

  #renumbered(pending: readonly Pending[]): void {
    this.world.coverage.renumbered += 1;
    const before = this.#queued;
    this.#queued = pending.map(keyOf);
    before.forEach((key, at) => this.world.intents.rename(key, this.#queued[at] ?? ""));
    const clients = [...new Set(before.map((key) => key.split(" ")[0] ?? ""))];
    this.person.browser.replace(clients, pending);
    this.person.browser.claim(this.replica.client, this);
  }

  #noticed(notices: readonly Notice[]): void {
    for (const notice of notices) this.world.heardNotice(this, notice);
  }

  #write(): void {
    if (!this.alive) return;
    this.world.clock.after(writeEvery, () => this.#write());
    this.#flush();
  }

  #flush(): void {
    const { replica, person } = this;
    person.browser.remove(this.#unflushed);
    this.#unflushed.clear();
    if (!this.leads || replica.cursor < 0) return;
    person.browser.writeBase({ ...replica.mark, rows: replica.baseRows() });
  }

  /** The eldest living tab of a browser writes its base. */
  get leads(): boolean {
    return this.person.tabs.find((tab) => tab.alive) === this;
  }
}
