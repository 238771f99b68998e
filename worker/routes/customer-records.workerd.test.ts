/** Feedback, meetings, metrics and daily usage of a customer, and what follows from them. */
import { expect, test } from "vitest";
import { createCustomer, customerPath, type Page, putUsage, readCustomer } from "../../tests/workerd/customers.ts";
import { type House, newHouse, ownId, wrongFields } from "../../tests/workerd/contacts.ts";
import { told, type Visitor } from "../../tests/workerd/visitor.ts";

interface FeedbackRow {
  id: string;
  customer: string;
  title: string;
  status: string;
  description: string;
  sentiment: string | null;
  updated_at: string;
}
interface MeetingRow {
  id: string;
  date: string;
  participants: string[];
  sentiment: string | null;
}

const list = async <Row>(person: Visitor, path: string): Promise<Page<Row>> => {
  const response = await person.send(path);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json<Page<Row>>();
};

const add = async <Row>(house: House, path: string, body: object): Promise<Row> => {
  const response = await house.member.send(path, { body });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return response.json<Row>();
};

test("[A9] [D4] feedback is added under its customer and listed newest first, open unless told, its sentiment read from its words", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { name: "Acme" });
  const path = `${customerPath}${id}/feedback/`;
  const first = await add<FeedbackRow>(house, path, { title: "Login is terribly slow", description: "We hate it." });
  expect(first).toEqual({
    id: expect.any(String),
    customer: id,
    customer_name: "Acme",
    title: "Login is terribly slow",
    status: "open",
    description: "We hate it.",
    sentiment: "negative",
    sentiment_score: expect.any(Number),
    created_at: expect.any(String),
    created_by: house.member.id,
    updated_at: expect.any(String),
  });
  await add(house, `${customerPath}1/feedback`, { title: "Great help, thank you!", status: "resolved" });
  const page = await list<FeedbackRow>(house.member, path);
  expect({ count: page.count, titles: page.results.map(({ title }) => title) }).toEqual({
    count: 2,
    titles: ["Great help, thank you!", "Login is terribly slow"],
  });
  expect((await list<FeedbackRow>(house.member, `${path}?status=open`)).results).toMatchObject([{ id: first.id }]);
  expect((await list<FeedbackRow>(house.member, `${path}?sentiment=positive`)).count).toBe(1);
  expect((await readCustomer(house, id)).open_feedback).toBe(1);
  expect(await wrongFields(house.member.send(path, { body: { status: "new", description: 7 } }))).toEqual({
    status: 400,
    fields: ["description", "status", "title"],
  });
  expect(await wrongFields(house.member.send(`${path}?status=new`))).toEqual({ status: 400, fields: ["status"] });
});

test("[A10] [D5] [X10] meetings take a date or a time, names as list or text, and a sentiment; the last one comes first", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house);
  const path = `${customerPath}${id}/meetings/`;
  const one = await add<MeetingRow>(house, path, { date: "2026-03-01", participants: "Ana Duarte, Ben , " });
  expect(one).toMatchObject({
    date: "2026-03-01T00:00:00.000Z",
    participants: ["Ana Duarte", "Ben"],
    sentiment: null,
    summary: "",
  });
  await add(house, path, {
    date: "2026-03-05T15:30:00+02:00",
    participants: ["Cem"],
    sentiment: "negative",
    summary: "Tense.",
  });
  const { results } = await list<MeetingRow>(house.member, path);
  expect(results.map(({ date, sentiment }) => [date, sentiment])).toEqual([
    ["2026-03-05T13:30:00.000Z", "negative"],
    ["2026-03-01T00:00:00.000Z", null],
  ]);
  expect(await readCustomer(house, id)).toMatchObject({
    last_meeting_at: "2026-03-05T13:30:00.000Z",
    sentiment: "negative",
    sentiment_why: { from: "meeting" },
  });
  for (const date of ["31/12/2026", "2026-02-30", 7, null, "2026-01-01T25:00:00Z"])
    expect(await wrongFields(house.member.send(path, { body: { date } }))).toEqual({ status: 400, fields: ["date"] });
  expect(await wrongFields(house.member.send(path, { body: { sentiment: "angry", participants: [1] } }))).toMatchObject(
    { status: 400 },
  );
});

