/** `Idempotency-Key` for a body that is read as a stream: its hash is known only at its end. [ID12] */
import { and, eq, lt, sql } from "drizzle-orm";
import { Problem, wrong } from "../../domain/problem.ts";
import { idempotency } from "../../drizzle/d1.ts";
import type { ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";

const day = 24 * 60 * 60 * 1000;
/** A first request that takes longer than this is taken for dead. */
const patience = 10 * 60_000;

export interface Once {
  /** The first answer, when this request repeats one. */
  kept: { hash: string; body: string } | null;
  keep(hash: string, body: string): Promise<void>;
  /** Lets the key be used again. */
  release(): Promise<void>;
}

/** Null without a key. Refuses a key whose first request is still at work. */
export const onceOf = async (c: ShellContext): Promise<Once | null> => {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (key === "" || key.length > 255) throw wrong("Idempotency-Key", "Must have 1 to 255 characters.");
  const db = databaseOf(c.env.DB);
  const now = Date.now();
  const { user } = c.get("claim");
  // The same under both of its paths.
  const route = "POST /ingest/csv";
  const own = and(eq(idempotency.user, user), eq(idempotency.route, route), eq(idempotency.key, key));
  await db.delete(idempotency).where(lt(idempotency.createdAt, new Date(now - day)));
  const [mine] = await db
    .insert(idempotency)
    .values({ user, route, key, bodyHash: "", createdAt: new Date(now) })
    .onConflictDoUpdate({
      target: [idempotency.user, idempotency.route, idempotency.key],
      set: { createdAt: new Date(now) },
      setWhere: sql`${idempotency.status} is null and ${idempotency.createdAt} < ${now - patience}`,
    })
    .returning({ key: idempotency.key });
  const first = mine ? undefined : await db.select().from(idempotency).where(own).get();
  if (!mine && (!first || first.status === null))
    throw new Problem("key_reused", { detail: "The first request with this key is still at work." });
  return {
    kept: first ? { hash: first.bodyHash, body: first.body ?? "" } : null,
    keep: async (hash, body) => {
      await db.update(idempotency).set({ bodyHash: hash, status: 200, body }).where(own);
    },
    release: async () => {
      await db.delete(idempotency).where(own);
    },
  };
};
