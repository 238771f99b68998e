/** `/api/accounts/{id}/`: why the health is what it is, what changed it, its history, and how fresh its factors are. */
import { Hono } from "hono";
import * as z from "zod/mini";
import { coverageOf } from "../../domain/freshness.ts";
import { type HealthInputs, scoreOf } from "../../domain/health.ts";
import { wrong } from "../../domain/problem.ts";
import { modelOf } from "../accounts/health-model.ts";
import { settleEnded } from "../accounts/recompute.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import { type ScoreRow, scoresSince } from "../accounts/scores.ts";
import { changeOf, freshnessAt, whyOf } from "../accounts/why.ts";
import type { Shell, ShellContext } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { PageQuery } from "../openapi/circle-components.ts";
import { AccountFreshness, HealthPointPage, HealthWaterfall, HealthWhy, InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import { pageOf } from "../page.ts";
import { momentOf, numberOf } from "./moment.ts";

const tag = "health";
const day = 24 * 60 * 60_000;
const mostPoints = 5_000;

const moment = (name: string) =>
  z.optional(z.string().check(z.meta({ description: `${name} A day (its end, UTC) or a moment.` })));
const WhyQuery = z.extend(InCircle, { at: moment("As of when; now unless told.") });
const ChangeQuery = z.extend(InCircle, {
  from: moment("The earlier end; thirty days before the other unless told."),
  to: moment("The later end; now unless told."),
});
const HistoryQuery = z.extend(z.extend(PageQuery, InCircle.shape), {
  days: z.optional(z.int().check(z.minimum(1), z.maximum(3660), z.meta({ description: "90 unless told." }))),
});

const pointResource = ({ at, value, bucket, source, computed_value, version, cause, actor }: ScoreRow) => ({
  at: new Date(at).toISOString(),
  value,
  bucket,
  source,
  computed_value,
  version,
  cause,
  by: actor,
});

/** The account in the path; an override that has ended does not count any more. */
const current = async (c: ShellContext, now: number) => {
  const found = await accountFor(c, c.req.param("id") ?? "", "account.view");
  if ((await settleEnded(deskOf(c), found.circle, now)) === 0) return found;
  return accountFor(c, found.account.id, "account.view");
};

export const accountHealth = new Hono<Shell>()
  .get(
    "/:id/why",
    operation({
      tag,
      summary: "Why an account's health is what it is",
      description: "The terms sum to the value; behind them the day's row, the formula's version and the time.",
      query: WhyQuery,
      answers: { 200: HealthWhy },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const { account } = await current(c, now);
      return c.json(await whyOf(deskOf(c).db, account, momentOf(c, "at", now, now)));
    },
  )
  .get(
    "/:id/waterfall",
    operation({
      tag,
      summary: "What changed an account's health between two moments",
      description: "By factor and cause: the formula, the account's segment or seats, coverage, behaviour.",
      query: ChangeQuery,
      answers: { 200: HealthWaterfall },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const { account } = await current(c, now);
      const to = momentOf(c, "to", now, now);
      const from = momentOf(c, "from", now, to - 30 * day);
      if (from > to) throw wrong("from", "Must not be later than `to`.");
      return c.json(await changeOf(deskOf(c).db, account, from, to));
    },
  )
  .get(
    "/:id/health-history",
    operation({
      tag,
      summary: "An account's scores, newest first",
      query: HistoryQuery,
      answers: { 200: HealthPointPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const { account } = await current(c, now);
      const rows = await scoresSince(deskOf(c).db, account.id, now - numberOf(c, "days", 90, 3660) * day, mostPoints);
      return c.json(pageOf(c, rows.map(pointResource)));
    },
  )
  .get(
    "/:id/freshness",
    operation({
      tag,
      summary: "How old each factor's last value is",
      query: InCircle,
      answers: { 200: AccountFreshness },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const { account } = await current(c, now);
      const inputs: HealthInputs = account.health_inputs
        ? (JSON.parse(account.health_inputs) as HealthInputs)
        : { segment: account.segment, seats: account.seats, row: null };
      const model = await modelOf(deskOf(c).db, account.circle, account.health_version);
      return c.json({
        account_id: account.id,
        as_of: new Date(now).toISOString(),
        coverage: coverageOf(scoreOf(inputs, model), model, inputs.segment),
        factors: await freshnessAt(deskOf(c).db, account.id, now),
      });
    },
  );
