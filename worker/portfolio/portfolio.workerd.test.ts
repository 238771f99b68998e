/** Portfolio, movers, retention, trend, benchmarks and what to do next, over REST and real D1. */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accountEvents, accounts } from "../../drizzle/accounts.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import { db, desk, newBook } from "../../tests/workerd/accounts.ts";
import { ago, dateOf, get, now, openBook, today } from "../../tests/workerd/portfolio.ts";
import { newVisitor } from "../../tests/workerd/visitor.ts";
import { settle } from "../accounts/door.ts";
import { scoresOf } from "./trend.ts";

test("[A16] [PF16] without runs of playbooks their effect is not made up", async () => {
  const { ana, query } = await openBook();
  const answer = await get<{ note: string; playbooks: unknown[] }>(
    ana,
    `/api/analytics/playbook-effectiveness${query}`,
  );
  expect(answer.playbooks).toEqual([]);
  expect(answer.note).toMatch(/nothing to compare/);
});

test("[PF16] runs that are thirty days old are compared with similar accounts that had none; younger ones wait", async () => {
  const {
    ana,
    circle,
    query,
    account,
    day: usage,
  } = await newBook().then((book) => ({
    ...book,
    query: `?circle_id=${book.circle.id}`,
  }));
  const settled = (ids: string[], at: number) => settle(desk, circle, ids, { cause: "metrics", actor: null, now: at });
  const make = async (name: string, from: number, to: number): Promise<string> => {
    const id = await account(name, { segment: "SMB" });
    await usage(id, dateOf(ago(50)), { daily_active_users: from });
    await settled([id], ago(50));
    await usage(id, dateOf(ago(15)), { daily_active_users: to });
    await settled([id], ago(15));
    return id;
  };
  // A user more is 1.25 points for an SMB: the runs gain ten, their peers nothing.
  for (const number of [1, 2, 3, 4, 5]) {
    const id = await make(`Run ${number}`, 8, 16);
    await db.insert(playbookRuns).values({
      id: `run-${number}-${id}`,
      circle: circle.id,
      account: id,
      playbook: "user-training-enablement",
      started_at: ago(45),
      touched_at: ago(45),
    });
  }
  for (const number of [1, 2, 3]) await make(`Peer ${number}`, 9, 9);
  const young = await make("Young", 8, 8);
  const run = { id: `run-${young}`, circle: circle.id, account: young, playbook: "user-training-enablement" };
  await db.insert(playbookRuns).values({ ...run, started_at: ago(3), touched_at: ago(3) });
  const { playbooks, note } = await get<{ playbooks: unknown[]; note: string }>(
    ana,
    `/api/analytics/playbook-effectiveness${query}`,
  );
  expect(playbooks).toEqual([
    {
      playbook: 4,
      runs: 5,
      matched: 5,
      change: 10,
      peers_change: 0,
      difference: 10,
      low: 10,
      high: 10,
      verdict: "helps",
    },
  ]);
  expect(note).toMatch(new RegExp(`1 run is younger; the next is judged on ${dateOf(ago(-27))}`));
});

interface Summary {
  total_accounts: number;
  total_arr: number;
  average_health: number;
  weighted_health: number;
  buckets: Record<string, { count: number; arr: number }>;
  arr_at_risk: { count: number; arr: number };
  by: Record<string, { name: string | null; count: number }[]>;
  renewals: Record<string, { count: number; arr: number }>;
  movers: { risen: number; fallen: number; movers: { account: { name: string }; from: number; to: number }[] };
  nrr: number | null;
}

