/** `/api/health/`: the circle's health model, its versions and its draft, and scoring everything anew. */
import { Hono } from "hono";
import { eq, isNull, and } from "drizzle-orm";
import type { FactorDays } from "../../domain/account.ts";
import { segments } from "../../domain/account-words.ts";
import { freshnessOf } from "../../domain/freshness.ts";
import { factors } from "../../domain/health.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { accounts } from "../../drizzle/accounts.ts";
import {
  type Draft,
  type Editing,
  type Version,
  changeDraft,
  draftOf,
  dropDraft,
  publish,
  versionsOf,
} from "../accounts/model-versions.ts";
import { type Recomputed as Outcome, recompute } from "../accounts/recompute.ts";
import { circleToWrite, deskOf } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { once } from "../openapi/circle-components.ts";
import {
  CircleFreshness,
  HealthDraft,
  HealthDraftChange,
  HealthDraftWhole,
  HealthModelInForce,
  HealthPublication,
  HealthPublished,
  HealthVersion,
  HealthVersionPage,
  InCircle,
  Recomputed,
} from "../openapi/health.ts";
import { PageQuery } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { pageOf } from "../page.ts";
import * as z from "zod/mini";

const tag = "health";
const CirclePage = z.extend(PageQuery, InCircle.shape);

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
const versionResource = ({ at, ...version }: Version) => ({ ...version, at: instant(at) });
const draftResource = (circle_id: string, { at, ...draft }: Draft) => ({ circle_id, ...draft, at: instant(at) });
const outcomeResource = ({ moves, ...outcome }: Outcome) => ({
  ...outcome,
  moves: moves.map(({ account, ...move }) => ({ account_id: account, ...move })),
});

const editing = (c: ShellContext, holding: string | null | undefined): Editing => ({
  by: c.get("claim").user,
  now: Date.now(),
  holding: holding ?? null,
});

/** The `circle_id` of a body that may be left out altogether. */
const circleInBody = async (c: ShellContext): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === "") return undefined;
  try {
    const body = JSON.parse(text) as unknown;
    if (typeof body === "object" && body !== null) return "circle_id" in body ? body.circle_id : undefined;
  } catch {
    // Falls through: what is no JSON is no object.
  }
  throw wrong("body", "Must be a JSON object.");
};

const recomputeDescribed = operation({
  tag,
  summary: "Score all accounts anew",
  description:
    "Says how many there are, how many changed, and who is in another bucket. Done twice, the second changes nothing.",
  headers: once,
  body: InCircle,
  bodyOptional: true,
  answers: { 200: Recomputed },
  problems: [403, 404, 409],
});

/** [H6] Also at `/health/recompute`. */
export const healthRecompute = new Hono<Shell>().post("/", recomputeDescribed, signedIn, idempotent, async (c) => {
  const circle = await circleToWrite(c, "health.recompute", await circleInBody(c));
  const { user } = c.get("claim");
  return c.json(
    outcomeResource(await recompute(deskOf(c), circle, { cause: "recompute", actor: user, now: Date.now() })),
  );
});

