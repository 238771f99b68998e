/** For those who run it: health, metrics, and the first admin. */
import { Hono } from "hono";
import { circleResource } from "../circles.ts";
import { FirstAdmin, holdsToken, makeFirstAdmin } from "../bootstrap.ts";
import { Problem } from "../../domain/problem.ts";
import { FirstAdminMade, Health } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import type { Shell, ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { limiterStub } from "../limiter.ts";
import { exposition } from "../metrics.ts";
import { valid } from "../middleware/valid.ts";

const tag = "operations";
const patience = 3_000;

export const healthDescribed = operation({
  tag,
  summary: "Whether everything it needs answers",
  security: "none",
  answers: { 200: Health, 503: Health },
});
export const metricsDescribed = operation({
  tag,
  summary: "Counts for Prometheus",
  security: "none",
  answers: { 200: "text/plain" },
  problems: [401],
});
const bootstrapDescribed = operation({
  tag,
  summary: "Make the first admin",
  description: "Only where `BOOTSTRAP_TOKEN` is set, with that token as bearer.",
  answers: { 201: FirstAdminMade },
  problems: [400, 404, 409, 413, 415],
});

const answers = async (work: () => Promise<unknown>): Promise<boolean> => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too late")), patience);
  });
  try {
    await Promise.race([work(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
};

/** [A19] [SEC9] 200 when D1 and a Durable Object answer and the secret is there; else 503, saying which does not. */
export const health = async (c: ShellContext): Promise<Response> => {
  const [d1, durableObject] = await Promise.all([
    answers(async () => c.env.DB.prepare("select 1 from user limit 1").first()),
    answers(async () => limiterStub(c.env.Limiter, "health").ping()),
  ]);
  const secret = Boolean(c.env.AUTH_SECRET);
  const word = (good: boolean): "ok" | "failed" => (good ? "ok" : "failed");
  const healthy = d1 && durableObject && secret;
  return c.json(
    {
      status: word(healthy),
      checks: { d1: word(d1), durable_object: word(durableObject), auth_secret: word(secret) },
    },
    healthy ? 200 : 503,
    { "cache-control": "no-store" },
  );
};

export const metrics = async (c: ShellContext): Promise<Response> => {
  if (c.env.METRICS_TOKEN && !(await holdsToken(c.req.header("authorization"), c.env.METRICS_TOKEN)))
    throw new Problem("signed_out");
  return c.body(exposition(), 200, {
    "content-type": "text/plain; version=0.0.4; charset=utf-8",
    "cache-control": "no-store",
  });
};

/** [A23] Not there at all unless `BOOTSTRAP_TOKEN` is set. */
export const bootstrap = new Hono<Shell>().post(
  "/",
  bootstrapDescribed,
  async (c, next) => {
    if (!c.env.BOOTSTRAP_TOKEN) throw new Problem("not_found");
    if (!(await holdsToken(c.req.header("authorization"), c.env.BOOTSTRAP_TOKEN))) throw new Problem("signed_out");
    await next();
  },
  valid("json", FirstAdmin),
  async (c) => {
    const { user_id, circle } = await makeFirstAdmin(
      { env: c.env, db: databaseOf(c.env.DB) },
      c.req.raw,
      c.req.valid("json"),
    );
    return c.json({ user_id, circle: circleResource(circle) }, 201);
  },
);
