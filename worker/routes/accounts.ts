/** `/accounts` and `/api/accounts`: accounts with numbers, as their first users knew them, and the course of their usage. [I4] [I5] [C2] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { accountResource } from "../../domain/account-resource.ts";
import { accountDetail } from "../accounts/detail.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { deskOf } from "../accounts/scope.ts";
import { accountToShow } from "../accounts/shown.ts";
import type { Shell } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { Account, AccountDetail, AccountPage } from "../openapi/account.ts";
import { operation } from "../openapi/operation.ts";
import { accountCrud, type Face } from "./account-crud.ts";
import { readQuery, whole } from "./contact-query.ts";

const face: Face = {
  tag: "accounts",
  one: "account",
  path: "/api/accounts/",
  show: accountResource,
  Resource: Account,
  Page: AccountPage,
};

const mostDays = 3_660;
export const DaysQuery = z.extend(CircleQuery, {
  days: z.optional(
    whole("How many days, up to the latest one of usage.", { default: 90, maximum: mostDays }).check(
      z.refine((days) => days <= mostDays, `Must be at most ${mostDays}.`),
    ),
  ),
});

export const accountRoutes = new Hono<Shell>().route("/", accountCrud(face)).get(
  "/:id",
  operation({
    tag: face.tag,
    summary: "Show an account with its score's parts, its past scores and the course of its usage",
    description: "By id or by number.",
    query: DaysQuery,
    answers: { 200: AccountDetail },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { days = 90 } = readQuery(DaysQuery, c.req.query());
    return c.json(await accountDetail(deskOf(c).db, await accountToShow(c, c.req.param("id")), days));
  },
);
