/** `/api/auth/*`: better-auth's own endpoints, their refusals as problems. */
import { Hono } from "hono";
import { Problem } from "../../domain/problem.ts";
import { authOf } from "../auth.ts";
import type { Shell } from "../context.ts";
import { attemptsLimited } from "../middleware/limited.ts";
import { SignedIn, SignedOut, SignIn, SignUp } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import { problemOfAuth } from "../refusal.ts";
import { forget, who } from "../session.ts";

/** [ID6] Circles and API keys have one way in, ours: better-auth's would not tell the circle. */
const closed = /^\/api\/auth\/(organization|api-key)(\/|$)/;

const tag = "people";
const gives = {
  "set-auth-token": "The bearer token of the new session.",
  "set-cookie": "The same session for a browser.",
};

export const auth = new Hono<Shell>()
  .post(
    "/sign-up/email",
    operation({
      tag,
      summary: "Sign up; signs in at once",
      security: "none",
      body: SignUp,
      answers: { 200: SignedIn },
      gives,
      problems: [403, 503],
    }),
  )
  .post(
    "/sign-in/email",
    operation({
      tag,
      summary: "Sign in",
      security: "none",
      body: SignIn,
      answers: { 200: SignedIn },
      gives,
      problems: [401, 403, 503],
    }),
  )
  .post("/sign-out", operation({ tag, summary: "Sign out", answers: { 200: SignedOut }, problems: [400, 403] }))
  .use("/sign-in/*", attemptsLimited)
  .use("/request-password-reset", attemptsLimited)
  .all("/*", async (c) => {
    const request = c.req.raw;
    if (closed.test(c.req.path)) throw new Problem("not_found");
    if (!c.env.AUTH_SECRET) throw new Problem("unavailable", { detail: "AUTH_SECRET is not set." });
    const leaving = c.req.path.startsWith("/api/auth/sign-out") ? await who(request, c.env) : null;
    const url = new URL(request.url);
    // better-auth knows its paths without a slash at the end only. [C3]
    if (url.pathname.endsWith("/")) url.pathname = url.pathname.slice(0, -1);
    const response = await authOf(c.env, request).handler(new Request(url, request));
    if (leaving) forget(leaving.session);
    if (response.status < 400) return new Response(response.body, response);
    const body = (await response.json().catch(() => null)) as { code?: string; message?: string } | null;
    for (const cookie of response.headers.getSetCookie()) c.header("set-cookie", cookie, { append: true });
    throw problemOfAuth(response.status, body);
  });
