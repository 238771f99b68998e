/** Written texts: `/insights/…`, `/profile_summary/{id}`, and their like under `/api`. [Y5] [Y6] [Y7] [A18] */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as z from "zod/mini";
import { playbooks } from "../../domain/playbooks/index.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { nextActions } from "../../domain/writing/account-actions.ts";
import { shelfOf } from "../../domain/writing/prose.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { circleToWrite, deskOf } from "../accounts/scope.ts";
import { accountToShow } from "../accounts/shown.ts";
import { utcDay } from "../accounts/list-query.ts";
import { type Answer, answering, answerOf, type Asking } from "../ai/answer.ts";
import { tokensPerDay, usageOf } from "../ai/budget.ts";
import { modelNameOf } from "../ai/provider.ts";
import { fallbacks } from "../ai/writer.ts";
import type { Standing } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import {
  type AccountSurface,
  accountSurfaces,
  askAboutAccount,
  askAboutCircle,
  type CircleSurface,
  circleSurfaces,
} from "../insights/assignments.ts";
import { askCircle } from "../insights/ask.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import {
  AccountInsights,
  AccountText,
  AiUsage,
  AskCircle,
  CircleAnswer,
  CircleQuestion,
  PortfolioInsights,
  WrittenText,
} from "../openapi/insights.ts";
import { operation } from "../openapi/operation.ts";
import { readQuery } from "./contact-query.ts";

const tag = "insights";

/** `circle_id` from the query or from a body, which may be left out. */
const circleAsked = async (c: ShellContext): Promise<Standing> => {
  const text = c.req.method === "POST" ? await c.req.text() : "";
  let body: unknown = {};
  try {
    if (text.trim() !== "") body = JSON.parse(text);
  } catch {
    throw wrong("body", "Must be a JSON object.");
  }
  if (body === null || typeof body !== "object" || Array.isArray(body)) throw wrong("body", "Must be a JSON object.");
  return circleToWrite(c, "ai.ask", (body as Record<string, unknown>)["circle_id"]);
};

const about = (c: ShellContext, row: AccountRow, surface: AccountSurface): Promise<Asking> =>
  askAboutAccount(deskOf(c), c.get("claim"), row, surface, Date.now());

const accountShown = ({ id, number, name }: AccountRow) => ({ id, number, name });

/** [Y6] The answer with its three actions as rows of their own. */
const withActions = (answer: Answer, { assignment }: Asking, row: AccountRow) => ({
  ...answer,
  account: accountShown(row),
  actions: nextActions(shelfOf(assignment)).map(({ key, playbook: id, sentence: { text, citations } }) => {
    const playbook = playbooks.find((one) => one.id === id);
    return {
      key,
      text,
      citations,
      playbook: playbook ? { id: playbook.id, number: playbook.number, name: playbook.name } : null,
    };
  }),
});

const portfolioShown = (answer: Answer) => ({
  ...answer,
  actions: answer.sentences
    .filter(({ part }) => part === "actions")
    .map(({ text, citations }) => ({ text, citations })),
});

const textOf = async (c: ShellContext, surface: AccountSurface) => {
  const row = await accountToShow(c, c.req.param("id") ?? "");
  return c.json({ ...(await answerOf(deskOf(c), await about(c, row, surface))), account: accountShown(row) });
};

const weekOf = async (c: ShellContext, surface: CircleSurface) => {
  const circle = await circleAsked(c);
  return c.json(
    await answerOf(deskOf(c), await askAboutCircle(deskOf(c), c.get("claim"), circle, surface, Date.now())),
  );
};

const StreamQuery = z.extend(AskCircle, {
  surface: z.enum([...accountSurfaces, ...circleSurfaces]),
  account: z.optional(z.string().check(z.meta({ description: "Id or number; needed for texts about an account." }))),
});

const isAboutAccount = (surface: AccountSurface | CircleSurface): surface is AccountSurface =>
  (accountSurfaces as readonly string[]).includes(surface);

const askingFor = async (c: ShellContext): Promise<Asking> => {
  const { surface, account } = readQuery(StreamQuery, c.req.query());
  if (!isAboutAccount(surface))
    return askAboutCircle(deskOf(c), c.get("claim"), await circleToWrite(c, "ai.ask"), surface, Date.now());
  if (account === undefined || account === "") throw wrong("account", "This field is required.");
  return about(c, await accountToShow(c, account), surface);
};

const accountText = (summary: string, description?: string) =>
  operation({
    tag,
    summary,
    ...(description === undefined ? {} : { description }),
    query: AskCircle,
    answers: { 200: AccountText },
    problems: [403, 404],
  });

const profileDescribed = accountText(
  "Summarise an account's profile",
  "Who the customer is and how it stands, in a few cited sentences.",
);