test("[I6] [PF1] [PF3] the summary has totals, averages, buckets, groups, renewals and movers, under both of its addresses", async () => {
  const { ana, query } = await openBook();
  const summary = await get<Summary>(ana, `/portfolio/summary${query}`);
  // Acme 83.75; Bolt 25 × 2/20 + 25 × 0.2 + 20 × 0.1 + 15 × 0.3 + 15 × 0.2 = 17.
  expect({ ...summary, by: null, movers: null, retention: null, as_of: null }).toMatchObject({
    total_accounts: 3,
    total_arr: 170_000,
    scored: { count: 2, arr: 160_000 },
    average_health: 50.375,
    weighted_health: 67.0625,
    buckets: {
      healthy: { count: 1, arr: 120_000 },
      at_risk: { count: 0, arr: 0 },
      critical: { count: 1, arr: 40_000 },
      unknown: { count: 1, arr: 10_000 },
    },
    arr_at_risk: { count: 1, arr: 40_000 },
    renewals: {
      "30": { count: 1, arr: 120_000, at_risk: { count: 0, arr: 0 } },
      "60": { count: 2, arr: 160_000, at_risk: { count: 1, arr: 40_000 } },
      "90": { count: 2, arr: 160_000, at_risk: { count: 1, arr: 40_000 } },
    },
  });
  expect(summary.by["region"]?.map(({ name, count }) => [name, count])).toEqual([
    ["EMEA", 2],
    [null, 1],
  ]);
  expect(summary.movers).toMatchObject({ risen: 0, fallen: 1 });
  expect(summary.movers.movers.map(({ account, to }) => [account.name, to])).toEqual([["Bolt", 17]]);
  for (const path of ["/portfolio/summary/", "/api/portfolio/summary", "/api/analytics/portfolio/"])
    expect((await get<Summary>(ana, `${path}${query}`)).total_arr).toBe(170_000);
});

test("[PF8] movers tell what moved them; who came later is reckoned from the usage of that day", async () => {
  const { ana, circle, account, day: usage } = await openBook();
  const dust = await account("Dust", { segment: "SMB", arr: 5_000_00, created_at: ago(1) });
  await usage(dust, dateOf(ago(9)), { daily_active_users: 20 });
  await usage(dust, dateOf(ago(1)), { daily_active_users: 10 });
  await settle(desk, circle, [dust], { cause: "import", actor: null, now });
  const found = await get<{ fallen: number; worsened: number; movers: Record<string, unknown>[] }>(
    ana,
    `/api/circles/${circle.id}/movers/?days=7`,
  );
  expect({ fallen: found.fallen, worsened: found.worsened }).toEqual({ fallen: 2, worsened: 1 });
  expect(found.movers[1]).toEqual({
    account: { id: dust, number: 4, name: "Dust", segment: "SMB", arr: 5_000, renewal_date: null },
    from: 83.75,
    to: 71.25,
    change: -12.5,
    from_bucket: "healthy",
    to_bucket: "healthy",
    reckoned: true,
    steps: [{ cause: "behaviour", factor: "dau", points: -12.5, from: 20, to: 10 }],
  });
  const long = await get<{ movers: { account: { name: string }; from: number }[] }>(
    ana,
    `/api/circles/${circle.id}/movers/?days=300`,
  );
  expect(long.movers.map(({ account: { name }, from }) => [name, from])).toEqual([
    ["Bolt", 83.75],
    ["Dust", 83.75],
  ]);
  const few = await get<{ fallen: number; movers: unknown[] }>(
    ana,
    `/api/circles/${circle.id}/movers/?days=7&least=20&limit=1`,
  );
  expect([few.fallen, few.movers.length]).toEqual([2, 1]);
  const none = await get<{ movers: unknown[] }>(
    ana,
    `/api/circles/${circle.id}/movers/?since=${new Date(now).toISOString()}`,
  );
  expect(none.movers).toEqual([]);
});

