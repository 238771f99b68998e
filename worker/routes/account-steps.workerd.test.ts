/** Changing many accounts as one step, and taking steps back. */
import { expect, test } from "vitest";
import { createCustomer, customerPath, putUsage, readCustomer } from "../../tests/workerd/customers.ts";
import { newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { newCircle, told, type Visitor } from "../../tests/workerd/visitor.ts";

const bulk = "/api/accounts/bulk/";
const undo = (person: Visitor, step: unknown, more: object = {}): Promise<Response> =>
  person.send("/api/accounts/undo/", { body: { step, ...more } });
const stepOf = (response: Response): string => response.headers.get("undo-step") ?? "";

test("[AA4] many accounts change alike as one step, which one undo takes back and another does again", async () => {
  const house = await newHouse();
  const three = await Promise.all([
    createCustomer(house, { region: "EMEA", arr: 1 }),
    createCustomer(house, { region: "APAC", arr: 2 }),
    createCustomer(house, { region: "AMER", arr: 3 }),
  ]);
  const ids = three.map(({ id }) => id);
  const regions = async () => Promise.all(ids.map(async (id) => (await readCustomer(house, id)).region));
  const done = await told(
    house.member.send(bulk, { body: { ids, change: { region: "AMER", owner: house.member.id } } }),
  );
  expect(done).toEqual({
    status: 200,
    body: { step: expect.any(String), changed: 3, unchanged: 0, ids: expect.arrayContaining(ids) },
  });
  expect(await regions()).toEqual(["AMER", "AMER", "AMER"]);
  const again = await told(house.member.send(bulk, { body: { ids, change: { region: "AMER" } } }));
  expect(again).toMatchObject({ body: { changed: 0, unchanged: 3, ids: [] } });
  const undone = await told(undo(house.member, (done.body as { step: string }).step));
  expect(undone).toEqual({ status: 200, body: { step: expect.any(String), undone: 3 } });
  expect(await regions()).toEqual(["EMEA", "APAC", "AMER"]);
  expect((await readCustomer(house, ids[0] ?? "")).owner).toBeNull();
  expect((await undo(house.member, (undone.body as { step: string }).step)).status).toBe(200);
  expect(await regions()).toEqual(["AMER", "AMER", "AMER"]);
  expect((await undo(house.member, (undone.body as { step: string }).step)).status).toBe(404);
});

test("[AA4] nothing is written when an account is missing or foreign, a field is wrong, or a name would be given twice", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { region: "EMEA" });
  const other = await createCustomer(house);
  const post = (body: object) => wrongFields(house.member.send(bulk, { body }));
  const change = { region: "APAC" };
  expect(await post({ ids: [id, ownId(house)], change })).toEqual({ status: 400, fields: ["ids"] });
  expect(await post({ ids: [], change })).toEqual({ status: 400, fields: ["ids"] });
  expect(await post({ ids: [id] })).toEqual({ status: 400, fields: ["change"] });
  expect(await post({ ids: [id], change: { industry: "farming", arr: "x" } })).toEqual({
    status: 400,
    fields: ["arr", "industry"],
  });
  expect(await post({ ids: [id, other.id], change: { name: "Both" } })).toEqual({ status: 400, fields: ["name"] });
  expect(await post({ ids: [id], change: { name: other.name } })).toEqual({ status: 400, fields: ["name"] });
  const far = await newCircle(house.stranger, "Far");
  const foreign = await (
    await house.stranger.send(customerPath, { body: { name: "Far", circle_id: far } })
  ).json<{ id: string }>();
  expect(await post({ ids: [id, foreign.id], change })).toEqual({ status: 400, fields: ["ids"] });
  expect((await house.stranger.send(bulk, { body: { ids: [id], change } })).status).toBe(404);
  expect((await readCustomer(house, id)).region).toBe("EMEA");
});

test("[AA5] undo refuses to write over somebody's later change, says who and what, and does it anyway when asked", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { region: "EMEA", seats: 5 });
  const patch = (person: Visitor, body: object) => person.send(`${customerPath}${id}/`, { method: "PATCH", body });
  const step = stepOf(await patch(house.member, { region: "APAC", seats: 6 }));
  await patch(house.moderator, { region: "AMER" });
  expect(await told(undo(house.member, step))).toMatchObject({
    status: 409,
    body: {
      code: "superseded",
      detail: "Mo changed region after this.",
      account_id: id,
      field: "region",
      value: "AMER",
      by: house.moderator.id,
      by_name: "Mo",
    },
  });
  expect(await readCustomer(house, id)).toMatchObject({ region: "AMER", seats: 6 });
  expect((await undo(house.member, step, { anyway: true })).status).toBe(200);
  expect(await readCustomer(house, id)).toMatchObject({ region: "EMEA", seats: 5 });
});

