/** `/api/webhooks/in/{source_id}`: where other systems send. Their signature is their credential, so no other is looked for. [X7] */
import { Hono } from "hono";
import { circleOf } from "../../domain/id.ts";
import { Problem, type ProblemCode } from "../../domain/problem.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Shell } from "../context.ts";
import type { Env } from "../env.ts";
import { log } from "../log.ts";
import { WebhookReceipt } from "../openapi/webhook.ts";
import { operation } from "../openapi/operation.ts";
import { accept } from "../webhooks/accept.ts";

/** What was refused and kept is to be seen by whoever looks at the inspector now. [WP3] */
const kept = new Set<ProblemCode>(["unverified", "wrong_type", "too_large", "invalid"]);
const tellOfRefusal = async (env: Env, id: string, problem: unknown): Promise<void> => {
  const circle = circleOf(id);
  if (circle === null || !(problem instanceof Problem) || !kept.has(problem.code)) return;
  await circleStub(env.Circle, circle)
    .announce("webhooks", { source: id })
    .catch(() => log("warn", "webhook.untold", { source: id }));
};

export const webhooksIn = new Hono<Shell>().post(
  "/:source_id",
  operation({
    tag: "webhooks",
    summary: "Take in a webhook",
    description:
      "Signed as its source is set up to; the request is stored before the answer. 202 is a new one, 200 one that came before. JSON of at most 1 MB.",
    security: "none",
    answers: { 200: WebhookReceipt, 202: WebhookReceipt },
    problems: [400, 401, 404, 413, 415, 503],
  }),
  async (c) => {
    const { PUBLIC_URL } = c.env;
    const { pathname, search, href } = new URL(c.req.url);
    // Some vendors sign the address: behind a proxy ours is not the one they called.
    const url = PUBLIC_URL ? new URL(pathname + search, PUBLIC_URL).href : href;
    const source_id = c.req.param("source_id");
    const { id, duplicate } = await accept(c.env, c.req.raw, source_id, url).catch((problem: unknown) => {
      c.executionCtx.waitUntil(tellOfRefusal(c.env, source_id, problem));
      throw problem;
    });
    return c.json({ id, duplicate }, duplicate ? 200 : 202);
  },
);
