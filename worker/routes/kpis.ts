/** `/api/kpi/kpis/`: the KPIs of a circle. The circle's object checks rights and bodies. [B8] [B9] [B10] [B11] [B13] */
import { Hono } from "hono";
import { makeId } from "../../domain/id.ts";
import { NewKpi } from "../../domain/kpi.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Shell } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import { Kpi, KpiChange, KpiDraft, KpiPage, KpiValue } from "../openapi/kpi.ts";
import { operation } from "../openapi/operation.ts";
import { circleOfBody, idOf, lower, readBody, taggedResponse, write } from "./circle-door.ts";
import { KpiListQuery, pageOfKpis, readKpiQuery } from "./kpi-query.ts";

const tag = "kpis";
const ifMatch = { "If-Match": "Only if the KPI still has one of these tags; else 412." };
const etag = { ETag: "The KPI's tag; changes with every change, new points included." };

export const kpis = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List KPIs",
      description: "Newest KPI first, unless told otherwise.",
      query: KpiListQuery,
      answers: { 200: KpiPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { circle_id, question } = readKpiQuery(c.req.query());
      return pageOfKpis(
        c,
        question,
        await ask(circleStub(c.env.Circle, circleKeyOf(c, circle_id)).kpis(c.get("claim"), question)),
      );
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Create a KPI",
      headers: once,
      body: KpiDraft,
      answers: { 201: Kpi },
      gives: { ...etag, Location: "Where the KPI is." },
      problems: [403, 404, 409],
    }),
    signedIn,
    async (c) => {
      const { text, fields } = await readBody(c);
      const key = circleOfBody(c, fields, NewKpi);
      const id = fields["id"] === undefined ? makeId(key, Date.now(), Math.random) : lower(fields["id"]);
      const args = { ...fields, id, point_id: undefined };
      const response = await write(c, key, {
        name: "kpi.create",
        args,
        show: { table: "kpi", id: String(id) },
        status: 201,
        text,
      });
      if (response.status === 201 && !response.headers.has("idempotent-replayed"))
        response.headers.set("location", new URL(`/api/kpi/kpis/${String(id)}/`, c.req.url).href);
      return response;
    },
  )
  .get(
    "/:id",
    operation({
      tag,
      summary: "Show a KPI",
      headers: { "If-None-Match": "Answers 304 when the KPI still has one of these tags." },
      answers: { 200: Kpi, 304: null },
      gives: etag,
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const { body, etag: tagNow = "" } = await ask(
        circleStub(c.env.Circle, circleKeyOf(c, id)).kpis(c.get("claim"), { what: "one", id }),
      );
      return taggedResponse(c, body, tagNow);
    },
  )
  .on(
    ["PUT", "PATCH"],
    "/:id",
    operation({
      tag,
      summary: "Change a KPI",
      description:
        "PUT merges like PATCH: an absent field stays as it is. Naming the value or the target writes a point of the history.",
      headers: { ...once, ...ifMatch },
      body: KpiChange,
      answers: { 200: Kpi },
      gives: etag,
      problems: [403, 404, 409, 412],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const key = circleKeyOf(c, id);
      const { text, fields } = await readBody(c);
      return write(c, key, {
        name: "kpi.update",
        args: { id, fields },
        show: { table: "kpi", id },
        status: 200,
        guards: id,
        text,
      });
    },
  )
  .delete(
    "/:id",
    operation({
      tag,
      summary: "Delete a KPI and its history",
      description: "Moderators can restore it for 30 days.",
      headers: { ...once, ...ifMatch },
      answers: { 204: null },
      problems: [400, 403, 404, 409, 412],
    }),
    signedIn,
    (c) => {
      const id = idOf(c);
      return write(c, circleKeyOf(c, id), { name: "kpi.delete", args: { id }, show: null, status: 204, guards: id });
    },
  )
  .post(
    "/:id/restore",
    operation({
      tag,
      summary: "Restore a deleted KPI with its history",
      headers: once,
      answers: { 200: Kpi },
      gives: etag,
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    (c) => {
      const id = idOf(c);
      return write(c, circleKeyOf(c, id), {
        name: "undo",
        args: { deleted: id },
        show: { table: "kpi", id },
        status: 200,
      });
    },
  )
  .post(
    "/:id/update-value",
    operation({
      tag,
      summary: "Record a KPI's new value",
      headers: { ...once, ...ifMatch },
      body: KpiValue,
      answers: { 200: Kpi },
      gives: etag,
      problems: [403, 404, 409, 412],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const key = circleKeyOf(c, id);
      const { text, fields } = await readBody(c);
      const args = { id, current_value: fields["current_value"], note: fields["note"] };
      return write(c, key, { name: "kpi.record", args, show: { table: "kpi", id }, status: 200, guards: id, text });
    },
  );
