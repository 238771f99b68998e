/** `/similar_customers/{id}` and `/api/customers/{id}/similar/`: who is like an account, why, and what worked for them. [A17] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { deskOf } from "../accounts/scope.ts";
import { accountToShow } from "../accounts/shown.ts";
import type { Shell, ShellContext } from "../context.ts";
import { similarAccounts } from "../insights/similar.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import { SimilarAccounts } from "../openapi/similar.ts";
import { numberOf } from "./moment.ts";

const usual = 10;
const most = 50;

const described = operation({
  tag: "customers",
  summary: "List accounts that are like this one",
  description:
    "By industry, ARR, health and usage, the most alike first, with the reasons that each score sums from. By id or by number.",
  query: z.extend(InCircle, {
    limit: z.optional(z.int().check(z.minimum(1), z.maximum(most), z.meta({ description: `${usual} unless told.` }))),
  }),
  answers: { 200: SimilarAccounts },
  problems: [404],
});

const similar = async (c: ShellContext) => {
  const row = await accountToShow(c, c.req.param("id") ?? "");
  const results = await similarAccounts(deskOf(c).db, row, numberOf(c, "limit", usual, most));
  return c.json({
    account: { id: row.id, number: row.number, name: row.name },
    source: "rules" as const,
    as_of: new Date().toISOString(),
    count: results.length,
    next: null,
    previous: null,
    results,
  });
};

export const similarCustomers = new Hono<Shell>().get("/:id", described, signedIn, similar);
export const customerSimilar = new Hono<Shell>().get("/:id/similar", described, signedIn, similar);
