/** The entry of the Worker. */
import { app } from "./api.ts";
import { tick, wake } from "./clock.ts";
import type { Env } from "./env.ts";
import { consume } from "./jobs/queue.ts";
import { sweepAtStart } from "./webhooks/sweep.ts";

export { Circle } from "../party/circle.ts";
export { Clock } from "./jobs/clock.ts";
export { Intake } from "./webhooks/intake.ts";
export { Limiter } from "./limiter.ts";

export default {
  fetch(request: Request, env: Env, context: ExecutionContext) {
    context.waitUntil(wake(env));
    context.waitUntil(sweepAtStart(env));
    return app.fetch(request, env, context);
  },
  async scheduled(_controller: ScheduledController, env: Env) {
    await tick(env);
  },
  async queue(batch: MessageBatch, env: Env) {
    await consume(batch, env);
  },
};