test("[A14] [C4] feedback has paths of its own: list by customer, add by id or number, show, change, delete, restore", async () => {
  const house = await newHouse();
  const acme = await createCustomer(house);
  const other = await createCustomer(house);
  const path = `${customerPath}feedback/`;
  const id = ownId(house);
  const row = await add<FeedbackRow>(house, path, { customer: acme.id, title: "Slow", id });
  expect(row.id).toBe(id);
  await add(house, path, { customer: other.number, title: "Fast" });
  expect((await list<FeedbackRow>(house.member, path)).count).toBe(2);
  expect((await list<FeedbackRow>(house.member, `${path}?customer=${acme.number}`)).results).toMatchObject([{ id }]);
  expect((await house.member.send(path, { body: { customer: acme.id, title: "Again", id } })).status).toBe(409);
  expect(await wrongFields(house.member.send(path, { body: { title: "Whose?" } }))).toEqual({
    status: 400,
    fields: ["customer"],
  });
  expect((await house.member.send(path, { body: { title: "X", customer: ownId(house) } })).status).toBe(404);
  expect(await wrongFields(house.member.send(`${path}?customer=acme`))).toEqual({ status: 400, fields: ["customer"] });

  const own = `${path}${id}/`;
  expect(await told(house.member.send(own))).toMatchObject({ status: 200, body: { title: "Slow" } });
  expect(await wrongFields(house.member.send(own, { method: "PUT", body: { status: "closed" } }))).toEqual({
    status: 400,
    fields: ["title"],
  });
  const put = await told(
    house.member.send(own, { method: "PUT", body: { title: "Splendid now", status: "closed", customer: other.id } }),
  );
  expect(put).toMatchObject({
    body: { title: "Splendid now", status: "closed", sentiment: "positive", customer: acme.id },
  });
  expect(await told(house.member.send(own, { method: "PATCH", body: { status: "in_progress" } }))).toMatchObject({
    body: { title: "Splendid now", status: "in_progress" },
  });
  expect((await readCustomer(house, acme.id)).open_feedback).toBe(1);
  expect((await house.member.send(own, { method: "DELETE" })).status).toBe(403);
  expect((await house.moderator.send(own, { method: "DELETE" })).status).toBe(204);
  expect((await house.moderator.send(own)).status).toBe(404);
  expect((await readCustomer(house, acme.id)).open_feedback).toBe(0);
  expect(await told(house.moderator.send(`${own}restore/`, { method: "POST" }))).toMatchObject({
    status: 200,
    body: { id, status: "in_progress" },
  });
});

test("[A15] meetings have paths of their own, and what belongs to a foreign or deleted customer is not there", async () => {
  const house = await newHouse();
  const acme = await createCustomer(house);
  const path = `${customerPath}meetings/`;
  const { id } = await add<MeetingRow>(house, path, { customer: acme.id, date: "2026-01-02" });
  const own = `${path}${id}/`;
  expect(await told(house.member.send(own, { method: "PATCH", body: { participants: ["Ana"] } }))).toMatchObject({
    body: { participants: ["Ana"], date: "2026-01-02T00:00:00.000Z" },
  });
  expect(await wrongFields(house.member.send(own, { method: "PUT", body: { summary: "x" } }))).toEqual({
    status: 400,
    fields: ["date"],
  });
  const foreign = await told(house.stranger.send(own));
  expect(foreign).toEqual(await told(house.stranger.send(`${path}${ownId(house)}/`)));
  expect(foreign.status).toBe(404);
  expect((await list<MeetingRow>(house.stranger, path)).count).toBe(0);
  expect((await house.stranger.send(`${path}?customer=${acme.id}`)).status).toBe(404);
  await house.admin.send(`${customerPath}${acme.id}/`, { method: "DELETE" });
  expect((await house.member.send(own)).status).toBe(404);
  expect((await list<MeetingRow>(house.member, path)).count).toBe(0);
});

