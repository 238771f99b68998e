/** Circles: made, seen, renamed, deleted; and who may. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { circleOf, makeId } from "../domain/id.ts";
import { noCircles, problem, roleThere, trio } from "../tests/workerd/circle.ts";
import { newCircle, newVisitor, send, told } from "../tests/workerd/visitor.ts";

test("[ID6] a new circle has an id that finds it, and its maker as admin", async () => {
  const ana = await newVisitor("Ana");
  const made = await told(ana.send("/api/circles", { body: { name: "  North " } }));
  const row = {
    id: expect.any(String),
    name: "North",
    role: "admin",
    lock_targets: false,
    time_zone: "UTC",
    contact_count: 0,
    member_count: 1,
    last_activity_at: null,
    created_at: expect.any(String),
  };
  expect(made).toEqual({ status: 201, body: row });
  const { id } = made.body as { id: string };
  expect(circleOf(id)).toEqual(expect.any(Number));
  expect(await told(ana.send(`/api/circles/${id}`))).toEqual({ status: 200, body: made.body });
  expect(await told(ana.send("/api/circles/"))).toEqual({
    status: 200,
    body: { count: 1, next: null, previous: null, results: [made.body] },
  });
  expect(await roleThere(id, ana)).toBe("admin");
});

test("[C6] lists come in pages", async () => {
  const ana = await newVisitor("Ana");
  for (const name of ["A", "B", "C"]) await newCircle(ana, name);
  const page = async (query: string) => {
    const { status, body } = await told(ana.send(`/api/circles/${query}`));
    const { count, next, previous, results } = body as {
      count: number;
      next: string;
      previous: string;
      results: { name: string }[];
    };
    return { status, count, next, previous, names: results?.map(({ name }) => name) };
  };
  const at = "http://rondo.test/api/circles/";
  expect(await page("?page_size=2")).toEqual({
    status: 200,
    count: 3,
    next: `${at}?page_size=2&page=2`,
    previous: null,
    names: ["A", "B"],
  });
  expect(await page("?page_size=2&page=2")).toEqual({
    status: 200,
    count: 3,
    next: null,
    previous: `${at}?page_size=2&page=1`,
    names: ["C"],
  });
  expect((await page("?page_size=2&page=3")).status).toBe(404);
  expect((await page("?page=zero")).status).toBe(400);
  expect((await page("?page_size=0")).status).toBe(400);
  expect((await page("?page_size=5000")).status).toBe(200);
});

test.each([
  [{}, { name: ["Must be text."] }],
  [{ name: 5 }, { name: ["Must be text."] }],
  [{ name: " " }, { name: ["Must not be blank."] }],
  [{ name: "é".repeat(256) }, { name: ["At most 255 characters."] }],
])("[C32] a circle named %j is refused by field", async (body, errors) => {
  const ana = await newVisitor("Ana");
  expect(await told(ana.send("/api/circles/", { body }))).toEqual(problem("invalid", { errors }));
});

test("[C32] what is not JSON is 400, what does not say it is JSON is 415", async () => {
  const ana = await newVisitor("Ana");
  expect((await told(ana.send("/api/circles/", { body: "{nonsense" }))).status).toBe(400);
  expect(
    await told(
      ana.send("/api/circles/", {
        body: "name=x",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    ),
  ).toEqual(problem("wrong_type", { detail: "Send application/json." }));
});

test("[P2] to others a circle answers like one that does not exist", async () => {
  const { circle } = await trio();
  const eve = await newVisitor("Eve");
  const missing = makeId(0x1234_5678, 0, Math.random);
  const calls: [string, { method?: string; body?: unknown }][] = [
    ["/", {}],
    ["/", { method: "PATCH", body: { name: "Mine" } }],
    ["/", { method: "DELETE", body: { name: "North" } }],
    ["/members/", {}],
    [`/members/${eve.id}/`, { method: "DELETE" }],
    [`/members/${eve.id}/`, { method: "PATCH", body: { role: "admin" } }],
    ["/invitations/", {}],
    ["/invitations/", { body: { email: eve.email, role: "admin" } }],
    ["/ticket/", { method: "POST" }],
  ];
  for (const [path, call] of calls)
    for (const id of [circle, missing, "nonsense"])
      expect([path, id, await told(eve.send(`/api/circles/${id}${path}`, call))]).toEqual([
        path,
        id,
        problem("not_found"),
      ]);
});

test("[P1] every circle route asks for a credential first", async () => {
  const { circle } = await trio();
  const paths = [
    "/api/circles/",
    `/api/circles/${circle}/`,
    `/api/circles/${circle}/members/`,
    "/api/invitations/",
    "/api/keys/",
    "/api/me/",
    `/api/circles/${circle}/socket`,
  ];
  const headers = { upgrade: "websocket" };
  expect(await Promise.all(paths.map(async (path) => (await send(path, { headers })).status))).toEqual(
    paths.map(() => 401),
  );
});

test("[P6] a refusal is logged with who, what and where", async () => {
  const { ben, path, circle } = await trio();
  const lines: unknown[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  const response = await ben.send(path, {
    method: "PATCH",
    body: { name: "Ours" },
    env: { LOG_LEVEL: "warn" },
  });
  spy.mockRestore();
  expect(lines).toEqual([
    {
      at: expect.any(String),
      level: "warn",
      event: "permission.denied",
      user: ben.id,
      action: "circle.edit",
      circle,
      request_id: response.headers.get("x-request-id"),
    },
  ]);
});

test("[ID6] a circle whose object does not answer is not made", async () => {
  const ana = await newVisitor("Ana");
  expect((await ana.send("/api/circles/", { body: { name: "North" }, env: { Circle: noCircles } })).status).toBe(503);
  expect(await told(ana.send("/api/circles/"))).toEqual({
    status: 200,
    body: { count: 0, next: null, previous: null, results: [] },
  });
});

test("[ID11] [D15] deleting needs the exact name typed, and takes everything along", async () => {
  const { ana, ben, circle, path } = await trio();
  expect((await told(ana.send(path, { method: "DELETE", body: { name: "north" } }))).body).toMatchObject({
    status: 400,
    errors: { name: ["Type the circle's exact name."] },
  });
  expect((await ana.send(path, { method: "DELETE" })).status).toBe(415);
  await ana.send(`${path}invitations/`, { body: { email: "x@example.test" } });
  expect((await ana.send(path, { method: "DELETE", body: { name: "North" } })).status).toBe(204);
  expect((await ana.send(path)).status).toBe(404);
  expect((await ben.send(`/api/crm/contacts/?circle_id=${circle}`)).status).toBe(404);
  const left = await env.DB.prepare(
    "select (select count(*) from member where organization_id = ?1) + (select count(*) from invitation where organization_id = ?1) as n",
  )
    .bind(circle)
    .first<{ n: number }>();
  expect(left).toEqual({ n: 0 });
});

test("[ID11] a circle that cannot be reached is not deleted", async () => {
  const { ana, path } = await trio();
  expect((await ana.send(path, { method: "DELETE", body: { name: "North" }, env: { Circle: noCircles } })).status).toBe(
    503,
  );
  expect((await ana.send(path)).status).toBe(200);
});

test("[ID6] renaming is seen by everybody", async () => {
  const { ana, ben, path } = await trio();
  expect((await told(ana.send(path, { method: "PATCH", body: { name: "South" } }))).body).toMatchObject({
    name: "South",
  });
  expect((await told(ben.send(path))).body).toMatchObject({ name: "South", role: "member" });
});

test("[ID12] the same idempotency key gives the same answer once, and refuses another body", async () => {
  const ana = await newVisitor("Ana");
  const make = (name: string, key: string) =>
    ana.send("/api/circles/", { body: { name }, headers: { "idempotency-key": key } });
  const first = await make("North", "k1");
  const second = await make("North", "k1");
  expect([first.headers.get("idempotent-replayed"), second.headers.get("idempotent-replayed")]).toEqual([null, "true"]);
  expect(await told(second)).toEqual(await told(first));
  expect(await told(make("South", "k1"))).toEqual(problem("key_reused"));
  expect((await make("South", "k2")).status).toBe(201);
  expect((await told(ana.send("/api/circles/"))).body).toMatchObject({ count: 2 });
});

test("[ID12] one of two at once with the same key does the work; our own failures are not kept", async () => {
  const ana = await newVisitor("Ana");
  const make = (key: string, changed = {}) =>
    ana.send("/api/circles/", { body: { name: "North" }, headers: { "idempotency-key": key }, env: changed });
  const statuses = (await Promise.all([make("k1"), make("k1")])).map(({ status }) => status);
  expect(statuses).toContain(201);
  expect((await told(ana.send("/api/circles/"))).body).toMatchObject({ count: 1 });
  expect((await make("k2", { Circle: noCircles })).status).toBe(503);
  expect((await make("k2")).status).toBe(201);
});
