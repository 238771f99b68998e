/** Why an account's health is what it is, and what changed it, over REST. */
import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { unitsOf, usualModel } from "../domain/health.ts";
import { accounts } from "../drizzle/accounts.ts";
import { db, desk, newBook, usual } from "../tests/workerd/accounts.ts";
import { newVisitor, told } from "../tests/workerd/visitor.ts";
import { settle } from "./accounts/door.ts";

const day = 24 * 60 * 60_000;
const start = Date.parse("2024-01-01T12:00:00Z");

/** Acme with a row on the first and on the third of January. */
const opened = async () => {
  const book = await newBook();
  const acme = await book.account("Acme Corp", { segment: "Enterprise" });
  const rescore = (now: number) => settle(desk, book.circle, [acme], { cause: "import", actor: null, now });
  await book.day(acme, "2024-01-01");
  await rescore(start);
  await book.day(acme, "2024-01-03", { daily_active_users: 69, support_tickets_open: 6 });
  await rescore(start + 2 * day);
  const ask = (path: string) => told(book.ana.send(`/api/accounts/${acme}/${path}`));
  return { ...book, acme, rescore, ask };
};

interface Why {
  value: number;
  terms: { factor: string; points: number }[];
}
const summed = ({ terms }: Why) => terms.reduce((sum, { points }) => sum + unitsOf(points), 0);

test("[HL11] why gives the terms, the row behind them, the formula and the time", async () => {
  const { acme, ask } = await opened();
  const { status, body } = await ask("why/?at=2024-01-01");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    account_id: acme,
    as_of: "2024-01-01T23:59:59.999Z",
    scored_at: "2024-01-01T12:00:00.000Z",
    cause: "import",
    value: 83.75,
    bucket: "healthy",
    source: "computed",
    terms: [
      { factor: "dau", value: 150, points: 25, weight: 25, share: 1, target: 100, target_from: "segment" },
      { factor: "adoption", points: 18.75 },
      { factor: "tickets", points: 16, progress: 0.8, target: 10 },
      { factor: "nps", points: 11.25 },
      { factor: "login", points: 12.75 },
    ],
    rows: [{ date: "2024-01-01", ...usual, source: "api", changed_since: false }],
    coverage: 1,
    formula: { version: 0, note: "The usual model", published_at: null, model: usualModel },
  });
  const now = (await ask("why")).body as Why;
  expect(now).toMatchObject({ value: 68, rows: [{ date: "2024-01-03" }] });
  expect(summed(now)).toBe(unitsOf(now.value));
  expect((await ask("why?at=2023-12-31")).body).toMatchObject({
    value: null,
    bucket: "unknown",
    scored_at: null,
    rows: [],
    freshness: [{ state: "missing" }, {}, {}, {}, {}],
  });
});

test("[HL11] a row that was corrected since is told, the old score stays what it was computed from", async () => {
  const { ask, day: usage, acme, rescore } = await opened();
  await usage(acme, "2024-01-01", { nps_score: 40 });
  await rescore(start + 3 * day);
  expect((await ask("why?at=2024-01-02")).body).toMatchObject({
    value: 83.75,
    rows: [{ date: "2024-01-01", nps_score: 50, changed_since: true }],
  });
});

test("[HL11] [HL12] an overriding number is a term of its own, and its part of a change stands apart", async () => {
  const { acme, ask, rescore } = await opened();
  const override = { override_value: 20, override_reason: "Sponsor left", override_at: start + 3 * day };
  await db.update(accounts).set(override).where(eq(accounts.id, acme));
  await rescore(start + 3 * day);
  const why = (await ask("why")).body as Why;
  expect(why).toMatchObject({
    value: 20,
    bucket: "critical",
    source: "override",
    computed_value: 68,
    override: { value: 20, bucket: null, reason: "Sponsor left", until: null },
  });
  expect(why.terms.at(-1)).toMatchObject({ factor: "override", points: -48 });
  expect(summed(why)).toBe(unitsOf(20));
  expect((await ask("waterfall?from=2024-01-01")).body).toMatchObject({
    change: -63.75,
    computed_change: -15.75,
    override_change: -48,
  });
});

