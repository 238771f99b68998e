/** `/api/circles/{id}/`: what the Today page asks for: movers, changes since a look, what to do next and what was put away. */
import { Hono } from "hono";
import * as z from "zod/mini";
import type { Looks } from "../../domain/look.ts";
import { untilOf } from "../../domain/next-actions.ts";
import { moverResource, nextActionResource, putAwayResource } from "../../domain/portfolio-resource.ts";
import type { Action } from "../../domain/permission.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { deskOf } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { circleStub } from "../../party/rpc.ts";
import { ask } from "../membership.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import {
  CircleChanges,
  Look,
  Movers,
  NextActionAnswer,
  NextActionAnswerDraft,
  NextActionAnswers,
  NextActions,
} from "../openapi/portfolio.ts";
import { answersOf, bringBack, putAway, type Reader } from "../portfolio/answers.ts";
import { changesSince } from "../portfolio/changes.ts";
import { look, looksOf } from "../portfolio/look.ts";
import { moversSince } from "../portfolio/movers.ts";
import { nextActionsFor } from "../portfolio/next-actions.ts";
import { circleFor } from "./circles.ts";
import { momentOf, numberOf } from "./moment.ts";

const tag = "today";
const day = 24 * 60 * 60_000;
const instant = (at: number): string => new Date(at).toISOString();

const Since = z.optional(
  z.string().check(z.meta({ description: "A day (its beginning, UTC) or a moment; seven days ago unless told." })),
);
const whole = (description: string, most: number) =>
  z.optional(z.int().check(z.minimum(1), z.maximum(most), z.meta({ description })));

const readerFor = async (c: ShellContext, action: Action): Promise<Reader> => ({
  circle: (await circleFor(c, action)).id,
  user: c.get("claim").user,
});

/** `since`, else so many `days` ago, else seven days ago. */
const sinceOf = (c: ShellContext, now: number): number =>
  momentOf(c, "since", now, now - numberOf(c, "days", 7, 3660) * day, "first");

const lookResource = (looks: Looks | null) => ({
  at: looks && instant(looks.at),
  before: looks?.before ? instant(looks.before) : null,
});

/** Every account may be looked for by what was put away of it. */
const everyone = Number.MAX_SAFE_INTEGER;

export const today = new Hono<Shell>()
  .use(signedIn)
  .get(
    "/look",
    operation({ tag, summary: "When you last looked at Today", answers: { 200: Look }, problems: [404] }),
    async (c) => c.json(lookResource(await looksOf(deskOf(c).db, await readerFor(c, "account.view")))),
  )
  .post(
    "/look",
    operation({
      tag,
      summary: "Look at Today",
      description: "Looks within half an hour are one visit; `before` is the last look of the visit before.",
      headers: once,
      answers: { 200: Look },
      problems: [404],
    }),
    async (c) => c.json(lookResource(await look(deskOf(c).db, await readerFor(c, "account.view"), Date.now()))),
  )
  .get(
    "/movers",
    operation({
      tag,
      summary: "Accounts whose health is another one than at an earlier moment",
      description: "The largest change first, each split into what moved it. Counts are of all of them.",
      query: z.object({
        since: Since,
        days: whole("In place of `since`: so many days ago.", 3660),
        limit: whole("Movers that are told; 20 unless told.", 200),
        least: whole("Only changes of so many points, up or down.", 100),
      }),
      answers: { 200: Movers },
      problems: [404],
    }),
    async (c) => {
      const now = Date.now();
      const { id } = await circleFor(c, "account.view");
      const since = sinceOf(c, now);
      const least = c.req.query("least") ? numberOf(c, "least", 1, 100) : 0;
      const limit = numberOf(c, "limit", 20, 200);
      const { counts, movers } = await moversSince(deskOf(c).db, [id], since, { limit, least });
      return c.json({ since: instant(since), until: instant(now), ...counts, movers: movers.map(moverResource) });
    },
  )
  .get(
    "/changes",
    operation({
      tag,
      summary: "What happened in a circle since a moment, counted",
      description: "What you did yourself is left out.",
      query: z.object({ since: Since }),
      answers: { 200: CircleChanges },
      problems: [404],
    }),
    async (c) => {
      const now = Date.now();
      const { id: circle, key } = await circleFor(c, "account.view");
      const claim = c.get("claim");
      const since = momentOf(c, "since", now, now - 7 * day, "first");
      const { db } = deskOf(c);
      const [changes, { counts }, board] = await Promise.all([
        changesSince(db, circle, since, claim.user),
        moversSince(db, [circle], since, { limit: 0 }),
        ask(circleStub(c.env.Circle, key).boardSince(claim, since)),
      ]);
      return c.json({
        since: instant(since),
        until: instant(now),
        ...changes,
        health: counts,
        board: board.kinds,
      });
    },
  )
  .get(
    "/next-actions",
    operation({
      tag,
      summary: "What to do next, the most worth first",
      query: z.object({ limit: whole("10 unless told.", 200) }),
      answers: { 200: NextActions },
      problems: [404],
    }),
    async (c) => {
      const now = Date.now();
      const reader = await readerFor(c, "account.view");
      const found = await nextActionsFor(deskOf(c).db, reader, now, numberOf(c, "limit", 10, 200));
      return c.json({
        as_of: instant(now),
        count: found.count,
        results: found.actions.map(nextActionResource),
        away: found.away.map(nextActionResource),
      });
    },
  )
  .get(
    "/next-actions/answers",
    operation({
      tag,
      summary: "What you put away, until when",
      answers: { 200: NextActionAnswers },
      problems: [404],
    }),
    async (c) => {
      const reader = await readerFor(c, "account.view");
      return c.json({ results: (await answersOf(deskOf(c).db, reader, Date.now())).map(putAwayResource) });
    },
  )
  .post(
    "/next-actions/answers",
    operation({
      tag,
      summary: "Put an account away from your list",
      description: "It comes back at its time, or before that when its bucket gets worse or a new reason turns up.",
      headers: once,
      body: NextActionAnswerDraft,
      answers: { 201: NextActionAnswer },
      problems: [403, 404, 409],
    }),
    idempotent,
    valid("json", NextActionAnswerDraft),
    async (c) => {
      const now = Date.now();
      const reader = await readerFor(c, "today.answer");
      const { account, answer, days } = c.req.valid("json");
      const { db } = deskOf(c);
      const { actions, away } = await nextActionsFor(db, reader, now, everyone);
      const action = [...actions, ...away].find((one) => one.account === account.toLowerCase());
      if (!action) throw wrong("account", "Nothing calls for this account now.");
      const put = {
        account: action.account,
        answer,
        until: untilOf(answer, now, days),
        bucket: action.health_bucket,
        kinds: action.reasons.map(({ kind }) => kind),
      };
      await putAway(db, reader, put, { kind: action.kind, at: now });
      return c.json(putAwayResource(put), 201);
    },
  )
  .delete(
    "/next-actions/answers/:account",
    operation({
      tag,
      summary: "Bring an account back to your list",
      answers: { 204: null },
      problems: [403, 404],
    }),
    async (c) => {
      const reader = await readerFor(c, "today.answer");
      const account = c.req.param("account").toLowerCase();
      if (!(await bringBack(deskOf(c).db, reader, account, Date.now()))) throw new Problem("not_found");
      return c.body(null, 204);
    },
  );
