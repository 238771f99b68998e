/** Telling the queue that a circle has deliveries waiting. The table is the truth; a message only says: look. [IW8] */
import type { Env } from "../env.ts";
import { log } from "../log.ts";

/** What the queue carries. */
export interface WakeUp {
  circle: string;
}

/** A burst is told once at its beginning and then once in so long, by each isolate. */
const gather = 100;
/** An isolate may not work for ever behind one answered request; the next request goes on. */
const tellingsMost = 100;

const telling = new Map<string, { again: boolean }>();

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

const send = async (env: Env, circle: string): Promise<void> => {
  try {
    const message: WakeUp = { circle };
    await env.Inbound.send(message);
  } catch (error) {
    // The clock looks into the table every minute.
    log("warn", "webhook.wake_failed", { circle, reason: error instanceof Error ? error.message : "unknown" });
  }
};

/** Call it with `waitUntil`: it goes on telling while deliveries come. */
export const wake = async (env: Env, circle: string): Promise<void> => {
  const busy = telling.get(circle);
  if (busy) {
    busy.again = true;
    return;
  }
  const own = { again: true };
  telling.set(circle, own);
  try {
    for (let times = 0; own.again && times < tellingsMost; times += 1) {
      own.again = false;
      await send(env, circle);
      await pause(gather);
    }
  } finally {
    telling.delete(circle);
    // The last one that came while the door was closing.
    if (own.again) await send(env, circle);
  }
};
