/** Who may do what to whom in a circle, and how people leave it. */
import { expect, test } from "vitest";
import { noCircles, problem, roleThere, trio } from "../tests/workerd/circle.ts";
import { told, type Visitor } from "../tests/workerd/visitor.ts";

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

test("[ID7] a role changes in D1 and in the circle", async () => {
  const { ana, ben, circle, path } = await trio();
  const changed = await told(ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "moderator" } }));
  expect(changed).toEqual({
    status: 200,
    body: {
      user_id: ben.id,
      name: "Ben",
      email: ben.email,
      role: "moderator",
      joined_at: expect.any(String),
    },
  });
  expect(await roleThere(circle, ben)).toBe("moderator");
  expect(await told(ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "owner" } }))).toEqual(
    problem("invalid", { errors: { role: ["Must be member, moderator or admin."] } }),
  );
  expect((await ana.send(`${path}members/nobody/`, { method: "PATCH", body: { role: "member" } })).status).toBe(404);
});

test("[ID7] [ID8] the last admin can be neither demoted nor removed, and cannot leave", async () => {
  const { ana, ben, circle, path } = await trio();
  const self = `${path}members/${ana.id}/`;
  expect((await told(ana.send(self, { method: "PATCH", body: { role: "member" } }))).body).toMatchObject({
    status: 400,
    errors: { role: [expect.any(String)] },
  });
  expect((await told(ana.send(self, { method: "DELETE" }))).body).toMatchObject({
    status: 400,
    errors: { user_id: [expect.any(String)] },
  });
  expect(await roleThere(circle, ana)).toBe("admin");
  await ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "admin" } });
  expect((await ana.send(self, { method: "DELETE" })).status).toBe(204);
  expect((await ana.send(path)).status).toBe(404);
  expect(await roleThere(circle, ana)).toBe("not_found");
});

test("[ID7] two admins who demote each other at once leave one", async () => {
  const { ana, ben, path } = await trio();
  await ana.send(`${path}members/${ben.id}/`, { method: "PATCH", body: { role: "admin" } });
  const demote = (by: Visitor, whom: Visitor) =>
    by.send(`${path}members/${whom.id}/`, { method: "PATCH", body: { role: "member" } });
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
