/** The circle's object as the platform runs it: asleep, woken, killed, restored; only its storage is sure to stay. */
import { Host, type HostOptions } from "../../party/host.ts";
import type { Attachment } from "../../party/host-peer.ts";
import type { Outcome, Write } from "../../party/room.ts";
import type { OutboxRow, Storage } from "../../party/storage.ts";
import type { Ledger } from "./ledger.ts";
import type { Link } from "./network.ts";
import type { World } from "./world.ts";

/** A store that can be copied and put back, as a disk and its backups can. */
export interface Disk {
  readonly storage: Storage;
  save(): unknown;
  load(saved: unknown): void;
}

/** The real host with a smaller limit, so that short runs meet it. */
export class SmallHost extends Host {
  protected override get behindMost(): number {
    return 14;
  }
}

export interface Backup {
  disk: unknown;
  ledger: Ledger;
}

const drainEvery = 60;

export class Server {
  readonly world: World;
  readonly disk: Disk;
  readonly links = new Set<Link>();
  host: Host;
  #up = true;
  /** Messages that wait until what they speak of is on the disk; null when the disk keeps up. */
  #withheld: (() => void)[] | null = null;
  #wakeAt = Number.POSITIVE_INFINITY;
  #instance = 0;

  constructor(world: World, disk: Disk) {
    this.world = world;
    this.disk = disk;
    this.host = this.#start();
    world.clock.after(drainEvery, () => this.#drain());
  }

  #start(): Host {
    const { world } = this;
    this.#instance += 1;
    const options: HostOptions = {
      key: world.key,
      now: () => world.clock.now,
      random: world.rng.next,
      circle: () => ({ id: "circle", name: "Circle" }),
      effects: ({ rev, record }) => [{ topic: "told", record, body: { rev } }],
      broke: (_write, error) => {
        throw error;
      },
      ...(world.bug.mutators ? { mutators: world.bug.mutators() } : {}),
    };
    const HostClass = world.bug.host ?? SmallHost;
    const host = new HostClass(this.disk.storage, options);
    const apply = host.room.apply.bind(host.room);
    host.room.apply = (write: Write, also?: (outcome: Outcome) => void) => {
      const outcome = apply(write, also);
      world.applied(host.room, write, outcome);
      return outcome;
    };
    return host;
  }

  accept(link: Link): void {
    if (!this.#up) return link.cut(this.world.rng.int(50), 0);
    this.links.add(link);
    const { n, user } = link.tab.person;
    if (!this.host.open(link, { member: n, user, session: user, scope: "write" })) this.links.delete(link);
    this.#arm();
  }

  message(link: Link, text: string): void {
    if (!this.#up || !this.links.has(link)) return;
    this.host.message(link, text);
    this.#arm();
  }

  closed(link: Link): void {
    if (!this.links.delete(link) || !this.#up) return;
    this.host.close(link);
    this.#arm();
  }

  /** Lets a message out once what it speaks of is durable. */
  release(send: () => void): void {
    if (this.#withheld) this.#withheld.push(send);
    else send();
  }

  /** Anything that touches the host from outside a socket; null when it is down. */
  call<T>(body: (host: Host) => T): T | null {
    if (!this.#up) return null;
    const value = body(this.host);
    this.#arm();
    return value;
  }

  #arm(): void {
    const at = this.host.wakeAt;
    if (at === null || at >= this.#wakeAt) return;
    this.#wakeAt = at;
    const instance = this.#instance;
    this.world.clock.after(
      at - this.world.clock.now + (this.world.rng.chance(0.1) ? this.world.rng.int(20) : 0),
      () => {
        if (instance !== this.#instance || !this.#up) return;
        this.#wakeAt = Number.POSITIVE_INFINITY;
        this.host.tick();
        this.#arm();
      },
    );
  }

  /** An idle object leaves memory; its sockets stay, with what was attached to them. */
  sleep(): void {
    if (!this.#up || this.#withheld || this.host.wakeAt !== null) return;
    this.world.coverage.sleeps += 1;
    this.host = this.#start();
    this.#wakeAt = Number.POSITIVE_INFINITY;
    for (const link of this.links)
      if (link.attachment) this.host.adopt(link, JSON.parse(link.attachment) as Attachment);
  }

  /** From now until the crash nothing reaches the disk, and so nothing reaches anybody. */
  crashSoon(): void {
    if (!this.#up || this.#withheld) return;
    const backup = this.backup();
    this.#withheld = [];
    this.world.clock.after(1 + this.world.rng.int(40), () => {
      if (this.#withheld && this.#withheld.length > 0) this.world.coverage.unflushed += 1;
      this.#withheld = null;
      this.crash(backup);
    });
  }

  crash(to?: Backup): void {
    if (!this.#up) return;
    this.#withheld = null;
    this.world.coverage.restarts += 1;
    this.#up = false;
    this.#instance += 1;
    for (const link of [...this.links]) link.cut(this.world.rng.int(300), 0);
    this.links.clear();
    if (to) {
      this.disk.load(to.disk);
      this.world.ledger = to.ledger.clone();
    }
    this.world.clock.after(this.world.rng.int(100), () => {
      this.#up = true;
      this.#wakeAt = Number.POSITIVE_INFINITY;
      this.host = this.#start();
    });
  }

  backup(): Backup {
    return { disk: this.disk.save(), ledger: this.world.ledger.clone() };
  }

  /** An operator puts an older backup in place: another history begins. */
  restore(backup: Backup): void {
    if (!this.#up || this.#withheld) return;
    this.world.coverage.restores += 1;
    this.crash(backup);
    this.world.epochs += 1;
    const epoch = `epoch ${this.world.epochs}`;
    if (this.disk.storage.get("meta", "epoch")) this.disk.storage.patch("meta", "epoch", { value: epoch });
  }

  get up(): boolean {
    return this.#up && this.#withheld === null;
  }

  /** The alarm: effects go out in order per record; a failure holds its record back, a crash repeats one. */
  #drain(): void {
    this.world.clock.after(drainEvery, () => this.#drain());
    if (!this.up) return;
    const failed = new Set<string>();
    const { storage } = this.disk;
    for (const row of storage.list("outbox", "seq")) {
      if (failed.has(row.record)) continue;
      if (this.world.rng.chance(0.1)) {
        failed.add(row.record);
        continue;
      }
      this.#arrive(row);
      if (this.world.rng.chance(0.05)) failed.add(row.record);
      else storage.transact(() => storage.remove("outbox", row.seq));
    }
  }

  #arrive({ record, body }: OutboxRow): void {
    const { arrived } = this.world.ledger;
    const rev = Number(body["rev"]);
    const revs = arrived.get(record) ?? [];
    if (!revs.includes(rev)) arrived.set(record, [...revs, rev]);
  }
}
