/** `/api/webhooks/sources/` and `/api/webhooks/kinds/`: where webhooks come from. Admins only. [IW1] */
import { allow } from "../../domain/permission.ts";
import { eq } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { Problem, wrong } from "../../domain/problem.ts";
import { readSettings } from "../../domain/webhook.ts";
import { mappingFields } from "../../domain/webhook-mapping.ts";
import { sourceKinds, sourceLabels } from "../../domain/webhook-words.ts";
import { type SourceRow, webhookSources } from "../../drizzle/webhooks.ts";
import { circlesToRead, circleToWrite, deskOf } from "../accounts/scope.ts";
import { standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { operation } from "../openapi/operation.ts";
import {
  NewWebhookSource,
  WebhookExample,
  WebhookKindPage,
  WebhookMappingTried,
  WebhookMappingTry,
  WebhookReceipt,
  WebhookRotation,
  WebhookSource,
  WebhookSourceChange,
  WebhookSourceDraft,
  WebhookSourcePage,
} from "../openapi/webhook.ts";
import { pageOf } from "../page.ts";
import { accept } from "../webhooks/accept.ts";
import { signedRequest } from "../webhooks/example.ts";
import { lastPayloads } from "../webhooks/inspect.ts";
import { sources } from "../webhooks/index.ts";
import {
  changeSource,
  deleteSource,
  makeSource,
  rotateSource,
  sourceResource,
  sourcesIn,
  standingsOf,
} from "../webhooks/manage.ts";
import { openSource } from "../webhooks/stored-source.ts";
import { tryMapping } from "../webhooks/try-mapping.ts";
import { wake } from "../webhooks/wake.ts";
import { PageQuery } from "./contact-query.ts";

const tag = "webhooks";
const action = "webhook.manage";
export const CirclePage = z.extend(PageQuery, {
  circle_id: z.optional(z.string().check(z.meta({ format: "uuid" }))),
});

/** The address that vendors are to send to. */
const originOf = (c: ShellContext): string => (c.env.PUBLIC_URL ?? new URL(c.req.url).origin).replace(/\/$/, "");

/** The source in the path, for an admin of its circle; foreign and missing ones are alike. [P2] */
export const sourceFor = async (c: ShellContext, id: string): Promise<SourceRow> => {
  circleKeyOf(c, id);
  const { db } = deskOf(c);
  const row = await db.select().from(webhookSources).where(eq(webhookSources.id, id.toLowerCase())).get();
  if (!row) throw new Problem("not_found");
  const { user, scope } = c.get("claim");
  const circle = await standingIn(db, row.circle, user);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope }, action);
  return row;
};

const shown = async (c: ShellContext, row: SourceRow) => {
  const now = Date.now();
  const standings = await standingsOf(deskOf(c), row.circle, now);
  return sourceResource(row, originOf(c), now, standings.get(row.id));
};

export const webhookKinds = new Hono<Shell>().get(
  "/",
  operation({
    tag,
    summary: "The kinds of sources, and how each signs",
    query: PageQuery,
    answers: { 200: WebhookKindPage },
    problems: [404],
  }),
  signedIn,
  (c) =>
    c.json(
      pageOf(
        c,
        sourceKinds.map((kind) => ({
          kind,
          label: sourceLabels[kind],
          signing: sources[kind].signing,
          secret_from: sources[kind].secretFrom,
          mapping_fields: kind === "custom" ? mappingFields : null,
        })),
        100,
      ),
    ),
);

