/** Request id, one log line and one count for every request. [SEC8] [SEC9] */
import { createMiddleware } from "hono/factory";
import { circleOf } from "../../domain/id.ts";
import type { Shell } from "../context.ts";
import { log } from "../log.ts";
import { count } from "../metrics.ts";
import { isInterface } from "../root-paths.ts";

const safe = /^[A-Za-z0-9._-]{8,64}$/;

/** The class of a path that has ids in it, for metrics and logs. */
export const classOf = (path: string): string =>
  path
    .split("/")
    .slice(0, 7)
    .map((part) => (circleOf(part) !== null || /^[0-9]+$/.test(part) || part.length > 24 ? ":id" : part))
    .join("/")
    .replace(/\/$/, "") || "/";

/** Unknown paths share one class, so that nobody can fill the memory with invented ones. */
const routeClass = (path: string, status: number): string =>
  status === 404 || !(isInterface(path) || /^\/(health|metrics)\b/.test(path))
    ? isInterface(path)
      ? "/api/*"
      : "/*"
    : classOf(path);

export const observed = createMiddleware<Shell>(async (c, next) => {
  const given = c.req.header("x-request-id");
  const id = given && safe.test(given) ? given : crypto.randomUUID();
  c.set("requestId", id);
  const started = performance.now();
  await next();
  const took = performance.now() - started;
  const route = routeClass(new URL(c.req.url).pathname, c.res.status);
  count(c.req.method, route, c.res.status, took);
  log(c.res.status >= 500 ? "error" : "info", "request", {
    request_id: id,
    method: c.req.method,
    route,
    status: c.res.status,
    ms: Math.round(took),
    user: c.get("who")?.user ?? null,
  });
  if (c.res.status !== 101) c.res.headers.set("x-request-id", id);
});
