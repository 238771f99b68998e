/** `/api/accounts/book/`: what the app's pages hold of a circle's accounts. */
import { Hono } from "hono";
import * as z from "zod/mini";
import { bookSince } from "../accounts/book.ts";
import { circleToWrite } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { databaseOf } from "../database.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { component } from "../openapi/components.ts";
import { operation } from "../openapi/operation.ts";
import { readQuery } from "./contact-query.ts";

const BookQuery = z.object({
  circle_id: z.optional(z.string().check(z.meta({ format: "uuid" }))),
  since: z.optional(
    z.string().check(
      z.refine((text) => /^[0-9]{0,15}$/.test(text), "Must be a revision."),
      z.meta({ description: "Only what changed after this revision." }),
    ),
  ),
});

const Book = component(
  "AccountBook",
  z.object({
    rev: z.int(),
    full: z.boolean(),
    version: z.int(),
    model: z.looseObject({}),
    columns: z.array(z.string()),
    values: z.array(z.array(z.unknown())).check(z.meta({ description: "One array a column, in the columns' order." })),
    removed: z.array(z.string()),
  }),
);

export const accountBook = new Hono<Shell>().get(
  "/",
  operation({
    tag: "accounts",
    summary: "All accounts of a circle as columns, or what changed since",
    query: BookQuery,
    answers: { 200: Book },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { since } = readQuery(BookQuery, c.req.query());
    const circle = await circleToWrite(c, "account.view");
    return c.json(await bookSince(databaseOf(c.env.DB), circle.id, since ? Number(since) : null));
  },
);
