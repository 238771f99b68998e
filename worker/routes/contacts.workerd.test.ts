/** The contract of `/api/crm/contacts/`: writing, reading, rights. Every answer is held against the API document as well. */
import { beforeAll, describe, expect, test, vi } from "vitest";
import { makeId } from "../../domain/id.ts";
import {
  create,
  type House,
  listOf,
  newHouse,
  ownId,
  path,
  read,
  type Row,
  wrongFields,
} from "../../tests/workerd/contacts.ts";
import { newCircle, send, told } from "../../tests/workerd/visitor.ts";

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe("creating", () => {
  test("[B2] all fields go in and come out, with defaults for the rest", async () => {
    const body = {
      name: " Ana Duarte ",
      email: "Ana@Example.test",
      phone: "+351 1",
      company: "Lusitânia",
      status: "customer",
      funnel_stage: "proposal_sent",
      notes: "First call.",
    };
    const response = await house.moderator.send(path, { body: { ...body, circle_id: house.circle } });
    const row = await response.json<Row>();
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe(`http://rondo.test${path}${row.id}/`);
    expect(row).toEqual({
      ...body,
      name: "Ana Duarte",
      id: expect.any(String),
      circle_id: house.circle,
      external_id: null,
      notes_history: [
        {
          id: expect.any(String),
          note: "First call.",
          created_at: time,
          created_by: house.moderator.id,
          edited_at: null,
        },
      ],
      last_contact: time,
      created_at: time,
      created_by: house.moderator.id,
      updated_at: time,
      updated_by: house.moderator.id,
    });
    expect(await read(house, row.id)).toEqual(row);
    const {
      id: _id,
      circle_id: _circle,
      last_contact: _last,
      created_at: _made,
      updated_at: _changed,
      ...least
    } = await create(house, { name: "B", email: "b@example.test" });
    expect(least).toEqual({
      name: "B",
      email: "b@example.test",
      phone: null,
      company: null,
      status: "lead",
      funnel_stage: "needs_outreach",
      notes: "",
      notes_history: [],
      external_id: null,
      created_by: house.admin.id,
      updated_by: house.admin.id,
    });
  });

  test("[C3] [B3] [B14] the path works without a slash at its end, with the same answer", async () => {
    const body = { name: "Slash", email: "slash@example.test", circle_id: house.circle };
    const response = await house.admin.send("/api/crm/contacts", { body });
    const row = await response.json<Row>();
    expect(response.status).toBe(201);
    expect(await told(house.admin.send(`/api/crm/contacts/${row.id}`))).toEqual({ status: 200, body: row });
  });

  test("[C5] one's own id is taken when it is new and of this circle", async () => {
    const id = ownId(house);
    expect((await create(house, { id: id.toUpperCase() })).id).toBe(id);
    const again = { name: "Again", email: "again@example.test", circle_id: house.circle, id };
    expect(await told(house.admin.send(path, { body: again }))).toMatchObject({
      status: 409,
      body: { code: "id_taken", existing_id: id },
    });
    const elsewhere = makeId(12_345, Date.now(), Math.random);
    for (const wrong of [elsewhere, "me", 7, null, crypto.randomUUID()])
      expect(await wrongFields(house.admin.send(path, { body: { ...again, id: wrong } }))).toEqual({
        status: 400,
        fields: ["id"],
      });
  });

  test("[D9] every wrong field is named, and nothing is half-written", async () => {
    const before = await told(house.admin.send(listOf(house)));
    const wrong = {
      name: " ",
      email: "nobody",
      phone: "x".repeat(21),
      company: 7,
      status: "boss",
      funnel_stage: "won",
      notes: null,
      circle_id: house.circle,
    };
    expect(await wrongFields(house.admin.send(path, { body: wrong }))).toEqual({
      status: 400,
      fields: ["company", "email", "funnel_stage", "name", "notes", "phone", "status"],
    });
    expect(await wrongFields(house.admin.send(path, { body: { ...wrong, circle_id: undefined } }))).toEqual({
      status: 400,
      fields: ["circle_id", "company", "email", "funnel_stage", "name", "notes", "phone", "status"],
    });
    expect(await wrongFields(house.admin.send(path, { body: { circle_id: house.circle } }))).toEqual({
      status: 400,
      fields: ["email", "name"],
    });
    expect(await told(house.admin.send(listOf(house)))).toEqual(before);
  });

  test("[D9] lengths count code points, and the longest is taken", async () => {
    const row = await create(house, { name: "😀".repeat(255), company: "é".repeat(255), phone: "9".repeat(20) });
    expect([...row.name].length).toBe(255);
    for (const fields of [{ name: "😀".repeat(256) }, { company: "é".repeat(256) }])
      expect(await wrongFields(house.admin.send(`${path}${row.id}/`, { method: "PATCH", body: fields }))).toEqual({
        status: 400,
        fields: Object.keys(fields),
      });
  });

  test("[C19] an address is unique in its circle whatever its case, and free in another", async () => {
    const first = await create(house, { email: "Twice@Example.test" });
    const body = { name: "Second", email: "twice@example.TEST", circle_id: house.circle };
    expect(await told(house.admin.send(path, { body }))).toMatchObject({
      status: 400,
      body: { code: "invalid", existing_id: first.id, errors: { email: [expect.any(String)] } },
    });
    const elsewhere = await newCircle(house.admin, "Elsewhere");
    expect((await house.admin.send(path, { body: { ...body, circle_id: elsewhere } })).status).toBe(201);
    await house.admin.send(`${path}${first.id}/`, { method: "DELETE" });
    expect((await house.admin.send(path, { body })).status).toBe(201);
  });

  test("[CT1] what is no JSON object is refused in words, and only JSON is understood", async () => {
    expect(await told(house.admin.send(path, { body: "{nope" }))).toMatchObject({
      status: 400,
      body: { code: "invalid", detail: expect.stringContaining("not JSON") },
    });
    for (const body of ["[]", "7", "null", '"text"'])
      expect(await wrongFields(house.admin.send(path, { body }))).toEqual({ status: 400, fields: ["body"] });
    expect(
      await told(
        house.admin.send(path, { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }),
      ),
    ).toMatchObject({ status: 415, body: { code: "wrong_type" } });
    const large = { name: "Large", email: "large@example.test", circle_id: house.circle, notes: "x".repeat(1_100_000) };
    expect((await house.admin.send(path, { body: large })).status).toBe(413);
  });
});

