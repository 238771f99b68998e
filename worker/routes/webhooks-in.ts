/** `/api/webhooks/in/{source_id}`: where other systems send. Their signature is their credential, so no other is looked for. [X7] */
import { Hono } from "hono";
import type { Shell } from "../context.ts";
import { WebhookReceipt } from "../openapi/webhook.ts";
import { operation } from "../openapi/operation.ts";
import { accept } from "../webhooks/accept.ts";

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
    const { id, duplicate } = await accept(c.env, c.req.raw, c.req.param("source_id"), url);
    return c.json({ id, duplicate }, duplicate ? 200 : 202);
  },
);
