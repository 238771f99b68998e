/** The summary of health, customers at risk, renewals, and everything on one customer. */
import { expect, test } from "vitest";
import { createCustomer, customerPath, namesOf, putUsage } from "../../tests/workerd/customers.ts";
import { create, newHouse, wrongFields } from "../../tests/workerd/contacts.ts";
import { newCircle, told } from "../../tests/workerd/visitor.ts";

const day = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);

test("[A11] the summary counts customers and ARR by bucket and averages the scores there are", async () => {
  const house = await newHouse();
  await createCustomer(house, { arr: 100, health_score: 80 });
  await createCustomer(house, { arr: 300, health_score: 40, industry: "retail" });
  await createCustomer(house, { arr: 50, health_score: "critical" });
  await createCustomer(house, { arr: 7 });
  const expected = {
    count: 4,
    arr: "457.00",
    scored: { count: 2, arr: "400.00" },
    average_health: 60,
    weighted_health: 50,
    buckets: {
      healthy: { count: 1, arr: "100.00" },
      at_risk: { count: 1, arr: "300.00" },
      critical: { count: 1, arr: "50.00" },
      unknown: { count: 1, arr: "7.00" },
    },
    at_risk: { count: 2, arr: "350.00" },
  };
  const path = `${customerPath}health-summary/`;
  expect(await told(house.member.send(path))).toEqual({ status: 200, body: expected });
  expect(await told(house.member.send(`${path}?industry=retail`))).toMatchObject({
    body: { count: 1, average_health: 40 },
  });
  expect(await told(house.stranger.send(path))).toMatchObject({
    status: 200,
    body: { count: 0, average_health: null },
  });
});

test("[A12] [C15] at risk means critical first, then at risk, each by ARR; a bucket narrows it", async () => {
  const house = await newHouse();
  await createCustomer(house, { name: "well", arr: 999, health_score: "healthy" });
  await createCustomer(house, { name: "r9", arr: 9, health_score: "at_risk" });
  await createCustomer(house, { name: "c1", arr: 1, health_score: "critical" });
  await createCustomer(house, { name: "c2", arr: 2, health_score: "critical" });
  await createCustomer(house, { name: "r10", arr: 10, health_score: "at_risk" });
  await createCustomer(house, { name: "nobody knows", arr: 100 });
  const path = `${customerPath}at-risk/`;
  expect(await namesOf(house.member.send(path))).toEqual(["c2", "c1", "r10", "r9"]);
  expect(await namesOf(house.member.send(`${path}?bucket=at_risk`))).toEqual(["r10", "r9"]);
  expect(await namesOf(house.member.send(`${path}?bucket=healthy`))).toEqual([]);
  expect(await wrongFields(house.member.send(`${path}?bucket=poor`))).toEqual({ status: 400, fields: ["bucket"] });
});

test("[A13] renewals of the next thirty days, or as many as are asked for, soonest first; day 0 is today alone", async () => {
  const house = await newHouse();
  for (const days of [31, 30, 0, -1, 5]) await createCustomer(house, { name: `d${days}`, renewal_date: dayFrom(days) });
  await createCustomer(house, { name: "never" });
  const path = `${customerPath}upcoming-renewals/`;
  expect(await namesOf(house.member.send(path))).toEqual(["d0", "d5", "d30"]);
  expect(await namesOf(house.member.send(`${path}?days=0`))).toEqual(["d0"]);
  expect(await namesOf(house.member.send(`${path}?days=31`))).toEqual(["d0", "d5", "d30", "d31"]);
  for (const days of ["-1", "x", "4000"])
    expect(await wrongFields(house.member.send(`${path}?days=${days}`))).toEqual({ status: 400, fields: ["days"] });
  expect((await house.member.send(`${path}?circle_id=${await newCircle(house.stranger, "Far")}`)).status).toBe(404);
});

