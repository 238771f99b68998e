/** What Today asks for: what to do next, what was put away, what changed, the last look. Over REST and real D1. */
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accountEvents, accounts, lastLooks } from "../../drizzle/accounts.ts";
import { db } from "../../tests/workerd/accounts.ts";
import { ago, dateOf, get, now, openBook } from "../../tests/workerd/portfolio.ts";
import { join, newVisitor, type Visitor } from "../../tests/workerd/visitor.ts";

interface Actions {
  count: number;
  results: { account: { name: string }; kind: string; reason: string; worth: { value: number } }[];
  away: { account: { name: string } }[];
}

test("[PF10] [PF11] what to do next comes ranked, with its reason and its worth", async () => {
  const { ana, circle } = await openBook();
  const { results, count } = await get<Actions>(ana, `/api/circles/${circle.id}/next-actions/`);
  expect(count).toBe(3);
  expect(results.map(({ account: { name }, kind, worth }) => [name, kind, worth.value])).toEqual([
    // 40 % critical + 10 renewal + 20 fall + 4 × 5; renewal in 60 days counts 80 %.
    ["Bolt", "renewal_at_risk", 28_800],
    // 3 % healthy + 3 without a meeting; renewal in 20 days counts whole.
    ["Acme", "silence", 7_200],
    ["Core", "stale_data", 390],
  ]);
  expect(results[0]?.reason).toBe(
    "83 → 17 in a month: daily users 20 → 2 (−22.5), open tickets 2 → 9 (−14); renews in 60 days",
  );
});

test("[PF12] what one person puts away is away for them alone, and comes back when asked or when it gets worse", async () => {
  const { ana, circle, bolt, core } = await openBook();
  const ben = await newVisitor("Ben");
  await join(ana, circle.id, ben, "member");
  const path = `/api/circles/${circle.id}/next-actions/`;
  const names = async (who: Visitor) => {
    const { results, away } = await get<Actions>(who, path);
    return [results.map(({ account }) => account.name), away.map(({ account }) => account.name)];
  };
  const put = await ben.send(`${path}answers/`, { body: { account: bolt, answer: "snoozed", days: 2 } });
  expect(put.status).toBe(201);
  const answer = await put.json<{ until: string; bucket: string; kinds: string[] }>();
  expect([dateOf(Date.parse(answer.until)), answer.bucket, answer.kinds.includes("tickets")]).toEqual([
    dateOf(ago(-2)),
    "critical",
    true,
  ]);
  expect([await names(ben), await names(ana)]).toEqual([
    [["Acme", "Core"], ["Bolt"]],
    [["Bolt", "Acme", "Core"], []],
  ]);
  expect((await get<{ results: unknown[] }>(ben, `${path}answers/`)).results).toEqual([
    { ...answer, account: bolt, answer: "snoozed" },
  ]);
  expect((await ben.send(`${path}answers/${bolt}/`, { method: "DELETE" })).status).toBe(204);
  expect((await ben.send(`${path}answers/${bolt}/`, { method: "DELETE" })).status).toBe(404);
  expect(await names(ben)).toEqual([["Bolt", "Acme", "Core"], []]);
  await ben.send(`${path}answers/`, { body: { account: core, answer: "not_useful" } });
  expect(await names(ben)).toEqual([["Bolt", "Acme"], ["Core"]]);
  await db.update(accounts).set({ sentiment: "negative" }).where(eq(accounts.id, core));
  expect(await names(ben)).toEqual([["Bolt", "Acme", "Core"], []]);
  const wrong = await ben.send(`${path}answers/`, { body: { account: core, answer: "later", days: 0 } });
  expect([wrong.status, Object.keys((await wrong.json<{ errors: object }>()).errors)]).toEqual([
    400,
    ["answer", "days"],
  ]);
});

test("[TD1] changes since a moment are counted by kind and by person, the reader's own left out", async () => {
  const { ana, circle, acme, bolt } = await openBook();
  const ben = await newVisitor("Ben");
  await join(ana, circle.id, ben, "member");
  const event = (actor: string | null, account: string, kind: string, at: number) =>
    db.insert(accountEvents).values({ circle: circle.id, account, at, actor, via: "rest", kind });
  await event(ben.id, acme, "meeting.added", ago(1));
  await event(ben.id, bolt, "meeting.added", ago(1));
  await event(null, acme, "account.changed", ago(2));
  await event(ana.id, acme, "account.changed", ago(1));
  await event(ben.id, acme, "feedback.added", ago(9));
  const since = new Date(ago(7)).toISOString();
  const { kinds, people, health } = await get<Record<string, unknown>>(
    ana,
    `/api/circles/${circle.id}/changes/?since=${since}`,
  );
  expect({ kinds, people, health }).toEqual({
    kinds: [
      { kind: "account.changed", count: 1, accounts: 1 },
      { kind: "meeting.added", count: 2, accounts: 2 },
    ],
    people: [
      { user: ben.id, count: 2 },
      { user: null, count: 1 },
    ],
    health: { risen: 0, fallen: 1, improved: 0, worsened: 1 },
  });
});

test("[TD2] a look is kept for each person; the first has nothing to compare with", async () => {
  const { ana, circle } = await openBook();
  const path = `/api/circles/${circle.id}/look/`;
  expect(await get<object>(ana, path)).toEqual({ at: null, before: null });
  const first = await (await ana.send(path, { method: "POST" })).json<{ at: string; before: string | null }>();
  expect([Date.parse(first.at) >= now, first.before]).toEqual([true, null]);
  await db.update(lastLooks).set({ at: ago(1) });
  const next = await (await ana.send(path, { method: "POST" })).json<{ at: string; before: string | null }>();
  expect(next.before).toBe(new Date(ago(1)).toISOString());
  expect(await get<object>(ana, path)).toEqual(next);
});