test("[PF5] [PF6] [PF7] retention follows from the timeline: raised, lowered and lost accounts", async () => {
  const { ana, circle, query, acme, bolt, account } = await openBook();
  const lost = await account("Lost", { arr: 20_000_00, created_at: ago(400), deleted_at: ago(10) });
  const said = async (of: string, before: object, after: object, kind = "account.changed") =>
    db.insert(accountEvents).values({
      circle: circle.id,
      account: of,
      at: ago(30),
      via: "rest",
      kind,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    });
  await said(acme, { arr: 100_000_00 }, { arr: 120_000_00 });
  await said(bolt, { arr: 50_000_00, name: "Bult" }, { arr: 40_000_00, name: "Bolt" });
  await said(lost, { deleted_at: null }, { deleted_at: ago(10) }, "account.deleted");
  interface Report {
    period: Record<string, unknown>;
    lines: { account: { name: string }; kind: string; change: number }[];
    months: unknown[];
  }
  const report = await get<Report>(ana, `/api/analytics/retention/${query}`);
  const { from: _from, to: _to, known_since: _known, ...period } = report.period;
  expect(period).toEqual({
    start: { accounts: 3, arr: 170_000 },
    expansion: { accounts: 1, arr: 20_000 },
    contraction: { accounts: 1, arr: 10_000 },
    churn: { accounts: 1, arr: 20_000 },
    new: { accounts: 1, arr: 10_000 },
    end: { accounts: 3, arr: 170_000 },
    nrr: 94.12,
    grr: 82.35,
    covered: true,
  });
  expect(report.lines.map(({ account: { name }, kind }) => [name, kind])).toEqual([
    ["Acme", "expansion"],
    ["Lost", "churn"],
    ["Bolt", "contraction"],
    ["Core", "new"],
  ]);
  expect(report.months).toHaveLength(12);
  expect((await get<Summary>(ana, `/portfolio/summary${query}`)).nrr).toBe(94.12);
  const early = await get<Report>(ana, `/api/analytics/retention/${query}&from=2001-01-01`);
  expect(early.period).toMatchObject({ nrr: null, grr: null, covered: false });
  const refused = await ana.send(`/api/analytics/retention/${query}&from=2026-02-30`);
  expect([refused.status, Object.keys((await refused.json<{ errors: object }>()).errors)]).toEqual([400, ["from"]]);
});

test("[PF14] the trend gives each day as it stood at its end; days before the first score are reckoned", async () => {
  const { ana, circle, query, day: usage, acme } = await openBook();
  await usage(acme, dateOf(ago(44)), { daily_active_users: 50 });
  interface Trend {
    every: number;
    points: { date: string; scored: number; reckoned: number; average_health: number | null; buckets: object }[];
  }
  const trend = await get<Trend>(ana, `/api/analytics/health-trend/${query}&days=46`);
  expect([trend.every, trend.points.length, trend.points.at(-1)?.date]).toEqual([1, 46, today]);
  const on = (days: number) => {
    const { scored, reckoned, average_health } = trend.points.find(({ date }) => date === dateOf(ago(days))) ?? {};
    return [scored, reckoned, average_health];
  };
  expect([on(45), on(44), on(40), on(6), on(5), on(0)]).toEqual([
    [0, 0, null],
    [1, 1, 71.25],
    [2, 0, 83.75],
    [2, 0, 83.75],
    [2, 0, 50.375],
    [2, 0, 50.375],
  ]);
  await db.update(accounts).set({ deleted_at: now }).where(eq(accounts.circle, circle.id));
  expect((await get<Trend>(ana, `/api/analytics/health-trend/${query}&days=2`)).points.at(-1)?.scored).toBe(0);
});

test("[PF14] of each stretch only the last score or day of usage is read, and the points stay what they are", async () => {
  const { circle, acme, account, day: usage } = await openBook();
  const [old, late] = [await account("Old", { segment: "SMB" }), await account("Late", { segment: "SMB" })];
  for (let age = 19; age >= 0; age -= 1) {
    await usage(old, dateOf(ago(age)), { daily_active_users: 20 + age });
    await usage(late, dateOf(ago(age)), { daily_active_users: 20 + age });
    await settle(desk, circle, [old], { cause: "metrics", actor: null, now: ago(age) });
  }
  await settle(desk, circle, [late], { cause: "metrics", actor: null, now });
  const rows = await db.select().from(accounts).where(eq(accounts.circle, circle.id));
  const read = async (every: number) => {
    const scores = await scoresOf(db, rows, { from: dateOf(ago(20)), every });
    return (id: string) => scores.filter(({ account: of }) => of === id);
  };
  const [daily, fifth] = [await read(1), await read(5)];
  // From the nineteenth day before today: 20 scores, and four stretches of five.
  expect([daily(old).length, fifth(old).length]).toEqual([20, 4]);
  expect(fifth(old).map(({ date }) => date)).toEqual([15, 10, 5, 0].map((age) => dateOf(ago(age))));
  // Late has one score, of today; the 19 days before it are reckoned.
  expect([daily(late).length, fifth(late).length]).toEqual([20, 5]);
  expect(fifth(late).map(({ reckoned }) => reckoned)).toEqual([true, true, true, true, false]);
  for (const of of [old, late, acme]) expect(daily(of)).toEqual(expect.arrayContaining(fifth(of)));
});

