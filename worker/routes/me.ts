/** `/api/me/`: who is signed in, and their circles. */
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { Problem } from "../../domain/problem.ts";
import { user as users } from "../../drizzle/d1.ts";
import { authOf } from "../auth.ts";
import { circleResource, circlesOf, standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, wholeAccount } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { Me, MeChange, once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";

/** The person, their circles, and where what names no circle goes. */
const shown = async (c: ShellContext) => {
  const db = databaseOf(c.env.DB);
  const { user: id } = c.get("claim");
  const [person, circles] = await Promise.all([
    db.select().from(users).where(eq(users.id, id)).get(),
    circlesOf(db, id, c.get("who")?.circles ?? null),
  ]);
  if (!person) throw new Problem("signed_out");
  const { name, email, emailVerified } = person;
  return {
    user: { id, name, email, email_verified: emailVerified },
    circles: circles.map(circleResource),
    // One that they have left, or that a key does not reach, is none.
    default_circle_id: circles.find((circle) => circle.id === person.defaultCircle)?.id ?? null,
  };
};

export const me = new Hono<Shell>()
  .use(signedIn)
  .get(
    "/",
    operation({ tag: "people", summary: "Who is signed in, and their circles", answers: { 200: Me } }),
    async (c) => {
      const person = await shown(c);
      // better-auth prolongs a session that is in use, at most once a day; the app asks here whenever it starts.
      if (c.get("who")?.by === "cookie") {
        const { headers } = await authOf(c.env, c.req.raw).api.getSession({
          headers: c.req.raw.headers,
          returnHeaders: true,
        });
        for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
      }
      return c.json(person);
    },
  )
  .patch(
    "/",
    operation({
      tag: "people",
      summary: "Choose where writes about accounts go that name no circle",
      headers: once,
      body: MeChange,
      answers: { 200: Me },
      problems: [403, 404, 409],
    }),
    idempotent,
    valid("json", MeChange),
    async (c) => {
      wholeAccount(c, "person.edit");
      const { default_circle_id: circle } = c.req.valid("json");
      if (circle !== undefined) {
        const db = databaseOf(c.env.DB);
        const { user } = c.get("claim");
        if (circle !== null) await standingIn(db, circle, user);
        await db
          .update(users)
          .set({ defaultCircle: circle?.toLowerCase() ?? null })
          .where(eq(users.id, user));
      }
      return c.json(await shown(c));
    },
  );
