/** `/api/playbook-runs/`: runs at work, step by step, to their end. [Y3] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { RunEnd as RunEndBody, StepChange as StepChangeBody } from "../../domain/playbooks/run.ts";
import type { Action } from "../../domain/permission.ts";
import { Problem } from "../../domain/problem.ts";
import { authorOf } from "../accounts/change.ts";
import { utcDay } from "../accounts/list-query.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { once, PageQuery } from "../openapi/circle-components.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import { PlaybookRun, PlaybookRunPage, RunEnd, StepChange } from "../openapi/playbooks.ts";
import { changeStep, endRun, runById, shownRun } from "../playbooks/runs.ts";
import { allRuns } from "./playbooks.ts";

const tag = "playbooks";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The run in the path, for somebody who may do this to its account: membership comes before existence. */
const runFor = async (c: ShellContext, action: Action) => {
  const id = c.req.param("id") ?? "";
  if (!uuid.test(id)) throw new Problem("not_found");
  const found = await runById(deskOf(c).db, id);
  const { circle } = await accountFor(c, found.account.id, action);
  return { found, circle };
};

const answer = async (c: ShellContext) => {
  const { db } = deskOf(c);
  return c.json(await shownRun(db, await runById(db, c.req.param("id") ?? ""), utcDay(Date.now())));
};

const ListQuery = z.extend(z.extend(PageQuery, InCircle.shape), {
  state: z.optional(z.enum(["open", "ended"])),
  account: z.optional(z.string().check(z.meta({ description: "Id or number of an account." }))),
});

export const playbookRuns = new Hono<Shell>()
  .use(signedIn)
  .get(
    "/",
    operation({
      tag,
      summary: "List playbook runs",
      description: "Those under way first, then the newest.",
      query: ListQuery,
      answers: { 200: PlaybookRunPage },
      problems: [404],
    }),
    async (c) => {
      const account = c.req.query("account");
      return allRuns(
        c,
        account === undefined || account === ""
          ? {}
          : { account: (await accountFor(c, account, "account.view")).account.id },
      );
    },
  )
  .get(
    "/:id",
    operation({ tag, summary: "Show a playbook run", answers: { 200: PlaybookRun }, problems: [404] }),
    async (c) => {
      await runFor(c, "account.view");
      return answer(c);
    },
  )
  .patch(
    "/:id/steps/:place",
    operation({
      tag,
      summary: "Work on a step",
      description: "Tick it off, hand it to somebody, move its due date, word it otherwise.",
      headers: once,
      body: StepChange,
      answers: { 200: PlaybookRun },
      problems: [403, 404, 409],
    }),
    idempotent,
    valid("json", StepChangeBody),
    async (c) => {
      const { found, circle } = await runFor(c, "playbook.run");
      const place = c.req.param("place");
      if (!/^[1-9][0-9]?$/.test(place)) throw new Problem("not_found");
      await changeStep(deskOf(c), circle, found, Number(place), c.req.valid("json"), authorOf(c));
      return answer(c);
    },
  )
  .post(
    "/:id/end",
    operation({
      tag,
      summary: "End a run with its outcome",
      headers: once,
      body: RunEnd,
      answers: { 200: PlaybookRun },
      problems: [403, 404, 409],
    }),
    idempotent,
    valid("json", RunEndBody),
    async (c) => {
      const { found, circle } = await runFor(c, "playbook.run");
      await endRun(deskOf(c), circle, found, c.req.valid("json"), authorOf(c));
      return answer(c);
    },
  );