test("[X1] [D6] [D7] metrics are nulls before anybody wrote any; then what is said, and the share of responses used", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house);
  const path = `${customerPath}${id}/metrics/`;
  const nothing = {
    nps: null,
    usage_trend: null,
    active_users: null,
    renewal_rate: null,
    seat_utilization: null,
    response_limit: null,
    response_used: null,
    response_usage_percentage: 0,
    updated_at: null,
  };
  expect(await told(house.member.send(path))).toEqual({ status: 200, body: nothing });
  const put = await told(
    house.member.send(path, {
      method: "PUT",
      body: { nps: 45, usage_trend: "up", response_limit: 300, response_used: 100 },
    }),
  );
  expect(put).toEqual({
    status: 200,
    body: {
      ...nothing,
      nps: 45,
      usage_trend: "up",
      response_limit: 300,
      response_used: 100,
      response_usage_percentage: 33.33,
      updated_at: expect.any(String),
    },
  });
  expect(
    await told(house.member.send(path, { method: "PATCH", body: { response_limit: 0, nps: null } })),
  ).toMatchObject({
    body: { nps: null, usage_trend: "up", response_usage_percentage: 0 },
  });
  expect(
    await wrongFields(
      house.member.send(path, {
        method: "PATCH",
        body: { nps: 101, usage_trend: "sideways", active_users: 1.5, response_used: -1, renewal_rate: "high" },
      }),
    ),
  ).toEqual({ status: 400, fields: ["active_users", "nps", "renewal_rate", "response_used", "usage_trend"] });
});

test("[A6] a customer shows its feedback, meetings and metrics nested", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house);
  await add(house, `${customerPath}${id}/feedback/`, { title: "Fine" });
  await add(house, `${customerPath}${id}/meetings/`, { date: "2026-01-02" });
  await house.member.send(`${customerPath}${id}/metrics/`, { method: "PUT", body: { nps: 9 } });
  expect(await told(house.member.send(`${customerPath}${id}/`))).toMatchObject({
    status: 200,
    body: { id, feedback: [{ title: "Fine" }], meetings: [{ date: "2026-01-02T00:00:00.000Z" }], metrics: { nps: 9 } },
  });
});

