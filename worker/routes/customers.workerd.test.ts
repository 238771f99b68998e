/** Customers: created, shown, changed, deleted, restored, in both of their forms. */
import { expect, test } from "vitest";
import { makeId } from "../../domain/id.ts";
import {
  createCustomer,
  customerPath,
  type CustomerRow,
  namesOf,
  type Page,
  readCustomer,
} from "../../tests/workerd/customers.ts";
import { newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { join, newCircle, newVisitor, told } from "../../tests/workerd/visitor.ts";

const acme = {
  name: "Acme Corp",
  industry: "technology",
  segment: "enterprise",
  region: "EMEA",
  arr: 45000,
  seats: 120,
  renewal_date: "2027-01-31",
};

test("[A5] [D1] [D3] [C9] [C34] a customer is created with all its fields, amounts as text, the segment as it is written", async () => {
  const house = await newHouse();
  const response = await house.moderator.send(customerPath, { body: { ...acme, circle_id: house.circle } });
  expect(response.status).toBe(201);
  const row = await response.json<CustomerRow>();
  expect(row).toEqual({
    id: expect.any(String),
    number: 1,
    circle_id: house.circle,
    ...acme,
    segment: "Enterprise",
    arr: "45000.00",
    owner: null,
    health_score: null,
    health_value: null,
    health_bucket: "unknown",
    health_source: "none",
    computed_value: null,
    computed_bucket: "unknown",
    override: null,
    sentiment: null,
    sentiment_why: null,
    last_meeting_at: null,
    open_feedback: 0,
    last_updated: row.created_at,
    created_at: row.created_at,
    created_by: house.moderator.id,
    updated_by: house.moderator.id,
  });
  expect(response.headers.get("location")).toBe(`http://rondo.test${customerPath}${row.id}/`);
});

test("[C1] [C2] [C10] both interfaces show the same row: text and bucket here, numbers there", async () => {
  const house = await newHouse();
  const row = await createCustomer(house, { ...acme, arr: "45000.50", health_score: 12.5 });
  expect(row).toMatchObject({
    arr: "45000.50",
    health_score: "critical",
    health_value: 12.5,
    health_bucket: "critical",
  });
  for (const path of ["/accounts", "/accounts/", "/api/accounts", "/api/accounts/"]) {
    const { results } = await (await house.member.send(path)).json<Page<Record<string, unknown>>>();
    expect(results).toMatchObject([
      { id: row.id, arr: 45000.5, health_score: 12.5, health_value: 12.5, health_bucket: "critical", usage: null },
    ]);
  }
});

test("[C5] an account answers to its id and to its number, and numbers are never used again", async () => {
  const house = await newHouse();
  const first = await createCustomer(house);
  const second = await createCustomer(house);
  expect([first.number, second.number]).toEqual([1, 2]);
  await house.admin.send(`${customerPath}2/`, { method: "DELETE" });
  expect((await createCustomer(house)).number).toBe(3);
  for (const path of ["/accounts/1", "/api/accounts/1/", `/accounts/${first.id}`, `${customerPath}1/`])
    expect((await (await house.member.send(path)).json<CustomerRow>()).id).toBe(first.id);
  expect((await house.member.send("/accounts/99")).status).toBe(404);
  expect((await house.member.send("/accounts/feedbackish")).status).toBe(404);
});

test("[A5] bad fields are named, each with its sentence, and nothing is written", async () => {
  const house = await newHouse();
  const post = (body: object) =>
    wrongFields(house.admin.send(customerPath, { body: { circle_id: house.circle, ...body } }));
  expect(await post({})).toEqual({ status: 400, fields: ["name"] });
  expect(
    await post({
      name: " ",
      industry: "farming",
      segment: "Huge",
      arr: "12.345",
      seats: 0,
      renewal_date: "31/12/2026",
      health_score: "fine",
      region: 7,
    }),
  ).toEqual({
    status: 400,
    fields: ["arr", "health_score", "industry", "name", "region", "renewal_date", "seats", "segment"],
  });
  expect(await post({ name: "x".repeat(256) })).toEqual({ status: 400, fields: ["name"] });
  expect(await post({ name: "A", arr: -1 })).toEqual({ status: 400, fields: ["arr"] });
  expect(await post({ name: "A", arr: "1e15" })).toEqual({ status: 400, fields: ["arr"] });
  expect(await post({ name: "A", arr: true })).toEqual({ status: 400, fields: ["arr"] });
  expect(await post({ name: 12 })).toEqual({ status: 400, fields: ["name"] });
  expect(await post({ name: "A", owner: house.stranger.id })).toEqual({ status: 400, fields: ["owner"] });
  expect(await post({ name: "A", id: "17" })).toEqual({ status: 400, fields: ["id"] });
  expect(await post({ name: "A", id: makeId(7, Date.now(), Math.random) })).toEqual({ status: 400, fields: ["id"] });
  expect(await namesOf(house.admin.send(customerPath))).toEqual([]);
});

test("[A5] a name is unique in its circle, whatever its case; an id is used once, also by what is deleted", async () => {
  const house = await newHouse();
  const id = ownId(house);
  const row = await createCustomer(house, { name: "Ärzte AG", id });
  expect(row.id).toBe(id);
  const again = await told(house.admin.send(customerPath, { body: { name: "ÄRZTE ag", circle_id: house.circle } }));
  expect(again).toMatchObject({ status: 400, body: { existing_id: id, errors: { name: [expect.any(String)] } } });
  await house.admin.send(`${customerPath}${id}/`, { method: "DELETE" });
  expect((await createCustomer(house, { name: "ärzte AG" })).number).toBe(2);
  const taken = await told(house.admin.send(customerPath, { body: { name: "Other", circle_id: house.circle, id } }));
  expect(taken).toMatchObject({ status: 409, body: { code: "id_taken", existing_id: id } });
});

test("[C21] without circle_id reads are about all circles; writes want the only one, the default, or a name", async () => {
  const house = await newHouse();
  expect((await house.admin.send(customerPath, { body: { name: "One" } })).status).toBe(201);
  const other = await newCircle(house.admin, "Other");
  expect(await wrongFields(house.admin.send(customerPath, { body: { name: "Two" } }))).toEqual({
    status: 400,
    fields: ["circle_id"],
  });
  expect((await house.admin.send(`${customerPath}?circle_id=${other}`, { body: { name: "Two" } })).status).toBe(201);
  expect(await namesOf(house.admin.send(customerPath))).toEqual(["One", "Two"]);
  expect(await namesOf(house.admin.send(`${customerPath}?circle_id=${other}`))).toEqual(["Two"]);
  expect(await wrongFields(house.admin.send("/accounts/1"))).toEqual({ status: 400, fields: ["circle_id"] });
  expect((await house.admin.send(`/accounts/1?circle_id=${other}`)).status).toBe(200);
  await house.admin.send("/api/me/", { method: "PATCH", body: { default_circle_id: other } });
  expect((await house.admin.send(customerPath, { body: { name: "Three" } })).status).toBe(201);
  expect(await namesOf(house.admin.send(`${customerPath}?circle_id=${other}&ordering=name`))).toEqual(["Three", "Two"]);
  expect(await told(house.admin.send("/accounts/1"))).toMatchObject({ body: { name: "Two" } });
});

test("[A7] [C16] PUT needs the name and leaves the rest, PATCH names what changes; what is so already stays untouched", async () => {
  const house = await newHouse();
  const row = await createCustomer(house, acme);
  const path = `${customerPath}${row.id}/`;
  expect(await wrongFields(house.member.send(path, { method: "PUT", body: { arr: 1 } }))).toEqual({
    status: 400,
    fields: ["name"],
  });
  const put = await told(house.member.send(path, { method: "PUT", body: { name: "Acme", region: null, id: "x" } }));
  expect(put).toMatchObject({ status: 200, body: { name: "Acme", region: null, arr: "45000.00", id: row.id } });
  const patched = await told(
    house.member.send(path, { method: "PATCH", body: { industry: "retail", segment: "smb" } }),
  );
  expect(patched).toMatchObject({
    status: 200,
    body: { industry: "retail", segment: "SMB", name: "Acme", updated_by: house.member.id },
  });
  const { last_updated } = await readCustomer(house, row.id);
  await house.admin.send(path, { method: "PATCH", body: { industry: "retail" } });
  expect(await readCustomer(house, row.id)).toMatchObject({ last_updated, updated_by: house.member.id });
  expect(
    await wrongFields(house.member.send(path, { method: "PATCH", body: { industry: "farming", seats: 1.5 } })),
  ).toEqual({
    status: 400,
    fields: ["industry", "seats"],
  });
});

test("[A7] two changes of different fields at once both stay", async () => {
  const house = await newHouse();
  const row = await createCustomer(house);
  const patch = (body: object) => house.member.send(`${customerPath}${row.id}/`, { method: "PATCH", body });
  const answers = await Promise.all([
    patch({ region: "EMEA" }),
    patch({ seats: 12 }),
    patch({ industry: "finance" }),
    patch({ arr: 5 }),
    patch({ renewal_date: "2030-01-01" }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await readCustomer(house, row.id)).toMatchObject({
    region: "EMEA",
    seats: 12,
    industry: "finance",
    arr: "5.00",
    renewal_date: "2030-01-01",
  });
});

test("[A7] [C35] a deleted customer is gone, and back when a moderator restores it, unless its name is taken", async () => {
  const house = await newHouse();
  const row = await createCustomer(house, acme);
  const path = `${customerPath}${row.id}/`;
  expect((await house.member.send(path, { method: "DELETE" })).status).toBe(403);
  expect((await house.moderator.send(path, { method: "DELETE" })).status).toBe(204);
  for (const method of ["GET", "DELETE"]) expect((await house.admin.send(path, { method })).status).toBe(404);
  expect((await house.admin.send(path, { method: "PATCH", body: { arr: 1 } })).status).toBe(404);
  expect(await namesOf(house.admin.send(customerPath))).toEqual([]);
  expect((await house.member.send(`${path}restore/`, { method: "POST" })).status).toBe(403);
  const back = await told(house.moderator.send(`${path}restore/`, { method: "POST" }));
  expect(back).toMatchObject({ status: 200, body: { id: row.id, name: "Acme Corp", arr: "45000.00" } });
  await house.admin.send(path, { method: "DELETE" });
  const heir = await createCustomer(house, { name: "ACME corp" });
  expect(await told(house.admin.send(`${path}restore/`, { method: "POST" }))).toMatchObject({
    status: 409,
    body: { code: "name_taken", existing_id: heir.id },
  });
});

test("[A5] members read and edit, moderators create; strangers find nothing, whoever is signed out is told so", async () => {
  const house = await newHouse();
  const row = await createCustomer(house);
  const path = `${customerPath}${row.id}/`;
  expect((await house.member.send(customerPath, { body: { name: "X", circle_id: house.circle } })).status).toBe(403);
  expect((await house.member.send(path)).status).toBe(200);
  const foreign = await told(house.stranger.send(path));
  const missing = await told(house.stranger.send(`${customerPath}${ownId(house)}/`));
  expect(foreign).toEqual(missing);
  expect(foreign.status).toBe(404);
  for (const call of [
    { method: "PATCH", body: { arr: 1 } },
    { method: "DELETE" },
    { method: "PUT", body: { name: "Mine" } },
  ])
    expect((await house.stranger.send(path, call)).status).toBe(404);
  expect((await house.stranger.send(`${customerPath}?circle_id=${house.circle}`)).status).toBe(404);
  expect(await namesOf(house.stranger.send(customerPath))).toEqual([]);
  expect((await house.stranger.send(customerPath, { body: { name: "X", circle_id: house.circle } })).status).toBe(404);
  const { send } = await import("../../tests/workerd/visitor.ts");
  for (const path401 of [customerPath, "/accounts", `/accounts/${row.id}`])
    expect((await send(path401)).status).toBe(401);
});

test("[A5] [ID12] a repeated key gives the first answer once more; another body with it is refused", async () => {
  const house = await newHouse();
  const call = { body: { name: "Once", circle_id: house.circle }, headers: { "idempotency-key": "k1" } };
  const [first, second] = [
    await told(house.admin.send(customerPath, call)),
    await told(house.admin.send(customerPath, call)),
  ];
  expect(second).toEqual(first);
  expect(await namesOf(house.admin.send(customerPath))).toEqual(["Once"]);
  expect((await house.admin.send(customerPath, { ...call, body: { name: "Twice" } })).status).toBe(409);
});

test("[C12] [C10] a word on the health counts beside the computed score, with reason and end, until null takes it away", async () => {
  const house = await newHouse();
  const row = await createCustomer(house);
  const path = `${customerPath}${row.id}/`;
  const patch = (body: object) => told(house.member.send(path, { method: "PATCH", body }));
  expect(
    await patch({ health_score: "critical", health_reason: "champion left", health_until: "2999-01-01" }),
  ).toMatchObject({
    status: 200,
    body: {
      health_score: "critical",
      health_value: null,
      health_bucket: "critical",
      health_source: "override",
      computed_value: null,
      override: {
        bucket: "critical",
        value: null,
        reason: "champion left",
        by: house.member.id,
        until: "2999-01-01T00:00:00.000Z",
      },
    },
  });
  const { health_history } = await (
    await house.member.send(`/accounts/${row.id}`)
  ).json<{ health_history: { bucket: string; source: string; by: string }[] }>();
  expect(health_history[0]).toMatchObject({ bucket: "critical", source: "override", by: house.member.id });
  expect(await patch({ health_score: 88 })).toMatchObject({ body: { health_score: "healthy", health_value: 88 } });
  expect(await patch({ health_score: null })).toMatchObject({
    body: { health_score: null, health_source: "none", override: null },
  });
  expect(await wrongFields(house.member.send(path, { method: "PATCH", body: { health_score: 101 } }))).toEqual({
    status: 400,
    fields: ["health_score"],
  });
  expect(
    await wrongFields(
      house.member.send(path, { method: "PATCH", body: { health_score: "healthy", health_until: "2020-01-01" } }),
    ),
  ).toEqual({ status: 400, fields: ["health_until"] });
});

test("[A7] an owner is a member of the circle, or nobody", async () => {
  const house = await newHouse();
  const row = await createCustomer(house, { owner: house.member.id });
  expect(row.owner).toBe(house.member.id);
  const guest = await newVisitor("Guest");
  const path = `${customerPath}${row.id}/`;
  expect((await house.admin.send(path, { method: "PATCH", body: { owner: guest.id } })).status).toBe(400);
  await join(house.admin, house.circle, guest, "member");
  expect(await told(house.admin.send(path, { method: "PATCH", body: { owner: guest.id } }))).toMatchObject({
    body: { owner: guest.id },
  });
});
