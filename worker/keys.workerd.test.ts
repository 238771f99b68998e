/** API keys: what they may do, where, and for how long. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { bearing, newCircle, newVisitor, origin, send, told, type Visitor } from "../tests/workerd/visitor.ts";

const makeKey = async (person: Visitor, body: object) => {
  const response = await person.send("/api/keys/", { body: { name: "Sync", scope: "write", ...body } });
  const made = await response.json<{ id: string; key: string; start: string; [more: string]: unknown }>();
  return { status: response.status, made, send: bearing(made.key) };
};

test("[ID4] a key is shown once, and kept as a hash", async () => {
  const ana = await newVisitor("Ana");
  const { status, made } = await makeKey(ana, { expires_in_days: 30 });
  const { key, ...row } = made;
  expect({ status, key, row }).toEqual({
    status: 201,
    key: expect.stringMatching(/^rondo_[A-Za-z]{64}$/),
    row: {
      id: expect.any(String),
      name: "Sync",
      start: key.slice(0, 12),
      scope: "write",
      circle_ids: null,
      created_at: expect.any(String),
      expires_at: expect.any(String),
      last_used_at: null,
    },
  });
  expect(await told(ana.send("/api/keys/"))).toEqual({
    status: 200,
    body: { count: 1, next: null, previous: null, results: [row] },
  });
  const kept = await env.DB.prepare("select * from apikey where id = ?").bind(made.id).first();
  expect(JSON.stringify(kept)).not.toContain(key);
});

test("[ID4] a write key for all circles works as its owner", async () => {
  const ana = await newVisitor("Ana");
  const { send: asKey } = await makeKey(ana, {});
  const circle = await (await asKey("/api/circles/", { body: { name: "North" } })).json<{ id: string }>();
  expect((await told(ana.send(`/api/circles/${circle.id}/`))).body).toMatchObject({ role: "admin" });
  expect((await told(ana.send("/api/keys/"))).body).toMatchObject({
    results: [{ last_used_at: expect.any(String) }],
  });
});

test("[ID4] a key for some circles finds no others, not even its owner's", async () => {
  const ana = await newVisitor("Ana");
  const [north, south] = [await newCircle(ana, "North"), await newCircle(ana, "South")];
  const { send: asKey } = await makeKey(ana, { circle_ids: [north.toUpperCase()] });
  expect((await asKey(`/api/circles/${north}/`)).status).toBe(200);
  expect((await asKey(`/api/circles/${south}/`)).status).toBe(404);
  expect((await asKey(`/api/crm/contacts/?circle_id=${north}`)).status).toBe(200);
  expect((await asKey(`/api/crm/contacts/?circle_id=${south}`)).status).toBe(404);
  expect((await told(asKey("/api/circles/"))).body).toMatchObject({ count: 1, results: [{ id: north }] });
  expect((await told(asKey("/api/me/"))).body).toMatchObject({ circles: [{ id: north }] });
  expect((await asKey("/api/circles/", { body: { name: "East" } })).status).toBe(403);
  expect((await ana.send(`/api/circles/${south}/`, { method: "DELETE", body: { name: "South" } })).status).toBe(204);
});

test("[ID4] a key whose only circle is gone finds nothing", async () => {
  const ana = await newVisitor("Ana");
  const [north, south] = [await newCircle(ana, "North"), await newCircle(ana, "South")];
  const { send: asKey } = await makeKey(ana, { circle_ids: [north] });
  await ana.send(`/api/circles/${north}/`, { method: "DELETE", body: { name: "North" } });
  expect((await told(asKey("/api/circles/"))).body).toMatchObject({ count: 0 });
  expect((await asKey(`/api/circles/${south}/`)).status).toBe(404);
});

test("[ID4] a read key reads and writes nothing", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const { send: asKey } = await makeKey(ana, { scope: "read" });
  const path = `/api/circles/${circle}/`;
  expect((await asKey(path)).status).toBe(200);
  const contact = { circle_id: circle, name: "Kim", email: "kim@example.test" };
  const statuses = [
    asKey("/api/circles/", { body: { name: "East" } }),
    asKey(path, { method: "PATCH", body: { name: "Ours" } }),
    asKey(path, { method: "DELETE", body: { name: "North" } }),
    asKey(`${path}invitations/`, { body: { email: "x@example.test" } }),
    asKey(`${path}members/${ana.id}/`, { method: "DELETE" }),
    asKey("/api/crm/contacts/", { body: contact }),
    asKey("/api/invitations/x/accept/", { method: "POST" }),
    asKey("/api/invitations/x/", { method: "DELETE" }),
  ];
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual(statuses.map(() => 403));
});

test("[ID4] keys cannot make, list or delete keys, and are no sessions for /api/auth", async () => {
  const ana = await newVisitor("Ana");
  const { made, send: asKey } = await makeKey(ana, {});
  expect((await asKey("/api/keys/")).status).toBe(403);
  expect((await asKey("/api/keys/", { body: { name: "x", scope: "read" } })).status).toBe(403);
  expect((await asKey(`/api/keys/${made.id}/`, { method: "DELETE" })).status).toBe(403);
  expect((await asKey("/api/auth/update-user", { body: { name: "Eve" } })).status).toBe(401);
  expect((await send("/api/me/", { headers: { cookie: `rondo.session_token=${made.key}`, origin } })).status).toBe(401);
});

test("[ID9] a deleted key is refused at once; others' keys are not found", async () => {
  const [ana, eve] = await Promise.all([newVisitor("Ana"), newVisitor("Eve")]);
  const circle = await newCircle(ana, "North");
  const { made, send: asKey } = await makeKey(ana, {});
  expect((await asKey(`/api/crm/contacts/?circle_id=${circle}`)).status).toBe(200);
  expect((await eve.send(`/api/keys/${made.id}/`, { method: "DELETE" })).status).toBe(404);
  expect((await ana.send(`/api/keys/${made.id}/`, { method: "DELETE" })).status).toBe(204);
  expect((await asKey(`/api/crm/contacts/?circle_id=${circle}`)).status).toBe(401);
  expect((await ana.send(`/api/keys/${made.id}/`, { method: "DELETE" })).status).toBe(404);
});

test("[ID4] an expired key is refused", async () => {
  const ana = await newVisitor("Ana");
  const { made, send: asKey } = await makeKey(ana, { expires_in_days: 1 });
  await env.DB.prepare("update apikey set expires_at = 1 where id = ?").bind(made.id).run();
  expect((await asKey("/api/me/")).status).toBe(401);
});

test.each([
  [{ name: "", scope: "read" }, { name: ["Must not be blank."] }],
  [{ name: "x", scope: "admin" }, { scope: ["Must be read or write."] }],
  [
    { name: "x", scope: "read", circle_ids: [] },
    { circle_ids: ["Name at least one circle, or leave it out for all."] },
  ],
  [
    { name: "x", scope: "read", circle_ids: ["01997c2e-0000-8000-8000-000000000000"] },
    { circle_ids: ["You are not in all of these circles."] },
  ],
  [{ name: "x", scope: "read", expires_in_days: 0 }, { expires_in_days: ["At least 1."] }],
])("[ID4] a key such as %j is refused", async (body, errors) => {
  const ana = await newVisitor("Ana");
  expect((await told(ana.send("/api/keys/", { body }))).body).toMatchObject({ status: 400, errors });
});
