/** Invitations: made, taken back, declined, accepted. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { noCircles, problem, roleThere } from "../tests/workerd/circle.ts";
import { newCircle, newVisitor, told } from "../tests/workerd/visitor.ts";

test("[ID10] an invitation waits for its address, and makes a member when accepted", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const made = await told(
    ana.send(`/api/circles/${circle}/invitations/`, {
      body: { email: ` ${ben.email.toUpperCase()} `, role: "moderator" },
    }),
  );
  const row = {
    id: expect.any(String),
    email: ben.email,
    role: "moderator",
    status: "pending",
    circle_id: circle,
    circle_name: "North",
    inviter_name: "Ana",
    created_at: expect.any(String),
    expires_at: expect.any(String),
  };
  expect(made).toEqual({ status: 201, body: row });
  const list = { status: 200, body: { count: 1, next: null, previous: null, results: [made.body] } };
  expect(await told(ben.send("/api/invitations/"))).toEqual(list);
  expect(await told(ana.send(`/api/circles/${circle}/invitations/`))).toEqual(list);
  const { id } = made.body as { id: string };
  const accepted = await told(ben.send(`/api/invitations/${id}/accept/`, { method: "POST" }));
  expect(accepted).toEqual({
    status: 200,
    body: {
      id: circle,
      name: "North",
      role: "moderator",
      contact_count: 0,
      member_count: 2,
      last_activity_at: null,
      created_at: expect.any(String),
      lock_targets: false,
      time_zone: "UTC",
    },
  });
  expect(await roleThere(circle, ben)).toBe("moderator");
  expect((await told(ben.send("/api/invitations/"))).body).toMatchObject({ count: 0 });
});

test("[ID10] nobody else can accept; a cancelled, declined or old invitation is not found", async () => {
  const [ana, ben, eve] = await Promise.all([newVisitor("Ana"), newVisitor("Ben"), newVisitor("Eve")]);
  const circle = await newCircle(ana, "North");
  const invite = async () =>
    (
      await (
        await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })
      ).json<{ id: string }>()
    ).id;
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
  const invite = async (role: string) =>
    told(ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email, role } }));
  const first = await invite("member");
  const second = await invite("admin");
  expect([second.status, (second.body as { id: string }).id, (second.body as { role: string }).role]).toEqual([
    201,
    (first.body as { id: string }).id,
    "admin",
  ]);
  await ben.send(`/api/invitations/${(first.body as { id: string }).id}/accept/`, { method: "POST" });
  expect(await invite("member")).toEqual(
    problem("invalid", { errors: { email: ["This person is already in the circle."] } }),
  );
});

test("[ID10] accepting can be repeated when the circle did not hear of it", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const { id } = await (
    await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })
  ).json<{ id: string }>();
  expect(
    (await ben.send(`/api/invitations/${id}/accept/`, { method: "POST", env: { Circle: noCircles } })).status,
  ).toBe(503);
  expect((await ben.send(`/api/invitations/${id}/accept/`, { method: "POST" })).status).toBe(200);
  expect(await roleThere(circle, ben)).toBe("member");
});

test("[ID13] with verification on, an unverified address cannot accept", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  const { id } = await (
    await ana.send(`/api/circles/${circle}/invitations/`, { body: { email: ben.email } })
  ).json<{ id: string }>();
  const accept = () =>
    ben.send(`/api/invitations/${id}/accept/`, { method: "POST", env: { EMAIL_VERIFICATION: "on" } });
  expect((await accept()).status).toBe(403);
  await env.DB.prepare("update user set email_verified = 1 where id = ?").bind(ben.id).run();
  expect((await accept()).status).toBe(200);
});