test("[R7] [PF15] benchmarks say how many peers there are and when all accounts stand in; cohorts count what is left", async () => {
  const { ana, acme, query, circle, account, day: usage } = await openBook();
  for (const users of [10, 20, 30, 40, 50]) {
    const peer = await account(`Peer ${users}`, { industry: "technology", segment: "SMB", seats: 100 });
    await usage(peer, today, { daily_active_users: users });
    await settle(desk, circle, [peer], { cause: "metrics", actor: null, now });
  }
  interface Benchmark {
    metrics: { metric: string; value: number; comparisons: Record<string, unknown>[] }[];
  }
  const of = await get<Benchmark>(ana, `/api/accounts/${acme}/benchmark/`);
  const users = of.metrics.find(({ metric }) => metric === "daily_active_users");
  expect(users?.comparisons).toEqual([
    {
      by: "industry",
      group: "technology",
      among: "group",
      group_peers: 5,
      peers: 5,
      percentile: 100,
      p25: 20,
      median: 30,
      p75: 40,
    },
    {
      by: "segment",
      group: "Enterprise",
      among: "all",
      group_peers: 0,
      peers: 6,
      percentile: 100,
      p25: 12.5,
      median: 25,
      p75: 37.5,
    },
  ]);
  for (const path of [`/accounts/1/benchmark${query}`, `/api/customers/${acme}/benchmark/`])
    expect(await get<Benchmark>(ana, path)).toMatchObject({ metrics: of.metrics });
  const table = await get<{ groups: { by: string | null; group: string | null; accounts: number }[] }>(
    ana,
    `/api/analytics/benchmark/${query}`,
  );
  expect(table.groups.map(({ by, group, accounts: count }) => [by, group, count])).toEqual([
    [null, null, 8],
    ["industry", "other", 1],
    ["industry", "retail", 1],
    ["industry", "technology", 6],
    ["segment", "Enterprise", 1],
    ["segment", "SMB", 6],
  ]);
  const { cohorts } = await get<{ cohorts: { accounts: number; course: { accounts: number; arr: number }[] }[] }>(
    ana,
    `/api/analytics/cohorts/${query}&months=24`,
  );
  expect(cohorts.map(({ accounts: count }) => count)).toEqual([2, 1]);
  expect(cohorts[0]?.course.at(-1)).toEqual({
    months: (cohorts[0]?.course.length ?? 0) - 1,
    accounts: 2,
    arr: 160_000,
  });
});

test("[P2] a stranger's question about a circle is answered like one about nothing", async () => {
  const { acme, circle, query } = await openBook();
  const mo = await newVisitor("Mo");
  for (const path of [
    `/portfolio/summary${query}`,
    `/api/analytics/retention/${query}`,
    `/api/analytics/health-trend/${query}`,
    `/api/analytics/cohorts/${query}`,
    `/api/analytics/benchmark/${query}`,
    `/api/analytics/playbook-effectiveness/${query}`,
    `/api/accounts/${acme}/benchmark/`,
    `/api/circles/${circle.id}/movers/`,
    `/api/circles/${circle.id}/changes/`,
    `/api/circles/${circle.id}/next-actions/`,
    `/api/circles/${circle.id}/next-actions/answers/`,
  ])
    expect([path, (await mo.send(path)).status]).toEqual([path, 404]);
  expect((await get<Summary>(mo, "/portfolio/summary")).total_accounts).toBe(0);
});
