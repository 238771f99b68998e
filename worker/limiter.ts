/** The Durable Object that counts one caller's requests, in memory only: a restart forgives. [RL1] */
import { DurableObject } from "cloudflare:workers";
import { type Limit, takeCell, type Verdict } from "./gcra.ts";

export class Limiter extends DurableObject {
  #due = 0;

  take(limit: Limit): Verdict {
    const { due, verdict } = takeCell(this.#due, Date.now(), limit);
    this.#due = due;
    return verdict;
  }

  /** Forgets what was counted, after a successful sign-in. */
  clear(): void {
    this.#due = 0;
  }

  /** For the health check: that a Durable Object answers at all. */
  ping(): "pong" {
    return "pong";
  }
}

/** What the Worker calls; see `circleStub` for why it is a cast. */
export interface LimiterRpc {
  take(limit: Limit): Promise<Verdict>;
  clear(): Promise<void>;
  ping(): Promise<"pong">;
}

export const limiterStub = (namespace: { getByName(name: string): unknown }, name: string): LimiterRpc =>
  namespace.getByName(name) as LimiterRpc;
