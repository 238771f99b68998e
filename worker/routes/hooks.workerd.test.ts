/** Outgoing webhooks over REST: rights, what is refused, secrets that are shown once. */
import { expect, test } from "vitest";
import { problem, trio } from "../../tests/workerd/circle.ts";
import { newVisitor, told } from "../../tests/workerd/visitor.ts";

const draft = (circle: string, fields: Record<string, unknown> = {}) => ({
  body: { circle_id: circle, name: "CRM mirror", url: "https://hooks.example.com/rondo", ...fields },
});

test("[WO8] admins manage endpoints, members may not, strangers see nothing", async () => {
  const { ana, ben, circle } = await trio();
  const made = await ana.send("/api/webhooks/out/", draft(circle, { events: ["contact.*"] }));
  expect(made.status).toBe(201);
  const { secret, ...endpoint } = await made.json<{ id: string; secret: string }>();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  expect(await told(ana.send(`/api/webhooks/out/${endpoint.id}/`))).toEqual({ status: 200, body: endpoint });
  const list = await told(ana.send(`/api/webhooks/out/?circle_id=${circle}`));
  expect(list.body).toEqual({ count: 1, next: null, previous: null, results: [endpoint] });
  expect((await told(ben.send(`/api/webhooks/out/?circle_id=${circle}`))).status).toBe(403);
  for (const path of ["", "messages/"])
    expect((await told(ben.send(`/api/webhooks/out/${endpoint.id}/${path}`))).status).toBe(403);
  expect((await told(ben.send("/api/webhooks/out/", draft(circle)))).status).toBe(403);
  const eve = await newVisitor("Eve");
  expect(await told(eve.send(`/api/webhooks/out/${endpoint.id}/`))).toEqual(problem("not_found"));
  expect((await eve.send(`/api/webhooks/out/${endpoint.id}/`, { method: "DELETE" })).status).toBe(404);
  expect((await ana.send(`/api/webhooks/out/${endpoint.id}/`, { method: "DELETE" })).status).toBe(204);
  expect(await told(ana.send(`/api/webhooks/out/${endpoint.id}/`))).toEqual(problem("not_found"));
});

test("[WO4] a rotation shows another secret, and says until when the old one signs along", async () => {
  const { ana, circle } = await trio();
  const first = await (await ana.send("/api/webhooks/out/", draft(circle))).json<{ id: string; secret: string }>();
  const second = await (
    await ana.send(`/api/webhooks/out/${first.id}/rotate/`, { method: "POST" })
  ).json<{ secret: string; old_secret_until: string }>();
  expect(second.secret).not.toBe(first.secret);
  expect(Date.parse(second.old_secret_until)).toBeGreaterThan(Date.now());
});

test("[WO3] private addresses and bad fields are refused by field, at creation and at change", async () => {
  const { ana, circle } = await trio();
  expect(await told(ana.send("/api/webhooks/out/", draft(circle, { url: "https://10.0.0.1/" })))).toEqual(
    problem("invalid", { errors: { url: ["Must be a public address."] } }),
  );
  const bad = await told(
    ana.send("/api/webhooks/out/", draft(circle, { name: "", events: ["nothing"], gather_seconds: -1 })),
  );
  expect(bad.status).toBe(400);
  expect(Object.keys((bad.body as { errors: object }).errors).toSorted()).toEqual([
    "events.0",
    "gather_seconds",
    "name",
  ]);
  const { id } = await (await ana.send("/api/webhooks/out/", draft(circle))).json<{ id: string }>();
  const change = { method: "PATCH", body: { url: "http://example.com/" } };
  expect(await told(ana.send(`/api/webhooks/out/${id}/`, change))).toEqual(
    problem("invalid", { errors: { url: ["Must begin with https://."] } }),
  );
});

test("[WO1] [WO7] what happens while an endpoint is paused waits for it, with who did it and what was before", async () => {
  const { ana, circle } = await trio();
  const { id } = await (await ana.send("/api/webhooks/out/", draft(circle))).json<{ id: string }>();
  await ana.send(`/api/webhooks/out/${id}/`, { method: "PATCH", body: { paused: true } });
  const made = await ana.send("/api/crm/contacts/", {
    body: { circle_id: circle, name: "Zoë", email: "zoe@example.org" },
  });
  const contact = await made.json<{ id: string }>();
  await ana.send(`/api/crm/contacts/${contact.id}/`, { method: "PATCH", body: { funnel_stage: "contacted" } });
  await ana.send(`/api/crm/contacts/${contact.id}/`, { method: "PATCH", body: { name: "Zoe" } });
  const { results } = await (
    await ana.send(`/api/webhooks/out/${id}/messages/?state=waiting`)
  ).json<{ results: { type: string; record_id: string; body: { data: Record<string, unknown> } }[] }>();
  expect(
    results.map(({ type, record_id, body: { data } }) => [type, record_id, data["previous"], data["actor"]]),
  ).toEqual([
    ["contact.changed", contact.id, { name: "Zoë" }, ana.id],
    ["contact.moved", contact.id, { funnel_stage: "needs_outreach" }, ana.id],
    ["contact.created", contact.id, undefined, ana.id],
  ]);
  expect(results[0]?.body.data["object"]).toMatchObject({ name: "Zoe", funnel_stage: "contacted", circle_id: circle });
});