/** [A18] `GET /profile_summary/{id}` and `GET /api/customers/{id}/profile-summary/`. */
export const profileSummary = new Hono<Shell>().get("/:id", profileDescribed, signedIn, (c) =>
  textOf(c, "profile_summary"),
);
export const customerProfile = new Hono<Shell>().get("/:id/profile-summary", profileDescribed, signedIn, (c) =>
  textOf(c, "profile_summary"),
);

export const insights = new Hono<Shell>()
  .post(
    "/portfolio",
    operation({
      tag,
      summary: "Insights on a portfolio",
      description: "Checked sentences with citations, and exactly three actions. The circle is named in body or query.",
      query: AskCircle,
      body: AskCircle,
      bodyOptional: true,
      answers: { 200: PortfolioInsights },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const circle = await circleAsked(c);
      return c.json(
        portfolioShown(
          await answerOf(
            deskOf(c),
            await askAboutCircle(deskOf(c), c.get("claim"), circle, "portfolio_insights", Date.now()),
          ),
        ),
      );
    },
  )
  .post(
    "/account/:id",
    operation({
      tag,
      summary: "Insights on an account",
      description:
        "Checked sentences with citations, and exactly three actions, the same for the same facts. By id or by number.",
      query: AskCircle,
      body: AskCircle,
      bodyOptional: true,
      answers: { 200: AccountInsights },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const row = await accountToShow(c, c.req.param("id"));
      const asking = await about(c, row, "account_insights");
      return c.json(withActions(await answerOf(deskOf(c), asking), asking, row));
    },
  )
  .post(
    "/ask",
    operation({
      tag,
      summary: "Ask the circle about its accounts",
      description:
        "The question becomes a view of the accounts page, which is run and answered from. What was not understood is said.",
      query: AskCircle,
      body: CircleQuestion,
      answers: { 200: CircleAnswer },
      problems: [403, 404],
    }),
    signedIn,
    valid("json", CircleQuestion),
    async (c) => {
      const { question, circle_id } = c.req.valid("json");
      const circle = await circleToWrite(c, "ai.ask", circle_id);
      return c.json(await askCircle(deskOf(c), c.get("claim"), circle, question, Date.now()));
    },
  )
  .get("/account/:id/story", accountText("Tell an account's story"), signedIn, (c) => textOf(c, "account_story"))
  .get(
    "/account/:id/brief",
    accountText("Brief somebody before a meeting", "Cited facts, every open promise, and three questions."),
    signedIn,
    (c) => textOf(c, "meeting_brief"),
  )
  .get(
    "/board",
    operation({
      tag,
      summary: "What moved on the board this week",
      query: AskCircle,
      answers: { 200: WrittenText },
      problems: [403, 404],
    }),
    signedIn,
    (c) => weekOf(c, "board_week"),
  )
  .get(
    "/kpis",
    operation({
      tag,
      summary: "What moved in the KPIs this week",
      query: AskCircle,
      answers: { 200: WrittenText },
      problems: [403, 404],
    }),
    signedIn,
    (c) => weekOf(c, "kpi_week"),
  )
  .get(
    "/usage",
    operation({
      tag,
      summary: "What models cost the circle today",
      query: AskCircle,
      answers: { 200: AiUsage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const circle = await circleToWrite(c, "ai.ask");
      const { db, env } = deskOf(c);
      const usage = await usageOf(db, circle.id, utcDay(Date.now()));
      const limit = tokensPerDay(env);
      const left = Math.max(0, limit - usage.input_tokens - usage.output_tokens);
      const model = modelNameOf(env);
      const note =
        model === null
          ? fallbacks.no_model
          : left === 0
            ? fallbacks.budget_spent
            : `${left} of ${limit} tokens are left for today.`;
      return c.json({ ...usage, model, limit, left, note });
    },
  )
  .get(
    "/stream",
    operation({
      tag,
      summary: "A text while it is written",
      description:
        "Events: `sentence` for each checked sentence, `restart` when everything before is void, `answer` with the whole text, `failed`.",
      query: StreamQuery,
      answers: { 200: "text/event-stream" },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const asking = await askingFor(c);
      const desk = deskOf(c);
      return streamSSE(
        c,
        async (stream) => {
          const writing = answering(desk, asking);
          // Written to the end even when nobody listens any more: what it cost is counted, and the text is kept.
          for (;;) {
            const step = await writing.next();
            await stream.writeSSE(
              step.done
                ? { event: "answer", data: JSON.stringify(step.value) }
                : { event: step.value.type, data: JSON.stringify(step.value) },
            );
            if (step.done) return;
          }
        },
        async (error, stream) => {
          const problem = error instanceof Problem ? error : new Problem("broken");
          await stream.writeSSE({ event: "failed", data: JSON.stringify(problem.body(c.get("requestId"))) });
        },
      );
    },
  );
