/** The contract of notes, tags and idempotency keys. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { noteGrace } from "../../domain/contact-mutations.ts";
import { circleName, circleOf } from "../../domain/id.ts";
import {
  create,
  type House,
  newHouse,
  ownId,
  path,
  read,
  type Row,
  wrongFields,
} from "../../tests/workerd/contacts.ts";
import { told, type Visitor } from "../../tests/workerd/visitor.ts";

let house: House;
beforeAll(async () => {
  house = await newHouse();
});

const notesOf = (row: Row): string => `${path}${row.id}/notes/`;
const add = async (who: Visitor, row: Row, note: string): Promise<Row["notes_history"][number]> =>
  (await who.send(notesOf(row), { body: { note } })).json();

test("[B6] a note writes the history, the contact's `notes` and its `last_contact` at once", async () => {
  const row = await create(house);
  const { status, body } = await told(house.member.send(notesOf(row), { body: { note: " Called. " } }));
  expect({ status, body }).toEqual({
    status: 201,
    body: {
      id: expect.any(String),
      note: "Called.",
      created_at: expect.any(String),
      created_by: house.member.id,
      edited_at: null,
    },
  });
  const { created_at } = body as Row;
  expect(await read(house, row.id)).toEqual({
    ...row,
    notes: "Called.",
    notes_history: [body],
    last_contact: created_at,
    updated_at: created_at,
    updated_by: house.member.id,
  });
});

test("[B6] a note that is none is refused, and nothing of it is written", async () => {
  const row = await create(house);
  for (const note of ["", "  ", null, 7, true, ["x"], "x".repeat(20_001), undefined])
    expect(await wrongFields(house.member.send(notesOf(row), { body: { note } }))).toEqual({
      status: 400,
      fields: ["note"],
    });
  expect(await wrongFields(house.member.send(notesOf(row), { body: { note: "X", id: "mine" } }))).toEqual({
    status: 400,
    fields: ["id"],
  });
  expect(await read(house, row.id)).toEqual(row);
  expect((await house.member.send(`${path}${ownId(house)}/notes/`, { body: { note: "X" } })).status).toBe(404);
});

test("[B7] [D11] notes come newest first, in the envelope, twenty to a page", async () => {
  const row = await create(house);
  for (let n = 1; n <= 21; n += 1) await add(house.member, row, `Note ${n}`);
  const pageOf = async (query: string) =>
    (await house.member.send(notesOf(row) + query)).json<{
      count: number;
      next: string | null;
      previous: string | null;
      results: { note: string }[];
    }>();
  const first = await pageOf("");
  expect(first.results.map(({ note }) => note)).toEqual(Array.from({ length: 20 }, (_, n) => `Note ${21 - n}`));
  expect({ ...first, results: [] }).toEqual({
    count: 21,
    next: `http://rondo.test${notesOf(row)}?page=2`,
    previous: null,
    results: [],
  });
  expect((await pageOf("?page=2")).results.map(({ note }) => note)).toEqual(["Note 1"]);
  expect((await house.member.send(`${notesOf(row)}?page=3`)).status).toBe(404);
  expect(await wrongFields(house.member.send(`${notesOf(row)}?page=x&page_size=y`))).toEqual({
    status: 400,
    fields: ["page", "page_size"],
  });
  expect((await read(house, row.id)).notes_history).toHaveLength(20);
});

test("[X2] the author changes and deletes a note, a moderator anybody's, others nobody's", async () => {
  const row = await create(house);
  const [one, two] = [await add(house.member, row, "One."), await add(house.moderator, row, "Two.")];
  const own = (note: { id: string }): string => `${notesOf(row)}${note.id}/`;
  expect(await told(house.member.send(own(one), { method: "PATCH", body: { note: "One, mended." } }))).toEqual({
    status: 200,
    body: { ...one, note: "One, mended.", edited_at: expect.any(String) },
  });
  expect((await house.member.send(own(two), { method: "PATCH", body: { note: "X" } })).status).toBe(403);
  expect((await house.member.send(own(two), { method: "DELETE" })).status).toBe(403);
  expect(await told(house.moderator.send(own(two), { method: "DELETE" }))).toEqual({ status: 204, body: null });
  expect((await read(house, row.id)).notes).toBe("One, mended.");
  expect((await house.moderator.send(own(two), { method: "DELETE" })).status).toBe(404);
  const other = await create(house);
  expect((await house.moderator.send(`${notesOf(other)}${one.id}/`, { method: "DELETE" })).status).toBe(404);
  expect(await wrongFields(house.member.send(own(one), { method: "PATCH", body: { note: "" } }))).toEqual({
    status: 400,
    fields: ["note"],
  });
});

test("[X2] after a quarter of an hour an author needs a moderator", async () => {
  const row = await create(house);
  const note = await add(house.member, row, "Old.");
  const stub = env.Circle.getByName(circleName(circleOf(house.circle) ?? 0));
  await runInDurableObject(
    stub,
    (_, state) =>
      void state.storage.sql.exec(
        "UPDATE note SET created_at = created_at - ? WHERE id = ?",
        noteGrace + 60_000,
        note.id,
      ),
  );
  const own = `${notesOf(row)}${note.id}/`;
  expect((await house.member.send(own, { method: "PATCH", body: { note: "X" } })).status).toBe(403);
  expect((await house.moderator.send(own, { method: "PATCH", body: { note: "X" } })).status).toBe(200);
});

test("[C30] a contact has a tag: 304 for those who know it, 412 for those who do not", async () => {
  const row = await create(house);
  const own = `${path}${row.id}/`;
  const tag = (await house.member.send(own)).headers.get("etag") ?? "";
  expect(tag).toMatch(/^"[^"]+"$/);
  for (const known of [tag, `W/${tag}`, `"x", ${tag}`, "*"]) {
    const response = await house.member.send(own, { headers: { "if-none-match": known } });
    expect([known, response.status, response.headers.get("etag"), await response.text()]).toEqual([
      known,
      304,
      tag,
      "",
    ]);
  }
  const change = await house.member.send(own, { method: "PUT", body: { name: "New" }, headers: { "if-match": tag } });
  const next = change.headers.get("etag") ?? "";
  expect([change.status, next === tag]).toEqual([200, false]);
  expect((await house.member.send(own, { headers: { "if-none-match": tag } })).status).toBe(200);
  const late = { headers: { "if-match": tag } };
  expect(await told(house.member.send(own, { method: "PATCH", body: { name: "Late" }, ...late }))).toMatchObject({
    status: 412,
    body: { code: "stale" },
  });
  expect((await house.member.send(`${own}move/`, { body: { funnel_stage: "blocked" }, ...late })).status).toBe(412);
  expect((await house.admin.send(own, { method: "DELETE", ...late })).status).toBe(412);
  expect((await read(house, row.id)).name).toBe("New");
  expect((await house.admin.send(own, { method: "DELETE", headers: { "if-match": `"x", ${next}` } })).status).toBe(204);
});

test("[CT6] a write with a key is done once, and answers the same again", async () => {
  const row = await create(house);
  const email = `once-${row.id}@example.test`;
  const once = { "idempotency-key": "once" };
  const writes: [Visitor, string, string, unknown?][] = [
    [house.moderator, "POST", path, { name: "Once", email, circle_id: house.circle }],
    [house.member, "PUT", `${path}${row.id}/`, { notes: "Once." }],
    [house.member, "POST", notesOf(row), { note: "Only once." }],
    [house.member, "POST", `${path}${row.id}/move/`, { funnel_stage: "nowhere" }],
    [house.moderator, "DELETE", `${path}${row.id}/`],
    [house.moderator, "POST", `${path}${row.id}/restore/`],
  ];
  for (const [who, method, address, body] of writes) {
    const first = await who.send(address, { method, body, headers: once });
    const again = await who.send(address.replace(/\/$/, ""), { method, body, headers: once });
    expect([method, address, again.status, await again.text()]).toEqual([
      method,
      address,
      first.status,
      await first.text(),
    ]);
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
  }
  expect((await read(house, row.id)).notes_history.map(({ note }) => note)).toEqual(["Only once.", "Once."]);
});

test("[CT6] the same key with another body is refused; for another person or route it is another key", async () => {
  const row = await create(house);
  const say = (who: Visitor, note: string, key = "shared") =>
    who.send(notesOf(row), { body: { note }, headers: { "idempotency-key": key } });
  expect((await say(house.member, "One.")).status).toBe(201);
  expect(await told(say(house.member, "Two."))).toMatchObject({ status: 409, body: { code: "key_reused" } });
  expect((await say(house.moderator, "Three.")).status).toBe(201);
  expect(
    (
      await house.member.send(`${path}${row.id}/`, {
        method: "PATCH",
        body: { phone: "1" },
        headers: { "idempotency-key": "shared" },
      })
    ).status,
  ).toBe(200);
  expect(await wrongFields(say(house.member, "Four.", "x".repeat(256)))).toEqual({
    status: 400,
    fields: ["Idempotency-Key"],
  });
  expect((await read(house, row.id)).notes_history.map(({ note }) => note)).toEqual(["Three.", "One."]);
});
