/** Headers, cross-origin calls, the origin of writes, and the size of bodies. */
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { Problem } from "../../domain/problem.ts";
import type { Shell } from "../context.ts";
import { numberFrom } from "../env.ts";
import { mayWriteFrom, otherOrigins } from "../origins.ts";
import { isInterface } from "../root-paths.ts";
import { credentialOf } from "../session.ts";

/** The reference page's viewer writes its own styles into the document; no page of ours does. */
const styled = /^\/(api\/docs|docs|redoc)\/?$/;

/** No inline script, no inline style. The socket's address is spelt out: older Safari does not count ws: as 'self'. */
const policy = ({ host, pathname }: URL): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    styled.test(pathname) ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

/** [SEC1] On every response, pages and interface alike. */
export const secured = createMiddleware<Shell>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const url = new URL(c.req.url);
  const { headers } = c.res;
  headers.set("content-security-policy", policy(url));
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-frame-options", "DENY");
  headers.set("referrer-policy", "strict-origin-when-cross-origin");
  headers.set("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=()");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  if (url.protocol === "https:") headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  if (isInterface(url.pathname) && !headers.has("cache-control")) headers.set("cache-control", "no-store");
});

const exposed = [
  "set-auth-token",
  "x-request-id",
  "etag",
  "location",
  "retry-after",
  "ratelimit",
  "ratelimit-policy",
  "idempotent-replayed",
  "undo-step",
  "content-disposition",
];

/** [C31] Preflights and reads from other origins. */
export const crossOrigin = cors({
  origin: (origin, c) => (otherOrigins(c.env).includes(origin) ? origin : null),
  credentials: true,
  allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  allowHeaders: ["authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "x-request-id"],
  exposeHeaders: exposed,
  maxAge: 86_400,
});

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** [SEC3] A write without `Authorization` comes from an origin we know; one with our cookie must name it. */
export const originChecked = createMiddleware<Shell>(async (c, next) => {
  if (!reading.has(c.req.method) && c.req.header("authorization") === undefined) {
    const origin = c.req.header("origin");
    if (origin === undefined ? credentialOf(c.req.raw) !== null : !mayWriteFrom(origin, c.req.raw, c.env))
      throw new Problem("origin_refused");
  }
  await next();
});

const megabyte = 1024 * 1024;
const large = /^(\/api)?\/(crm\/contacts\/import(\/preview)?|kpi\/kpis\/[^/]+\/import|ingest\/csv)\/?$/;

const tooLarge = (maxSize: number): Problem => new Problem("too_large", { detail: `At most ${maxSize} bytes.` });

/** The body as it comes, until it is too long: `bodyLimit` would hold all of one whose length was not announced. */
const counted = (request: Request, maxSize: number) => {
  let size = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > maxSize) controller.error(new Error("The body is too long."));
      else controller.enqueue(chunk);
    },
  });
  const body = request.body?.pipeThrough(counting) ?? null;
  return {
    request: new Request(request, { method: request.method, body }),
    exceeded: () => size > maxSize,
  };
};

/** [SEC6] 1 MB, imports 64 MB; `BODY_LIMIT_BYTES` and `IMPORT_LIMIT_BYTES` change that. */
export const sized = createMiddleware<Shell>(async (c, next) => {
  if (reading.has(c.req.method)) return next();
  const streams = large.test(c.req.path);
  const maxSize = streams
    ? numberFrom(c.env.IMPORT_LIMIT_BYTES, 64 * megabyte)
    : numberFrom(c.env.BODY_LIMIT_BYTES, megabyte);
  const announced = c.req.header("transfer-encoding") === undefined && c.req.header("content-length") !== undefined;
  if (streams && !announced) {
    const { request, exceeded } = counted(c.req.raw, maxSize);
    c.req.raw = request;
    await next();
    // The error that ends a body does not come out of it as itself.
    if (exceeded()) throw tooLarge(maxSize);
    return;
  }
  return bodyLimit({
    maxSize,
    onError: () => {
      throw tooLarge(maxSize);
    },
  })(c, next);
});