test("[D8] [H8] [H4] [I5] a day of usage is written, changed in part, and scored at once; the account shows parts and course", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { name: "Acme Corp", segment: "Enterprise" });
  expect((await putUsage(house, id, {})).status).toBe(200);
  expect((await readCustomer(house, id)).health_value).toBe(83.75);
  await putUsage(house, id, {
    date: "2024-01-02",
    daily_active_users: 145,
    feature_adoption_rate: 0.76,
    support_tickets_open: 3,
    login_frequency: 0.82,
  });
  expect((await readCustomer(house, id)).health_value).toBe(81.55);
  const path = `/api/accounts/${id}/usage/`;
  const partly = await told(house.member.send(path, { method: "PUT", body: { date: "2024-01-02", nps_score: null } }));
  expect(partly).toMatchObject({ status: 200, body: { nps_score: null, daily_active_users: 145, source: "api" } });
  const detail = await (
    await house.member.send(`/accounts/${id}`)
  ).json<{
    health_score: number;
    contributions: { factor: string; points: number }[];
    health_history: { value: number }[];
    trends: Record<string, { series: { date: string; value: number }[]; slope: number | null }>;
  }>();
  expect(detail.contributions.map(({ factor }) => factor)).toEqual(["dau", "adoption", "tickets", "nps", "login"]);
  expect(detail.contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(detail.health_score, 8);
  expect(detail.health_history.map(({ value }) => value)).toEqual([detail.health_score, 81.55, 83.75, null]);
  expect(detail.trends["daily_active_users"]).toEqual({
    series: [
      { date: "2024-01-01", value: 150 },
      { date: "2024-01-02", value: 145 },
    ],
    slope: -5,
  });
  expect(detail.trends["nps_score"]).toEqual({ series: [{ date: "2024-01-01", value: 50 }], slope: null });
  const one = await (await house.member.send(`/accounts/${id}?days=1`)).json<typeof detail>();
  expect(one.trends["daily_active_users"]?.series).toEqual([{ date: "2024-01-02", value: 145 }]);
  expect((await list<{ date: string }>(house.member, path)).results.map(({ date }) => date)).toEqual([
    "2024-01-02",
    "2024-01-01",
  ]);
  expect(
    await wrongFields(
      house.member.send(path, {
        method: "PUT",
        body: {
          daily_active_users: 1.5,
          feature_adoption_rate: 1.1,
          support_tickets_open: -1,
          nps_score: "x",
          login_frequency: -0.1,
        },
      }),
    ),
  ).toEqual({
    status: 400,
    fields: [
      "daily_active_users",
      "date",
      "feature_adoption_rate",
      "login_frequency",
      "nps_score",
      "support_tickets_open",
    ],
  });
  expect(await wrongFields(house.member.send(path, { method: "PUT", body: { date: "2999-01-01" } }))).toEqual({
    status: 400,
    fields: ["date"],
  });
});

test("[AA1] the timeline is one list of changes, feedback, meetings and scores, each with who and by which way", async () => {
  const house = await newHouse();
  const { id } = await createCustomer(house, { segment: "Enterprise" });
  await house.member.send(`${customerPath}${id}/`, { method: "PATCH", body: { arr: 99.5 } });
  const { id: feedback } = await add<FeedbackRow>(house, `${customerPath}${id}/feedback/`, { title: "Fine" });
  await house.member.send(`${customerPath}feedback/${feedback}/`, { method: "PATCH", body: { status: "closed" } });
  await add(house, `${customerPath}${id}/meetings/`, { date: "2020-01-02" });
  await putUsage(house, id, {});
  const path = `/api/accounts/${id}/timeline/`;
  const page = await list<Record<string, unknown>>(house.member, path);
  expect(page.count).toBe(7);
  expect(page.results.map(({ kind }) => String(kind)).toSorted()).toEqual([
    "account.changed",
    "account.created",
    "feedback.added",
    "feedback.changed",
    "health.scored",
    "meeting.added",
    "usage.recorded",
  ]);
  expect(page.results.at(-1)).toMatchObject({
    kind: "meeting.added",
    at: "2020-01-02T00:00:00.000Z",
    actor_name: "Mem",
  });
  expect(page.results.find(({ kind }) => kind === "account.changed")).toMatchObject({
    type: "event",
    source: "human",
    actor: house.member.id,
    data: { via: "rest", before: { arr: 0 }, after: { arr: 99.5 } },
    step: expect.any(String),
  });
  expect(page.results.find(({ kind }) => kind === "feedback.changed")).toMatchObject({
    subject: feedback,
    data: { before: { status: "open" }, after: { status: "closed" } },
  });
  expect(page.results.find(({ kind }) => kind === "health.scored")).toMatchObject({
    data: { from: null, to: 83.75, from_bucket: "unknown", to_bucket: "healthy", cause: "metrics" },
  });
  expect((await list(house.member, `${path}?type=score,meeting`)).count).toBe(2);
  const second = await list<{ kind: string }>(house.member, `${path}?page_size=4&page=2`);
  expect(second).toMatchObject({ next: null, results: { length: 3 } });
  expect(await wrongFields(house.member.send(`${path}?type=gossip`))).toEqual({ status: 400, fields: ["type"] });
  expect((await house.stranger.send(path)).status).toBe(404);
});
