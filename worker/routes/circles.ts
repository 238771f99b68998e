/** `/api/circles/`: circles, their members and invitations. */
import { Hono } from "hono";
import { allow, type Action } from "../../domain/permission.ts";
import { Problem } from "../../domain/problem.ts";
import {
  changeCircle,
  changeRole,
  circleResource,
  circlesOf,
  deleteCircle,
  type Desk,
  existing,
  makeCircle,
  membersOf,
  removeMember,
  type Standing,
  standingIn,
} from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { invitationsOf, invite } from "../invitations.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { circleKeyOf, signedIn, wholeAccount } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import {
  Circle,
  CircleChange,
  CircleDraft,
  CircleFarewell,
  CirclePage,
  Invitation,
  InvitationDraft,
  InvitationPage,
  Member,
  MemberChange,
  MemberPage,
  once,
  PageQuery,
} from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { pageOf } from "../page.ts";
import { ticketRoute } from "./socket.ts";

const deskOf = (c: ShellContext): Desk => ({ env: c.env, db: databaseOf(c.env.DB) });

/** The circle in the path, for a member who may do this there. */
export const circleFor = async (c: ShellContext, action: Action): Promise<Standing> => {
  const id = c.req.param("id") ?? "";
  circleKeyOf(c, id);
  const { user, scope } = c.get("claim");
  const circle = await standingIn(databaseOf(c.env.DB), id, user);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope }, action);
  return circle;
};

const tag = "circles";

export const circles = new Hono<Shell>()
  .use(signedIn, idempotent)

  .get(
    "/",
    operation({
      tag,
      summary: "Your circles",
      query: PageQuery,
      answers: { 200: CirclePage },
      problems: [404],
    }),
    async (c) => {
      const rows = await circlesOf(databaseOf(c.env.DB), c.get("claim").user, c.get("who")?.circles ?? null);
      return c.json(pageOf(c, rows.map(circleResource)));
    },
  )

  .post(
    "/",
    operation({
      tag,
      summary: "Make a circle and be its admin",
      body: CircleDraft,
      headers: once,
      answers: { 201: Circle },
      problems: [403, 409],
    }),
    valid("json", CircleDraft),
    async (c) => {
      wholeAccount(c, "circle.create");
      const circle = await makeCircle(
        deskOf(c),
        { user: c.get("claim").user, name: c.get("who")?.name ?? "" },
        c.req.valid("json").name,
      );
      return c.json(circleResource(circle), 201);
    },
  )

  .get("/:id", operation({ tag, summary: "One circle", answers: { 200: Circle }, problems: [404] }), async (c) =>
    c.json(circleResource(await circleFor(c, "circle.view"))),
  )

  .patch(
    "/:id",
    operation({
      tag,
      summary: "Change a circle's name and settings",
      description:
        "`lock_targets` leaves names, targets and units of KPIs to moderators; `time_zone` says when a day ends here.",
      body: CircleChange,
      headers: once,
      answers: { 200: Circle },
      problems: [403, 404, 409],
    }),
    valid("json", CircleChange),
    async (c) => {
      const circle = await circleFor(c, "circle.edit");
      return c.json(circleResource(await changeCircle(deskOf(c), circle, c.req.valid("json"))));
    },
  )

  .delete(
    "/:id",
    operation({
      tag,
      summary: "Delete a circle and all it holds; its exact name must be typed",
      body: CircleFarewell,
      headers: once,
      answers: { 204: null },
      problems: [403, 404, 409],
    }),
    valid("json", CircleFarewell),
    async (c) => {
      const circle = await circleFor(c, "circle.delete");
      await deleteCircle(deskOf(c), circle, c.req.valid("json").name);
      return c.body(null, 204);
    },
  )

  .get(
    "/:id/members",
    operation({
      tag,
      summary: "Who belongs to the circle",
      query: PageQuery,
      answers: { 200: MemberPage },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleFor(c, "circle.view");
      return c.json(pageOf(c, await membersOf(databaseOf(c.env.DB), circle.id)));
    },
  )

  .patch(
    "/:id/members/:user_id",
    operation({
      tag,
      summary: "Change a role",
      body: MemberChange,
      headers: once,
      answers: { 200: Member },
      problems: [403, 404, 409],
    }),
    valid("json", MemberChange),
    async (c) => {
      const circle = await circleFor(c, "member.role");
      return c.json(await changeRole(deskOf(c), circle, c.req.param("user_id"), c.req.valid("json").role));
    },
  )

  .delete(
    "/:id/members/:user_id",
    operation({
      tag,
      summary: "Remove a person, or leave",
      headers: once,
      answers: { 204: null },
      problems: [400, 403, 404, 409],
    }),
    async (c) => {
      const { user } = c.get("claim");
      const person = c.req.param("user_id");
      if (person === user) await leave(c, user);
      else await removeMember(deskOf(c), await circleFor(c, "member.remove"), person);
      return c.body(null, 204);
    },
  )

  .get(
    "/:id/invitations",
    operation({
      tag,
      summary: "Invitations that wait",
      query: PageQuery,
      answers: { 200: InvitationPage },
      problems: [403, 404],
    }),
    async (c) => {
      const circle = await circleFor(c, "member.invite");
      return c.json(pageOf(c, await invitationsOf(databaseOf(c.env.DB), circle.id)));
    },
  )

  .post(
    "/:id/invitations",
    operation({
      tag,
      summary: "Invite somebody by e-mail address",
      body: InvitationDraft,
      headers: once,
      answers: { 201: Invitation },
      problems: [403, 404, 409],
    }),
    valid("json", InvitationDraft),
    async (c) => {
      const circle = await circleFor(c, "member.invite");
      const { email, role } = c.req.valid("json");
      return c.json(await invite(deskOf(c), circle, c.get("claim").user, email, role), 201);
    },
  )

  .route("/:id/ticket", ticketRoute);

/** Anybody may leave. Works for one whom D1 has forgotten already, so that a removal the circle never heard of can be repeated. */
const leave = async (c: ShellContext, user: string): Promise<void> => {
  if (c.get("claim").scope !== "write")
    throw new Problem("forbidden", { detail: "This key may only read.", extra: { action: "member.leave" } });
  const id = c.req.param("id") ?? "";
  circleKeyOf(c, id);
  const desk = deskOf(c);
  const circle = await existing(desk.db, id);
  if (!circle) throw new Problem("not_found");
  await removeMember(desk, circle, user);
};
