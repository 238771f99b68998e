/** `Idempotency-Key` for writes that are no circle's own: the first answer is kept 24 h and given again. [ID12] */
import { and, eq, lt, sql } from "drizzle-orm";
import { createMiddleware } from "hono/factory";
import { Problem, wrong } from "../../domain/problem.ts";
import { idempotency } from "../../drizzle/d1.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { digest } from "../signed-token.ts";

const day = 24 * 60 * 60 * 1000;
/** A first request that takes longer than this is taken for dead. */
const patience = 60_000;

/** Needs `signedIn` before it; where two routers of one path have it, the outer one acts. Refuses the same key with another body with `key_reused`. */
export const idempotent = createMiddleware<Shell>(async (c, next) => {
  const key = c.req.header("idempotency-key");
  if (key === undefined || c.req.method === "GET" || c.req.method === "HEAD" || c.get("once")) return next();
  if (key === "" || key.length > 255) throw wrong("Idempotency-Key", "Must have 1 to 255 characters.");
  c.set("once", true);
  const db = databaseOf(c.env.DB);
  const now = Date.now();
  const user = c.get("claim").user;
  const route = `${c.req.method} ${c.req.path.replace(/\/$/, "")}`;
  const bodyHash = await digest(await c.req.text());
  const own = and(eq(idempotency.user, user), eq(idempotency.route, route), eq(idempotency.key, key));

  await db.delete(idempotency).where(lt(idempotency.createdAt, new Date(now - day)));
  const [mine] = await db
    .insert(idempotency)
    .values({ user, route, key, bodyHash, createdAt: new Date(now) })
    .onConflictDoUpdate({
      target: [idempotency.user, idempotency.route, idempotency.key],
      set: { createdAt: new Date(now) },
      setWhere: sql`${idempotency.status} is null and ${idempotency.bodyHash} = ${bodyHash} and ${idempotency.createdAt} < ${now - patience}`,
    })
    .returning({ key: idempotency.key });

  if (!mine) {
    const first = await db.select().from(idempotency).where(own).get();
    if (first && first.bodyHash !== bodyHash) throw new Problem("key_reused");
    if (!first || first.status === null)
      throw new Problem("key_reused", { detail: "The first request with this key is still at work." });
    const type = first.status >= 400 ? "application/problem+json" : "application/json";
    return new Response(first.body, {
      status: first.status,
      headers: { ...(first.body === null ? {} : { "content-type": type }), "idempotent-replayed": "true" },
    });
  }
  await next();
  const { status } = c.res;
  // What may go otherwise the next time is not kept: our own failures, and limits.
  if (status >= 500 || status === 429) await db.delete(idempotency).where(own);
  else
    await db
      .update(idempotency)
      .set({ status, body: status === 204 ? null : await c.res.clone().text() })
      .where(own);
});
