/** The clock from outside: one Durable Object (`jobs/clock.ts`) that runs what time brings. [HL14] */
import type { Env } from "./env.ts";
import { log } from "./log.ts";

/** What the clock is asked for; see `circleStub` for why it is a cast. */
interface ClockRpc {
  tick(): Promise<void>;
  ring(name: string, at: number): Promise<void>;
}

const stubOf = ({ Clock: namespace }: Env): ClockRpc => namespace.getByName("clock") as unknown as ClockRpc;

/** Runs what is due. Called by the cron trigger. */
export const tick = (env: Env): Promise<void> => stubOf(env).tick();

/** Never throws: the nightly recalculation catches up on what a lost ring would have brought. */
export const ring = async (env: Env, job: string, at: number): Promise<void> => {
  try {
    await stubOf(env).ring(job, at);
  } catch (error) {
    log("warn", "clock.unreachable", { job, reason: String(error) });
  }
};

let woken = false;

/** Once an isolate: sees that the clock runs, and whether something is overdue. */
export const wake = async (env: Env): Promise<void> => {
  if (woken) return;
  woken = true;
  try {
    await tick(env);
  } catch (error) {
    woken = false;
    log("warn", "clock.unreachable", { reason: String(error) });
  }
};
