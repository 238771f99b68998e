/** `/api/webhooks/deliveries/`: what came, what was made of it, and doing it again. Admins only. [IW7] */
import { allow } from "../../domain/permission.ts";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { Problem } from "../../domain/problem.ts";
import { deliveryStates, verdicts } from "../../domain/webhook-words.ts";
import { type DeliveryRow, webhookDeliveries } from "../../drizzle/webhooks.ts";
import { circleToWrite, deskOf } from "../accounts/scope.ts";
import { standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import {
  WebhookDeliveryPage,
  WebhookDeliveryWhole,
  WebhookRehearsal,
  WebhookReplay,
  WebhookReplayed,
} from "../openapi/webhook.ts";
import { envelope, pageFrom } from "../page.ts";
import { sourcesOf } from "../webhooks/drain.ts";
import { deliveriesOf, deliveryResource, rehearse, replay, replayAll, wholeDelivery } from "../webhooks/inspect.ts";
import { wake } from "../webhooks/wake.ts";
import { readQuery } from "./contact-query.ts";
import { CirclePage } from "./webhook-sources.ts";

const tag = "webhooks";
const action = "webhook.manage";

const blank = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.optional(z.enum(["", ...values], `Must be one of: ${values.join(", ")}.`).check(z.meta({ enum: [...values] })));
const instant = z.optional(
  z.string().check(
    z.refine((text) => text === "" || !Number.isNaN(Date.parse(text)), "Must be an instant in UTC."),
    z.meta({ format: "date-time" }),
  ),
);

const DeliveryQuery = z.extend(CirclePage, {
  source_id: z.optional(z.string().check(z.meta({ format: "uuid" }))),
  account_id: z.optional(
    z
      .string()
      .check(z.meta({ format: "uuid", description: "Only deliveries that changed something of this account." })),
  ),
  verdict: blank(verdicts),
  state: blank(deliveryStates),
  from: instant,
  until: instant,
  search: z.optional(
    z
      .string()
      .check(
        z.maxLength(200, "Is too long."),
        z.meta({ description: "Text that the body, the event's id or the reason contains, whatever its case." }),
      ),
  ),
});

const timeOf = (text: string | undefined): number | undefined => (text ? Date.parse(text) : undefined);

/** The delivery in the path, for an admin of its circle; foreign and missing ones are alike. [P2] */
const deliveryFor = async (c: ShellContext, id: string): Promise<DeliveryRow> => {
  circleKeyOf(c, id);
  const { db } = deskOf(c);
  const row = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, id.toLowerCase())).get();
  if (!row) throw new Problem("not_found");
  const { user, scope } = c.get("claim");
  const circle = await standingIn(db, row.circle, user);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope }, action);
  return row;
};

const whole = async (c: ShellContext, row: DeliveryRow) =>
  wholeDelivery(row, (await sourcesOf(deskOf(c), row.circle)).get(row.source));

export const webhookDeliveryRoutes = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "What came, newest first",
      description: "`state=dead` are the dead letters, `state=held` wait for a review.",
      query: DeliveryQuery,
      answers: { 200: WebhookDeliveryPage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { source_id, account_id, verdict, state, from, until, search } = readQuery(DeliveryQuery, c.req.query());
      const circle = await circleToWrite(c, action);
      const desk = deskOf(c);
      const page = pageFrom(c);
      const question = {
        circle: circle.id,
        source: source_id ? source_id.toLowerCase() : undefined,
        account: account_id ? account_id.toLowerCase() : undefined,
        verdict: verdict || undefined,
        state: state || undefined,
        from: timeOf(from),
        until: timeOf(until),
        search,
      };
      const { count, rows } = await deliveriesOf(desk, question, page);
      const known = await sourcesOf(desk, circle.id);
      const results = rows.map((row) => deliveryResource(row, known.get(row.source)));
      return c.json(envelope(c, page, count, results));
    },
  )
  .post(
    "/replay",
    operation({
      tag,
      summary: "Do a range again by today's rules",
      description: "What they did already, they do not do twice. Refused requests are left out.",
      headers: once,
      body: WebhookReplay,
      answers: { 202: WebhookReplayed },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    valid("json", WebhookReplay),
    async (c) => {
      const { circle_id, source_id, state, from, until } = c.req.valid("json");
      const circle = await circleToWrite(c, action, circle_id);
      const question = { circle: circle.id, source: source_id?.toLowerCase(), state };
      const replayed = await replayAll(deskOf(c), { ...question, from: timeOf(from), until: timeOf(until) });
      if (replayed > 0) c.executionCtx.waitUntil(wake(c.env, circle.id));
      return c.json({ replayed }, 202);
    },
  )
  .get(
    "/:id",
    operation({
      tag,
      summary: "One delivery: the raw request, what was read where, what it changed and why",
      answers: { 200: WebhookDeliveryWhole },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => c.json(await whole(c, await deliveryFor(c, c.req.param("id")))),
  )
  .post(
    "/:id/dry-run",
    operation({
      tag,
      summary: "What it would do by today's rules; nothing is done",
      answers: { 200: WebhookRehearsal },
      problems: [400, 403, 404],
    }),
    signedIn,
    async (c) => {
      const row = await deliveryFor(c, c.req.param("id"));
      return c.json(await rehearse(deskOf(c), row));
    },
  )
  .post(
    "/:id/replay",
    operation({
      tag,
      summary: "Do it again by today's rules",
      description: "What it did already, it does not do twice.",
      headers: once,
      answers: { 202: WebhookDeliveryWhole },
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const row = await deliveryFor(c, c.req.param("id"));
      await replay(deskOf(c), row);
      c.executionCtx.waitUntil(wake(c.env, row.circle));
      return c.json(await whole(c, await deliveryFor(c, row.id)), 202);
    },
  );
