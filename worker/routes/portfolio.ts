/** `/portfolio/summary` and `/api/analytics/`: what the caller's circles add up to, and how that went over time. [I6] [A16] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { cohortsOf } from "../../domain/analytics.ts";
import { benchmarkOf, benchmarkTable, fewestPeers } from "../../domain/benchmark.ts";
import { portfolioOf } from "../../domain/portfolio.ts";
import {
  cohortResource,
  moverResource,
  portfolioResource,
  retentionLines,
  retentionResource,
} from "../../domain/portfolio-resource.ts";
import { wrong } from "../../domain/problem.ts";
import { monthlyRetention, retentionOf } from "../../domain/retention.ts";
import { settleEnded } from "../accounts/recompute.ts";
import { accountFor, circlesToRead, deskOf } from "../accounts/scope.ts";
import type { Standing } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import {
  AccountBenchmark,
  BenchmarkTable,
  Cohorts,
  HealthTrend,
  PlaybookEffectiveness,
  PortfolioSummary,
  RetentionReport,
} from "../openapi/portfolio.ts";
import { arrHistories } from "../portfolio/arr-history.ts";
import { type EffectFound, effectOf } from "../portfolio/effectiveness.ts";
import { moversSince } from "../portfolio/movers.ts";
import { benchmarkRows, portfolioRows } from "../portfolio/rows.ts";
import { healthTrendOf } from "../portfolio/trend.ts";
import { momentOf, numberOf } from "./moment.ts";

const tag = "portfolio";
const day = 24 * 60 * 60_000;
const year = 365;
const moversTold = 10;

const within = (name: string, usual: number, most: number) =>
  z.optional(z.int().check(z.minimum(1), z.maximum(most), z.meta({ description: `${name}; ${usual} unless told.` })));
const moment = (description: string) => z.optional(z.string().check(z.meta({ description })));

/** The circles that this is about, with overrides that have ended taken back first. */
const circlesFor = async (c: ShellContext, now: number): Promise<Standing[]> => {
  const circles = await circlesToRead(c);
  for (const circle of circles) await settleEnded(deskOf(c), circle, now);
  return circles;
};
const idsOf = (circles: readonly Standing[]): string[] => circles.map(({ id }) => id);
const instant = (at: number): string => new Date(at).toISOString();

const summary = async (c: ShellContext) => {
  const now = Date.now();
  const since = momentOf(c, "since", now, now - year * day, "first");
  const circles = idsOf(await circlesFor(c, now));
  const { db } = deskOf(c);
  const [rows, found, histories] = await Promise.all([
    portfolioRows(db, circles),
    moversSince(db, circles, now - 7 * day, { limit: moversTold }),
    arrHistories(db, circles),
  ]);
  const retention = retentionOf(histories, since, now);
  return c.json({
    as_of: instant(now),
    ...portfolioResource(portfolioOf(rows, instant(now).slice(0, 10))),
    movers: {
      since: instant(now - 7 * day),
      until: instant(now),
      ...found.counts,
      movers: found.movers.map(moverResource),
    },
    nrr: retention.nrr,
    grr: retention.grr,
    retention: retentionResource(retention),
  });
};

const SummaryQuery = z.extend(InCircle, {
  since: moment(
    "Start of the period that NRR and GRR are of: a day (its beginning, UTC) or a moment; a year ago unless told.",
  ),
});
const summaryDescribed = operation({
  tag,
  summary: "What the accounts of your circles add up to",
  description: "Totals, health, ARR at risk, groups, renewals, the movers of the last seven days, NRR and GRR.",
  query: SummaryQuery,
  answers: { 200: PortfolioSummary },
  problems: [404],
});

export const portfolio = new Hono<Shell>().get("/summary", summaryDescribed, signedIn, summary);

const definitions = {
  nrr: "(start + expansion − contraction − churn) / start, of accounts that had ARR at the start",
  grr: "(start − contraction − churn) / start, of accounts that had ARR at the start",
};

