/**
 * The Durable Object behind one circle's deliveries: it stores what arrives together in one commit, and works on what waits,
 * one turn at a time, so that nobody counts while another one does. [IW5] [IW8] [IW9]
 */
import { DurableObject } from "cloudflare:workers";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { listenFrom, log } from "../log.ts";
import { drain } from "./drain.ts";
import type { Drained, IntakeRpc } from "./intake-stub.ts";
import { type Accepted, type NewDelivery, storeDeliveries } from "./store.ts";
import { wake } from "./wake.ts";

/** Rounds begin no closer together than this, so that a burst is worked on, and scored, at most five times a second. [IW9] */
const spacing = 200;
/** After so long the queue's turn is over, so that one circle does not hold up the others. */
const turn = 1_000;

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** A delivery that waits to be stored. */
interface Arrival {
  row: NewDelivery;
  done(accepted: Accepted): void;
  failed(error: unknown): void;
}

/** So many are stored in one commit. */
const commitMost = 200;

export class Intake extends DurableObject<Env> implements IntakeRpc {
  #arrivals: Arrival[] = [];
  #storing = false;
  #running: Promise<Drained> | null = null;
  #next: Promise<Drained> | null = null;
  #began = Number.NEGATIVE_INFINITY;

  store(row: NewDelivery): Promise<Accepted> {
    const accepted = new Promise<Accepted>((done, failed) => this.#arrivals.push({ row, done, failed }));
    if (!this.#storing) void this.#storeAll();
    return accepted;
  }

  /** While one commit waits for the disk, the next one gathers. */
  async #storeAll(): Promise<void> {
    this.#storing = true;
    try {
      while (this.#arrivals.length > 0) await this.#commit(this.#arrivals.splice(0, commitMost));
    } finally {
      this.#storing = false;
    }
  }

  async #commit(arrivals: readonly Arrival[]): Promise<void> {
    try {
      const rows = arrivals.map(({ row }) => row);
      const accepted = await storeDeliveries(this.env.DB, rows);
      for (const [at, { done, row }] of arrivals.entries()) done(accepted[at] ?? { id: row.id, duplicate: false });
      const fresh = rows.find(({ due_at }, at) => due_at !== null && accepted[at]?.duplicate === false);
      if (fresh) this.ctx.waitUntil(wake(this.env, fresh.circle));
    } catch (error) {
      for (const { failed } of arrivals) failed(error);
    }
  }

  /** Whoever asks while a turn runs waits for the next one, together with all others who ask. */
  drain(circle: string): Promise<Drained> {
    if (!this.#running) return this.#start(circle);
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.#start(circle);
      });
    return this.#next;
  }

  /** What had to wait is due. */
  override async alarm(): Promise<void> {
    const circle = await this.ctx.storage.get<string>("circle");
    if (circle === undefined) return;
    const { more } = await this.drain(circle);
    if (more) await this.ctx.storage.setAlarm(Date.now());
  }

  #start(circle: string): Promise<Drained> {
    const running = this.#turn(circle).finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #turn(circle: string): Promise<Drained> {
    listenFrom(this.env.LOG_LEVEL);
    const desk = { env: this.env, db: databaseOf(this.env.DB) };
    const until = Date.now() + turn;
    for (;;) {
      const early = this.#began + spacing - Date.now();
      if (early > 0) await pause(early);
      this.#began = Date.now();
      const { more, due } = await drain(desk, circle, this.#began);
      if (due !== null) await this.#remember(circle, due);
      if (!more || Date.now() >= until) return { more };
    }
  }

  /** The alarm rings at the first of what waits for a later try. */
  async #remember(circle: string, due: number): Promise<void> {
    await this.ctx.storage.put("circle", circle);
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > due || set < Date.now()) await this.ctx.storage.setAlarm(due);
    log("debug", "webhook.later", { circle, due });
  }
}
