/** Circles, members, roles and invitations. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { circleOf, makeId } from "../domain/id.ts";
import { Problem } from "../domain/problem.ts";
import { circleStub } from "../party/rpc.ts";
import { join, newCircle, newVisitor, told, type Visitor } from "../tests/workerd/visitor.ts";

const problem = (code: ConstructorParameters<typeof Problem>[0], parts?: ConstructorParameters<typeof Problem>[1]) => {
  const body = new Problem(code, parts).body();
  return { status: body.status, body };
};

/** What the circle itself thinks of a person's role. */
const roleThere = async (circle: string, person: Visitor) => {
  const reply = await circleStub(env.Circle, circleOf(circle) ?? 0).roleOf(person.id);
  return reply.ok ? reply.value : reply.problem.code;
};

/** A circle namespace whose objects never answer. */
const noCircles = { getByName: () => new Proxy({}, { get: () => async () => Promise.reject(new Error("gone")) }) } as unknown as DurableObjectNamespace;

const trio = async () => {
  const [ana, mo, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Mo"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  await join(ana, circle, mo, "moderator");
  await join(ana, circle, ben, "member");
  return { ana, mo, ben, circle, path: `/api/circles/${circle}/` };
};

test("[ID6] a new circle has an id that finds it, and its maker as admin", async () => {
  const ana = await newVisitor("Ana");
  const made = await told(ana.send("/api/circles", { body: { name: "  North " } }));
  const row = { id: expect.any(String), name: "North", role: "admin", contact_count: 0, member_count: 1, last_activity_at: null, created_at: expect.any(String) };
  expect(made).toEqual({ status: 201, body: row });
  const { id } = made.body as { id: string };
  expect(circleOf(id)).toEqual(expect.any(Number));
  expect(await told(ana.send(`/api/circles/${id}`))).toEqual({ status: 200, body: made.body });
  expect(await told(ana.send("/api/circles/"))).toEqual({ status: 200, body: { count: 1, next: null, previous: null, results: [made.body] } });
  expect(await roleThere(id, ana)).toBe("admin");
});

test("[C6] lists come in pages", async () => {
  const ana = await newVisitor("Ana");
  for (const name of ["A", "B", "C"]) await newCircle(ana, name);
  const page = async (query: string) => {
    const { status, body } = await told(ana.send(`/api/circles/${query}`));
    const { count, next, previous, results } = body as { count: number; next: string; previous: string; results: { name: string }[] };
    return { status, count, next, previous, names: results?.map(({ name }) => name) };
  };
  const at = "http://rondo.test/api/circles/";
  expect(await page("?page_size=2")).toEqual({ status: 200, count: 3, next: `${at}?page_size=2&page=2`, previous: null, names: ["A", "B"] });
  expect(await page("?page_size=2&page=2")).toEqual({ status: 200, count: 3, next: null, previous: `${at}?page_size=2&page=1`, names: ["C"] });
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
  expect(await told(ana.send("/api/circles/", { body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } }))).toEqual(problem("wrong_type", { detail: "Send application/json." }));
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
    for (const id of [circle, missing, "nonsense"]) expect([path, id, await told(eve.send(`/api/circles/${id}${path}`, call))]).toEqual([path, id, problem("not_found")]);
});

test("[P1] every circle route asks for a credential first", async () => {
  const { circle } = await trio();
  const { send } = await import("../tests/workerd/visitor.ts");
  const paths = ["/api/circles/", `/api/circles/${circle}/`, `/api/circles/${circle}/members/`, "/api/invitations/", "/api/keys/", "/api/me/", `/api/circles/${circle}/socket`];
  const headers = { upgrade: "websocket" };
  expect(await Promise.all(paths.map(async (path) => (await send(path, { headers })).status))).toEqual(paths.map(() => 401));
});

test("[P4] only admins rename, invite, change roles and remove", async () => {
  const { mo, ben, ana, path } = await trio();
  for (const person of [mo, ben])
    expect([
      (await person.send(path, { method: "PATCH", body: { name: "Ours" } })).status,
      (await person.send(path, { method: "DELETE", body: { name: "North" } })).status,
      (await person.send(`${path}invitations/`, { body: { email: "x@example.test", role: "member" } })).status,
      (await person.send(`${path}invitations/`)).status,
      (await person.send(`${path}members/${person.id}/`, { method: "PATCH", body: { role: "admin" } })).status,
      (await person.send(`${path}members/${ana.id}/`, { method: "DELETE" })).status,
      (await person.send(path)).status,
      (await person.send(`${path}members/`)).status,
    ]).toEqual([403, 403, 403, 403, 403, 403, 200, 200]);
});

