/** `/api/keys/`: the API keys of whoever is signed in. */
import { and, desc, eq } from "drizzle-orm";
import { Hono } from "hono";
import type { ApiKey } from "../../domain/circle.ts";
import { circleOf } from "../../domain/id.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { apikey } from "../../drizzle/d1.ts";
import { authOf } from "../auth.ts";
import { circlesOf } from "../circles.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { revokeEverywhere } from "../membership.ts";
import { inPerson, signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { ApiKeyDraft, ApiKeyPage, NewApiKey, PageQuery } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { pageOf } from "../page.ts";
import { forget, limitsOf } from "../session.ts";

type Row = typeof apikey.$inferSelect;

const resource = (row: Row): ApiKey => {
  const { scope, circleIds } = limitsOf(row);
  return {
    id: row.id,
    name: row.name ?? "",
    start: row.start,
    scope,
    circle_ids: circleIds,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastRequest?.toISOString() ?? null,
  };
};

const tag = "keys";

/** Not idempotent on purpose: to give the same answer again, the key itself would have to be kept. */
export const keys = new Hono<Shell>()
  .use(signedIn, inPerson)

  .get(
    "/",
    operation({
      tag,
      summary: "Your API keys",
      query: PageQuery,
      answers: { 200: ApiKeyPage },
      problems: [403],
    }),
    async (c) => {
      const rows = await databaseOf(c.env.DB)
        .select()
        .from(apikey)
        .where(eq(apikey.referenceId, c.get("claim").user))
        .orderBy(desc(apikey.createdAt));
      return c.json(pageOf(c, rows.map(resource)));
    },
  )

  .post(
    "/",
    operation({
      tag,
      summary: "Make an API key; it is shown this once",
      body: ApiKeyDraft,
      answers: { 201: NewApiKey },
      problems: [403],
    }),
    valid("json", ApiKeyDraft),
    async (c) => {
      const { name, scope, circle_ids, expires_in_days } = c.req.valid("json");
      const { user } = c.get("claim");
      const db = databaseOf(c.env.DB);
      if (circle_ids) {
        const own = new Set((await circlesOf(db, user, null)).map(({ id }) => id));
        const ids = circle_ids.map((id) => id.toLowerCase());
        if (!ids.every((id) => circleOf(id) !== null && own.has(id)))
          throw wrong("circle_ids", "You are not in all of these circles.");
      }
      const made = await authOf(c.env, c.req.raw).api.createApiKey({
        body: {
          userId: user,
          name,
          permissions: { rondo: scope === "write" ? ["read", "write"] : ["read"] },
          metadata: { circles: circle_ids ? circle_ids.map((id) => id.toLowerCase()) : "all" },
          expiresIn: expires_in_days ? expires_in_days * 24 * 60 * 60 : null,
        },
      });
      const row = await db.select().from(apikey).where(eq(apikey.id, made.id)).get();
      if (!row) throw new Error("an API key was not written");
      return c.json({ ...resource(row), key: made.key }, 201);
    },
  )

  .delete(
    "/:id",
    operation({ tag, summary: "Delete an API key", answers: { 204: null }, problems: [403, 404] }),
    async (c) => {
      const id = c.req.param("id");
      const { user } = c.get("claim");
      const db = databaseOf(c.env.DB);
      const own = and(eq(apikey.id, id), eq(apikey.referenceId, user));
      if (!(await db.select({ id: apikey.id }).from(apikey).where(own).get())) throw new Problem("not_found");
      // Circles first: should one not answer, the key is still there to be deleted again.
      await revokeEverywhere(c.env, db, user, id);
      await db.delete(apikey).where(own);
      forget(id);
      return c.body(null, 204);
    },
  );