/** Making and rotating are not idempotent on purpose: to give the same answer again, the secret would have to be kept. */
export const webhookSourceRoutes = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "The sources of your circles",
      query: CirclePage,
      answers: { 200: WebhookSourcePage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const desk = deskOf(c);
      const now = Date.now();
      const rows = await Promise.all(
        (await circlesToRead(c, action)).map(async ({ id }) => {
          const standings = await standingsOf(desk, id, now);
          return (await sourcesIn(desk, id)).map((row) => sourceResource(row, originOf(c), now, standings.get(row.id)));
        }),
      );
      return c.json(pageOf(c, rows.flat(), 100));
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Make a source; its secret is shown this once",
      description: "A secret that the vendor made goes into `secret`; without one it is made here.",
      body: WebhookSourceDraft,
      answers: { 201: NewWebhookSource },
      problems: [403, 404],
    }),
    signedIn,
    valid("json", WebhookSourceDraft),
    async (c) => {
      const { circle_id, ...given } = c.req.valid("json");
      const circle = await circleToWrite(c, action, circle_id);
      const { row, secret } = await makeSource(deskOf(c), circle, given, c.get("claim").user);
      return c.json({ ...(await shown(c, row)), secret }, 201);
    },
  )
  .get(
    "/:id",
    operation({ tag, summary: "One source", answers: { 200: WebhookSource }, problems: [403, 404] }),
    signedIn,
    async (c) => c.json(await shown(c, await sourceFor(c, c.req.param("id")))),
  )
  .patch(
    "/:id",
    operation({
      tag,
      summary: "Change a source's name and settings, pause it, let it go on",
      description: "A paused source keeps what comes and works on it when it goes on.",
      body: WebhookSourceChange,
      answers: { 200: WebhookSource },
      problems: [403, 404],
    }),
    signedIn,
    valid("json", WebhookSourceChange),
    async (c) => {
      const row = await sourceFor(c, c.req.param("id"));
      const changed = await changeSource(deskOf(c), row, c.req.valid("json"));
      if (row.paused && !changed.paused) c.executionCtx.waitUntil(wake(c.env, row.circle));
      return c.json(await shown(c, changed));
    },
  )
  .delete(
    "/:id",
    operation({
      tag,
      summary: "Delete a source with its deliveries",
      description: "What they did to accounts stays.",
      answers: { 204: null },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      await deleteSource(deskOf(c), await sourceFor(c, c.req.param("id")));
      return c.body(null, 204);
    },
  )
  .post(
    "/:id/rotate",
    operation({
      tag,
      summary: "Give a source another secret; the one before counts for another day",
      body: WebhookRotation,
      answers: { 200: NewWebhookSource },
      problems: [403, 404],
    }),
    signedIn,
    valid("json", WebhookRotation),
    async (c) => {
      const before = await sourceFor(c, c.req.param("id"));
      const { row, secret } = await rotateSource(deskOf(c), before, c.req.valid("json").secret);
      return c.json({ ...(await shown(c, row)), secret });
    },
  )
  .post(
    "/:id/example",
    operation({
      tag,
      summary: "Send a source a test, signed as its sender would",
      description: "It comes in by the same door, and is worked on like any other.",
      body: WebhookExample,
      answers: { 202: WebhookReceipt },
      problems: [400, 403, 404, 413, 503],
    }),
    signedIn,
    valid("json", WebhookExample),
    async (c) => {
      const { id, kind } = await sourceFor(c, c.req.param("id"));
      const now = Date.now();
      const source = await openSource(c.env, id, now);
      if (!source?.current) throw new Problem("unavailable", { detail: "This source needs a new secret." });
      const { current: secret, settings } = source;
      const url = `${originOf(c)}/api/webhooks/in/${id}`;
      const body = JSON.stringify(c.req.valid("json").payload ?? null);
      const request = await signedRequest(kind, {
        url,
        body,
        secret,
        id: `test_${crypto.randomUUID()}`,
        now,
        settings,
      });
      const taken = await accept(c.env, request, id, url);
      return c.json({ id: taken.id, duplicate: taken.duplicate }, 202);
    },
  )
  .post(
    "/:id/try",
    operation({
      tag,
      summary: "Try a custom mapping on a payload, or on the newest five that came; nothing is saved",
      body: WebhookMappingTry,
      answers: { 200: WebhookMappingTried },
      problems: [403, 404],
    }),
    signedIn,
    valid("json", WebhookMappingTry),
    async (c) => {
      const row = await sourceFor(c, c.req.param("id"));
      const { mapping, payload } = c.req.valid("json");
      if (row.kind !== "custom" && mapping !== undefined) throw wrong("mapping", "Only custom sources have a mapping.");
      const settings = readSettings(row.settings);
      const samples = payload === undefined ? await lastPayloads(deskOf(c), row.id, 5) : null;
      const tried = { kind: row.kind, settings: { ...settings, mapping: mapping ?? settings.mapping } };
      return c.json({ results: tryMapping(tried, samples, payload, Date.now()) });
    },
  );
