/** Signing up, in and out, by cookie and by bearer token. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { bearing, newCircle, newVisitor, origin, password, send, told } from "../tests/workerd/visitor.ts";

const signedOut = {
  status: 401,
  body: { type: "urn:rondo:problem:signed_out", title: "Sign in first", status: 401, code: "signed_out" },
};

/** A D1 that must not be asked. */
const noDatabase = new Proxy({} as D1Database, {
  get: () => {
    throw new Error("D1 was asked");
  },
});

test("[ID1] signing up signs in at once, with a cookie and a bearer token", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const byBearer = await told(ana.send("/api/me/"));
  expect(byBearer).toEqual({
    status: 200,
    body: {
      user: { id: ana.id, name: "Ana", email: ana.email, email_verified: false },
      circles: [
        {
          id: circle,
          name: "North",
          role: "admin",
          lock_targets: false,
          time_zone: "UTC",
          contact_count: 0,
          member_count: 1,
          last_activity_at: null,
          created_at: expect.any(String),
        },
      ],
      default_circle_id: null,
    },
  });
  expect(await told(send("/api/me/", { headers: { cookie: ana.cookie } }))).toEqual(byBearer);
});

test("[ID1] signing in works by e-mail and password, whatever the case of the address", async () => {
  const ana = await newVisitor("Ana");
  const response = await send("/api/auth/sign-in/email", {
    body: { email: ana.email.toUpperCase(), password },
  });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()[0]).toMatch(/^rondo\.session_token=.*HttpOnly.*SameSite=Lax/i);
  expect((await bearing(response.headers.get("set-auth-token") ?? "")("/api/me/")).status).toBe(200);
});

test("[ID2] over https the cookie is Secure and the plain one is not taken", async () => {
  const ana = await newVisitor("Ana");
  const { default: worker } = await import("./index.ts");
  const secure = (path: string, init?: RequestInit) =>
    worker.fetch(new Request(`https://rondo.test${path}`, init), env, {
      waitUntil: () => {},
      passThroughOnException: () => {},
    } as unknown as ExecutionContext);
  const response = await secure("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: ana.email, password }),
  });
  const cookie = response.headers.getSetCookie()[0] ?? "";
  expect(cookie).toMatch(/^__Secure-rondo\.session_token=.*Secure/);
  expect((await secure("/api/me/", { headers: { cookie: cookie.split(";")[0] ?? "" } })).status).toBe(200);
  expect((await secure("/api/me/", { headers: { cookie: ana.cookie } })).status).toBe(401);
});

test.each([
  ["a wrong password", "/api/auth/sign-in/email", { email: "EXISTING", password: "not the password" }, 401, undefined],
  ["an unknown address", "/api/auth/sign-in/email", { email: "nobody@example.test", password }, 401, undefined],
  ["an address in use", "/api/auth/sign-up/email", { name: "Eve", email: "EXISTING", password }, 400, "email"],
  [
    "a short password",
    "/api/auth/sign-up/email",
    { name: "Eve", email: "eve@example.test", password: "short" },
    400,
    "password",
  ],
  ["a blank name", "/api/auth/sign-up/email", { name: "  ", email: "eve@example.test", password }, 400, "name"],
  ["an address that is none", "/api/auth/sign-up/email", { name: "Eve", email: "eve", password }, 400, "email"],
])("[ID1] %s is refused with a problem", async (_, path, body, status, field) => {
  const ana = await newVisitor("Ana");
  const response = await send(path, {
    body: { ...body, email: body.email === "EXISTING" ? ana.email : body.email },
  });
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = await response.json<{ status: number; errors?: object; request_id: string }>();
  expect({
    status: response.status,
    fields: problem.errors && Object.keys(problem.errors),
    id: problem.request_id,
  }).toEqual({
    status,
    fields: field === undefined ? undefined : [field],
    id: response.headers.get("x-request-id"),
  });
});

test("[P1] [ID3] nothing, nonsense and forged credentials are 401 with the same body", async () => {
  const ana = await newVisitor("Ana");
  const [token = "", signature = ""] = decodeURIComponent(ana.token).split(".");
  const headers: Record<string, string>[] = [
    {},
    { authorization: "Bearer" },
    { authorization: "Bearer nonsense" },
    { authorization: `Bearer ${token}` },
    { authorization: `Bearer ${token}x.${signature}` },
    { authorization: `Bearer ${token}.%E0%A4%A` },
    { authorization: "Bearer rondo_nonsense" },
    { authorization: `Basic ${btoa(`${ana.email}:${password}`)}` },
    { cookie: "rondo.session_token=nonsense.nonsense" },
    { cookie: ana.cookie, authorization: "Bearer nonsense" },
  ];
  expect(await Promise.all(headers.map((given) => told(send("/api/me/", { headers: given }))))).toEqual(
    headers.map(() => signedOut),
  );
});

