/** Reads a circle's book, its board of the last week and its KPIs, for facts about them. */
import { inArray } from "drizzle-orm";
import { readAmount } from "../../domain/amount.ts";
import type { KpiResource } from "../../domain/kpi-resource.ts";
import { portfolioOf, renewalsWithin } from "../../domain/portfolio.ts";
import { retentionOf } from "../../domain/retention.ts";
import type { BoardSnapshot, KpiSnapshot } from "../../domain/writing/circle-facts.ts";
import type { PortfolioSnapshot } from "../../domain/writing/portfolio-facts.ts";
import { accounts } from "../../drizzle/accounts.ts";
import { type Claim, circleStub } from "../../party/rpc.ts";
import { utcDay } from "../accounts/list-query.ts";
import type { Desk, Standing } from "../circles.ts";
import { ask } from "../membership.ts";
import { arrHistories } from "../portfolio/arr-history.ts";
import { moversSince } from "../portfolio/movers.ts";
import { nextActionsFor } from "../portfolio/next-actions.ts";
import { portfolioRows } from "../portfolio/rows.ts";

const day = 24 * 60 * 60_000;
const week = 7 * day;
/** Accounts spoken of by each reason; a text about more of them is a list. */
const few = 4;

export const portfolioSnapshot = async (
  { db }: Desk,
  circle: Standing,
  user: string,
  now: number,
): Promise<PortfolioSnapshot> => {
  const today = utcDay(now);
  const circles = [circle.id];
  const [rows, { movers }, ranking, histories] = await Promise.all([
    portfolioRows(db, circles),
    moversSince(db, circles, now - week, { limit: few }),
    nextActionsFor(db, { circle: circle.id, user }, now, few),
    arrHistories(db, circles),
  ]);
  const all = portfolioOf(rows, today);
  const retention = retentionOf(histories, now - 365 * day, now);
  const worst = rows
    .filter(({ health_bucket: bucket }) => bucket === "critical" || bucket === "at_risk")
    .toSorted((one, other) => other.arr - one.arr || (one.id < other.id ? -1 : 1))
    .slice(0, few);
  const soon = renewalsWithin(rows, today, 90).slice(0, few);
  const spoken = new Set([
    ...ranking.actions.map(({ account }) => account),
    ...worst.map(({ id }) => id),
    ...movers.map(({ id }) => id),
    ...soon.map(({ id }) => id),
  ]);
  const numbered = await db
    .select({ id: accounts.id, number: accounts.number })
    .from(accounts)
    .where(inArray(accounts.id, [...spoken]));
  const numbers = new Map(numbered.map(({ id, number }) => [id, number]));
  return {
    circle: circle.id,
    count: all.count,
    arr: all.arr,
    average_health: all.average_health,
    weighted_health: all.weighted_health,
    buckets: all.buckets,
    at_risk: all.at_risk,
    renewals: all.renewals,
    overdue: all.overdue,
    nrr: retention.nrr,
    grr: retention.grr,
    accounts: [...spoken].flatMap((id) => {
      const row = rows.find((one) => one.id === id);
      if (!row) return [];
      const moved = movers.find((mover) => mover.id === id);
      const place = ranking.actions.findIndex(({ account }) => account === id);
      const action = ranking.actions[place];
      return [
        {
          id,
          number: numbers.get(id) ?? 0,
          name: row.name,
          arr: row.arr,
          health_value: row.health_value,
          health_bucket: row.health_bucket,
          renewal_date: row.renewal_date,
          week_before: moved ? { value: moved.from, date: utcDay(now - week) } : null,
          next: action ? { place: place + 1, action: action.action, playbook: action.playbook } : null,
        },
      ];
    }),
  };
};

export const boardSnapshot = ({ env }: Desk, claim: Claim, circle: Standing, now: number): Promise<BoardSnapshot> =>
  ask(circleStub(env.Circle, circle.key).week(claim, now - week));

const mostKpis = 200;

export const kpiSnapshot = async ({ env }: Desk, claim: Claim, circle: Standing, now: number): Promise<KpiSnapshot> => {
  const { body } = await ask(
    circleStub(env.Circle, circle.key).kpis(claim, { what: "list", ordering: "name", page: 1, page_size: mostKpis }),
  );
  const since = new Date(now - week).toISOString();
  return {
    circle: circle.id,
    kpis: (JSON.parse(body) as KpiResource[]).map(
      ({ id, name, unit, direction, current_value, target, percentage_complete, recorded_at, history }) => {
        // The nested values are the newest thirty, newest first.
        const before = history.find((point) => point.recorded_at < since);
        return {
          id,
          name,
          unit,
          direction,
          value: readAmount(current_value),
          target: readAmount(target),
          complete: Math.round(Number(percentage_complete) * 100),
          before: before ? { value: readAmount(before.value), date: before.recorded_at.slice(0, 10) } : null,
          date: recorded_at.slice(0, 10),
        };
      },
    ),
  };
};
