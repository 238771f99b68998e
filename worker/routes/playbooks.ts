/** `/playbooks/`: the library, what a trigger would have done, and its runs. [Y1] [Y3] [PB3] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { dryRun } from "../../domain/playbooks/dry-run.ts";
import { playbooks as library } from "../../domain/playbooks/index.ts";
import type { Playbook as PlaybookEntry } from "../../domain/playbooks/playbook.ts";
import { sayClause, Trigger } from "../../domain/playbooks/trigger.ts";
import { wrong } from "../../domain/problem.ts";
import { matchesOf } from "../../domain/playbooks/recommend.ts";
import { authorOf } from "../accounts/change.ts";
import { utcDay } from "../accounts/list-query.ts";
import { accountFor, circlesToRead, circleToWrite, deskOf } from "../accounts/scope.ts";
import { recentUsage, riskStateOf } from "../accounts/state.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { once, PageQuery } from "../openapi/circle-components.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import {
  AccountRunDraft,
  DryRun,
  DryRunAsked,
  Playbook,
  PlaybookPage,
  PlaybookRun,
  PlaybookRunPage,
  RunDraft,
} from "../openapi/playbooks.ts";
import { envelope, pageFrom, pageOf } from "../page.ts";
import { historiesOf } from "../playbooks/histories.ts";
import { playbookNamed, runById, runPage, type RunQuestion, shownRun, startRun } from "../playbooks/runs.ts";
import { readBody } from "./circle-door.ts";

const tag = "playbooks";
const mostDays = 366;
const mostFirings = 500;

const shown = ({ trigger, ...playbook }: PlaybookEntry) => ({
  ...playbook,
  trigger,
  trigger_says: trigger.any.map(({ all }) => all.map(sayClause)),
});

const daysFrom = (given: unknown): number => {
  if (given === undefined || given === "") return 90;
  const days = typeof given === "string" && /^[0-9]{1,3}$/.test(given) ? Number(given) : given;
  if (typeof days !== "number" || !Number.isInteger(days) || days < 1 || days > mostDays)
    throw wrong("days", `Must be a whole number from 1 to ${mostDays}.`);
  return days;
};

const tried = async (c: ShellContext, asked: { days?: unknown; trigger?: unknown; circle?: unknown }) => {
  const playbook = playbookNamed(c.req.param("id") ?? "");
  const days = daysFrom(asked.days);
  const read =
    asked.trigger === undefined
      ? { success: true as const, data: playbook.trigger }
      : z.safeParse(Trigger, asked.trigger);
  if (!read.success) throw wrong("trigger", `Is no trigger: ${read.error.issues[0]?.message ?? "invalid"}`);
  const circle = await circleToWrite(c, "account.view", asked.circle);
  const today = utcDay(Date.now());
  const { firings, holding, ...run } = dryRun(
    await historiesOf(deskOf(c).db, circle.id, days, today),
    { trigger: read.data },
    days,
    today,
  );
  return c.json({
    playbook: { id: playbook.id, number: playbook.number, name: playbook.name },
    trigger: read.data,
    ...run,
    days,
    count: firings.length,
    holding: holding.map(({ account, name, matched }) => ({ account: { id: account, name }, matched })),
    firings: firings
      .slice(-mostFirings)
      .map(({ account, name, date, matched }) => ({ account: { id: account, name }, date, matched })),
  });
};

const RunsQuery = z.extend(z.extend(PageQuery, InCircle.shape), {
  state: z.optional(z.enum(["open", "ended"])),
});

export const runsQuery = (c: ShellContext): Pick<RunQuestion, "state"> => {
  const state = c.req.query("state");
  if (state === undefined || state === "") return {};
  if (state !== "open" && state !== "ended") throw wrong("state", "Must be one of: open, ended.");
  return { state };
};

const listed = async (c: ShellContext, only: Partial<RunQuestion>) => {
  const page = pageFrom(c);
  const circles = (await circlesToRead(c)).map(({ id }) => id);
  const { count, results } = await runPage(
    deskOf(c).db,
    { circles, ...only, ...runsQuery(c), ...page },
    utcDay(Date.now()),
  );
  return c.json(envelope(c, page, count, results));
};

const started = async (c: ShellContext, account: string, playbook: PlaybookEntry) => {
  const desk = deskOf(c);
  const found = await accountFor(c, account, "playbook.run");
  const author = authorOf(c);
  const today = utcDay(author.now);
  const state = await riskStateOf(desk.db, found.account, await recentUsage(desk.db, found.account, today));
  const id = await startRun(desk, found.circle, found.account, playbook, matchesOf(state, playbook, today), author);
  return c.json(await shownRun(desk.db, await runById(desk.db, id), today), 201);
};

/** An id or a number, as text. */
const named = (given: unknown, field: string): string => {
  if (typeof given === "number" && Number.isInteger(given)) return String(given);
  if (typeof given === "string" && given !== "") return given;
  throw wrong(field, given === undefined ? "This field is required." : "Must be an id or a number.");
};

