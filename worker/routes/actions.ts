/** `/actions/`: which playbooks an account calls for, with the rows that say so. [Y2] [C33] */
import { Hono } from "hono";
import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod/mini";
import { recommendPlaybooks } from "../../domain/playbooks/recommend.ts";
import { wrong } from "../../domain/problem.ts";
import { playbookRuns } from "../../drizzle/playbooks.ts";
import { utcDay } from "../accounts/list-query.ts";
import { deskOf } from "../accounts/scope.ts";
import { accountToShow } from "../accounts/shown.ts";
import { recentUsage, riskStateOf } from "../accounts/state.ts";
import type { Shell, ShellContext } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import { RecommendationAsked, Recommendations } from "../openapi/playbooks.ts";

/** [C33] From the query, else from a JSON body. */
const accountAsked = async (c: ShellContext): Promise<string> => {
  const asked = c.req.query("account_id");
  if (asked !== undefined && asked !== "") return asked;
  const text = await c.req.text();
  let body: unknown;
  try {
    body = text.trim() === "" ? {} : JSON.parse(text);
  } catch {
    throw wrong("body", "Must be a JSON object.");
  }
  const given = body !== null && typeof body === "object" && "account_id" in body ? body.account_id : undefined;
  if (typeof given === "number" && Number.isInteger(given)) return String(given);
  if (typeof given === "string" && given !== "") return given;
  throw wrong(
    "account_id",
    given === undefined || given === "" ? "This field is required." : "Must be an account's id or number.",
  );
};

export const actions = new Hono<Shell>().post(
  "/recommend",
  operation({
    tag: "playbooks",
    summary: "Recommend playbooks for an account",
    description:
      "Those whose trigger holds, the most urgent first, each with the clauses and rows that matched. The account is named in query or body, by id or by number.",
    query: z.extend(InCircle, { account_id: z.optional(z.string()) }),
    body: RecommendationAsked,
    bodyOptional: true,
    answers: { 200: Recommendations },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const row = await accountToShow(c, await accountAsked(c));
    const { db } = deskOf(c);
    const now = Date.now();
    const today = utcDay(now);
    const [state, running] = await Promise.all([
      recentUsage(db, row, today).then((rows) => riskStateOf(db, row, rows)),
      db
        .select({ id: playbookRuns.id, playbook: playbookRuns.playbook })
        .from(playbookRuns)
        .where(and(eq(playbookRuns.account, row.id), isNull(playbookRuns.ended_at))),
    ]);
    const recommendations = recommendPlaybooks(state, today).map(
      ({ playbook: { id, number, name, purpose, action }, matched }) => ({
        playbook: { id, number, name, purpose, action },
        matched,
        run_id: running.find(({ playbook }) => playbook === id)?.id ?? null,
      }),
    );
    return c.json({
      account: { id: row.id, number: row.number, name: row.name },
      as_of: new Date(now).toISOString(),
      count: recommendations.length,
      recommendations,
    });
  },
);