test("[A8] the dashboard says everything on one customer, under exactly these names", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, {
    name: "Acme Corp",
    segment: "Enterprise",
    arr: 120_000,
    seats: 100,
    renewal_date: dayFrom(20),
  });
  await putUsage(house, id, { date: dayFrom(-10), daily_active_users: 95 });
  await putUsage(house, id, { date: dayFrom(0), daily_active_users: 95, nps_score: -20, support_tickets_open: 7 });
  await house.member.send(`${customerPath}${id}/feedback/`, { body: { title: "Awful, terrible, we hate it" } });
  await house.member.send(`${customerPath}${id}/meetings/`, { body: { date: dayFrom(-3), sentiment: "negative" } });
  const { status, body } = await told(house.member.send(`${customerPath}${id}/dashboard/`));
  expect(status).toBe(200);
  const board = body as Record<string, unknown>;
  expect(Object.keys(board)).toEqual([
    "customer",
    "metrics",
    "health",
    "trends",
    "feedback",
    "meetings",
    "renewal",
    "risks",
    "opportunities",
    "playbooks",
    "timeline",
  ]);
  expect(board).toMatchObject({
    customer: { id, arr: "120000.00", sentiment: "negative" },
    metrics: { nps: null },
    health: { source: "computed", coverage: 1, contributions: { length: 5 }, freshness: { length: 5 } },
    feedback: { open: 1, resolved: 0, total: 1, results: [{ title: "Awful, terrible, we hate it" }] },
    meetings: { total: 1, results: [{ sentiment: "negative" }] },
    renewal: { renewal_date: dayFrom(20), days: 20 },
  });
  const { risks, opportunities, playbooks, timeline } = board as {
    risks: { kind: string; severity: string; evidence: { table: string; id: string }[] }[];
    opportunities: { kind: string; value: string | null }[];
    playbooks: { number: number; matched: { rows: unknown[] }[] }[];
    timeline: { kind: string }[];
  };
  expect(risks.map(({ kind, severity }) => `${severity} ${kind}`)).toEqual([
    "high renewal_unwell",
    "medium detractor",
    "medium many_tickets",
    "medium at_risk_health",
    "medium unhappy_feedback",
  ]);
  for (const { evidence } of risks) expect(evidence.length).toBeGreaterThan(0);
  expect(opportunities).toMatchObject([{ kind: "more_seats", value: "16800.00" }]);
  expect(playbooks.map(({ number }) => number)).toContain(9);
  expect(timeline.map(({ kind }) => kind)).toContain("usage.recorded");
});

test("[C1] an account lists the contacts of the board whose company it is, whatever the case", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { name: "Ärzte AG" });
  await create(house, { name: "One", company: "ÄRZTE ag" });
  await create(house, { name: "Two", company: " Ärzte AG " });
  await create(house, { name: "Other", company: "Ärzte AG Nord" });
  await create(house, { name: "Nobody's" });
  const path = `/api/accounts/${id}/contacts/`;
  expect((await namesOf(house.member.send(path))).toSorted()).toEqual(["One", "Two"]);
  expect(await namesOf(house.member.send(`${path}?page_size=1&page=2`))).toHaveLength(1);
  expect((await house.member.send(`${path}?page=9`)).status).toBe(404);
  expect((await house.stranger.send(path)).status).toBe(404);
});

test("[TD1] what others did on the board is counted beside it, by mutation and record", async () => {
  const house = await newHouse();
  const since = new Date(Date.now() - 1_000).toISOString();
  const contact = await create(house);
  for (const funnel_stage of ["contacted", "negotiation"])
    await house.member.send(`/api/crm/contacts/${contact.id}/move/`, { body: { funnel_stage } });
  const board = async (person: typeof house.member) =>
    (
      await (
        await person.send(`/api/circles/${house.circle}/changes/?since=${since}`)
      ).json<{ board: { kind: string; count: number; records: number }[] }>()
    ).board;
  expect(await board(house.moderator)).toEqual([
    { kind: "contact.create", count: 1, records: 1 },
    { kind: "contact.move", count: 2, records: 1 },
  ]);
  expect(await board(house.member)).toEqual([{ kind: "contact.create", count: 1, records: 1 }]);
});
