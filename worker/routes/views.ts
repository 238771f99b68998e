/** `/api/views/`: saved views of a circle's pages, one's own and those that are shared. [AA7] */
import { and, asc, eq, or, sql } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { instant } from "../../domain/account-resource.ts";
import { circleOf } from "../../domain/id.ts";
import { allow, type Action } from "../../domain/permission.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { NewView, ViewChange, viewPages } from "../../domain/saved-view.ts";
import { savedViews } from "../../drizzle/accounts.ts";
import { user as people } from "../../drizzle/d1.ts";
import { circleStub } from "../../party/rpc.ts";
import { ownIdOf } from "../accounts/change.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { circleToWrite, deskOf } from "../accounts/scope.ts";
import { type Desk, type Standing, standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { log } from "../log.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, withinScope } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { SavedView, SavedViewChange, SavedViewDraft, SavedViewPage } from "../openapi/view.ts";
import { readBody } from "./circle-door.ts";
import { readQuery } from "./contact-query.ts";

const tag = "views";

const ListQuery = z.extend(CircleQuery, {
  page: z.optional(z.enum(["", ...viewPages], `Must be one of: ${viewPages.join(", ")}.`)),
});

/** Of one person in one circle. */
const most = 200;

const columns = {
  id: savedViews.id,
  circle: savedViews.circle,
  page: savedViews.page,
  name: savedViews.name,
  query: savedViews.query,
  shared: savedViews.shared,
  owner: savedViews.owner,
  owner_name: people.name,
  created_at: savedViews.created_at,
  updated_at: savedViews.updated_at,
};

const select = ({ db }: Pick<Desk, "db">) =>
  db.select(columns).from(savedViews).leftJoin(people, eq(people.id, savedViews.owner));
type ViewRow = Awaited<ReturnType<typeof select>>[number];

const resource = ({ circle, created_at, updated_at, ...view }: ViewRow) => ({
  ...view,
  circle_id: circle,
  created_at: instant(created_at),
  updated_at: instant(updated_at),
});

const byId = async (desk: Desk, id: string): Promise<ViewRow | undefined> =>
  select(desk).where(eq(savedViews.id, id)).get();

/** The view in the path. Another person's private one is not there; a shared one is theirs and the moderators' to change. */
const viewFor = async (c: ShellContext, writes: boolean): Promise<{ circle: Standing; view: ViewRow }> => {
  const id = (c.req.param("id") ?? "").toLowerCase();
  withinScope(c, circleOf(id));
  const desk = deskOf(c);
  const view = await byId(desk, id);
  if (!view) throw new Problem("not_found");
  const { user, scope } = c.get("claim");
  const circle = await standingIn(desk.db, view.circle, user);
  c.set("circle", circle.id);
  const mine = view.owner === user;
  if (!mine && !view.shared) throw new Problem("not_found");
  const action: Action = !writes ? "circle.view" : mine ? "view.save" : "view.edit_any";
  allow({ role: circle.role, scope }, action);
  return { circle, view };
};

/** [SY17] A screen that does not hear of it asks again anyway when it comes back. */
const announce = async ({ env }: Desk, circle: Standing, page: string): Promise<void> => {
  try {
    await circleStub(env.Circle, circle.key).announce("views", { page });
  } catch (error) {
    log("warn", "views.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

const usual = [403, 404, 409];

export const views = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List your views and the shared ones of a circle",
      description: "By name, all of them; `page` is a page of the app.",
      query: ListQuery,
      answers: { 200: SavedViewPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { page } = readQuery(ListQuery, c.req.query());
      const circle = await circleToWrite(c, "circle.view");
      const rows = await select(deskOf(c))
        .where(
          and(
            eq(savedViews.circle, circle.id),
            or(eq(savedViews.owner, c.get("claim").user), eq(savedViews.shared, true)),
            page ? eq(savedViews.page, page) : undefined,
          ),
        )
        .orderBy(asc(sql`${savedViews.name} collate nocase`), asc(savedViews.id));
      return c.json({ count: rows.length, next: null, previous: null, results: rows.map(resource) });
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Save a view",
      headers: once,
      body: SavedViewDraft,
      answers: { 201: SavedView },
      problems: usual,
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const circle = await circleToWrite(c, "view.save", fields["circle_id"]);
      const view = readQuery(NewView, fields);
      const desk = deskOf(c);
      const now = Date.now();
      const id = ownIdOf(fields["id"], circle.key, now);
      const own = and(eq(savedViews.circle, circle.id), eq(savedViews.owner, c.get("claim").user));
      if ((await desk.db.$count(savedViews, own)) >= most)
        throw wrong("name", `You have ${most} views here. Delete one first.`);
      if (await byId(desk, id)) throw new Problem("id_taken", { extra: { existing_id: id } });
      await desk.db
        .insert(savedViews)
        .values({ ...view, id, circle: circle.id, owner: c.get("claim").user, created_at: now, updated_at: now });
      if (view.shared) await announce(desk, circle, view.page);
      const row = await byId(desk, id);
      if (!row) throw new Problem("not_found");
      return c.json(resource(row), 201);
    },
  )
  .get(
    "/:id",
    operation({ tag, summary: "Show a view", answers: { 200: SavedView }, problems: [404] }),
    signedIn,
    async (c) => c.json(resource((await viewFor(c, false)).view)),
  )
  .patch(
    "/:id",
    operation({
      tag,
      summary: "Change a view",
      description: "Your own; moderators change everybody's shared ones.",
      headers: once,
      body: SavedViewChange,
      answers: { 200: SavedView },
      problems: usual,
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const { circle, view } = await viewFor(c, true);
      const change = readQuery(ViewChange, fields);
      const desk = deskOf(c);
      await desk.db
        .update(savedViews)
        .set({ ...change, updated_at: Date.now() })
        .where(eq(savedViews.id, view.id));
      if (view.shared || change.shared) await announce(desk, circle, view.page);
      return c.json(resource({ ...view, ...change, updated_at: Date.now() }));
    },
  )
  .delete(
    "/:id",
    operation({ tag, summary: "Delete a view", headers: once, answers: { 204: null }, problems: [400, ...usual] }),
    signedIn,
    idempotent,
    async (c) => {
      const { circle, view } = await viewFor(c, true);
      const desk = deskOf(c);
      await desk.db.delete(savedViews).where(eq(savedViews.id, view.id));
      if (view.shared) await announce(desk, circle, view.page);
      return c.body(null, 204);
    },
  );