test("[P6] a refusal is logged with who, what and where", async () => {
  const { vi } = await import("vitest");
  const { ben, path, circle } = await trio();
  const lines: unknown[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(JSON.parse(line)));
  const response = await ben.send(path, { method: "PATCH", body: { name: "Ours" }, env: { LOG_LEVEL: "warn" } });
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

test("[ID7] a role changes in D1 and in the circle", async () => {
  const { ana, ben, circle, path } = await trio();
  const changed = await told(ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "moderator" } }));
  expect(changed).toEqual({ status: 200, body: { user_id: ben.id, name: "Ben", email: ben.email, role: "moderator", joined_at: expect.any(String) } });
  expect(await roleThere(circle, ben)).toBe("moderator");
  expect(await told(ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "owner" } }))).toEqual(problem("invalid", { errors: { role: ["Must be member, moderator or admin."] } }));
  expect((await ana.send(`${path}members/nobody/`, { method: "PATCH", body: { role: "member" } })).status).toBe(404);
});

test("[ID7] [ID8] the last admin can be neither demoted nor removed, and cannot leave", async () => {
  const { ana, ben, circle, path } = await trio();
  const self = `${path}members/${ana.id}/`;
  expect((await told(ana.send(self, { method: "PATCH", body: { role: "member" } }))).body).toMatchObject({ status: 400, errors: { role: [expect.any(String)] } });
  expect((await told(ana.send(self, { method: "DELETE" }))).body).toMatchObject({ status: 400, errors: { user_id: [expect.any(String)] } });
  expect(await roleThere(circle, ana)).toBe("admin");
  await ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "admin" } });
  expect((await ana.send(self, { method: "DELETE" })).status).toBe(204);
  expect((await ana.send(path)).status).toBe(404);
  expect(await roleThere(circle, ana)).toBe("not_found");
});

test("[ID7] two admins who demote each other at once leave one", async () => {
  const { ana, ben, path } = await trio();
  await ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "admin" } });
  const demote = (by: Visitor, whom: Visitor) => by.send(`${path}members/${whom.id}/`, { method: "PATCH", body: { role: "member" } });
  const statuses = (await Promise.all([demote(ana, ben), demote(ben, ana)])).map(({ status }) => status);
  expect(statuses).toContain(200);
  const members = await (await ana.send(`${path}members/`)).json<{ results: { role: string }[] }>();
  expect(members.results.filter(({ role }) => role === "admin")).toHaveLength(1);
});

test("[ID8] anybody may leave; an admin removes anybody; both are out of the circle at once", async () => {
  const { ana, mo, ben, circle, path } = await trio();
  expect((await ben.send(`${path}members/${ben.id}/`, { method: "DELETE" })).status).toBe(204);
  expect((await ana.send(`${path}members/${mo.id}/`, { method: "DELETE" })).status).toBe(204);
  expect([await roleThere(circle, ben), await roleThere(circle, mo)]).toEqual(["not_found", "not_found"]);
  expect((await ana.send(`${path}members/${mo.id}/`, { method: "DELETE" })).status).toBe(404);
});

test("[ID8] a removal the circle did not hear of is 503, and mended by repeating", async () => {
  const { ana, ben, circle, path } = await trio();
  const itself = `${path}members/${ben.id}/`;
  expect((await ana.send(itself, { method: "DELETE", env: { Circle: noCircles } })).status).toBe(503);
  expect(await roleThere(circle, ben)).toBe("member");
  expect((await ana.send(itself, { method: "DELETE" })).status).toBe(404);
  expect(await roleThere(circle, ben)).toBe("not_found");
});

test("[ID8] leaving can be repeated likewise", async () => {
  const { ben, circle, path } = await trio();
  const itself = `${path}members/${ben.id}/`;
  expect((await ben.send(itself, { method: "DELETE", env: { Circle: noCircles } })).status).toBe(503);
  expect((await ben.send(itself, { method: "DELETE" })).status).toBe(404);
  expect(await roleThere(circle, ben)).toBe("not_found");
});

test("[ID6] a circle whose object does not answer is not made", async () => {
  const ana = await newVisitor("Ana");
  expect((await ana.send("/api/circles/", { body: { name: "North" }, env: { Circle: noCircles } })).status).toBe(503);
  expect(await told(ana.send("/api/circles/"))).toEqual({ status: 200, body: { count: 0, next: null, previous: null, results: [] } });
});

test("[ID10] an invitation waits for its address, and makes a member when accepted", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const made = await told(ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ` ${ben.email.toUpperCase()} `, role: "moderator" } }));
  const row = {
    id: expect.any(String), email: ben.email, role: "moderator", status: "pending", circle_id: circle, circle_name: "North",
    inviter_name: "Ana", created_at: expect.any(String), expires_at: expect.any(String),
  };
  expect(made).toEqual({ status: 201, body: row });
  const list = { status: 200, body: { count: 1, next: null, previous: null, results: [made.body] } };
  expect(await told(ben.send("/api/invitations/"))).toEqual(list);
  expect(await told(ana.send(`/api/circles/${circle}/invitations/`))).toEqual(list);
  const { id } = made.body as { id: string };
  const accepted = await told(ben.send(`/api/invitations/${id}/accept/`, { method: "POST" }));
  expect(accepted).toEqual({ status: 200, body: { id: circle, name: "North", role: "moderator", contact_count: 0, member_count: 2, last_activity_at: null, created_at: expect.any(String) } });
  expect(await roleThere(circle, ben)).toBe("moderator");
  expect((await told(ben.send("/api/invitations/"))).body).toMatchObject({ count: 0 });
});

