/** A view of accounts as a file, and views that are kept under a name. */
import { expect, test } from "vitest";
import { createCustomer, putUsage } from "../../tests/workerd/customers.ts";
import { newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { told } from "../../tests/workerd/visitor.ts";

const path = "/api/accounts/export/";

test("[AA6] [IM13] an export holds exactly the accounts, the order and the columns that were asked for, and runs nothing", async () => {
  const house = await newHouse();
  await createCustomer(house, { name: "=cmd|' /C calc'!A1", arr: 5, segment: "SMB" });
  await createCustomer(house, {
    name: 'Quote "Q", Ltd',
    arr: 1_000_000.5,
    segment: "Enterprise",
    owner: house.member.id,
  });
  await createCustomer(house, { name: "Zeta", arr: 7, segment: "SMB" });
  const csv = async (query: string) => (await house.member.send(`${path}?${query}`)).text();
  expect(await csv("columns=name,arr,owner")).toBe(
    `name,arr,owner\r\n"Quote ""Q"", Ltd",1000000.50,Mem\r\nZeta,7.00,\r\n'=cmd|' /C calc'!A1,5.00,\r\n`,
  );
  expect(await csv("columns=name&segment=SMB&ordering=name")).toBe(`name\r\n'=cmd|' /C calc'!A1\r\nZeta\r\n`);
  expect(await csv("columns=number&search=nobody")).toBe("number\r\n");
  const filter = encodeURIComponent('{"not":{"field":"segment","is":["SMB"]}}');
  expect(await csv(`columns=number&filter=${filter}`)).toBe("number\r\n2\r\n");
  const response = await house.member.send(`${path}?format=json&columns=name,health_score&ordering=-name&segment=smb`);
  expect(response.headers.get("content-disposition")).toMatch(
    /^attachment; filename="accounts-\d{4}-\d\d-\d\d\.json"$/,
  );
  expect(await response.json()).toEqual([
    { name: "Zeta", health_score: "unknown" },
    { name: "=cmd|' /C calc'!A1", health_score: "unknown" },
  ]);
  expect(await (await house.member.send(`${path}?format=json&search=nobody`)).json()).toEqual([]);
});

test("[AA6] orders that only the page has are exported too, and what it does not know is refused", async () => {
  const house = await newHouse();
  const [up, down] = [await createCustomer(house, { name: "Up" }), await createCustomer(house, { name: "Down" })];
  await putUsage(house, up.id, { support_tickets_open: 9 });
  await putUsage(house, up.id, { date: "2024-01-09", support_tickets_open: 0 });
  await putUsage(house, down.id, {});
  await putUsage(house, down.id, { date: "2024-01-09", support_tickets_open: 7 });
  expect(await (await house.member.send(`${path}?columns=name,health_change&ordering=health_change`)).text()).toBe(
    "name,health_change\r\nDown,-10\r\nUp,18\r\n",
  );
  for (const query of ["columns=colour", "format=xml", "ordering=colour", "bucket=poor"])
    expect(await wrongFields(house.member.send(`${path}?${query}`))).toEqual({
      status: 400,
      fields: [query.split("=")[0]],
    });
  expect((await house.stranger.send(`${path}?circle_id=${house.circle}`)).status).toBe(404);
});

const views = "/api/views/";

test("[AA7] a view is its owner's alone until it is shared; shared ones are changed by their owner and by moderators", async () => {
  const house = await newHouse();
  const id = ownId(house);
  const made = await told(
    house.member.send(views, {
      body: { page: "accounts", name: "Mine", query: "?bucket=critical", id, circle_id: house.circle },
    }),
  );
  expect(made).toEqual({
    status: 201,
    body: {
      id,
      circle_id: house.circle,
      page: "accounts",
      name: "Mine",
      query: "bucket=critical",
      shared: false,
      owner: house.member.id,
      owner_name: "Mem",
      created_at: expect.any(String),
      updated_at: expect.any(String),
    },
  });
  const namesFor = async (person: typeof house.member, query = "") =>
    (
      await (await person.send(`${views}?circle_id=${house.circle}${query}`)).json<{ results: { name: string }[] }>()
    ).results.map(({ name }) => name);
  const own = `${views}${id}/`;
  expect(await namesFor(house.member)).toEqual(["Mine"]);
  expect(await namesFor(house.admin)).toEqual([]);
  for (const method of ["GET", "DELETE"]) expect((await house.admin.send(own, { method })).status).toBe(404);
  expect((await house.member.send(own, { method: "PATCH", body: { shared: true, name: "Ours" } })).status).toBe(200);
  expect(await namesFor(house.admin, "&page=accounts")).toEqual(["Ours"]);
  expect(await namesFor(house.admin, "&page=board")).toEqual([]);
  expect((await house.moderator.send(own, { method: "PATCH", body: { name: "Everybody's" } })).status).toBe(200);
  await house.moderator.send(views, {
    body: { page: "accounts", name: "Theirs", shared: true, circle_id: house.circle },
  });
  expect(await namesFor(house.member)).toEqual(["Everybody's", "Theirs"]);
  const theirs = (
    await (await house.member.send(views)).json<{ results: { id: string; name: string }[] }>()
  ).results.find(({ name }) => name === "Theirs");
  expect((await house.member.send(`${views}${theirs?.id}/`, { method: "PATCH", body: { name: "X" } })).status).toBe(
    403,
  );
  expect((await house.stranger.send(own)).status).toBe(404);
  expect((await house.stranger.send(`${views}?circle_id=${house.circle}`)).status).toBe(404);
  expect((await house.member.send(own, { method: "DELETE" })).status).toBe(204);
  expect((await house.member.send(own)).status).toBe(404);
});

test("[AA7] a view without a name, of an unknown page or under a used id is refused", async () => {
  const house = await newHouse();
  const post = (body: object) => house.member.send(views, { body: { circle_id: house.circle, ...body } });
  expect(await wrongFields(post({ page: "moon", name: " ", shared: "yes", query: 7 }))).toEqual({
    status: 400,
    fields: ["name", "page", "query", "shared"],
  });
  const id = ownId(house);
  expect((await post({ page: "board", name: "A", id })).status).toBe(201);
  expect((await post({ page: "board", name: "B", id })).status).toBe(409);
  expect(await wrongFields(house.member.send(`${views}?page=moon`))).toEqual({ status: 400, fields: ["page"] });
});
