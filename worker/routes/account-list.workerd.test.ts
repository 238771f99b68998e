/** Lists of accounts: pages, cursors, orders, search and filters; the statement means what the page's own matcher means. */
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Filter, matches } from "../../domain/account-filter.ts";
import { bookRows } from "../../domain/account-book.ts";
import type { AccountBook } from "../../domain/account-book.ts";
import { makeAccountMatcher, readAccountQuery } from "../../domain/account-view.ts";
import { industries, segments, sentiments } from "../../domain/account-words.ts";
import { fold } from "../../domain/text.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { createCustomer, customerPath, namesOf, type Page } from "../../tests/workerd/customers.ts";
import { type House, newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { databaseOf } from "../database.ts";

const day = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

/** Rows straight into the table, each with whatever is said of it. */
const plant = async (house: House, rows: Partial<typeof accounts.$inferInsert>[]): Promise<void> => {
  const db = databaseOf(env.DB);
  for (const [at, row] of rows.entries()) {
    const name = row.name ?? `Account ${at + 1}`;
    await db.insert(accounts).values({
      id: ownId(house),
      circle: house.circle,
      number: at + 1,
      folded: fold(name),
      created_at: Date.now() - at * day,
      updated_at: Date.now() - at * day,
      rev: 0,
      ...row,
      name,
    });
  }
};

test("[A1] [D2] [C6] a list comes in pages of twenty, largest ARR first, then by name; beyond its end is 404", async () => {
  const house = await newHouse();
  await plant(
    house,
    Array.from({ length: 45 }, (_, at) => ({
      name: `N${String(44 - at).padStart(2, "0")}`,
      arr: at < 3 ? 900 - at : 100,
    })),
  );
  const first = await (await house.member.send(customerPath)).json<Page<{ name: string; feedback?: unknown }>>();
  expect({ count: first.count, next: first.next, previous: first.previous, length: first.results.length }).toEqual({
    count: 45,
    next: `http://rondo.test${customerPath}?page=2`,
    previous: null,
    length: 20,
  });
  expect(first.results.slice(0, 5).map(({ name }) => name)).toEqual(["N44", "N43", "N42", "N00", "N01"]);
  expect(first.results[0]).not.toHaveProperty("feedback");
  const last = await (await house.member.send(`${customerPath}?page=3`)).json<Page<{ name: string }>>();
  expect({ next: last.next, previous: last.previous, length: last.results.length }).toEqual({
    next: null,
    previous: `http://rondo.test${customerPath}?page=2`,
    length: 5,
  });
  expect((await house.member.send(`${customerPath}?page=4`)).status).toBe(404);
  expect((await (await house.member.send(`${customerPath}?page_size=999`)).json<Page<unknown>>()).results).toHaveLength(
    45,
  );
  for (const query of ["page=0", "page=x", "page_size=-1"])
    expect(await wrongFields(house.member.send(`${customerPath}?${query}`))).toEqual({
      status: 400,
      fields: [query.split("=")[0]],
    });
});

const orders = [
  "",
  "-arr",
  "renewal_date",
  "-health_score",
  "region,-name",
  "-segment,sentiment",
  "-daily_active_users",
  "owner",
  "-nps_score,date,name",
];

test("[A1] [A3] a cursor shows every row once, in each order, as its pages do", async () => {
  const house = await newHouse();
  const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length] as Value;
  await plant(
    house,
    Array.from({ length: 41 }, (_, at) => ({
      name: `Ä ${at % 7} ${at}`,
      arr: pick([0, 5, 100], at),
      renewal_date: pick([null, "2027-01-01", "2026-12-01"], at),
      region: pick([null, "EMEA", "emea", "Östlich"], at),
      segment: pick([null, ...segments], at),
      sentiment: pick([null, ...sentiments], at),
      owner: pick([null, house.admin.id, house.member.id], at),
      health_bucket: pick(["unknown", "healthy", "at_risk", "critical"] as const, at),
      health_value: pick([null, 85.294117647, 41.5, 3], at),
      health_inputs: JSON.stringify({
        row: pick([null, { date: "2026-01-01", daily_active_users: at, nps_score: pick([null, 0.1, -3], at) }], at),
      }),
    })),
  );
  for (const order of orders) {
    const whole = await namesOf(house.member.send(`${customerPath}?page_size=200&ordering=${order}`));
    const walked: string[] = [];
    for (let at: string | null = `${customerPath}?page_size=7&cursor=&ordering=${order}`; at !== null;) {
      const page: Page<{ name: string }> = await (await house.member.send(at.replace("http://rondo.test", ""))).json();
      walked.push(...page.results.map(({ name }) => name));
      at = page.next;
    }
    expect([order, walked]).toEqual([order, whole]);
    expect(new Set(walked).size).toBe(41);
  }
  expect(await wrongFields(house.member.send(`${customerPath}?cursor=abc`))).toEqual({
    status: 400,
    fields: ["cursor"],
  });
});