test("[ID10] nobody else can accept; a cancelled, declined or old invitation is not found", async () => {
  const [ana, ben, eve] = await Promise.all([newVisitor("Ana"), newVisitor("Ben"), newVisitor("Eve")]);
  const circle = await newCircle(ana, "North");
  const invite = async () => (await (await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })).json<{ id: string }>()).id;
  const accept = (id: string, by = ben) => by.send(`/api/invitations/${id}/accept/`, { method: "POST" });
  const first = await invite();
  expect((await accept(first, eve)).status).toBe(404);
  expect((await eve.send(`/api/invitations/${first}/`, { method: "DELETE" })).status).toBe(404);
  expect((await ana.send(`/api/invitations/${first}/`, { method: "DELETE" })).status).toBe(204);
  expect((await accept(first)).status).toBe(404);
  const second = await invite();
  expect((await ben.send(`/api/invitations/${second}/`, { method: "DELETE" })).status).toBe(204);
  expect((await accept(second)).status).toBe(404);
  const third = await invite();
  await env.DB.prepare("update invitation set expires_at = 1 where id = ?").bind(third).run();
  expect((await accept(third)).status).toBe(404);
});

test("[ID10] inviting again renews the invitation; inviting a member is refused", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const invite = async (role: string) => told(ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email, role } }));
  const first = await invite("member");
  const second = await invite("admin");
  expect([second.status, (second.body as { id: string }).id, (second.body as { role: string }).role]).toEqual([201, (first.body as { id: string }).id, "admin"]);
  await ben.send(`/api/invitations/${(first.body as { id: string }).id}/accept/`, { method: "POST" });
  expect(await invite("member")).toEqual(problem("invalid", { errors: { email: ["This person is already in the circle."] } }));
});

test("[ID10] accepting can be repeated when the circle did not hear of it", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const { id } = await (await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })).json<{ id: string }>();
  expect((await ben.send(`/api/invitations/${id}/accept/`, { method: "POST", env: { Circle: noCircles } })).status).toBe(503);
  expect((await ben.send(`/api/invitations/${id}/accept/`, { method: "POST" })).status).toBe(200);
  expect(await roleThere(circle, ben)).toBe("member");
});

test("[ID13] with verification on, an unverified address cannot accept", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const { id } = await (await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })).json<{ id: string }>();
  const accept = () => ben.send(`/api/invitations/${id}/accept/`, { method: "POST", env: { EMAIL_VERIFICATION: "on" } });
  expect((await accept()).status).toBe(403);
  await env.DB.prepare("update user set email_verified = 1 where id = ?").bind(ben.id).run();
  expect((await accept()).status).toBe(200);
});

test("[ID11] [D15] deleting needs the exact name typed, and takes everything along", async () => {
  const { ana, ben, circle, path } = await trio();
  expect((await told(ana.send(path, { method: "DELETE", body: { name: "north" } }))).body).toMatchObject({ status: 400, errors: { name: ["Type the circle's exact name."] } });
  expect((await ana.send(path, { method: "DELETE" })).status).toBe(415);
  await ana.send(`${path}invitations/`, { body: { email: "x@example.test" } });
  expect((await ana.send(path, { method: "DELETE", body: { name: "North" } })).status).toBe(204);
  expect((await ana.send(path)).status).toBe(404);
  expect((await ben.send(`/api/crm/contacts/?circle_id=${circle}`)).status).toBe(404);
  const left = await env.DB.prepare("select (select count(*) from member where organization_id = ?1) + (select count(*) from invitation where organization_id = ?1) as n").bind(circle).first<{ n: number }>();
  expect(left).toEqual({ n: 0 });
});

test("[ID11] a circle that cannot be reached is not deleted", async () => {
  const { ana, path } = await trio();
  expect((await ana.send(path, { method: "DELETE", body: { name: "North" }, env: { Circle: noCircles } })).status).toBe(503);
  expect((await ana.send(path)).status).toBe(200);
});

test("[ID6] renaming is seen by everybody", async () => {
  const { ana, ben, path } = await trio();
  expect((await told(ana.send(path, { method: "PATCH", body: { name: "South" } }))).body).toMatchObject({ name: "South" });
  expect((await told(ben.send(path))).body).toMatchObject({ name: "South", role: "member" });
});

test("[ID12] the same idempotency key gives the same answer once, and refuses another body", async () => {
  const ana = await newVisitor("Ana");
  const make = (name: string, key: string) => ana.send("/api/circles/", { body: { name }, headers: { "idempotency-key": key } });
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
  const make = (key: string, changed = {}) => ana.send("/api/circles/", { body: { name: "North" }, headers: { "idempotency-key": key }, env: changed });
  const statuses = (await Promise.all([make("k1"), make("k1")])).map(({ status }) => status);
  expect(statuses).toContain(201);
  expect((await told(ana.send("/api/circles/"))).body).toMatchObject({ count: 1 });
  expect((await make("k2", { Circle: noCircles })).status).toBe(503);
  expect((await make("k2")).status).toBe(201);
});