export const playbooks = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List the playbooks",
      description: "The ten of the library, in order.",
      query: PageQuery,
      answers: { 200: PlaybookPage },
    }),
    signedIn,
    (c) => c.json(pageOf(c, library.map(shown))),
  )
  .get(
    "/:id",
    operation({
      tag,
      summary: "Show a playbook",
      description: "By number or by id.",
      answers: { 200: Playbook },
      problems: [404],
    }),
    signedIn,
    (c) => c.json(shown(playbookNamed(c.req.param("id")))),
  )
  .get(
    "/:id/dry-run",
    operation({
      tag,
      summary: "What a playbook's trigger would have done",
      description: `Every day of the last \`days\` (90 unless told, ${mostDays} at most) on which it began to hold, with the rows.`,
      query: z.extend(InCircle, { days: z.optional(z.int().check(z.minimum(1), z.maximum(mostDays))) }),
      answers: { 200: DryRun },
      problems: [403, 404],
    }),
    signedIn,
    (c) => tried(c, { days: c.req.query("days") }),
  )
  .post(
    "/:id/dry-run",
    operation({
      tag,
      summary: "What another trigger would have done",
      description: "Changes nothing: a trigger can be tried out before anybody uses it.",
      query: InCircle,
      body: DryRunAsked,
      answers: { 200: DryRun },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { fields } = await readBody(c);
      return tried(c, { days: fields["days"], trigger: fields["trigger"], circle: fields["circle_id"] });
    },
  )
  .get(
    "/:id/runs",
    operation({
      tag,
      summary: "List a playbook's runs",
      description: "Those under way first, then the newest.",
      query: RunsQuery,
      answers: { 200: PlaybookRunPage },
      problems: [404],
    }),
    signedIn,
    (c) => listed(c, { playbook: playbookNamed(c.req.param("id")).id }),
  )
  .post(
    "/:id/runs",
    operation({
      tag,
      summary: "Start a playbook on an account",
      description: "Its steps become a checklist with owners and due dates. 409 while it is at work there already.",
      headers: once,
      query: InCircle,
      body: RunDraft,
      answers: { 201: PlaybookRun },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const playbook = playbookNamed(c.req.param("id"));
      const { fields } = await readBody(c);
      return started(c, named(fields["account_id"], "account_id"), playbook);
    },
  );

/** `/api/accounts/{id}/runs/`. */
export const accountRuns = new Hono<Shell>()
  .get(
    "/:id/runs",
    operation({
      tag,
      summary: "List the playbook runs of an account",
      description: "Those under way first, then the newest.",
      query: RunsQuery,
      answers: { 200: PlaybookRunPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { account } = await accountFor(c, c.req.param("id"), "account.view");
      return listed(c, { account: account.id });
    },
  )
  .post(
    "/:id/runs",
    operation({
      tag,
      summary: "Start a playbook on this account",
      headers: once,
      query: InCircle,
      body: AccountRunDraft,
      answers: { 201: PlaybookRun },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { account } = await accountFor(c, c.req.param("id"), "playbook.run");
      const { fields } = await readBody(c);
      const given = named(fields["playbook"], "playbook");
      const playbook = library.find(({ number, id }) => String(number) === given || id === given);
      if (!playbook) throw wrong("playbook", "Is no playbook of the library.");
      return started(c, account.id, playbook);
    },
  );

/** `/api/playbook-runs/`: all runs of the caller's circles. */
export const allRuns = listed;
