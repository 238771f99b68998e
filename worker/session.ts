/** Who asks: cookie, bearer token or API key to a person, from D1 at most once in 30 s per token and isolate. */
import { and, eq, gt, isNull, or } from "drizzle-orm";
import { type CircleKey, circleOf } from "../domain/id.ts";
import type { Scope } from "../domain/permission.ts";
import * as tables from "../drizzle/d1.ts";
import { databaseOf } from "./database.ts";
import type { Env } from "./env.ts";
import { digest, openToken } from "./signed-token.ts";

export interface Who {
  user: string;
  name: string;
  email: string;
  /** Id of the session or API key. */
  session: string;
  scope: Scope;
  /** The circles an API key is limited to; null is all. */
  circles: ReadonlySet<CircleKey> | null;
  by: "cookie" | "bearer" | "key";
}

export const keyPrefix = "rondo_";
export const cookieName = (secure: boolean): string => `${secure ? "__Secure-" : ""}rondo.session_token`;

const freshFor = 30_000;
const mostKept = 20_000;
const kept = new Map<string, { who: Who; until: number }>();

/** Drops what this isolate remembers of a session or key that ended. Other isolates forget within 30 s; circles refuse at once. */
export const forget = (session: string): void => {
  for (const [token, { who }] of kept) if (who.session === session) kept.delete(token);
};

/** Drops what this isolate remembers of a person, whose name or circles changed. */
export const forgetPerson = (user: string): void => {
  for (const [token, { who }] of kept) if (who.user === user) kept.delete(token);
};

/** The credential a request shows; `Authorization` goes before the cookie. */
export const credentialOf = (request: Request): { token: string; by: "cookie" | "bearer" } | null => {
  const header = request.headers.get("authorization");
  if (header !== null) return /^bearer +\S/i.test(header) ? { token: header.slice(7).trim(), by: "bearer" } : null;
  const name = `${cookieName(request.url.startsWith("https:"))}=`;
  const cookies = request.headers.get("cookie");
  if (!cookies?.includes(name)) return null;
  const pair = cookies.split(/; */).find((part) => part.startsWith(name));
  return pair ? { token: pair.slice(name.length), by: "cookie" } : null;
};

const bySession = async (
  token: string,
  env: Env,
  by: "cookie" | "bearer",
): Promise<{ who: Who; ends: number } | null> => {
  const plain = env.AUTH_SECRET ? await openToken(token, env.AUTH_SECRET) : null;
  if (plain === null) return null;
  const { session, user } = tables;
  const row = await databaseOf(env.DB)
    .select({
      session: session.id,
      ends: session.expiresAt,
      user: user.id,
      name: user.name,
      email: user.email,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.token, plain), gt(session.expiresAt, new Date())))
    .get();
  if (!row) return null;
  const { ends, ...person } = row;
  return { who: { ...person, scope: "write", circles: null, by }, ends: ends.getTime() };
};

/** What an API key may do, as its row says. Anything unreadable is the least. */
export const limitsOf = (row: {
  permissions: string | null;
  metadata: string | null;
}): { scope: Scope; circleIds: string[] | null } => {
  const permissions = JSON.parse(row.permissions ?? "{}") as { rondo?: string[] };
  const metadata = JSON.parse(row.metadata ?? "{}") as { circles?: string[] | "all" };
  return {
    scope: permissions.rondo?.includes("write") ? "write" : "read",
    circleIds: metadata.circles === "all" ? null : (metadata.circles ?? []),
  };
};

const byKey = async (key: string, env: Env): Promise<{ who: Who; ends: number } | null> => {
  const { apikey, user } = tables;
  const db = databaseOf(env.DB);
  const row = await db
    .select({
      id: apikey.id,
      ends: apikey.expiresAt,
      permissions: apikey.permissions,
      metadata: apikey.metadata,
      user: user.id,
      name: user.name,
      email: user.email,
    })
    .from(apikey)
    .innerJoin(user, eq(user.id, apikey.referenceId))
    .where(
      and(
        eq(apikey.key, await digest(key)),
        eq(apikey.enabled, true),
        or(isNull(apikey.expiresAt), gt(apikey.expiresAt, new Date())),
      ),
    )
    .get();
  if (!row) return null;
  await db.update(apikey).set({ lastRequest: new Date() }).where(eq(apikey.id, row.id));
  const { scope, circleIds } = limitsOf(row);
  const circles = circleIds && new Set(circleIds.flatMap((id) => circleOf(id) ?? []));
  return {
    who: { user: row.user, name: row.name, email: row.email, session: row.id, scope, circles, by: "key" },
    ends: row.ends?.getTime() ?? Number.POSITIVE_INFINITY,
  };
};

/** [ID2] [ID3] [ID4] The person behind a request, or null. A hit asks nothing of D1. */
export const who = async (request: Request, env: Env): Promise<Who | null> => {
  const credential = credentialOf(request);
  if (!credential) return null;
  const now = Date.now();
  const name = `${credential.by}:${await digest(credential.token)}`;
  const hit = kept.get(name);
  if (hit && hit.until > now) return hit.who;
  const found = credential.token.startsWith(keyPrefix)
    ? credential.by === "bearer"
      ? await byKey(credential.token, env)
      : null
    : await bySession(credential.token, env, credential.by);
  if (!found) {
    kept.delete(name);
    return null;
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, { who: found.who, until: Math.min(now + freshFor, found.ends) });
  return found.who;
};
