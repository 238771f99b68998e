/** Playbooks over REST: the library, what is recommended, dry runs, and runs from start to end. */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accountEvents } from "../../drizzle/accounts.ts";
import { dateAfter } from "../../domain/days.ts";
import { circleOf } from "../../domain/id.ts";
import { db } from "../../tests/workerd/accounts.ts";
import { ago, dateOf, get, openBook, today } from "../../tests/workerd/portfolio.ts";
import { join, newVisitor, told } from "../../tests/workerd/visitor.ts";

interface Step {
  place: number;
  title: string;
  owner: string | null;
  due: string;
  done: boolean;
  done_by: string | null;
  late: boolean;
}
interface Run {
  id: string;
  account: { id: string; name: string };
  playbook: { id: string; number: number; name: string };
  ended_at: string | null;
  outcome: string | null;
  matched: { says: string }[];
  health_before: number | null;
  health_after: number | null;
  steps_done: number;
  steps: Step[];
}

test("[Y1] GET /playbooks has the ten, whole, under both addresses, and each by number or id", async () => {
  const { ana } = await openBook();
  const list = await get<{
    count: number;
    results: { number: number; name: string; steps: unknown[]; guides: unknown[]; trigger_says: string[][] }[];
  }>(ana, "/playbooks");
  expect([list.count, list.results.map(({ number }) => number)]).toEqual([10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  expect(list.results[0]?.trigger_says).toEqual([
    ["Segment is Enterprise", "No meeting in the last 90 days"],
    ["Segment is Enterprise", "Renewal is within 120 days"],
  ]);
  expect(await get(ana, "/api/playbooks/")).toMatchObject({ results: list.results });
  expect(await get(ana, "/playbooks/2")).toEqual(await get(ana, "/api/playbooks/feature-adoption-campaign/"));
  expect((await told(ana.send("/playbooks/11"))).status).toBe(404);
  expect((await told((await newVisitor("Eve")).send("/playbooks"))).status).toBe(200);
});

test("[Y2] [C33] recommendations name the rows that matched, asked by query or by body", async () => {
  const { ana, bolt } = await openBook();
  const ask = (path: string, body?: unknown) =>
    told(ana.send(path, { method: "POST", ...(body === undefined ? {} : { body }) }));
  const byQuery = await ask("/actions/recommend?account_id=2");
  expect(byQuery).toMatchObject({
    status: 200,
    body: {
      account: { id: bolt, number: 2, name: "Bolt" },
      count: 5,
      recommendations: [
        { playbook: { number: 9, name: "Renewal Risk Mitigation" }, run_id: null },
        {
          playbook: { number: 3 },
          matched: [
            {
              says: "Open support tickets are at least 5",
              rows: [
                {
                  table: "usage",
                  id: `${bolt}/${dateOf(ago(5))}`,
                  field: "support_tickets_open",
                  value: 9,
                  date: dateOf(ago(5)),
                },
              ],
            },
          ],
        },
        { playbook: { number: 7 } },
        { playbook: { number: 4 } },
        { playbook: { number: 2 } },
      ],
    },
  });
  const untimed = ({ body, ...rest }: { status: number; body: unknown }) => ({
    ...rest,
    body: { ...(body as object), as_of: null },
  });
  for (const body of [{ account_id: bolt }, { account_id: 2 }])
    expect(untimed(await ask("/api/actions/recommend/", body))).toEqual(untimed(byQuery));
  expect(await ask("/actions/recommend")).toMatchObject({
    status: 400,
    body: { errors: { account_id: ["This field is required."] } },
  });
  expect(await ask("/actions/recommend", { account_id: true })).toMatchObject({
    status: 400,
    body: { errors: { account_id: expect.any(Array) } },
  });
  expect((await ask("/actions/recommend?account_id=77")).status).toBe(404);
});

test("[Y3] a run starts with a checklist, is worked on step by step, and ends with an outcome", async () => {
  const { ana, bolt, circle } = await openBook();
  const started = await told(ana.send("/playbooks/3/runs", { body: { account_id: bolt } }));
  const run = started.body as Run;
  expect(started.status).toBe(201);
  expect(run).toMatchObject({
    account: { id: bolt, name: "Bolt" },
    playbook: { number: 3, name: "Technical Health Check" },
    steps_done: 0,
    health_before: 17,
    matched: [{ says: "Open support tickets are at least 5" }],
  });
  expect(run.steps.map(({ due }) => due)).toEqual([2, 3, 7, 14, 21].map((days) => dateAfter(today, days)));
  const step = (place: number, body: unknown) =>
    told(ana.send(`/api/playbook-runs/${run.id}/steps/${place}/`, { method: "PATCH", body }));
  expect(await step(1, { done: true, owner: ana.id })).toMatchObject({
    status: 200,
    body: { steps_done: 1, steps: [{ done: true, done_by: ana.id, owner: ana.id }, {}, {}, {}, {}] },
  });
  expect(await step(2, { due: dateOf(ago(2)), title: "Tell them" })).toMatchObject({
    body: { steps: [{}, { late: true, title: "Tell them" }, {}, {}, {}] },
  });
  expect(await step(1, { done: false })).toMatchObject({ body: { steps_done: 0 } });
  expect(await step(1, { done: "yes" })).toMatchObject({
    status: 400,
    body: { errors: { done: ["Must be true or false."] } },
  });
  expect(await step(1, { owner: "nobody" })).toMatchObject({
    status: 400,
    body: { errors: { owner: ["Is no member of this circle."] } },
  });
  expect((await step(9, { done: true })).status).toBe(404);
  const recommended = (await told(ana.send(`/actions/recommend?account_id=${bolt}`, { method: "POST" }))).body as {
    recommendations: { playbook: { number: number }; run_id: string | null }[];
  };
  expect(recommended.recommendations.find(({ playbook }) => playbook.number === 3)?.run_id).toBe(run.id);
  const ended = await told(
    ana.send(`/api/playbook-runs/${run.id}/end/`, { body: { outcome: "partly", note: "Two causes left." } }),
  );
  expect(ended).toMatchObject({
    status: 200,
    body: { outcome: "partly", note: "Two causes left.", health_after: 17, ended_at: expect.any(String) },
  });
  expect(await step(3, { done: true })).toMatchObject({
    status: 400,
    body: { errors: { run: ["This run has ended."] } },
  });
  const list = async (query: string) =>
    (await get<{ results: Run[] }>(ana, `/api/playbook-runs/?circle_id=${circle.id}${query}`)).results.map(
      ({ id }) => id,
    );
  expect([await list("&state=ended"), await list("&state=open"), await list(`&account=${bolt}`)]).toEqual([
    [run.id],
    [],
    [run.id],
  ]);
  expect((await get<{ results: Run[] }>(ana, `/api/accounts/${bolt}/runs/`)).results.map(({ id }) => id)).toEqual([
    run.id,
  ]);
  const events = await db
    .select({ kind: accountEvents.kind })
    .from(accountEvents)
    .where(eq(accountEvents.account, bolt));
  expect(events.map(({ kind }) => kind)).toEqual(["playbook.started", "playbook.step_done", "playbook.ended"]);
});

test("[Y3] a playbook is at work on an account once at a time, and again after its end", async () => {
  const { ana, bolt } = await openBook();
  const start = (playbook: unknown = "nps-recovery-plan") =>
    told(ana.send(`/api/accounts/${bolt}/runs/`, { body: { playbook } }));
  const first = (await start()).body as Run;
  expect(await start(7)).toMatchObject({ status: 409, body: { code: "already_running", existing_id: first.id } });
  await ana.send(`/api/playbook-runs/${first.id}/end/`, { body: { outcome: "dropped" } });
  expect((await start()).status).toBe(201);
  expect(await start("nothing")).toMatchObject({
    status: 400,
    body: { errors: { playbook: ["Is no playbook of the library."] } },
  });
  const key = { "idempotency-key": "k" };
  const twice = await Promise.all(
    [0, 1].map(() => told(ana.send("/playbooks/1/runs", { body: { account_id: bolt }, headers: key }))),
  );
  expect((await get<{ count: number }>(ana, "/playbooks/1/runs")).count).toBe(1);
  expect(twice.map(({ status }) => status)).toContain(201);
});

test("[Y3] runs under way are listed before those that have ended, the newest first", async () => {
  const { ana, bolt, circle } = await openBook();
  const runs: string[] = [];
  for (const playbook of [1, 2, 3, 4]) {
    const { body } = await told(ana.send(`/api/accounts/${bolt}/runs/`, { body: { playbook } }));
    runs.push((body as Run).id);
  }
  const [one, two, three, four] = runs;
  for (const id of [two, four]) await ana.send(`/api/playbook-runs/${id}/end/`, { body: { outcome: "worked" } });
  const list = await get<{ count: number; results: Run[] }>(ana, `/api/playbook-runs/?circle_id=${circle.id}`);
  expect(list.results.map(({ id }) => id)).toEqual([three, one, four, two]);
  const first = await get<{ count: number; results: Run[] }>(
    ana,
    `/api/playbook-runs/?circle_id=${circle.id}&page_size=2`,
  );
  expect([first.count, first.results.map(({ id }) => id)]).toEqual([4, [three, one]]);
});

test("[Y3] a run that was touched counts as a plan", async () => {
  const { ana, acme } = await openBook();
  await ana.send(`/api/customers/${acme}/`, { method: "PATCH", body: { health_score: "at_risk" } });
  const numbers = async () =>
    (
      (await told(ana.send(`/actions/recommend?account_id=${acme}`, { method: "POST" }))).body as {
        recommendations: { playbook: { number: number } }[];
      }
    ).recommendations.map(({ playbook }) => playbook.number);
  expect(await numbers()).toContain(5);
  await ana.send("/playbooks/5/runs", { body: { account_id: acme } });
  expect(await numbers()).not.toContain(5);
});

test("[PB3] a dry run finds the days on which a trigger began to hold, also for a trigger that nobody uses yet", async () => {
  const { ana, bolt, query } = await openBook();
  const run = await get<{ count: number; accounts: number; firings: { account: { id: string }; date: string }[] }>(
    ana,
    `/playbooks/3/dry-run${query}`,
  );
  expect(run).toMatchObject({
    count: 1,
    accounts: 1,
    holding: [{ account: { id: bolt } }],
    days: 90,
    until: today,
    firings: [{ account: { id: bolt }, date: dateOf(ago(5)) }],
  });
  const tryOut = (body: unknown) => told(ana.send(`/api/playbooks/3/dry-run/${query}`, { body }));
  const atLeast = (value: number) => ({ any: [{ all: [{ measure: "support_tickets_open", op: "at_least", value }] }] });
  expect(await tryOut({ trigger: atLeast(10), days: 30 })).toMatchObject({ status: 200, body: { count: 0, days: 30 } });
  expect(await tryOut({ trigger: atLeast(2) })).toMatchObject({ body: { accounts: 2 } });
  expect(await tryOut({ trigger: { any: [] } })).toMatchObject({
    status: 400,
    body: { errors: { trigger: ["Is no trigger: At least one alternative."] } },
  });
  expect((await told(ana.send(`/playbooks/3/dry-run${query}&days=0`))).body).toMatchObject({
    status: 400,
    errors: { days: expect.any(Array) },
  });
});

test("[P2] [P4] members work on runs; to others they are not there", async () => {
  const { ana, bolt, circle } = await openBook();
  const [ben, eve] = await Promise.all([newVisitor("Ben"), newVisitor("Eve")]);
  await join(ana, circle.id, ben, "member");
  const run = (await told(ben.send("/playbooks/3/runs", { body: { account_id: bolt } }))).body as Run;
  expect((await told(ben.send(`/api/playbook-runs/${run.id}/`))).status).toBe(200);
  const calls: [string, string, unknown?][] = [
    ["GET", `/api/playbook-runs/${run.id}/`],
    ["PATCH", `/api/playbook-runs/${run.id}/steps/1/`, { done: true }],
    ["POST", `/api/playbook-runs/${run.id}/end/`, { outcome: "worked" }],
    ["POST", "/playbooks/3/runs", { account_id: bolt }],
    ["GET", `/api/accounts/${bolt}/runs/`],
    ["POST", `/actions/recommend?account_id=${bolt}`],
    ["GET", `/playbooks/3/dry-run?circle_id=${circle.id}`],
  ];
  for (const [method, path, body] of calls)
    expect([path, (await told(eve.send(path, { method, ...(body === undefined ? {} : { body }) }))).status]).toEqual([
      path,
      404,
    ]);
  expect((await get<{ count: number }>(eve, "/api/playbook-runs/")).count).toBe(0);
  expect(circleOf(run.id)).toBe(circle.key);
});
