/** Signing up, in and out, by cookie and by bearer token. */
import { expect, test } from "vitest";
import { newCircle, newVisitor, origin, password, send, told } from "../tests/workerd/visitor.ts";

test("[ID1] signing up signs in at once, with a cookie and a bearer token", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const byBearer = await told(ana.send("/api/me/"));
  expect(byBearer).toEqual({
    status: 200,
    body: {
      user: { id: ana.id, name: "Ana", email: ana.email, email_verified: false },
      circles: [{ id: circle, name: "North", role: "admin", contact_count: 0, member_count: 1, last_activity_at: null, created_at: expect.any(String) }],
    },
  });
  expect(await told(send("/api/me/", { headers: { cookie: ana.cookie } }))).toEqual(byBearer);
});

test("[ID1] signing in works by e-mail and password, whatever the case of the address", async () => {
  const ana = await newVisitor("Ana");
  const response = await send("/api/auth/sign-in/email", { body: { email: ana.email.toUpperCase(), password } });
  expect(response.status).toBe(200);
  const cookie = response.headers.getSetCookie()[0] ?? "";
  expect(cookie).toMatch(/^rondo\.session_token=.*HttpOnly.*SameSite=Lax/i);
  const again = await send("/api/me/", { headers: { authorization: `Bearer ${response.headers.get("set-auth-token")}` } });
  expect(again.status).toBe(200);
});

test("[ID9] signing out by cookie ends the session for cookie and token at once", async () => {
  const ana = await newVisitor("Ana");
  const out = await send("/api/auth/sign-out", { method: "POST", body: {}, headers: { cookie: ana.cookie, origin } });
  expect(out.status).toBe(200);
  expect((await ana.send("/api/me/")).status).toBe(401);
  expect((await send("/api/me/", { headers: { cookie: ana.cookie } })).status).toBe(401);
});
