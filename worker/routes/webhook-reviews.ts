/** `/api/webhooks/reviews/`: accounts that webhooks name and nobody here knows. Admins only. [IW12] */
import { allow } from "../../domain/permission.ts";
import { Hono } from "hono";
import * as z from "zod/mini";
import { circleOf } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import { reviewStates } from "../../domain/webhook-words.ts";
import { circleToWrite, deskOf } from "../accounts/scope.ts";
import { standingIn } from "../circles.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { valid } from "../middleware/valid.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { WebhookReview, WebhookReviewAccount, WebhookReviewLink, WebhookReviewPage } from "../openapi/webhook.ts";
import { pageOf } from "../page.ts";
import {
  createFromReview,
  ignoreReview,
  linkReview,
  type ListedReview,
  reviewById,
  reviewResource,
  reviewsOf,
} from "../webhooks/review-list.ts";
import { wake } from "../webhooks/wake.ts";
import { readQuery } from "./contact-query.ts";
import { CirclePage } from "./webhook-sources.ts";

const tag = "webhooks";
const action = "webhook.manage";

const ReviewQuery = z.extend(CirclePage, {
  state: z.optional(
    z
      .enum(["", ...reviewStates], `Must be one of: ${reviewStates.join(", ")}.`)
      .check(z.meta({ enum: [...reviewStates] })),
  ),
});

/** The review in the path, for an admin of its circle; foreign and missing ones are alike. [P2] */
const reviewFor = async (c: ShellContext, id: string): Promise<ListedReview> => {
  circleKeyOf(c, id);
  const desk = deskOf(c);
  const row = await reviewById(desk, id.toLowerCase());
  if (!row) throw new Problem("not_found");
  const { user, scope } = c.get("claim");
  const circle = await standingIn(desk.db, row.circle, user);
  c.set("circle", circle.id);
  allow({ role: circle.role, scope }, action);
  return row;
};

/** The review as it stands now, while what waited is worked on. */
const settled = async (c: ShellContext, row: ListedReview) => {
  c.executionCtx.waitUntil(wake(c.env, row.circle));
  return reviewResource((await reviewById(deskOf(c), row.id)) ?? row);
};

export const webhookReviewRoutes = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "Accounts and users that nobody here knows",
      query: ReviewQuery,
      answers: { 200: WebhookReviewPage },
      problems: [403, 404],
    }),
    signedIn,
    async (c) => {
      const { state } = readQuery(ReviewQuery, c.req.query());
      const circle = await circleToWrite(c, action);
      return c.json(pageOf(c, (await reviewsOf(deskOf(c), circle.id, state || undefined)).map(reviewResource)));
    },
  )
  .post(
    "/:id/link",
    operation({
      tag,
      summary: "Say which account it is; what waited is worked on",
      headers: once,
      body: WebhookReviewLink,
      answers: { 200: WebhookReview },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    valid("json", WebhookReviewLink),
    async (c) => {
      const row = await reviewFor(c, c.req.param("id"));
      await linkReview(deskOf(c), row, c.req.valid("json").account_id, c.get("claim").user);
      return c.json(await settled(c, row));
    },
  )
  .post(
    "/:id/create",
    operation({
      tag,
      summary: "Make an account of it; what waited is worked on",
      description: "Without a name it gets the one that the source gave.",
      headers: once,
      body: WebhookReviewAccount,
      answers: { 201: WebhookReview },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    valid("json", WebhookReviewAccount),
    async (c) => {
      const row = await reviewFor(c, c.req.param("id"));
      const { name, ...fields } = c.req.valid("json");
      const circle = { id: row.circle, key: circleOf(row.circle) ?? 0 };
      await createFromReview(deskOf(c), circle, row, { ...fields, name, override: null }, c.get("claim").user);
      return c.json(await settled(c, row), 201);
    },
  )
  .post(
    "/:id/ignore",
    operation({
      tag,
      summary: "It is nobody of ours: what waits and what will come for it is let go",
      headers: once,
      answers: { 200: WebhookReview },
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const row = await reviewFor(c, c.req.param("id"));
      await ignoreReview(deskOf(c), row, c.get("claim").user);
      return c.json(await settled(c, row));
    },
  );
