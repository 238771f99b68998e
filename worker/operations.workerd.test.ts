/** Health, metrics and the first admin. */
import { expect, test } from "vitest";
import { bearing, newVisitor, password, send, told } from "../tests/workerd/visitor.ts";

const faulty = {
  prepare: () => {
    throw new Error("gone");
  },
} as unknown as D1Database;
const absent = {
  getByName: () => {
    throw new Error("gone");
  },
} as unknown as DurableObjectNamespace;

test.each(["/health", "/health/", "/api/health", "/api/health/"])(
  "[A19] [SEC9] %s is 200 while D1 and a Durable Object answer",
  async (path) => {
    expect(await told(send(path))).toEqual({
      status: 200,
      body: { status: "ok", checks: { d1: "ok", durable_object: "ok", auth_secret: "ok" } },
    });
  },
);

test("[SEC9] health is 503 and says which of them does not answer", async () => {
  expect(await told(send("/health", { env: { DB: faulty } }))).toEqual({
    status: 503,
    body: { status: "failed", checks: { d1: "failed", durable_object: "ok", auth_secret: "ok" } },
  });
  expect(await told(send("/api/health/", { env: { Limiter: absent } }))).toEqual({
    status: 503,
    body: { status: "failed", checks: { d1: "ok", durable_object: "failed", auth_secret: "ok" } },
  });
});

test("[SEC9] metrics count requests by class of route, never by id", async () => {
  const ana = await newVisitor("Ana");
  const { id } = await (await ana.send("/api/circles/", { body: { name: "North" } })).json<{ id: string }>();
  await ana.send(`/api/circles/${id}/`);
  const response = await send("/metrics");
  const text = await response.text();
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toMatch(/^rondo_requests_total\{method="GET",route="\/api\/circles\/:id",status="200"\} \d+$/m);
  expect(text).not.toContain(id);
});

test("[SEC9] metrics ask for a token when one is set", async () => {
  const set = { METRICS_TOKEN: "count" };
  expect((await send("/metrics", { env: set })).status).toBe(401);
  expect((await send("/metrics", { env: set, headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  expect((await send("/metrics", { env: set, headers: { authorization: "Bearer count" } })).status).toBe(200);
});

test("[A23] the first admin is made with the bootstrap token only", async () => {
  const body = {
    name: "Root",
    email: `root-${crypto.randomUUID()}@example.test`,
    password,
    circle: "Head office",
  };
  const set = { BOOTSTRAP_TOKEN: "first" };
  const headers = { authorization: "Bearer first" };
  expect((await send("/api/bootstrap/", { body, headers })).status).toBe(404);
  expect((await send("/api/bootstrap/", { body, env: set })).status).toBe(401);
  expect((await send("/api/bootstrap/", { body, env: set, headers: { authorization: "Bearer wrong" } })).status).toBe(
    401,
  );
  expect(
    (await told(send("/api/bootstrap/", { body: { ...body, password: "short" }, env: set, headers }))).body,
  ).toMatchObject({ errors: { password: ["At least 8 characters."] } });
  expect((await send("/api/bootstrap/", { body, env: set, headers })).status).toBe(201);
  expect((await told(send("/api/bootstrap/", { body, env: set, headers }))).body).toMatchObject({
    status: 400,
    errors: { email: [expect.any(String)] },
  });
  const session = await send("/api/auth/sign-in/email", { body, env: { EMAIL_VERIFICATION: "on" } });
  const me = await told(bearing(session.headers.get("set-auth-token") ?? "")("/api/me/"));
  expect(me.body).toMatchObject({
    user: { name: "Root", email_verified: true },
    circles: [{ name: "Head office", role: "admin" }],
  });
});
