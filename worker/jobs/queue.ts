/** What is done with the queue's messages: each circle named in a batch works on its deliveries once. [IW8] */
import { circleOf } from "../../domain/id.ts";
import type { Env } from "../env.ts";
import { listenFrom, log } from "../log.ts";
import { intakeStub } from "../webhooks/intake-stub.ts";
import type { WakeUp } from "../webhooks/wake.ts";

const dead = /-dead$/;

/** Seconds until a message that failed comes again, by how often it was tried. */
const waits = [1, 5, 30, 120, 300];

const circleIn = (body: unknown): string | null => {
  const { circle } = (body ?? {}) as Partial<WakeUp>;
  return typeof circle === "string" && circleOf(circle) !== null ? circle : null;
};

const drained = async (env: Env, circle: string): Promise<boolean> => {
  try {
    const { more } = await intakeStub(env.Intake, circleOf(circle) ?? 0).drain(circle);
    if (more) await env.Inbound.send({ circle } satisfies WakeUp);
    return true;
  } catch (error) {
    log("error", "webhook.drain_failed", { circle, reason: error instanceof Error ? error.message : "unknown" });
    return false;
  }
};

/**
 * A message whose circle could not work comes again later, and is laid aside after the last time; the deliveries still
 * stand in the table, and the clock asks for them again.
 */
export const consume = async (batch: MessageBatch, env: Env): Promise<void> => {
  listenFrom(env.LOG_LEVEL);
  if (dead.test(batch.queue)) {
    for (const { body, attempts } of batch.messages)
      log("error", "webhook.wake_dead", { circle: circleIn(body), attempts });
    return;
  }
  const circles = new Map<string, Promise<boolean>>();
  for (const { body } of batch.messages) {
    const circle = circleIn(body);
    if (circle !== null && !circles.has(circle)) circles.set(circle, drained(env, circle));
  }
  for (const message of batch.messages) {
    const circle = circleIn(message.body);
    const good = circle === null || (await circles.get(circle));
    if (good) message.ack();
    else message.retry({ delaySeconds: waits[message.attempts - 1] ?? 300 });
  }
};
