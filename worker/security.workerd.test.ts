/** The shell around every request: headers, origins, sizes, problems, logs. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { newCircle, newVisitor, origin, send, told } from "../tests/workerd/visitor.ts";
import { usualOrigins } from "./origins.ts";

const originRefused = {
  status: 403,
  body: {
    type: "urn:rondo:problem:origin_refused",
    title: "This origin may not write here",
    status: 403,
    code: "origin_refused",
  },
};

/** Pages, since a test has no build. */
const assets = {
  fetch: async () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } }),
} as unknown as Fetcher;

test.each(["/", "/c/some-circle", "/api/nothing", "/api/me/", "/health"])(
  "[SEC1] %s carries the security headers, and no inline script is allowed",
  async (path) => {
    const { headers } = await send(path, { env: { ASSETS: assets } });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.match(/script-src [^;]*/)?.[0]).toBe("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("connect-src 'self' ws://rondo.test wss://rondo.test");
    expect(
      ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy"].map((name) =>
        headers.get(name),
      ),
    ).toEqual(["nosniff", "DENY", "strict-origin-when-cross-origin", "same-origin"]);
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  },
);

test("[SEC1] answers of the interface are not cached, pages are the build's business", async () => {
  const ana = await newVisitor("Ana");
  expect((await ana.send("/api/me/")).headers.get("cache-control")).toBe("no-store");
  expect((await send("/", { env: { ASSETS: assets } })).headers.get("cache-control")).toBeNull();
});

test("[SEC1] hashed files are kept for good, pages never", async () => {
  const file = {
    fetch: async (request: Request) =>
      new Response("", {
        headers: { "content-type": request.url.endsWith("here.js") ? "text/javascript" : "text/html" },
      }),
  } as unknown as Fetcher;
  const kept = async (path: string) => (await send(path, { env: { ASSETS: file } })).headers.get("cache-control");
  expect([await kept("/assets/here.js"), await kept("/assets/gone.js"), await kept("/board")]).toEqual([
    "public, max-age=31536000, immutable",
    null,
    null,
  ]);
});

test.each(["http://localhost:3000", "http://localhost:8080", "http://localhost:5173", "https://app.circl.com"])(
  "[C31] %s may call, with credentials",
  async (from) => {
    expect(usualOrigins).toContain(from);
    const preflight = await send("/api/crm/contacts/", {
      method: "OPTIONS",
      headers: {
        origin: from,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,idempotency-key",
      },
    });
    const allowed = (name: string) => preflight.headers.get(`access-control-allow-${name}`);
    expect([preflight.status, allowed("origin"), allowed("credentials")]).toEqual([204, from, "true"]);
    expect(allowed("methods")?.split(",")).toEqual(expect.arrayContaining(["GET", "POST", "PUT", "PATCH", "DELETE"]));
    expect(allowed("headers")?.toLowerCase().split(",")).toEqual(
      expect.arrayContaining(["authorization", "content-type", "idempotency-key", "if-match"]),
    );
    const ana = await newVisitor("Ana");
    const answer = await ana.send("/api/me/", { headers: { origin: from } });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, from]);
  },
);

test("[C31] other origins are not allowed, and the list is configuration", async () => {
  const ask = async (from: string, changed = {}) => {
    const answer = await send("/api/me/", {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": "GET" },
      env: changed,
    });
    return answer.headers.get("access-control-allow-origin");
  };
  expect(await ask("https://evil.test")).toBeNull();
  const list = { ALLOWED_ORIGINS: "https://crm.example.test, https://other.example.test/" };
  expect([
    await ask("https://crm.example.test", list),
    await ask("https://other.example.test", list),
    await ask("http://localhost:3000", list),
  ]).toEqual(["https://crm.example.test", "https://other.example.test", null]);
});

test("[SEC3] a write with a cookie needs an origin we know; one with a token needs none", async () => {
  const ana = await newVisitor("Ana");
  const make = (headers: Record<string, string>) => send("/api/circles/", { body: { name: "North" }, headers });
  expect(await told(make({ cookie: ana.cookie }))).toEqual(originRefused);
  expect(await told(make({ cookie: ana.cookie, origin: "https://evil.test" }))).toEqual(originRefused);
  expect(await told(make({ cookie: ana.cookie, origin: "null" }))).toEqual(originRefused);
  expect((await make({ cookie: ana.cookie, origin })).status).toBe(201);
  expect((await make({ cookie: ana.cookie, origin: "http://localhost:5173" })).status).toBe(201);
  expect((await make({ authorization: `Bearer ${ana.token}` })).status).toBe(201);
  expect((await send("/api/circles/", { headers: { cookie: ana.cookie, origin: "https://evil.test" } })).status).toBe(
    200,
  );
});