describe("changing", () => {
  test("[C16] PUT and PATCH merge: what is absent stays", async () => {
    for (const method of ["PUT", "PATCH"]) {
      const row = await create(house, { phone: "1", company: "Before" });
      const fields = { name: "After", email: row.email, status: "partner", funnel_stage: "blocked", notes: "Said." };
      const { status, body } = await told(house.member.send(`${path}${row.id}/`, { method, body: fields }));
      expect(status).toBe(200);
      expect(body).toMatchObject({ ...fields, phone: "1", company: "Before", updated_by: house.member.id });
      expect(await read(house, row.id)).toEqual(body);
    }
  });

  test("[CT2] `circle_id` and what the server keeps are ignored in an update", async () => {
    const row = await create(house);
    const elsewhere = await newCircle(house.admin, "Elsewhere");
    const body = {
      name: "Stays",
      circle_id: elsewhere,
      id: ownId(house),
      created_at: "1999-01-01T00:00:00.000Z",
      notes_history: [],
    };
    expect(await told(house.admin.send(`${path}${row.id}/`, { method: "PUT", body }))).toMatchObject({
      status: 200,
      body: { id: row.id, circle_id: house.circle, name: "Stays", created_at: row.created_at },
    });
  });

  test("[B4] [C26] every update sets `last_contact`, an empty one too", async () => {
    const row = await create(house);
    const { body } = await told(house.member.send(`${path}${row.id}/`, { method: "PUT", body: {} }));
    expect(Date.parse((body as Row).last_contact)).toBeGreaterThanOrEqual(Date.parse(row.last_contact));
    expect((body as Row).updated_by).toBe(house.member.id);
  });

  test("[C25] a changed note joins the history, the same one does not, and blank clears the field only", async () => {
    const row = await create(house, { notes: "One." });
    const change = async (notes: string): Promise<Row> =>
      (await house.member.send(`${path}${row.id}/`, { method: "PATCH", body: { notes } })).json<Row>();
    const history = ({ notes, notes_history }: Row) => [notes, notes_history.map(({ note }) => note)];
    expect(history(await change("Two."))).toEqual(["Two.", ["Two.", "One."]]);
    expect(history(await change("Two."))).toEqual(["Two.", ["Two.", "One."]]);
    expect(history(await change(" "))).toEqual(["", ["Two.", "One."]]);
  });

  test("[C29] any stage follows any other; an unknown one is refused by name", async () => {
    const row = await create(house, { funnel_stage: "closed_lost" });
    const logged = vi.spyOn(console, "log");
    const move = (funnel_stage: unknown) =>
      house.member.send(`${path}${row.id}/`, { method: "PUT", body: { funnel_stage } });
    expect(await told(move("needs_outreach"))).toMatchObject({
      status: 200,
      body: { funnel_stage: "needs_outreach", status: "lead" },
    });
    expect(await wrongFields(move("sold"))).toEqual({ status: 400, fields: ["funnel_stage"] });
    expect(await wrongFields(house.member.send(`${path}${row.id}/move/`, { body: { funnel_stage: "sold" } }))).toEqual({
      status: 400,
      fields: ["funnel_stage"],
    });
    expect(
      await wrongFields(
        house.member.send(`${path}${row.id}/move/`, { body: { funnel_stage: "contacted", after: "me" } }),
      ),
    ).toEqual({ status: 400, fields: ["after"] });
    const lines = logged.mock.calls.map(
      ([line]) => JSON.parse(String(line)) as { event: string; action: string; user: string },
    );
    logged.mockRestore();
    expect(
      lines.filter(({ event }) => event === "funnel.invalid_transition").map(({ action, user }) => [action, user]),
    ).toEqual([
      ["contact.update", house.member.id],
      ["contact.move", house.member.id],
    ]);
  });

  test("[CT3] a card is moved below another one without naming positions", async () => {
    const [one, two] = [await create(house), await create(house)];
    const move = (after: string | null) =>
      told(house.member.send(`${path}${one.id}/move/`, { body: { funnel_stage: two.funnel_stage, after } }));
    expect(await move(two.id)).toMatchObject({ status: 200, body: { id: one.id, funnel_stage: two.funnel_stage } });
    expect(await move(null)).toMatchObject({ status: 200 });
    expect(
      await told(house.member.send(`${path}${ownId(house)}/move/`, { body: { funnel_stage: "contacted" } })),
    ).toMatchObject({ status: 404 });
  });
});