test("[HL12] the waterfall tells each factor's part and sets a published model apart", async () => {
  const { ana, circle, ask } = await opened();
  expect((await ask("waterfall/?from=2024-01-01&to=2024-01-03")).body).toMatchObject({
    from: { at: "2024-01-01T23:59:59.999Z", date: "2024-01-01", value: 83.75, version: 0 },
    to: { date: "2024-01-03", value: 68 },
    change: -15.75,
    computed_change: -15.75,
    override_change: 0,
    steps: [
      { cause: "behaviour", factor: "dau", points: -7.75, from: 150, to: 69 },
      { cause: "behaviour", factor: "tickets", points: -8, from: 2, to: 6 },
    ],
    versions: [],
  });
  const model = { ...usualModel, tickets_at_zero: 20 };
  await ana.send("/api/health/versions/", { body: { circle_id: circle.id, note: "Kinder", model } });
  expect((await ask("waterfall/?from=2024-01-02")).body).toMatchObject({
    steps: [
      { cause: "configuration", factor: "tickets", points: 2 },
      { cause: "behaviour", factor: "dau", points: -7.75 },
      { cause: "behaviour", factor: "tickets", points: -4 },
    ],
    by_cause: { configuration: 2, profile: 0, coverage: 0, behaviour: -11.75 },
    versions: [{ version: 1, note: "Kinder", by: ana.id }],
  });
});

test("[HL12] before the first score all of it came with the first row", async () => {
  const { ask } = await opened();
  expect((await ask("waterfall?from=2023-12-31&to=2024-01-01")).body).toMatchObject({
    from: { value: null, bucket: "unknown", scored_at: null },
    to: { value: 83.75 },
    change: 83.75,
    by_cause: { configuration: 0, coverage: 83.75, behaviour: 0 },
  });
});

test("[HL11] [HL12] a wrong moment is refused by name; ends the wrong way round are too", async () => {
  const { ask } = await opened();
  for (const [path, field] of [
    ["why?at=31/12/2024", "at"],
    ["why?at=2024-02-30", "at"],
    ["waterfall?from=soon", "from"],
    ["waterfall?from=2024-01-05&to=2024-01-02", "from"],
    ["health-history?days=0", "days"],
  ] as const)
    expect(await ask(path)).toMatchObject({ status: 400, body: { errors: { [field]: [expect.any(String)] } } });
});

test("[HL13] [C5] the history lists scores, newest first, by id or number, under both roots", async () => {
  const { ana, acme } = await opened();
  const expected = {
    status: 200,
    body: {
      count: 2,
      results: [
        {
          at: "2024-01-03T12:00:00.000Z",
          value: 68,
          bucket: "at_risk",
          source: "computed",
          version: 0,
          cause: "import",
        },
        { at: "2024-01-01T12:00:00.000Z", value: 83.75, bucket: "healthy" },
      ],
    },
  };
  for (const path of [`/api/accounts/${acme}/health-history/?days=3660`, "/accounts/1/health-history?days=3660"])
    expect(await told(ana.send(path))).toMatchObject(expected);
  expect(await told(ana.send(`/api/accounts/${acme}/health-history/`))).toMatchObject({ body: { count: 0 } });
});

test("[HL8] an account's freshness: each factor's last day, and how much of the weight is known", async () => {
  const { ask, day: usage, acme, rescore } = await opened();
  const today = new Date().toISOString().slice(0, 10);
  await usage(acme, today, { nps_score: null });
  await rescore(Date.now());
  expect((await ask("freshness")).body).toMatchObject({
    account_id: acme,
    coverage: 0.85,
    factors: [
      { factor: "dau", last: today, days: 0, state: "fresh" },
      {},
      {},
      { factor: "nps", last: "2024-01-03", state: "stale" },
      {},
    ],
  });
});

test("[C12] an override that has ended does not count when somebody looks", async () => {
  const { acme, ask, rescore, row } = await opened();
  const until = Date.now() + 60_000;
  await db
    .update(accounts)
    .set({ override_bucket: "critical", override_at: 5, override_until: until })
    .where(eq(accounts.id, acme));
  await rescore(Date.now());
  expect((await ask("why")).body).toMatchObject({ bucket: "critical", source: "override" });
  await db.run(sql`update accounts set override_until = ${Date.now() - 1} where id = ${acme}`);
  expect((await ask("why")).body).toMatchObject({ bucket: "at_risk", source: "computed", cause: "expiry" });
  expect(await row(acme)).toMatchObject({ health_source: "computed" });
});

test("[HL11] [P2] a foreign account is not there", async () => {
  const { acme } = await opened();
  const mo = await newVisitor("Mo");
  for (const path of ["why", "waterfall", "health-history", "freshness"])
    expect((await mo.send(`/api/accounts/${acme}/${path}/`)).status).toBe(404);
});
