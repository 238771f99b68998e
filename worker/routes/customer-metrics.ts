/** `/api/customers/{id}/metrics/`: the figures that people keep by hand. [X1] [D6] [D7] */
import { Hono } from "hono";
import { MetricsChange, metricsResource } from "../../domain/customer-metrics.ts";
import { authorOf, newStep } from "../accounts/change.ts";
import { metricsOf } from "../accounts/detail.ts";
import { writeMetrics } from "../accounts/figures.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import * as schemas from "../openapi/customer.ts";
import { operation } from "../openapi/operation.ts";
import { readBody } from "./circle-door.ts";
import { readQuery } from "./contact-query.ts";

const tag = "customers";

export const customerFigures = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "Show a customer's metrics",
      description: "Nulls before anybody wrote any.",
      query: CircleQuery,
      answers: { 200: schemas.CustomerMetrics },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
      return c.json(metricsResource(await metricsOf(deskOf(c).db, account.id)));
    },
  )
  .on(
    ["PUT", "PATCH"],
    "/",
    operation({
      tag,
      summary: "Write a customer's metrics",
      description: "An absent field stays as it is, null is unknown.",
      headers: once,
      body: schemas.MetricsChange,
      answers: { 200: schemas.CustomerMetrics },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const place = await accountFor(c, c.req.param("id") ?? "", "account.edit");
      await writeMetrics(deskOf(c), place, readQuery(MetricsChange, fields), authorOf(c), newStep(c));
      return c.json(metricsResource(await metricsOf(deskOf(c).db, place.account.id)));
    },
  );