describe("deleting", () => {
  test("[B5] [C35] a deletion is 204, then 404, and moderators restore it with its notes", async () => {
    const row = await create(house, { notes: "Kept." });
    const own = `${path}${row.id}/`;
    expect(await told(house.moderator.send(own, { method: "DELETE" }))).toEqual({ status: 204, body: null });
    expect((await house.moderator.send(own)).status).toBe(404);
    expect((await house.moderator.send(own, { method: "DELETE" })).status).toBe(404);
    expect(await told(house.member.send(`${own}restore/`, { method: "POST" }))).toMatchObject({
      status: 403,
      body: { action: "contact.restore" },
    });
    const restored = await told(house.moderator.send(`${own}restore/`, { method: "POST" }));
    expect(restored).toEqual({ status: 200, body: row });
    expect(await told(house.moderator.send(`${own}restore/`, { method: "POST" }))).toEqual(restored);
    expect((await house.moderator.send(`${path}${ownId(house)}/restore/`, { method: "POST" })).status).toBe(404);
  });

  test("[C35] restoring is refused where the address has another owner by now", async () => {
    const row = await create(house);
    await house.admin.send(`${path}${row.id}/`, { method: "DELETE" });
    const heir = await create(house, { email: row.email });
    expect(await told(house.admin.send(`${path}${row.id}/restore/`, { method: "POST" }))).toMatchObject({
      status: 409,
      body: { code: "email_taken", existing_id: heir.id },
    });
  });
});

describe("rights", () => {
  const calls = (id: string): [string, string, unknown?][] => [
    ["GET", listOf(house)],
    ["POST", path, { name: "X", email: "x@example.test", circle_id: house.circle }],
    ["GET", `${path}${id}/`],
    ["PUT", `${path}${id}/`, { name: "X" }],
    ["PATCH", `${path}${id}/`, { name: "X" }],
    ["DELETE", `${path}${id}/`],
    ["POST", `${path}${id}/move/`, { funnel_stage: "blocked" }],
    ["POST", `${path}${id}/restore/`],
    ["GET", `${path}${id}/notes/`],
    ["POST", `${path}${id}/notes/`, { note: "X" }],
  ];

  test("[P1] [C20] nothing answers without a token", async () => {
    for (const [method, address, body] of calls(ownId(house)))
      expect([method, address, (await send(address, { method, body })).status]).toEqual([method, address, 401]);
  });

  test("[P2] [C17] a foreign circle answers exactly like one that does not exist", async () => {
    const row = await create(house);
    const nowhere = makeId(99_999, Date.now(), Math.random);
    const missing = await told(house.stranger.send(`${path}?circle_id=${nowhere}`));
    expect(missing).toEqual({
      status: 404,
      body: { type: "urn:rondo:problem:not_found", title: "Not found", status: 404, code: "not_found" },
    });
    for (const [method, address, body] of calls(row.id))
      expect([method, await told(house.stranger.send(address, { method, body }))]).toEqual([method, missing]);
    expect(await told(house.stranger.send(`${path}?circle_id=${crypto.randomUUID()}`))).toEqual(missing);
    expect(await told(house.admin.send(`${path}${nowhere}/`))).toEqual(missing);
    expect(await told(house.admin.send(`${path}nothing/`))).toEqual(missing);
    expect(await read(house, row.id)).toEqual(row);
  });

  test("[P3] only moderators and admins create and delete", async () => {
    const row = await create(house);
    const refused = (action: string) => ({ status: 403, body: { code: "forbidden", action } });
    expect(await told(house.member.send(path, { body: { circle_id: house.circle } }))).toMatchObject(
      refused("contact.create"),
    );
    expect(await told(house.member.send(`${path}${row.id}/`, { method: "DELETE" }))).toMatchObject(
      refused("contact.delete"),
    );
    expect((await house.moderator.send(`${path}${row.id}/`, { method: "DELETE" })).status).toBe(204);
  });

  test("[P4] any member reads, changes and adds notes", async () => {
    const row = await create(house);
    for (const [method, address, body] of calls(row.id).filter(
      ([verb, where]) => verb !== "DELETE" && where !== path && !where.endsWith("/restore/"),
    ))
      expect([method, (await house.member.send(address, { method, body })).ok]).toEqual([method, true]);
  });
});
