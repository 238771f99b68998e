/** Rate limits, with the headers of draft-ietf-httpapi-ratelimit-headers. [RL1] [RL2] [RL3] [RL4] */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { Problem } from "../../domain/problem.ts";
import type { Shell } from "../context.ts";
import { type Env, numberFrom } from "../env.ts";
import type { Limit, Verdict } from "../gcra.ts";
import { limiterStub } from "../limiter.ts";
import { log } from "../log.ts";
import { digest } from "../signed-token.ts";

export const limitsOn = (env: Env): boolean => env.RATE_LIMITS !== "off";

const seconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000);

/** Where a request came from. Cloudflare sets the header itself; on a local server there is none and everybody is one. */
const addressOf = (c: Context<Shell>): string => c.req.header("cf-connecting-ip") ?? "local";

/** [RL4] A limiter that does not answer lets the request through: limits protect the service, they are not a right. */
const takeFrom = async (c: Context<Shell>, name: string, limit: Limit): Promise<Verdict | null> => {
  try {
    return await limiterStub(c.env.Limiter, name).take(limit);
  } catch {
    log("error", "limiter.unreachable", { request_id: c.get("requestId") });
    return null;
  }
};

const headersOf = (policy: string, limit: Limit, verdict: Verdict): [string, string][] => [
  ["ratelimit-policy", `"${policy}";q=${limit.burst};w=${seconds(limit.every * limit.burst)}`],
  ["ratelimit", `"${policy}";r=${verdict.remaining};t=${seconds(verdict.reset)}`],
];

const tooMany = (verdict: Verdict, detail: string): Problem =>
  new Problem("too_many", { detail, extra: { retry_after: Math.max(1, seconds(verdict.retry)) } });

/** [RL1] Per token 600 requests a minute with bursts of 120; without a token per address. Needs `identified` before it. */
export const limited = createMiddleware<Shell>(async (c, next) => {
  if (!limitsOn(c.env)) return next();
  const limit = {
    every: 60_000 / numberFrom(c.env.RATE_PER_MINUTE, 600),
    burst: numberFrom(c.env.RATE_BURST, 120),
  };
  const person = c.get("who");
  const policy = person ? "token" : "address";
  const verdict = await takeFrom(c, `${policy}:${person ? person.session : addressOf(c)}`, limit);
  if (!verdict) return next();
  const headers = headersOf(policy, limit, verdict);
  if (!verdict.allowed) {
    for (const [name, value] of headers) c.header(name, value);
    throw tooMany(verdict, "Too many requests. Wait a little.");
  }
  await next();
  // Appended: a sign-in has a policy of its own beside this one.
  if (c.res.status !== 101) for (const [name, value] of headers) c.res.headers.append(name, value);
});

const emailIn = async (request: Request): Promise<string> => {
  try {
    const body = (await request.clone().json()) as { email?: unknown };
    return typeof body.email === "string" ? body.email.trim().toLowerCase() : "";
  } catch {
    return "";
  }
};

/** [RL2] Sign-in attempts per address and e-mail: ten, then one every half minute. A success starts the count anew. */
export const attemptsLimited = createMiddleware<Shell>(async (c, next) => {
  if (!limitsOn(c.env) || c.req.method !== "POST") return next();
  const attempts = numberFrom(c.env.SIGN_IN_ATTEMPTS, 10);
  const limit = { every: (numberFrom(c.env.SIGN_IN_WINDOW_SECONDS, 300) * 1000) / attempts, burst: attempts };
  const name = `sign-in:${await digest(`${addressOf(c)} ${await emailIn(c.req.raw)}`)}`;
  const verdict = await takeFrom(c, name, limit);
  if (!verdict) return next();
  const headers = headersOf("sign-in", limit, verdict);
  if (!verdict.allowed) {
    for (const [header, value] of headers) c.header(header, value);
    throw tooMany(verdict, "Too many attempts. Wait a little before the next one.");
  }
  await next();
  for (const [header, value] of headers) c.res.headers.set(header, value);
  if (c.res.ok) await limiterStub(c.env.Limiter, name).clear();
});
