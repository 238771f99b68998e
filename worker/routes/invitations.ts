/** `/api/invitations/`: those that wait for the person who asks. */
import { Hono } from "hono";
import { Circle, Invitation } from "../../domain/circle.ts";
import { allow, circleResource } from "../circles.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { described } from "../described.ts";
import { acceptInvitation, cancelInvitation, invitationsFor } from "../invitations.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, wholeAccount, withinScope } from "../middleware/signed-in.ts";
import { Envelope, pageOf } from "../page.ts";

const tag = "invitations";

export const invitations = new Hono<Shell>()
  .use(signedIn, idempotent)

  .get("/", described({ tag, summary: "Invitations that wait for you", gives: Envelope(Invitation), refuses: [400] }), async (c) =>
    c.json(pageOf(c, await invitationsFor(databaseOf(c.env.DB), c.get("who")?.email ?? ""))),
  )

  .post("/:id/accept", described({ tag, summary: "Accept an invitation", gives: Circle, refuses: [403, 404, 409, 503] }), async (c) => {
    wholeAccount(c, "invitation.accept");
    return c.json(circleResource(await acceptInvitation({ env: c.env, db: databaseOf(c.env.DB) }, c.req.param("id"), c.get("claim").user)));
  })

  .delete("/:id", described({ tag, summary: "Take an invitation back, or decline it", status: 204, refuses: [403, 404] }), async (c) => {
    const { user, scope } = c.get("claim");
    const email = c.get("who")?.email ?? "";
    wholeAccount(c, "member.invite");
    await cancelInvitation(databaseOf(c.env.DB), c.req.param("id"), { user, email }, (circle) => {
      withinScope(c, circle.key);
      c.set("circle", circle.id);
      allow({ role: circle.role, scope }, "member.invite");
    });
    return c.body(null, 204);
  });