test("[A3] by health critical comes first, then the number; what is empty comes last both ways", async () => {
  const house = await newHouse();
  await plant(house, [
    { name: "h90", health_bucket: "healthy", health_value: 90 },
    { name: "c10", health_bucket: "critical", health_value: 10 },
    { name: "none" },
    { name: "r50", health_bucket: "at_risk", health_value: 50, renewal_date: "2026-01-01" },
    { name: "c5", health_bucket: "critical", health_value: 5, renewal_date: "2027-01-01" },
  ]);
  const order = (ordering: string) => namesOf(house.member.send(`${customerPath}?ordering=${ordering}`));
  expect(await order("health_score")).toEqual(["c5", "c10", "r50", "h90", "none"]);
  expect(await order("-health_score")).toEqual(["h90", "r50", "c10", "c5", "none"]);
  expect(await order("renewal_date")).toEqual(["r50", "c5", "c10", "h90", "none"]);
  expect(await order("-renewal_date")).toEqual(["c5", "r50", "c10", "h90", "none"]);
  expect(await wrongFields(house.member.send(`${customerPath}?ordering=colour`))).toEqual({
    status: 400,
    fields: ["ordering"],
  });
});

test("[A2] search is literal, whatever the case, over name and industry", async () => {
  const house = await newHouse();
  for (const [name, industry] of [
    ["100% Öko", "retail"],
    ["Acme_Corp", "technology"],
    ["Acme Corp", "healthcare"],
  ])
    await createCustomer(house, { name, industry });
  const search = (text: string) =>
    namesOf(house.member.send(`${customerPath}?ordering=name&search=${encodeURIComponent(text)}`));
  expect(await search("%")).toEqual(["100% Öko"]);
  expect(await search("_")).toEqual(["Acme_Corp"]);
  expect(await search("ÖKO")).toEqual(["100% Öko"]);
  expect(await search("acme corp")).toEqual(["Acme Corp", "Acme_Corp"]);
  expect(await search("HEALTH")).toEqual(["Acme Corp"]);
  expect(await search("nothing like it")).toEqual([]);
});

test("[A4] an unknown value is refused by the name of its parameter", async () => {
  const house = await newHouse();
  const refused = (query: string) => wrongFields(house.member.send(`${customerPath}?${query}`));
  expect(
    await refused(
      "industry=farming&health_score=fine&segment=Huge&bucket=x&arr_min=much&renewal_before=soon&renewal=x&filter=[]&data=old",
    ),
  ).toEqual({
    status: 400,
    fields: ["arr_min", "bucket", "data", "filter", "health_score", "industry", "renewal", "renewal_before", "segment"],
  });
  for (const filter of [
    "{",
    "{}",
    '{"field":"colour","empty":true}',
    '{"field":"arr","is":["1"]}',
    '{"all":{}}',
    '{"field":"arr","from":"x"}',
  ])
    expect(await refused(`filter=${encodeURIComponent(filter)}`)).toEqual({ status: 400, fields: ["filter"] });
});

const conditions: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ field: fc.constant("industry" as const), is: fc.subarray([...industries], { minLength: 1 }) }),
  fc.record({ field: fc.constant("segment" as const), is: fc.subarray([...segments], { minLength: 1 }) }),
  fc.record({
    field: fc.constantFrom("region" as const, "name" as const),
    has: fc.constantFrom("e", "Ö", "EM", "count 1", ""),
  }),
  fc.record({ field: fc.constant("region" as const), is: fc.constantFrom<string[]>(["emea"], ["östlich", "APAC"]) }),
  fc.record({ field: fc.constant("arr" as const), from: fc.constantFrom(0, 100, 5_000_000) }),
  fc.record({
    field: fc.constant("daily_active_users" as const),
    from: fc.constantFrom(0, 3),
    to: fc.constantFrom(5, 50),
  }),
  fc.record({
    field: fc.constantFrom("renewal_date" as const, "last_meeting_at" as const, "created_at" as const),
    within: fc.constantFrom(-20, 0, 30),
  }),
  fc.record({
    field: fc.constantFrom("renewal_date" as const, "updated_at" as const, "date" as const),
    from: fc.constantFrom(dayFrom(-10), dayFrom(0)),
  }),
  fc.record({
    field: fc.constantFrom(
      "segment" as const,
      "renewal_date" as const,
      "owner" as const,
      "nps_score" as const,
      "sentiment" as const,
    ),
    empty: fc.boolean(),
  }),
);
const filters: fc.Arbitrary<Filter> = fc.letrec<{ node: Filter }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    conditions,
    fc.record({ all: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("node"), { maxLength: 3 }) }),
    fc.record({ not: tie("node") }),
  ),
})).node;

