/** `/api/me/`: who is signed in, and their circles. */
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { Problem } from "../../domain/problem.ts";
import { user as users } from "../../drizzle/d1.ts";
import { authOf } from "../auth.ts";
import { circleResource, circlesOf } from "../circles.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { Me } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { signedIn } from "../middleware/signed-in.ts";

export const me = new Hono<Shell>()
  .use(signedIn)
  .get(
    "/",
    operation({ tag: "people", summary: "Who is signed in, and their circles", answers: { 200: Me } }),
    async (c) => {
      const db = databaseOf(c.env.DB);
      const { user: id } = c.get("claim");
      const who = c.get("who");
      const [person, circles] = await Promise.all([
        db.select().from(users).where(eq(users.id, id)).get(),
        circlesOf(db, id, who?.circles ?? null),
      ]);
      if (!person) throw new Problem("signed_out");
      // better-auth prolongs a session that is in use, at most once a day; the app asks here whenever it starts.
      if (who?.by === "cookie") {
        const { headers } = await authOf(c.env, c.req.raw).api.getSession({
          headers: c.req.raw.headers,
          returnHeaders: true,
        });
        for (const cookie of headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
      }
      const { name, email, emailVerified } = person;
      return c.json({
        user: { id, name, email, email_verified: emailVerified },
        circles: circles.map(circleResource),
      });
    },
  );