test("[SEC3] a strange page can neither sign somebody in nor out", async () => {
  const ana = await newVisitor("Ana");
  const headers = { origin: "https://evil.test" };
  expect(await told(send("/api/auth/sign-in/email", { body: { email: ana.email, password: "x" }, headers }))).toEqual(
    originRefused,
  );
  expect(await told(send("/api/auth/sign-out", { body: {}, headers: { ...headers, cookie: ana.cookie } }))).toEqual(
    originRefused,
  );
  expect((await ana.send("/api/me/")).status).toBe(200);
});

test("[SEC5] a fault of ours is 500 with a request id and not a word more", async () => {
  const ana = await newVisitor("Ana");
  await ana.send("/api/me/");
  const faulty = {
    prepare: () => {
      throw new Error("secret detail at /srv/worker.ts:1");
    },
  } as unknown as D1Database;
  const response = await ana.send("/api/circles/", { env: { DB: faulty } });
  const id = response.headers.get("x-request-id");
  expect([response.status, response.headers.get("content-type"), await response.json()]).toEqual([
    500,
    "application/problem+json",
    {
      type: "urn:rondo:problem:broken",
      title: "Something went wrong on our side",
      status: 500,
      code: "broken",
      request_id: id,
    },
  ]);
});

test("[SEC6] a body above the limit is 413, announced or not", async () => {
  const ana = await newVisitor("Ana");
  const body = { name: "x".repeat(1024 * 1024) };
  expect((await told(ana.send("/api/circles/", { body }))).body).toMatchObject({
    status: 413,
    code: "too_large",
  });
  expect(
    (await told(ana.send("/api/circles/", { body: { name: "long enough" }, env: { BODY_LIMIT_BYTES: "10" } }))).body,
  ).toMatchObject({ status: 413 });
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(64 * 1024).fill(32));
    },
  });
  const { default: worker } = await import("./index.ts");
  const endless = new Request(`${origin}/api/circles/`, {
    method: "POST",
    body: stream,
    headers: { authorization: `Bearer ${ana.token}`, "content-type": "application/json" },
  });
  expect(
    (
      await worker.fetch(endless, env, {
        waitUntil: () => {},
        passThroughOnException: () => {},
      } as unknown as ExecutionContext)
    ).status,
  ).toBe(413);
});

test("[C3] paths with and without a slash at the end are the same, with no redirect", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const paths = [
    "/api/me",
    "/api/circles",
    `/api/circles/${circle}`,
    `/api/circles/${circle}/members`,
    "/api/keys",
    "/api/invitations",
    "/api/health",
    "/health",
    "/api/auth/get-session",
  ];
  for (const path of paths) {
    const [bare, slashed] = await Promise.all([ana.send(path), ana.send(`${path}/`)]);
    expect([path, bare.status, await bare.text()]).toEqual([path, 200, await slashed.text()]);
  }
});

test("[SEC8] a request id is taken when it is one, and made otherwise", async () => {
  const ask = async (id: string) =>
    (await send("/health", { headers: { "x-request-id": id } })).headers.get("x-request-id");
  expect(await ask("abc-123_DEF.4")).toBe("abc-123_DEF.4");
  expect(await ask("x y")).toMatch(/^[0-9a-f-]{36}$/);
});

test("[SEC8] log lines are JSON and hold nobody's name, address, query or body", async () => {
  const lines: string[] = [];
  const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")].map((spy) =>
    spy.mockImplementation((line: string) => void lines.push(line)),
  );
  const logged = { LOG_LEVEL: "debug" };
  const email = "private.person@example.test";
  await send("/api/auth/sign-up/email", {
    body: { name: "Private Person", email, password: "private password" },
    env: logged,
  });
  await send("/api/auth/sign-in/email", { body: { email, password: "private wrong" }, env: logged });
  await send(`/api/crm/contacts/?search=private&circle_id=private`, { env: logged });
  for (const spy of spies) spy.mockRestore();
  expect(
    lines.map((line) => (JSON.parse(line) as { event: string }).event).filter((event) => event === "request"),
  ).toHaveLength(3);
  expect(lines.join("\n").toLowerCase()).not.toContain("private");
});