test("[ID5] a session that was looked up is not looked up again within half a minute", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const list = `/api/crm/contacts/?circle_id=${circle}`;
  expect((await ana.send(list)).status).toBe(200);
  expect((await ana.send(list, { env: { DB: noDatabase } })).status).toBe(200);
});

test("[ID9] signing out ends the session for cookie, token and circle at once", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const out = await send("/api/auth/sign-out", {
    method: "POST",
    body: {},
    headers: { cookie: ana.cookie, origin },
  });
  expect(out.status).toBe(200);
  expect(await told(ana.send("/api/me/"))).toEqual(signedOut);
  expect(await told(send("/api/me/", { headers: { cookie: ana.cookie } }))).toEqual(signedOut);
  const again = await send("/api/auth/sign-in/email", { body: { email: ana.email, password } });
  expect((await bearing(again.headers.get("set-auth-token") ?? "")(`/api/circles/${circle}/`)).status).toBe(200);
});

test("[ID9] signing out by bearer token works too", async () => {
  const ana = await newVisitor("Ana");
  expect((await ana.send("/api/auth/sign-out", { method: "POST", body: {} })).status).toBe(200);
  expect(await told(ana.send("/api/me/"))).toEqual(signedOut);
});

test("[ID9] a new password can end all other sessions", async () => {
  const ana = await newVisitor("Ana");
  const elsewhere =
    (await send("/api/auth/sign-in/email", { body: { email: ana.email, password } })).headers.get("set-auth-token") ??
    "";
  expect((await bearing(elsewhere)("/api/me/")).status).toBe(200);
  const changed = await ana.send("/api/auth/change-password", {
    body: { currentPassword: password, newPassword: "another long one", revokeOtherSessions: true },
  });
  expect(changed.status).toBe(200);
  expect((await bearing(elsewhere)("/api/me/")).status).toBe(401);
});

test("[ID9] a new name reaches the circles", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  expect((await ana.send("/api/auth/update-user", { body: { name: " Anna " } })).status).toBe(200);
  const members = await (await ana.send(`/api/circles/${circle}/members/`)).json<{ results: { name: string }[] }>();
  expect(members.results.map(({ name }) => name)).toEqual(["Anna"]);
});

test("[ID13] with e-mail verification on, signing up does not sign in", async () => {
  const body = { name: "Vera", email: `vera-${crypto.randomUUID()}@example.test`, password };
  const verifying = { EMAIL_VERIFICATION: "on" };
  const up = await send("/api/auth/sign-up/email", { body, env: verifying });
  expect([up.status, up.headers.get("set-auth-token"), up.headers.getSetCookie()]).toEqual([200, null, []]);
  expect((await send("/api/auth/sign-in/email", { body, env: verifying })).status).toBe(403);
});

test("[ID6] better-auth's own circle and key endpoints are closed", async () => {
  const ana = await newVisitor("Ana");
  const paths = [
    "/api/auth/organization/create",
    "/api/auth/organization/list",
    "/api/auth/api-key/create",
    "/api/auth/api-key/list/",
  ];
  expect(await Promise.all(paths.map(async (path) => (await ana.send(path, { body: { name: "x" } })).status))).toEqual([
    404, 404, 404, 404,
  ]);
});

test("[ID13] without a secret nothing is signed in and health says so", async () => {
  const health = await told(send("/health", { env: { AUTH_SECRET: "" } }));
  expect(health).toEqual({
    status: 503,
    body: { status: "failed", checks: { d1: "ok", durable_object: "ok", auth_secret: "failed" } },
  });
  expect(
    (
      await send("/api/auth/sign-in/email", {
        body: { email: "a@example.test", password },
        env: { AUTH_SECRET: "" },
      })
    ).status,
  ).toBe(503);
});

test("[D15] deleting one's account leaves the circles, unless one is the last admin there", async () => {
  const [ana, ben] = [await newVisitor("Ana"), await newVisitor("Ben")];
  const circle = await newCircle(ana, "North");
  const refused = await ana.send("/api/auth/delete-user", { body: { password } });
  expect(refused.status).toBe(400);
  const { id } = await (
    await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email, role: "admin" } })
  ).json<{ id: string }>();
  await ben.send(`/api/invitations/${id}/accept/`, { method: "POST" });
  const draft = { circle_id: circle, name: "Cy", email: "cy@example.com" };
  const contact = await (
    await ana.send("/api/crm/contacts/", { body: draft })
  ).json<{ id: string; created_by: string }>();
  expect(contact.created_by).not.toBeNull();
  expect((await ana.send("/api/auth/delete-user", { body: { password } })).status).toBe(200);
  expect(await told(ana.send("/api/me/"))).toEqual(signedOut);
  const left = await (
    await ben.send(`/api/crm/contacts/${contact.id}/`)
  ).json<{ created_by: string | null; updated_by: string | null }>();
  expect([left.created_by, left.updated_by]).toEqual([null, null]);
  const members = await (await ben.send(`/api/circles/${circle}/members/`)).json<{ results: { name: string }[] }>();
  expect(members.results.map(({ name }) => name)).toEqual(["Ben"]);
});
