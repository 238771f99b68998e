/** `/api/invitations/`: those that wait for the person who asks. */
import { allow } from "../../domain/permission.ts";
import { Hono } from "hono";
import { circleResource } from "../circles.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { acceptInvitation, cancelInvitation, invitationsFor } from "../invitations.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, wholeAccount, withinScope } from "../middleware/signed-in.ts";
import { Circle, InvitationPage, once, PageQuery } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { pageOf } from "../page.ts";

const tag = "invitations";

export const invitations = new Hono<Shell>()
  .use(signedIn, idempotent)

  .get(
    "/",
    operation({
      tag,
      summary: "Invitations that wait for you",
      query: PageQuery,
      answers: { 200: InvitationPage },
    }),
    async (c) => c.json(pageOf(c, await invitationsFor(databaseOf(c.env.DB), c.get("who")?.email ?? ""))),
  )

  .post(
    "/:id/accept",
    operation({
      tag,
      summary: "Accept an invitation",
      headers: once,
      answers: { 200: Circle },
      problems: [403, 404, 409],
    }),
    async (c) => {
      wholeAccount(c, "invitation.accept");
      return c.json(
        circleResource(
          await acceptInvitation({ env: c.env, db: databaseOf(c.env.DB) }, c.req.param("id"), c.get("claim").user),
        ),
      );
    },
  )

  .delete(
    "/:id",
    operation({
      tag,
      summary: "Take an invitation back, or decline it",
      headers: once,
      answers: { 204: null },
      problems: [403, 404, 409],
    }),
    async (c) => {
      const { user, scope } = c.get("claim");
      const email = c.get("who")?.email ?? "";
      wholeAccount(c, "member.invite");
      await cancelInvitation(databaseOf(c.env.DB), c.req.param("id"), { user, email }, (circle) => {
        withinScope(c, circle.key);
        c.set("circle", circle.id);
        allow({ role: circle.role, scope }, "member.invite");
      });
      return c.body(null, 204);
    },
  );
