/** `/api/kpi/kpis/{id}/history/`, its points with their notes, and series for charts. [B12] */
import { Hono } from "hono";
import { circleOf } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import { type KpiQuestion, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import { KpiHistory, KpiPoint, KpiPointChange, KpiPointPage, KpiSeries, KpiUnusual, KpiUsual } from "../openapi/kpi.ts";
import { operation } from "../openapi/operation.ts";
import { idOf, readBody, write } from "./circle-door.ts";
import {
  HistoryQuery,
  PointQuery,
  pageOfKpis,
  readHistoryQuery,
  readPointQuery,
  readSeriesQuery,
  readUnusualQuery,
  readUsualQuery,
  SeriesQuery,
  UnusualQuery,
  UsualQuery,
} from "./kpi-query.ts";

const tag = "kpis";

const asked = (c: ShellContext, id: string, question: KpiQuestion) =>
  ask(circleStub(c.env.Circle, circleKeyOf(c, id)).kpis(c.get("claim"), question));

const json = (body: string): Response => new Response(body, { headers: { "content-type": "application/json" } });

export const kpiHistory = new Hono<Shell>()
  .get(
    "/:id/history",
    operation({
      tag,
      summary: "A KPI's values of the last days",
      description: "Newest first.",
      query: HistoryQuery,
      answers: { 200: KpiHistory },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      return json((await asked(c, id, { what: "history", id, ...readHistoryQuery(c.req.query()) })).body);
    },
  )
  .get(
    "/:id/points",
    operation({
      tag,
      summary: "List all points of a KPI's history",
      description: "Newest first, 100 on a page unless told; all of them, a stretch, or those with a note.",
      query: PointQuery,
      answers: { 200: KpiPointPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const page = readPointQuery(c.req.query());
      return pageOfKpis(c, page, await asked(c, id, { what: "points", id, ...page }));
    },
  )
  .get(
    "/:id/unusual",
    operation({
      tag,
      summary: "The days on which a KPI's value stood apart from its weekday",
      description:
        "Newest first. Each day's last value is compared with the same weekday of the 52 weeks before it, never with later ones.",
      query: UnusualQuery,
      answers: { 200: KpiUnusual },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      return json((await asked(c, id, { what: "unusual", id, ...readUnusualQuery(c.req.query()) })).body);
    },
  )
  .patch(
    "/:id/points/:point_id",
    operation({
      tag,
      summary: "Write a note beside a point",
      description: "A blank one takes it away.",
      headers: once,
      body: KpiPointChange,
      answers: { 200: KpiPoint },
      problems: [403, 404, 409],
    }),
    signedIn,
    async (c) => {
      const kpi = idOf(c);
      const id = (c.req.param("point_id") ?? "").toLowerCase();
      const key = circleKeyOf(c, kpi);
      if (circleOf(id) !== key) throw new Problem("not_found");
      const { text, fields } = await readBody(c);
      return write(c, key, {
        name: "kpi.annotate",
        args: { id, kpi, note: fields["note"] },
        show: { table: "point", id },
        status: 200,
        text,
      });
    },
  );

export const kpiSeries = new Hono<Shell>().get(
  "/",
  operation({
    tag,
    summary: "Series for charts",
    description: "Of one KPI or of all, oldest first, amounts in hundredths.",
    query: SeriesQuery,
    answers: { 200: KpiSeries },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { circle_id, days, kpi } = readSeriesQuery(c.req.query());
    return json((await asked(c, circle_id, { what: "series", days, ...(kpi === undefined ? {} : { kpi }) })).body);
  },
);

export const kpiUsual = new Hono<Shell>().get(
  "/",
  operation({
    tag,
    summary: "What the newest values are measured by",
    description: "Of all KPIs: median and absolute deviation of the weekday, in hundredths.",
    query: UsualQuery,
    answers: { 200: KpiUsual },
    problems: [404],
  }),
  signedIn,
  async (c) => json((await asked(c, readUsualQuery(c.req.query()), { what: "usual" })).body),
);
