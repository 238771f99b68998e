/** Insights, stories, briefs and summaries over REST, written by rules and by a model. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { aiUsage } from "../../drizzle/ai.ts";
import { isNotes, obeying, obeyingNotes } from "../../tests/ai-elements.ts";
import { forbidden, orders, traps } from "../../tests/hostile.ts";
import { fakeModel } from "../../tests/workerd/model.ts";
import { db } from "../../tests/workerd/accounts.ts";
import { get, openBook } from "../../tests/workerd/portfolio.ts";
import { newVisitor, told, type Visitor } from "../../tests/workerd/visitor.ts";

interface Written {
  source: string;
  model: string | null;
  fallback_reason: string | null;
  as_of: string;
  written_at: string;
  text: string;
  parts: { name: string; source: string; sentences: { text: string; citations: number[] }[] }[];
  sentences: { part: string; text: string; citations: number[] }[];
  citations: { n: number; table: string; id: string; href: string }[];
  removed: { count: number; reasons: Record<string, number> };
  tokens: { input: number; output: number };
  actions: { key: string; text: string; citations: number[]; playbook: { number: number } | null }[];
  account: { id: string; number: number; name: string };
}

const post = async (who: Visitor, path: string, changed: object = {}, body?: unknown): Promise<Written> => {
  const response = await who.send(path, { method: "POST", env: changed, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json<Written>();
};
const withModel = (make?: (prompt: string) => string) => {
  const { binding, asked } = fakeModel(make);
  return { asked, changed: { AI: binding, AI_WRITER: "" } };
};

test("[Y6] [C36] insights on an account have three actions, the same on two calls, without any model", async () => {
  const { ana, bolt } = await openBook();
  const first = await post(ana, `/insights/account/${bolt}`);
  const second = await post(ana, `/api/insights/account/2/`);
  expect(first.actions.length).toBe(3);
  expect(second.actions).toEqual(first.actions);
  expect(first).toMatchObject({
    source: "rules",
    model: null,
    fallback_reason: "no_model",
    account: { id: bolt, number: 2, name: "Bolt" },
    removed: { count: 0, reasons: {} },
  });
  expect(first.actions[0]).toMatchObject({
    key: "playbook:9",
    playbook: { number: 9, name: "Renewal Risk Mitigation" },
  });
  expect(first.sentences.filter(({ part }) => part === "actions").map(({ text }) => text)).toEqual(
    first.actions.map(({ text }) => text),
  );
});

test("[WR8] [A18] every sentence cites facts, every citation opens its row, and the answer says as of when", async () => {
  const { ana, acme, bolt, core, circle } = await openBook();
  for (const id of [acme, bolt, core])
    for (const path of [
      `/insights/account/${id}/story`,
      `/insights/account/${id}/brief`,
      `/profile_summary/${id}`,
      `/api/customers/${id}/profile-summary/`,
    ]) {
      const answer = await get<Written>(ana, path);
      const known = new Set(answer.citations.map(({ n }) => n));
      expect(answer.sentences.length).toBeGreaterThan(0);
      expect(
        answer.sentences.filter(({ citations }) => citations.length === 0 || citations.some((n) => !known.has(n))),
      ).toEqual([]);
      expect(answer.citations.filter(({ href }) => !href.startsWith(`/c/${circle.id}/`))).toEqual([]);
      expect(answer.text).toBe(
        answer.parts.map(({ sentences }) => sentences.map(({ text }) => text).join(" ")).join("\n\n"),
      );
      expect(Math.abs(Date.parse(answer.as_of) - Date.now())).toBeLessThan(60_000);
    }
});

test("[Y5] insights on a portfolio speak of its sums and have three actions", async () => {
  const { ana, circle } = await openBook();
  const answer = await post(ana, "/insights/portfolio", {}, { circle_id: circle.id });
  expect(answer.text).toContain("Three accounts bring $170,000 of annual recurring revenue.");
  expect(answer.text).toContain("Bolt is critical");
  expect(answer.actions.length).toBe(3);
  expect(await post(ana, "/api/insights/portfolio/")).toMatchObject({ source: "rules", actions: answer.actions });
});

test("[Y7] a brief has the contacts of the company, their last note, promises and three questions", async () => {
  const { ana, acme, circle } = await openBook();
  const contact = await (
    await ana.send("/api/crm/contacts/", {
      body: { name: "María López", email: "m@x.test", company: "acme", circle_id: circle.id },
    })
  ).json<{ id: string }>();
  await ana.send(`/api/crm/contacts/${contact.id}/notes/`, { body: { note: "Wants the roadmap." } });
  const brief = await get<Written>(ana, `/insights/account/${acme}/brief`);
  expect(brief.text).toContain("The contact at Acme is María López.");
  expect(brief.text).toContain("“Wants the roadmap.”");
  expect(brief.sentences.filter(({ part }) => part === "questions").length).toBe(3);
  expect(brief.citations).toContainEqual(
    expect.objectContaining({ table: "contact", id: contact.id, href: `/c/${circle.id}/contacts/${contact.id}` }),
  );
});

test("[WR3] the weeks of board and KPIs are told from what was done", async () => {
  const { ana, circle, query } = await openBook();
  const contact = await (
    await ana.send("/api/crm/contacts/", { body: { name: "Jo Park", email: "jo@x.test", circle_id: circle.id } })
  ).json<{ id: string }>();
  await ana.send(`/api/crm/contacts/${contact.id}/`, { method: "PUT", body: { funnel_stage: "negotiation" } });
  await ana.send("/api/kpi/kpis/", { body: { name: "Leads", current_value: 40, target: 50, circle_id: circle.id } });
  const board = await get<Written>(ana, `/insights/board${query}`);
  expect(board.text).toContain("Jo Park moved from Needs Outreach to Negotiation.");
  expect(board.citations.find(({ table }) => table === "circle")?.href).toBe(`/c/${circle.id}/board`);
  const kpis = await get<Written>(ana, `/api/insights/kpis/${query}`);
  expect(kpis.text).toContain("KPI");
});

test("[A17] similar customers have a score with its reasons, and what worked for them", async () => {
  const { ana, acme, bolt } = await openBook();
  const run = await (await ana.send("/playbooks/3/runs", { body: { account_id: bolt } })).json<{ id: string }>();
  await ana.send(`/api/playbook-runs/${run.id}/end/`, { body: { outcome: "worked", note: "Three causes mended." } });
  const answer = await get<{
    count: number;
    results: {
      account: { id: string };
      score: number;
      reasons: { points: number }[];
      worked: { run_id: string; playbook: { number: number } }[];
    }[];
  }>(ana, `/similar_customers/${acme}`);
  expect(answer.results.map(({ account }) => account.id)).toEqual([bolt, expect.any(String)].slice(0, answer.count));
  expect(answer.results[0]?.worked).toMatchObject([{ run_id: run.id, playbook: { number: 3 } }]);
  for (const { score, reasons } of answer.results)
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 5);
  const untimed = (body: object) => ({ ...body, as_of: null });
  expect(untimed(await get(ana, "/api/customers/1/similar/"))).toEqual(untimed(answer));
  expect((await get<{ count: number }>(ana, `/similar_customers/${acme}?limit=1`)).count).toBe(1);
  expect((await told(ana.send(`/similar_customers/${acme}?limit=0`))).status).toBe(400);
});

test("[WR6] a model's text is kept until a fact changes", async () => {
  const { ana, bolt, circle } = await openBook();
  const { asked, changed } = withModel();
  const first = await post(ana, `/insights/account/${bolt}`, changed);
  expect(first).toMatchObject({
    source: "model",
    model: "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
    fallback_reason: null,
    tokens: { input: 700, output: 300 },
  });
  expect(first.parts.find(({ name }) => name === "summary")?.source).toBe("model");
  expect(first.parts.find(({ name }) => name === "actions")?.source).toBe("rules");
  const again = await post(ana, `/insights/account/${bolt}`, changed);
  expect({ ...again, as_of: null }).toEqual({ ...first, as_of: null });
  expect(asked()).toBe(1);
  await ana.send(`/api/customers/${bolt}/`, { method: "PATCH", body: { arr: 50_000, circle_id: circle.id } });
  const after = await post(ana, `/insights/account/${bolt}`, changed);
  expect([asked(), after.text === first.text]).toEqual([2, false]);
});

test("[WR7] what models cost is counted by circle and day, and a spent budget says so", async () => {
  const { ana, acme, bolt, query, circle } = await openBook();
  const { asked, changed } = withModel();
  await post(ana, `/insights/account/${acme}`, changed);
  const usage = await get<Record<string, unknown>>(ana, `/insights/usage${query}`);
  expect(usage).toMatchObject({
    requests: 1,
    input_tokens: 700,
    output_tokens: 300,
    limit: 200_000,
    left: 199_000,
    model: null,
  });
  const spent = await post(ana, `/insights/account/${bolt}`, { ...changed, AI_TOKENS_PER_DAY: "1000" });
  expect(spent).toMatchObject({ source: "rules", fallback_reason: "budget_spent" });
  expect(asked()).toBe(1);
  const rows = await db.select().from(aiUsage);
  expect(rows.filter((row) => row.circle === circle.id)).toMatchObject([{ requests: 1 }]);
  const other = await openBook();
  expect(
    await post(other.ana, `/insights/account/${other.bolt}`, { ...changed, AI_TOKENS_PER_DAY: "1000" }),
  ).toMatchObject({ source: "model" });
});

test("[WR5] a model that answers nonsense leaves the answer to rules, and is not asked again at once", async () => {
  const { ana, bolt } = await openBook();
  const { asked, changed } = withModel(() => "I have nothing to say.");
  const byRules = await post(ana, `/insights/account/${bolt}`);
  for (let call = 0; call < 2; call += 1)
    expect(await post(ana, `/insights/account/${bolt}`, changed)).toMatchObject({
      source: "rules",
      fallback_reason: "malformed",
      parts: byRules.parts,
    });
  expect(asked()).toBe(1);
});

test("[C36] a binding that cannot be reached is no fault", async () => {
  const { ana, bolt } = await openBook();
  const broken = { run: () => Promise.reject(new Error("Binding AI needs to be run remotely")) } as unknown as Ai;
  expect(await post(ana, `/insights/account/${bolt}`, { AI: broken, AI_WRITER: "" })).toMatchObject({
    source: "rules",
    fallback_reason: "unreachable",
  });
  expect(env.AI_WRITER).toBe("rules");
});

test("[WR8] a text can be read while it is written", async () => {
  const { ana, bolt, query } = await openBook();
  const { changed } = withModel();
  const response = await ana.send(`/api/insights/stream${query}&surface=account_insights&account=${bolt}`, {
    env: changed,
  });
  const events = [...(await response.text()).matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(
    ([, event, data]) => [event, JSON.parse(data ?? "") as Written] as const,
  );
  expect(new Set(events.slice(0, -1).map(([event]) => event))).toEqual(new Set(["sentence"]));
  const [last, answer] = events.at(-1) ?? [];
  expect([last, answer?.sentences.length]).toEqual(["answer", events.length - 1]);
});

test("[GR6] [WR5] hostile names, tickets, meetings and promises leak nothing and are obeyed by nobody, whoever writes", async () => {
  const { ana, account, circle, query } = await openBook();
  const { changed } = withModel((prompt) =>
    JSON.stringify(isNotes(prompt) ? obeyingNotes(prompt) : { elements: obeying(prompt) }),
  );
  const texts = [...orders, ...traps];
  for (const at of [0, 1, 2].map((step) => Math.floor((step * texts.length) / 3))) {
    const [name = "", title = "", summary = "", promise = ""] = [0, 1, 2, 3].map(
      (step) => texts[(at + step) % texts.length],
    );
    const id = await account(name.slice(0, 200), { number: 500 + at, arr: 90_000_000, region: title.slice(0, 80) });
    const path = `/api/accounts/${id}`;
    await ana.send(`${path}/feedback/`, { body: { title: title.slice(0, 200) } });
    await ana.send(`${path}/meetings/`, {
      body: { date: "2026-01-05", summary, participants: [promise.slice(0, 200)] },
    });
    await ana.send(`${path}/promises/`, { body: { text: promise.slice(0, 400), who: name.slice(0, 200) } });
    for (const more of [{}, changed]) {
      const about = { question: "the largest accounts", circle_id: circle.id };
      const answers = [
        await post(ana, `/insights/account/${id}`, more),
        await post(ana, `/insights/portfolio${query}`, more),
        await post(ana, "/insights/ask", more, about),
        await post(ana, `/insights/account/${id}/notes`, more, {
          notes: [summary, title, "They like exports."].join("\n"),
        }),
        ...(await Promise.all(
          ["story", "brief"].map(async (kind) =>
            (await ana.send(`/insights/account/${id}/${kind}`, { env: more })).json<Written>(),
          ),
        )),
      ];
      for (const { source, fallback_reason, text = "", citations, sentences, ...rest } of answers) {
        const said = { summary: "", promises: "", ...rest };
        expect(
          [text, citations, sentences, said.summary, said.promises].map((part) => JSON.stringify(part)).join(" "),
        ).not.toMatch(forbidden);
        expect([source, fallback_reason]).toEqual(["rules", more === changed ? "ungrounded" : "no_model"]);
      }
    }
  }
});

test("[P2] to others an account's texts answer like those of one that does not exist", async () => {
  const { acme, query } = await openBook();
  const eve = await newVisitor("Eve");
  const calls: [string, string][] = [
    ["POST", `/insights/account/${acme}`],
    ["GET", `/insights/account/${acme}/story`],
    ["GET", `/insights/account/${acme}/brief`],
    ["GET", `/profile_summary/${acme}`],
    ["GET", `/insights/stream?surface=meeting_brief&account=${acme}`],
    ["POST", `/insights/portfolio${query}`],
    ["GET", `/insights/board${query}`],
    ["GET", `/insights/usage${query}`],
  ];
  for (const [method, path] of calls)
    expect([path, (await told(eve.send(path, { method }))).status]).toEqual([path, 404]);
});

test("[C32] what is asked for wrongly is refused by field", async () => {
  const { ana } = await openBook();
  const asked = async (path: string, body?: unknown) =>
    (await told(ana.send(path, body === undefined ? {} : { method: "POST", body }))).body as {
      status: number;
      errors: object;
    };
  expect(await asked("/insights/stream?surface=poem")).toMatchObject({
    status: 400,
    errors: { surface: expect.any(Array) },
  });
  expect(await asked("/insights/stream?surface=meeting_brief")).toMatchObject({
    status: 400,
    errors: { account: ["This field is required."] },
  });
  expect(await asked("/insights/portfolio", { circle_id: 7 })).toMatchObject({
    status: 400,
    errors: { circle_id: expect.any(Array) },
  });
  expect(await asked("/insights/portfolio", "[1]")).toMatchObject({ status: 400, errors: { body: expect.any(Array) } });
});