export const healthModel = new Hono<Shell>()
  .use(signedIn)

  .get(
    "/model",
    operation({
      tag,
      summary: "The health model in force",
      query: InCircle,
      answers: { 200: HealthModelInForce },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleToWrite(c, "account.view");
      const version = (await versionsOf(deskOf(c).db, circle.id)).find(({ in_force }) => in_force);
      if (!version) throw new Error(`no health model is in force in ${circle.id}`);
      const { version: number, note, at, by, model } = version;
      return c.json({ circle_id: circle.id, version: number, note, at: instant(at), by, model, segments });
    },
  )

  .get(
    "/versions",
    operation({
      tag,
      summary: "Versions of the health model, newest first",
      query: CirclePage,
      answers: { 200: HealthVersionPage },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleToWrite(c, "account.view");
      return c.json(pageOf(c, (await versionsOf(deskOf(c).db, circle.id)).map(versionResource)));
    },
  )
  .get(
    "/versions/:version",
    operation({
      tag,
      summary: "One version of the health model",
      query: InCircle,
      answers: { 200: HealthVersion },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleToWrite(c, "account.view");
      const version = (await versionsOf(deskOf(c).db, circle.id)).find(
        (one) => String(one.version) === c.req.param("version"),
      );
      if (!version) throw new Problem("not_found");
      return c.json(versionResource(version));
    },
  )
  .post(
    "/versions",
    operation({
      tag,
      summary: "Publish a health model, or bring a version back",
      description: "It becomes the next version, the draft is dropped, and every account is scored with it.",
      headers: once,
      body: HealthPublication,
      answers: { 201: HealthPublished },
      problems: [403, 404, 409],
    }),
    idempotent,
    valid("json", HealthPublication),
    async (c) => {
      const { circle_id, ...publication } = c.req.valid("json");
      const circle = await circleToWrite(c, "health.publish", circle_id);
      const { version, result } = await publish(deskOf(c), circle, publication, c.get("claim").user, Date.now());
      return c.json({ ...versionResource(version), ...outcomeResource(result) }, 201);
    },
  )

  .get(
    "/draft",
    operation({
      tag,
      summary: "The health model that the circle is trying out",
      query: InCircle,
      answers: { 200: HealthDraft },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleToWrite(c, "account.view");
      return c.json(draftResource(circle.id, await draftOf(deskOf(c).db, circle.id)));
    },
  )
  .put(
    "/draft",
    operation({
      tag,
      summary: "Try out a health model",
      description: "The circle's open screens show it at once.",
      body: HealthDraftWhole,
      answers: { 200: HealthDraft },
      problems: [403, 404, 409],
    }),
    valid("json", HealthDraftWhole),
    async (c) => {
      const { circle_id, model, holding } = c.req.valid("json");
      const circle = await circleToWrite(c, "health.draft", circle_id);
      return c.json(draftResource(circle.id, await changeDraft(deskOf(c), circle, { model }, editing(c, holding))));
    },
  )
  .patch(
    "/draft",
    operation({
      tag,
      summary: "Change the health model that the circle is trying out",
      description: "Only what the patch names changes, so that two people can move two sliders at once.",
      body: HealthDraftChange,
      answers: { 200: HealthDraft },
      problems: [403, 404, 409],
    }),
    valid("json", HealthDraftChange),
    async (c) => {
      const { circle_id, changes, holding } = c.req.valid("json");
      const circle = await circleToWrite(c, "health.draft", circle_id);
      const change = { patch: changes };
      return c.json(draftResource(circle.id, await changeDraft(deskOf(c), circle, change, editing(c, holding))));
    },
  )
  .delete(
    "/draft",
    operation({ tag, summary: "Drop the draft", query: InCircle, answers: { 204: null }, problems: [403, 404] }),
    async (c) => {
      const circle = await circleToWrite(c, "health.draft");
      await dropDraft(deskOf(c), circle, c.get("claim").user, Date.now());
      return c.body(null, 204);
    },
  )

  .get(
    "/freshness",
    operation({
      tag,
      summary: "How old each factor's values are, over all accounts",
      query: InCircle,
      answers: { 200: CircleFreshness },
      problems: [404],
    }),
    async (c) => {
      const circle = await circleToWrite(c, "account.view");
      const now = new Date().toISOString();
      const rows = await deskOf(c)
        .db.select({ days: accounts.factor_days })
        .from(accounts)
        .where(and(eq(accounts.circle, circle.id), isNull(accounts.deleted_at)));
      const never = Object.fromEntries(factors.map((factor) => [factor, null])) as FactorDays;
      const read = rows.map(({ days }) =>
        freshnessOf(days === null ? never : (JSON.parse(days) as FactorDays), now.slice(0, 10)),
      );
      return c.json({
        circle_id: circle.id,
        as_of: now,
        accounts: rows.length,
        factors: factors.map((factor, place) => {
          const all = read.flatMap((one) => one[place] ?? []);
          const count = (state: string) => all.filter((one) => one.state === state).length;
          const last = all.map((one) => one.last).reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null);
          return { factor, fresh: count("fresh"), stale: count("stale"), missing: count("missing"), last };
        }),
      });
    },
  );
