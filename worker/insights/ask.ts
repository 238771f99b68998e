/** "Ask this circle": a question becomes a view of accounts, which is run and answered from. [AQ1] [AQ2] [AQ3] */
import { eq } from "drizzle-orm";
import { bookRows } from "../../domain/account-book.ts";
import { filtersAnything, makeAccountMatcher, sortAccounts, writeAccountQuery } from "../../domain/account-view.ts";
import { type Understanding, understand, type Vocabulary } from "../../domain/asking/question.ts";
import { answerFacts, mostTold } from "../../domain/writing/answer.ts";
import * as tables from "../../drizzle/d1.ts";
import type { Claim } from "../../party/rpc.ts";
import { bookSince } from "../accounts/book.ts";
import { utcDay } from "../accounts/list-query.ts";
import { answerOf } from "../ai/answer.ts";
import { charge, mayAsk } from "../ai/budget.ts";
import { modelFor } from "../ai/provider.ts";
import { type Fallback, fallbacks, WriterFailure } from "../ai/writer.ts";
import type { Desk, Standing } from "../circles.ts";
import type { Database } from "../database.ts";
import { log } from "../log.ts";
import { hrefsFor } from "./hrefs.ts";

/** Who reads the question; the answer's text has a source of its own. */
type ReadBy = "rules" | "model";

const membersOf = (db: Database, circle: string): Promise<Vocabulary["members"]> =>
  db
    .select({ id: tables.user.id, name: tables.user.name })
    .from(tables.member)
    .innerJoin(tables.user, eq(tables.user.id, tables.member.userId))
    .where(eq(tables.member.organizationId, circle));

/** Rules where they understood anything; else a model where there is one and something left to spend. */
const readQuestion = async (
  { env, db }: Desk,
  circle: Standing,
  question: string,
  vocabulary: Vocabulary,
  today: string,
): Promise<Understanding & { read_by: ReadBy; failed: Fallback | null }> => {
  const byRules = { ...understand(question, today, vocabulary), read_by: "rules" as ReadBy, failed: null };
  if (byRules.understood.length > 0) return byRules;
  const configured = await modelFor(env);
  if (!configured || !(await mayAsk(env, db, circle.id, today))) return byRules;
  try {
    const { questionByModel } = await import("../ai/question-model.ts");
    const { query, tokens } = await questionByModel(configured.model, question, today, vocabulary, configured.timeout);
    await charge(db, circle.id, today, { ...tokens, removed: 0 });
    const changed = filtersAnything(query.filter) || writeAccountQuery(query)["ordering"] !== undefined;
    return changed ? { ...byRules, query, leftOut: [], read_by: "model" } : byRules;
  } catch (error) {
    if (!(error instanceof WriterFailure)) throw error;
    log("warn", "ai.question_unread", { circle: circle.id, reason: error.reason });
    await charge(db, circle.id, today, { ...error.tokens, removed: 0 });
    return { ...byRules, failed: error.reason };
  }
};

/** As it stands behind the question mark of the page's address. */
const queryString = (params: ReturnType<typeof writeAccountQuery>): string => {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(params))
    for (const value of given === undefined ? [] : [given].flat()) search.append(name, value);
  return search.toString();
};

const noteOn = (understood: boolean, leftOut: readonly string[]): string | null =>
  understood
    ? leftOut.length === 0
      ? null
      : `Left out, because the accounts page has no filter for it: ${leftOut.slice(0, 8).join(", ")}.`
    : "Nothing in the question names what accounts can be filtered by, so this is about all of them. Try a segment, a region, health, ARR, an owner or a renewal.";

const mostResults = 50;

export const askCircle = async (desk: Desk, claim: Claim, circle: Standing, question: string, now: number) => {
  const { db } = desk;
  const today = utcDay(now);
  const [book, members] = await Promise.all([bookSince(db, circle.id, null), membersOf(db, circle.id)]);
  const rows = bookRows(book);
  const regions = [...new Set(rows.flatMap(({ region }) => region ?? []))];
  const { query, limit, counts, understood, leftOut, read_by, failed } = await readQuestion(
    desk,
    circle,
    question,
    { regions, members, accounts: rows.map(({ name }) => name) },
    today,
  );
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  const found = sortAccounts(
    rows.filter(makeAccountMatcher(query.filter, { today, me: claim.user })),
    query.order,
    (id) => nameOf.get(id) ?? "",
  );
  const params = writeAccountQuery(query);
  const view = queryString(params);
  const asking = {
    circle: circle.id,
    assignment: {
      surface: "circle_answer" as const,
      subject: null,
      facts: answerFacts({ view, found, told: limit ?? (counts ? 0 : 3), order: query.order }, today),
      today,
    },
    hrefOf: hrefsFor(circle.id, null),
    now,
  };
  // A model that could not read is not asked to write: nobody waits for it twice.
  const writing = failed === null ? desk : { ...desk, env: { ...desk.env, AI_WRITER: "rules" } };
  return {
    ...(await answerOf(writing, asking)),
    ...(failed === null ? {} : { fallback_reason: failed, fallback_note: fallbacks[failed] }),
    question,
    note: noteOn(understood.length > 0 || read_by === "model", leftOut),
    read_by,
    understood,
    left_out: leftOut,
    view: {
      href: `/c/${circle.id}/accounts${view === "" ? "" : `?${view}`}`,
      params: Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)),
    },
    count: found.length,
    results: found
      .slice(0, Math.min(mostResults, limit ?? mostTold))
      .map(({ id, number, name, arr, health_value, health_bucket, renewal_date }) => ({
        id,
        number,
        name,
        arr: arr / 100,
        health_value,
        health_bucket,
        renewal_date,
      })),
  };
};
