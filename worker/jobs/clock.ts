/**
 * The Durable Object that keeps time for everything outside a circle: one alarm, set to the earliest job that is due. Its
 * alarm survives a restart and an overdue one goes off then; a cron trigger looks after it where the platform has those,
 * and the first request of every isolate does where it has not (plain workerd). [H7] [HL14]
 */
import { DurableObject } from "cloudflare:workers";
import type { Desk } from "../circles.ts";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { jobs } from "./index.ts";
import type { Job } from "./job.ts";
import { log } from "../log.ts";

/** A job that failed is tried again after this long. */
const again = 5 * 60_000;
const never = Number.POSITIVE_INFINITY;

export class Clock extends DurableObject<Env> {
  #ticking: Promise<void> | null = null;

  /** Runs what is due and sets the alarm for what is due next. Two calls at once are one. */
  tick(): Promise<void> {
    this.#ticking ??= this.#tick().finally(() => {
      this.#ticking = null;
    });
    return this.#ticking;
  }

  /** A job has to run at this moment at the latest. */
  async ring(name: string, at: number): Promise<void> {
    this.#put("rung", name, Math.min(at, this.#get("rung", name)));
    await this.#set();
  }

  override async alarm(): Promise<void> {
    await this.tick();
  }

  async #tick(): Promise<void> {
    const desk = { env: this.env, db: databaseOf(this.env.DB) };
    for (const job of jobs) {
      const now = Date.now();
      const due = Math.min(this.#get("due", job.name, job.next(now)), this.#get("rung", job.name));
      this.#put("due", job.name, due);
      if (due > now) continue;
      // What rings while the job runs stays for the next time; a job that is broken off is still due.
      this.ctx.storage.kv.delete(`rung:${job.name}`);
      this.#put("due", job.name, await this.#run(job, desk, now));
    }
    await this.#set();
  }

  async #run(job: Job, desk: Desk, now: number): Promise<number> {
    try {
      return Math.min((await job.run(desk, now)) ?? never, job.next(now) ?? never);
    } catch (error) {
      log("error", "job.failed", { job: job.name, reason: String(error) });
      return now + again;
    }
  }

  #get(kind: "due" | "rung", name: string, otherwise: number | null = null): number {
    return this.ctx.storage.kv.get<number>(`${kind}:${name}`) ?? otherwise ?? never;
  }

  #put(kind: "due" | "rung", name: string, at: number): void {
    this.ctx.storage.kv.put(`${kind}:${name}`, at);
  }

  async #set(): Promise<void> {
    const earliest = Math.min(...jobs.flatMap(({ name }) => [this.#get("due", name), this.#get("rung", name)]));
    if (earliest < never) await this.ctx.storage.setAlarm(earliest);
  }
}