/** One or two of the page's parameters, or none. */
const parameters = fc
  .uniqueArray(
    fc.constantFrom(
      ["search", "account"],
      ["search", "ÖST"],
      ["search", "2 emea"],
      ["search", "#1"],
      ["search", "retail"],
      ["segment", "smb"],
      ["segment", "Enterprise,none"],
      ["region", "EMEA"],
      ["region", "none"],
      ["region", "östlich"],
      ["industry", "retail,finance"],
      ["bucket", "healthy,unknown"],
      ["owner", "me"],
      ["owner", "me,none"],
      ["sentiment", "negative,none"],
      ["arr_min", "50000"],
      ["health_max", "41.5"],
      ["renewal", "0"],
      ["renewal", "30"],
      ["renewal", "past"],
      ["renewal", "none"],
      ["renewal_before", dayFrom(3)],
      ["data", "fresh"],
      ["data", "gaps,stale"],
      ["data", "missing"],
    ),
    { maxLength: 2, selector: ([name]) => name },
  )
  .map((pairs): Record<string, string> => Object.fromEntries(pairs));

test("[A4] [AV1] a list holds exactly what the page's matcher and the filter's meaning say", async () => {
  const house = await newHouse();
  const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length] as Value;
  await plant(
    house,
    Array.from({ length: 60 }, (_, at) => ({
      arr: pick([0, 100, 5_000_000, 12_345_678], at >> 1),
      industry: pick(industries, at),
      segment: pick([null, ...segments], at),
      region: pick([null, "EMEA", "Emea", "ÖSTLICH", "APAC"], at),
      renewal_date: pick([null, dayFrom(0), dayFrom(20), dayFrom(-1), dayFrom(31)], at >> 2),
      owner: pick([null, house.member.id, house.admin.id], at >> 1),
      sentiment: pick([null, ...sentiments], at >> 3),
      health_bucket: pick(["unknown", "healthy", "at_risk", "critical"] as const, at),
      health_value: pick([null, 85.294117647, 41.5, 3], at),
      last_meeting_at: pick([null, Date.now(), Date.now() - 15 * day], at),
      health_inputs: JSON.stringify({
        row: pick(
          [
            null,
            { date: dayFrom(0), daily_active_users: at, nps_score: pick([null, 5], at >> 1) },
            { date: dayFrom(-30), daily_active_users: 4 },
          ],
          at,
        ),
      }),
      factor_days: JSON.stringify(
        pick(
          [
            { dau: null, adoption: null, tickets: null, nps: null, login: null },
            { dau: dayFrom(0), adoption: dayFrom(-1), tickets: dayFrom(-14), nps: dayFrom(-2), login: dayFrom(0) },
            { dau: dayFrom(0), adoption: null, tickets: dayFrom(-15), nps: dayFrom(-2), login: dayFrom(0) },
          ],
          at >> 1,
        ),
      ),
    })),
  );
  const rows = bookRows(
    await (await house.member.send(`/api/accounts/book/?circle_id=${house.circle}`)).json<AccountBook>(),
  );
  const today = dayFrom(0);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(parameters, filters, async (query, filter) => {
      const outside = JSON.parse(JSON.stringify(filter), (_key, value: unknown) =>
        // Amounts are whole units on the wire.
        typeof value !== "object" || value === null || (value as { field?: string }).field !== "arr"
          ? value
          : { ...value, from: (value as { from: number }).from / 100 },
      );
      const address = new URLSearchParams({ ...query, page_size: "200", filter: JSON.stringify(outside) });
      const response = await house.member.send(`/api/accounts/?${address.toString()}`);
      if (response.status !== 200) throw new Error(await response.text());
      const listed = (await response.json<Page<{ number: number }>>()).results.map(({ number }) => number);
      const passes = makeAccountMatcher(readAccountQuery(query).filter, { today, me: house.member.id });
      const expected = rows.filter((row) => passes(row) && matches(filter, row, today)).map(({ number }) => number);
      found += expected.length;
      expect(listed.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
    }),
    { numRuns: 150, seed: 7 },
  );
  expect(found).toBeGreaterThan(200);
});

test("[A4] D1 takes the largest filter there may be, with every parameter and a cursor", async () => {
  const house = await newHouse();
  await plant(house, [{}, {}, {}]);
  const filter = JSON.stringify({
    any: Array.from({ length: 24 }, (_, at) => ({ field: "renewal_date", from: dayFrom(-at), to: dayFrom(at) })).with(
      0,
      {
        field: "name",
        has: "account",
      } as never,
    ),
  });
  const query = new URLSearchParams({
    filter,
    cursor: "",
    page_size: "1",
    ordering: "health_score,region,owner",
    search: "account",
  });
  const first = await (await house.member.send(`${customerPath}?${query.toString()}`)).json<Page<unknown>>();
  expect(first.count).toBe(3);
  expect((await house.member.send(String(first.next).replace("http://rondo.test", ""))).status).toBe(200);
});
