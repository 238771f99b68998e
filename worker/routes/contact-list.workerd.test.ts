/** The contract of the list of contacts: filters, search, pages, and the order behind them. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { circleName, circleOf } from "../../domain/id.ts";
import { pageStatements } from "../../party/circle-contacts.ts";
import { create, type House, listOf, newHouse, path, type Row, wrongFields } from "../../tests/workerd/contacts.ts";
import { told } from "../../tests/workerd/visitor.ts";

interface Listed {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

let house: House;
let rows: Row[];

const list = async (query = ""): Promise<Listed> => {
  const response = await house.member.send(listOf(house, query));
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json<Listed>();
};
const names = async (query: string): Promise<string[]> =>
  (await list(query)).results.map(({ name }) => name).toSorted();
const follow = async (address: string | null): Promise<Listed> =>
  (await house.member.send((address ?? "").replace("http://rondo.test", ""))).json<Listed>();

beforeAll(async () => {
  house = await newHouse();
  rows = [
    await create(house, {
      name: "Ágnes Ä",
      email: "agnes@north.test",
      company: "Fjörd 100%",
      status: "lead",
      funnel_stage: "contacted",
    }),
    await create(house, {
      name: "Bob",
      email: "bob_1@north.test",
      company: null,
      status: "customer",
      funnel_stage: "contacted",
      notes: "Likes fjörds.",
    }),
    await create(house, {
      name: "Carl",
      email: "carl@south.test",
      company: "ÅNGSTRÖM",
      status: "customer",
      funnel_stage: "blocked",
    }),
    await create(house, {
      name: "Dora",
      email: "dora@south.test",
      company: "South & Co",
      status: "partner",
      funnel_stage: "closed_won",
    }),
  ];
});

test("[B1] [C6] a page has the envelope, and each row all fields and its notes", async () => {
  const listed = await list();
  expect(listed).toEqual({ count: 4, next: null, previous: null, results: rows.toReversed() });
  expect(listed.results.find(({ name }) => name === "Bob")?.notes_history).toEqual([
    expect.objectContaining({ note: "Likes fjörds." }),
  ]);
});

test("[B1] `circle_id` is required, and wrong parameters are all named", async () => {
  const wrong = (query: string) => wrongFields(house.member.send(path + query));
  expect(await wrong("")).toEqual({ status: 400, fields: ["circle_id"] });
  expect(await wrong("?circle_id=")).toEqual({ status: 400, fields: ["circle_id"] });
  expect(await wrong("?circle_id=7")).toEqual({ status: 400, fields: ["circle_id"] });
  expect(await wrong("?status=boss&funnel_stage=won&page=x&page_size=0&cursor=!")).toEqual({
    status: 400,
    fields: ["circle_id", "cursor", "funnel_stage", "page", "page_size", "status"],
  });
  for (const page of ["0", "-1", "1.5", "1e3", "", " 1"])
    expect(await wrongFields(house.member.send(listOf(house, `&page=${page}`)))).toEqual({
      status: 400,
      fields: ["page"],
    });
});

test("[B1] status and stage filter, alone and together; a blank one does not", async () => {
  expect(await names("&status=customer")).toEqual(["Bob", "Carl"]);
  expect(await names("&funnel_stage=contacted")).toEqual(["Bob", "Ágnes Ä"]);
  expect(await names("&status=customer&funnel_stage=contacted")).toEqual(["Bob"]);
  expect(await names("&status=&funnel_stage=&search=")).toHaveLength(4);
  expect(await names("&status=partner&funnel_stage=contacted")).toEqual([]);
});

test("[CT4] search is literal, ignores case beyond ASCII, and looks into name, address and company only", async () => {
  const search = (text: string) => names(`&search=${encodeURIComponent(text)}`);
  expect(await search("ÁGNES")).toEqual(["Ágnes Ä"]);
  expect(await search("ä")).toEqual(["Ágnes Ä"]);
  expect(await search("ångström")).toEqual(["Carl"]);
  expect(await search("NORTH")).toEqual(["Bob", "Ágnes Ä"]);
  expect(await search("%")).toEqual(["Ágnes Ä"]);
  expect(await search("b_1")).toEqual(["Bob"]);
  expect(await search("_")).toEqual(["Bob"]);
  expect(await search("fjörd")).toEqual(["Ágnes Ä"]);
  expect(await search("& c")).toEqual(["Dora"]);
  expect(await search("south\nsouth")).toEqual([]);
  expect(await names("&search=north&status=customer")).toEqual(["Bob"]);
});

test("[CT4] search and lists follow every change at once", async () => {
  const row = await create(house, { name: "Quetzal" });
  expect(await names("&search=quetzal")).toEqual(["Quetzal"]);
  await house.member.send(`${path}${row.id}/`, { method: "PATCH", body: { name: "Kestrel" } });
  expect(await names("&search=quetzal")).toEqual([]);
  expect(await names("&search=kestrel")).toEqual(["Kestrel"]);
  await house.member.send(`${path}${row.id}/notes/`, { body: { note: "Seen." } });
  expect((await list("&search=kestrel")).results[0]?.notes_history.map(({ note }) => note)).toEqual(["Seen."]);
  await house.admin.send(`${path}${row.id}/`, { method: "DELETE" });
  expect(await names("&search=kestrel")).toEqual([]);
  await house.admin.send(`${path}${row.id}/restore/`, { method: "POST" });
  expect((await list("&search=kestrel")).results[0]?.notes_history.map(({ note }) => note)).toEqual(["Seen."]);
  await house.admin.send(`${path}${row.id}/`, { method: "DELETE" });
});

test("[D9] the last contact comes first", async () => {
  const [first] = rows;
  await house.member.send(`${path}${first?.id}/notes/`, { body: { note: "Again." } });
  expect((await list()).results[0]?.id).toBe(first?.id);
  const times = (await list()).results.map(({ last_contact }) => last_contact);
  expect(times).toEqual(times.toSorted().toReversed());
});

test("[C6] pages have absolute neighbours, clamp their size, and end in 404", async () => {
  const first = await list("&page_size=3&status=");
  expect(first).toMatchObject({
    count: 4,
    previous: null,
    next: `http://rondo.test${listOf(house)}&page_size=3&status=&page=2`,
  });
  const second = await follow(first.next);
  expect(second).toMatchObject({
    count: 4,
    next: null,
    previous: `http://rondo.test${listOf(house)}&page_size=3&status=&page=1`,
  });
  expect([...first.results, ...second.results].map(({ id }) => id).toSorted()).toEqual(
    rows.map(({ id }) => id).toSorted(),
  );
  expect((await list("&page_size=100000")).results).toHaveLength(4);
  for (const page of ["3", "999999999999999"])
    expect(await told(house.member.send(listOf(house, `&page_size=3&page=${page}`)))).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  expect(await list("&search=nobody-at-all")).toEqual({ count: 0, next: null, previous: null, results: [] });
});

test("[C6] a walk by cursor meets each row once, while rows before it move", async () => {
  for (const search of ["", "&search=test"]) {
    const seen: string[] = [];
    let at: Listed = await list(`&cursor=&page_size=1${search}`);
    for (; at.next; at = await follow(at.next)) {
      seen.push(...at.results.map(({ id }) => id));
      await house.member.send(`${path}${seen[0]}/`, { method: "PATCH", body: {} });
    }
    seen.push(...at.results.map(({ id }) => id));
    expect({ search, seen: seen.toSorted() }).toEqual({ search, seen: rows.map(({ id }) => id).toSorted() });
  }
});

test("[D16] every statement behind a page runs on an index, without sorting", async () => {
  const stub = env.Circle.getByName(circleName(circleOf(house.circle) ?? 0));
  const plans = await runInDurableObject(stub, (_, state) => {
    const planOf = (query: string, values: (string | number)[]): string =>
      state.storage.sql
        .exec(`EXPLAIN QUERY PLAN ${query}`, ...values)
        .toArray()
        .map((row) => String(row["detail"]))
        .join("; ");
    return [false, true].flatMap((status) =>
      [false, true].flatMap((funnel_stage) =>
        [false, true].flatMap((cursor) => {
          const statements = pageStatements({ status, funnel_stage, cursor });
          const filters = [...(status ? ["lead"] : []), ...(funnel_stage ? ["contacted"] : [])];
          return [
            planOf(statements.count, filters),
            planOf(statements.rows, [...filters, ...(cursor ? [1, 1] : []), 20, 0]),
          ].map((plan) => ({ status, funnel_stage, cursor, plan }));
        }),
      ),
    );
  });
  for (const { status, funnel_stage, plan } of plans) {
    expect(plan).not.toContain("TEMP B-TREE");
    expect(plan).toMatch(
      status || funnel_stage
        ? /^SEARCH contact USING (COVERING )?INDEX contact_(status|stage)/
        : /^(SCAN|SEARCH) contact USING (COVERING )?INDEX/,
    );
  }
  const notes = await runInDurableObject(stub, (_, state) =>
    state.storage.sql
      .exec(
        `EXPLAIN QUERY PLAN SELECT * FROM note WHERE contact = ? ORDER BY contact DESC, created_at DESC, n DESC LIMIT 20`,
        "x",
      )
      .toArray()
      .map((row) => String(row["detail"])),
  );
  expect(notes).toEqual(["SEARCH note USING INDEX note_contact (contact=?)"]);
});