/** What a reader has to know of the lines, or of there being none. */
const effectNote = ({ playbooks, young, next }: EffectFound): string => {
  const waiting =
    next === null
      ? ""
      : ` ${young} ${young === 1 ? "run is" : "runs are"} younger; the next is judged on ${instant(next).slice(0, 10)}.`;
  return playbooks.length === 0
    ? `No playbook has run for thirty days yet, so there is nothing to compare.${waiting}`
    : `Computed health thirty days after the start, against up to five similar accounts without a playbook. Every run counts, however it ended.${waiting}`;
};

export const analytics = new Hono<Shell>()
  .get("/portfolio", summaryDescribed, signedIn, summary)
  .get(
    "/health-trend",
    operation({
      tag,
      summary: "Health by day",
      description:
        "As each day (UTC) stood at its end; days before an account's first score are reckoned from its usage.",
      query: z.extend(InCircle, { days: within("Days up to today", 90, 731) }),
      answers: { 200: HealthTrend },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const days = numberOf(c, "days", 90, 731);
      const circles = idsOf(await circlesFor(c, now));
      return c.json({ as_of: instant(now), days, ...(await healthTrendOf(deskOf(c).db, circles, now, days)) });
    },
  )
  .get(
    "/cohorts",
    operation({
      tag,
      summary: "Accounts by the month in which they came",
      query: z.extend(InCircle, { months: within("Months up to this one", 12, 60) }),
      answers: { 200: Cohorts },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const months = numberOf(c, "months", 12, 60);
      const histories = await arrHistories(deskOf(c).db, idsOf(await circlesToRead(c)));
      return c.json({ as_of: instant(now), cohorts: cohortsOf(histories, now, months).map(cohortResource) });
    },
  )
  .get(
    "/benchmark",
    operation({
      tag,
      summary: "The figures that accounts are measured by, by industry and segment",
      query: InCircle,
      answers: { 200: BenchmarkTable },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const rows = await benchmarkRows(deskOf(c).db, idsOf(await circlesFor(c, now)));
      return c.json({ as_of: instant(now), fewest_peers: fewestPeers, groups: benchmarkTable(rows) });
    },
  )
  .get(
    "/retention",
    operation({
      tag,
      summary: "Net and gross revenue retention, with the numbers that went in",
      query: z.extend(InCircle, {
        from: moment("Start: a day (its beginning, UTC) or a moment; a year ago unless told."),
        to: moment("End: a day (its end, UTC) or a moment; now unless told."),
        months: within("Months up to this one, told one by one", 12, 60),
      }),
      answers: { 200: RetentionReport },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const to = momentOf(c, "to", now, now);
      const from = momentOf(c, "from", now, to - year * day, "first");
      if (from > to) throw wrong("from", "Must not be later than `to`.");
      const months = numberOf(c, "months", 12, 60);
      const histories = await arrHistories(deskOf(c).db, idsOf(await circlesToRead(c)));
      const period = retentionOf(histories, from, to);
      return c.json({
        as_of: instant(now),
        definitions,
        period: retentionResource(period),
        lines: retentionLines(period),
        months: monthlyRetention(histories, now, months).map(retentionResource),
      });
    },
  )
  .get(
    "/playbook-effectiveness",
    operation({
      tag,
      summary: "What playbooks did for health, against similar accounts",
      query: InCircle,
      answers: { 200: PlaybookEffectiveness },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const now = Date.now();
      const found = await effectOf(deskOf(c).db, idsOf(await circlesToRead(c)), now);
      return c.json({ as_of: instant(now), note: effectNote(found), playbooks: found.playbooks });
    },
  );

/** Where one account stands among its peers; under each of its addresses. [R7] */
export const accountBenchmark = new Hono<Shell>().get(
  "/:id/benchmark",
  operation({
    tag,
    summary: "Where an account stands among its industry and its segment",
    description: `With the number of peers; fewer than ${fewestPeers} means that all accounts are compared.`,
    query: InCircle,
    answers: { 200: AccountBenchmark },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const now = Date.now();
    const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
    const rows = await benchmarkRows(deskOf(c).db, [account.circle]);
    const own = rows.find(({ id }) => id === account.id);
    const { id, number, name } = account;
    return c.json({
      as_of: instant(now),
      account: { id, number, name },
      fewest_peers: fewestPeers,
      metrics: own ? benchmarkOf(own, rows) : [],
    });
  },
);
