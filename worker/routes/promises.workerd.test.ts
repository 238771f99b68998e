/** Meeting notes read and offered, and promises noted, kept and briefed from, over REST. */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accountEvents, meetings } from "../../drizzle/accounts.ts";
import { promises } from "../../drizzle/playbooks.ts";
import { honestNotes } from "../../tests/ai-elements.ts";
import { db } from "../../tests/workerd/accounts.ts";
import { fakeModel } from "../../tests/workerd/model.ts";
import { get, openBook } from "../../tests/workerd/portfolio.ts";
import { newVisitor, told, type Visitor } from "../../tests/workerd/visitor.ts";

interface Task {
  text: string;
  who: string | null;
  due: string | null;
  lines: number[];
}
interface Offer {
  source: string;
  fallback_reason: string | null;
  participants: string[];
  sentiment: { label: string };
  summary: { text: string; lines: number[] }[];
  promises: Task[];
  next_steps: Task[];
  citations: { n: number; text: string }[];
  tokens: { input: number };
}
interface Made {
  id: string;
  state: string;
  text: string;
  due: string | null;
}

const notes = [
  "Attendees: Ana, Jo Park",
  "Exports fail again and Jo is very unhappy about this terrible problem.",
  "Ana will send the roadmap by Friday.",
  "Next steps:",
  "- Book a training for the sales team",
].join("\n");

const read = async (who: Visitor, account: string, body: object, changed: object = {}): Promise<Offer> => {
  const response = await who.send(`/insights/account/${account}/notes`, { method: "POST", body, env: changed });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json<Offer>();
};

test("[MN5] [C36] notes are read and offered with their lines, and nothing is written", async () => {
  const { ana, acme } = await openBook();
  const events = () => db.select().from(accountEvents).where(eq(accountEvents.account, acme));
  const before = await events();
  const offer = await read(ana, acme, { notes, date: "2026-11-25" });
  expect(offer).toMatchObject({
    source: "rules",
    fallback_reason: "no_model",
    participants: ["Ana", "Jo Park"],
    sentiment: { label: "negative" },
    promises: [{ text: "send the roadmap by Friday", who: "Ana", due: "2026-11-27", lines: [2] }],
    next_steps: [{ text: "Book a training for the sales team", who: null, due: null, lines: [3] }],
  });
  expect(offer.citations.map(({ n }) => n)).toEqual([1, 2, 3]);
  const kept = await db.select().from(promises).where(eq(promises.account, acme));
  const met = await db.select().from(meetings).where(eq(meetings.account, acme));
  expect([await events(), kept, met]).toEqual([before, [], []]);
});

test("[MN4] a model reads where there is one, is paid for, and leaves it to rules when it fails", async () => {
  const { ana, acme, query } = await openBook();
  const good = fakeModel((prompt) => JSON.stringify(honestNotes(prompt)));
  const offer = await read(ana, acme, { notes, date: "2026-11-25" }, { AI: good.binding, AI_WRITER: "" });
  expect(offer).toMatchObject({ source: "model", fallback_reason: null, promises: [{ who: "Ana", lines: [2] }] });
  expect((await get<{ input_tokens: number }>(ana, `/insights/usage${query}`)).input_tokens).toBe(700);
  const bad = fakeModel(() =>
    JSON.stringify({ summary: [{ text: "Revenue fell.", lines: [1] }], promises: [], next_steps: [] }),
  );
  expect(await read(ana, acme, { notes }, { AI: bad.binding, AI_WRITER: "" })).toMatchObject({
    source: "rules",
    fallback_reason: "ungrounded",
  });
  const spent = { AI: good.binding, AI_WRITER: "", AI_TOKENS_PER_DAY: "10" };
  expect(await read(ana, acme, { notes }, spent)).toMatchObject({ source: "rules", fallback_reason: "budget_spent" });
  expect(good.asked()).toBe(1);
});

test("[MN6] [Y7] a promise that was taken stands in the brief until it is kept, and in the timeline for good", async () => {
  const { ana, acme } = await openBook();
  const meeting = await (
    await ana.send(`/api/accounts/${acme}/meetings/`, { body: { date: "2026-11-25", summary: "Exports fail." } })
  ).json<{ id: string }>();
  const path = `/api/accounts/${acme}/promises/`;
  const body = { text: "send the roadmap", who: "Ana", due: "2026-11-27", meeting: meeting.id };
  const response = await ana.send(path, { method: "POST", body });
  expect(response.status).toBe(201);
  const made = await response.json<Made>();
  expect(made).toMatchObject({
    text: "send the roadmap",
    who: "Ana",
    due: "2026-11-27",
    state: "open",
    meeting: meeting.id,
  });
  const promised = async () => (await get<{ text: string }>(ana, `/insights/account/${acme}/brief`)).text;
  expect(await promised()).toContain("Ana promised “send the roadmap”");
  const kept = await ana.send(`${path}${made.id}/`, { method: "PATCH", body: { state: "kept" } });
  expect(await kept.json()).toMatchObject({ id: made.id, state: "kept", closed_at: expect.any(String) });
  expect(await promised()).not.toContain("send the roadmap");
  const listed = async (state: string) =>
    (await get<{ results: Made[] }>(ana, `${path}?state=${state}`)).results.length;
  expect([await listed("open"), await listed("kept"), await listed("dropped")]).toEqual([0, 1, 0]);
  const { results } = await get<{ results: { kind: string; subject: string }[] }>(
    ana,
    `/api/accounts/${acme}/timeline/`,
  );
  expect(
    results
      .filter(({ subject }) => subject === made.id)
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(["promise.kept", "promise.made"]);
  await ana.send(`${path}${made.id}/`, { method: "PATCH", body: { state: "open", due: null } });
  expect(await promised()).toContain("send the roadmap");
});

test("[MN6] [C32] [P2] wrong promises are refused by field, and others' accounts answer like missing ones", async () => {
  const { ana, acme, bolt } = await openBook();
  const eve = await newVisitor("Eve");
  const path = `/api/customers/${acme}/promises/`;
  const made = await (await ana.send(path, { method: "POST", body: { text: "call" } })).json<Made>();
  const other = await (
    await ana.send(`/api/accounts/${bolt}/meetings/`, { body: { date: "2026-11-25" } })
  ).json<{ id: string }>();
  const wrong: [object, string][] = [
    [{}, "text"],
    [{ text: " " }, "text"],
    [{ text: "x", due: "soon" }, "due"],
    [{ text: "x", who: 7 }, "who"],
    [{ text: "x", meeting: other.id }, "meeting"],
  ];
  for (const [body, field] of wrong)
    expect(await told(ana.send(path, { method: "POST", body }))).toMatchObject({
      status: 400,
      body: { errors: { [field]: expect.any(Array) } },
    });
  expect((await told(ana.send(`${path}${made.id}/`, { method: "PATCH", body: { state: "lost" } }))).status).toBe(400);
  expect(
    (await told(ana.send(`/api/accounts/${bolt}/promises/${made.id}/`, { method: "PATCH", body: {} }))).status,
  ).toBe(404);
  expect((await told(ana.send(`/insights/account/${acme}/notes`, { method: "POST", body: {} }))).status).toBe(400);
  expect((await told(eve.send(`/insights/account/${acme}/notes`, { method: "POST", body: { notes } }))).status).toBe(
    404,
  );
  expect((await told(eve.send(path))).status).toBe(404);
  expect((await told(eve.send(`${path}${made.id}/`, { method: "PATCH", body: { state: "kept" } }))).status).toBe(404);
  expect((await get<{ count: number }>(ana, path)).count).toBe(1);
});
