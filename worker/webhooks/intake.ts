/** The Durable Object that works on one circle's deliveries: one at a time, so that nobody counts while another one does. [IW8] [IW9] */
import { DurableObject } from "cloudflare:workers";
import { type CircleKey, circleName } from "../../domain/id.ts";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { listenFrom, log } from "../log.ts";
import { drain } from "./drain.ts";

export interface Drained {
  /** Deliveries are still waiting: ask again. */
  more: boolean;
}

/** What the Worker calls; see `circleStub` for why it is a cast. */
export interface IntakeRpc {
  drain(circle: string): Promise<Drained>;
}

export const intakeStub = (namespace: { getByName(name: string): unknown }, key: CircleKey): IntakeRpc =>
  namespace.getByName(circleName(key)) as IntakeRpc;

/** Rounds begin no closer together than this, so that a burst is worked on, and scored, at most five times a second. [IW9] */
const spacing = 200;
/** After so long the queue's turn is over, so that one circle does not hold up the others. */
const turn = 1_000;

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export class Intake extends DurableObject<Env> implements IntakeRpc {
  #running: Promise<Drained> | null = null;
  #next: Promise<Drained> | null = null;
  #began = Number.NEGATIVE_INFINITY;

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
