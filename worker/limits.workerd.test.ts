/** Rate limits by token, by address, and of sign-in attempts. */
import { expect, test } from "vitest";
import { newVisitor, password, send, told } from "../tests/workerd/visitor.ts";

const few = { RATE_LIMITS: "on", RATE_PER_MINUTE: "1", RATE_BURST: "3" };

const limitHeaders = ({ status, headers }: Response) => ({
  status,
  limit: headers.get("ratelimit"),
  policy: headers.get("ratelimit-policy"),
  retry: headers.get("retry-after"),
});

test("[RL1] a token has its burst, and then is told when to come again", async () => {
  const ana = await newVisitor("Ana");
  const answers = [];
  for (let count = 0; count < 4; count += 1) answers.push(limitHeaders(await ana.send("/api/me/", { env: few })));
  const policy = '"token";q=3;w=180';
  expect(answers).toEqual([
    { status: 200, limit: '"token";r=2;t=60', policy, retry: null },
    { status: 200, limit: '"token";r=1;t=120', policy, retry: null },
    { status: 200, limit: '"token";r=0;t=180', policy, retry: null },
    { status: 429, limit: '"token";r=0;t=180', policy, retry: "60" },
  ]);
  const body = (await told(ana.send("/api/me/", { env: few }))).body;
  expect(body).toEqual({
    type: "urn:rondo:problem:too_many",
    title: "Too many requests",
    status: 429,
    code: "too_many",
    detail: "Too many requests. Wait a little.",
    retry_after: 60,
  });
});

test("[RL1] one person's requests do not count against another's", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  for (let count = 0; count < 4; count += 1) await ana.send("/api/me/", { env: few });
  expect((await ana.send("/api/me/", { env: few })).status).toBe(429);
  expect((await ben.send("/api/me/", { env: few })).status).toBe(200);
});

test("[RL1] without a token the address counts", async () => {
  const ask = async (address: string) =>
    (await send("/api/me/", { env: few, headers: { "cf-connecting-ip": address } })).status;
  const statuses = [];
  for (let count = 0; count < 4; count += 1) statuses.push(await ask("192.0.2.1"));
  expect([...statuses, await ask("192.0.2.2")]).toEqual([401, 401, 401, 429, 401]);
});

test("[RL2] sign-in attempts are limited per address and e-mail", async () => {
  const ana = await newVisitor("Ana");
  const limits = { RATE_LIMITS: "on", SIGN_IN_ATTEMPTS: "3", SIGN_IN_WINDOW_SECONDS: "300" };
  const attempt = (email: string, address: string, secret = "wrong password") =>
    send("/api/auth/sign-in/email", {
      body: { email, password: secret },
      env: limits,
      headers: { "cf-connecting-ip": address },
    });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await attempt(ana.email, "192.0.2.3")).status);
  const last = await attempt(ana.email.toUpperCase(), "192.0.2.3", password);
  expect([statuses, { ...limitHeaders(last), limit: last.headers.get("ratelimit")?.split(", ")[0] }]).toEqual([
    [401, 401, 401],
    {
      status: 429,
      limit: '"sign-in";r=0;t=300',
      policy: '"sign-in";q=3;w=300, "address";q=120;w=12',
      retry: "100",
    },
  ]);
  expect((await attempt(ana.email, "192.0.2.4", password)).status).toBe(200);
  expect((await attempt("ben@example.test", "192.0.2.3")).status).toBe(401);
});

test("[RL2] a success starts the count anew", async () => {
  const ana = await newVisitor("Ana");
  const limits = { RATE_LIMITS: "on", SIGN_IN_ATTEMPTS: "2", SIGN_IN_WINDOW_SECONDS: "300" };
  const statuses = [];
  for (let count = 0; count < 4; count += 1)
    statuses.push(
      (await send("/api/auth/sign-in/email", { body: { email: ana.email, password }, env: limits })).status,
    );
  expect(statuses).toEqual([200, 200, 200, 200]);
});

test("[RL3] RATE_LIMITS=off lifts every limit", async () => {
  const ana = await newVisitor("Ana");
  for (let count = 0; count < 6; count += 1)
    expect(limitHeaders(await ana.send("/api/me/", { env: { ...few, RATE_LIMITS: "off" } }))).toEqual({
      status: 200,
      limit: null,
      policy: null,
      retry: null,
    });
});

test("[RL4] a limiter that does not answer lets requests through", async () => {
  const ana = await newVisitor("Ana");
  const broken = {
    getByName: () => {
      throw new Error("gone");
    },
  } as unknown as DurableObjectNamespace;
  expect((await ana.send("/api/me/", { env: { ...few, Limiter: broken } })).status).toBe(200);
});