test("[AA5] a later change of another field is no reason to refuse, and stays", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { region: "EMEA" });
  const patch = (body: object) => house.member.send(`${customerPath}${id}/`, { method: "PATCH", body });
  const step = stepOf(await patch({ region: "APAC" }));
  await patch({ seats: 9 });
  expect((await undo(house.member, step)).status).toBe(200);
  expect(await readCustomer(house, id)).toMatchObject({ region: "EMEA", seats: 9 });
});

test("[AA5] members take back their own, moderators anybody's, strangers find nothing; nobody undoes into what they may not do", async () => {
  const house = await newHouse();
  const created = await house.moderator.send(customerPath, { body: { name: "Acme", circle_id: house.circle } });
  const { id } = await created.json<{ id: string }>();
  const patch = (person: Visitor, body: object) => person.send(`${customerPath}${id}/`, { method: "PATCH", body });
  const theirs = stepOf(await patch(house.admin, { seats: 4 }));
  expect((await undo(house.member, theirs)).status).toBe(403);
  expect((await undo(house.stranger, theirs)).status).toBe(404);
  expect((await undo(house.moderator, theirs)).status).toBe(200);
  expect((await undo(house.member, stepOf(created))).status).toBe(403);
  expect((await undo(house.moderator, crypto.randomUUID())).status).toBe(404);
  expect(await wrongFields(undo(house.member, "x"))).toEqual({ status: 400, fields: ["step"] });
  expect((await undo(house.moderator, stepOf(created), { anyway: true })).status).toBe(200);
  expect((await house.admin.send(`${customerPath}${id}/`)).status).toBe(404);
});

test("[AA5] deletions, words on health, feedback, meetings, metrics and days of usage go back too, with the score", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { segment: "Enterprise" });
  const own = `${customerPath}${id}/`;
  const gone = stepOf(await house.admin.send(own, { method: "DELETE" }));
  expect((await undo(house.admin, gone)).status).toBe(200);
  expect((await readCustomer(house, id)).id).toBe(id);

  const said = stepOf(await house.member.send(own, { method: "PATCH", body: { health_score: "critical" } }));
  expect((await readCustomer(house, id)).health_score).toBe("critical");
  expect((await undo(house.member, said)).status).toBe(200);
  expect((await readCustomer(house, id)).health_score).toBeNull();

  const feedback = await house.member.send(`${own}feedback/`, { body: { title: "Slow" } });
  const { id: record } = await feedback.json<{ id: string }>();
  const closed = await house.member.send(`${customerPath}feedback/${record}/`, {
    method: "PATCH",
    body: { status: "closed" },
  });
  expect((await readCustomer(house, id)).open_feedback).toBe(0);
  expect((await undo(house.member, stepOf(closed))).status).toBe(200);
  expect((await readCustomer(house, id)).open_feedback).toBe(1);
  const dropped = await house.moderator.send(`${customerPath}feedback/${record}/`, { method: "DELETE" });
  expect((await undo(house.moderator, stepOf(dropped))).status).toBe(200);
  expect((await house.member.send(`${customerPath}feedback/${record}/`)).status).toBe(200);
  expect((await undo(house.moderator, stepOf(feedback))).status).toBe(200);
  expect((await house.member.send(`${customerPath}feedback/${record}/`)).status).toBe(404);

  const meeting = await house.moderator.send(`${own}meetings/`, {
    body: { date: "2026-01-01", sentiment: "positive" },
  });
  expect((await readCustomer(house, id)).sentiment).toBe("positive");
  expect((await undo(house.moderator, stepOf(meeting))).status).toBe(200);
  expect((await readCustomer(house, id)).sentiment).toBeNull();

  const metrics = (body: object) => house.member.send(`${own}metrics/`, { method: "PATCH", body });
  await metrics({ nps: 5 });
  const worse = stepOf(await metrics({ nps: -5 }));
  expect((await undo(house.member, worse)).status).toBe(200);
  expect(await told(house.member.send(`${own}metrics/`))).toMatchObject({ body: { nps: 5 } });

  await putUsage(house, id, {});
  const more = stepOf(await putUsage(house, id, { support_tickets_open: 10 }));
  const next = stepOf(await putUsage(house, id, { date: "2024-01-02", daily_active_users: 0 }));
  expect((await undo(house.admin, next)).status).toBe(200);
  expect((await readCustomer(house, id)).health_value).toBe(67.75);
  expect((await undo(house.admin, more)).status).toBe(200);
  expect((await readCustomer(house, id)).health_value).toBe(83.75);
});
