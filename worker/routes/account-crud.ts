/** What `/api/customers/` and `/accounts` do alike; they differ in how they show a row. [A1] [A5] [A7] [I4] [C1] */
import { Hono } from "hono";
import type { z } from "zod/mini";
import type { AccountRecord } from "../../domain/account-resource.ts";
import type { Filter } from "../../domain/account-filter.ts";
import { changeFrom, createFrom, deleteFrom, restoreFrom } from "../accounts/account-write.ts";
import { recordOf } from "../accounts/detail.ts";
import { accountPage } from "../accounts/list.ts";
import { AccountListQuery, questionOf } from "../accounts/list-query.ts";
import { circlesToRead, deskOf } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { AccountChange, AccountDraft } from "../openapi/account.ts";
import { once } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";

export interface Face {
  tag: string;
  /** In a sentence: "customer", "account". */
  one: string;
  /** Where new ones are found. */
  path: string;
  show(record: AccountRecord): object;
  Resource: z.core.$ZodType;
  Page: z.core.$ZodType;
}

/** A page of the caller's accounts, as the query string asks. */
export const accountList = async (
  c: ShellContext,
  { show }: Face,
  fixed: { ordering?: string; only?: Filter } = {},
): Promise<Response> => {
  const { db } = deskOf(c);
  const circles = await circlesToRead(c);
  const { rows, ...page } = await accountPage(c, db, await questionOf(c, db, circles, fixed));
  return c.json({ ...page, results: rows.map((row) => show(recordOf(row))) });
};

const usual = [403, 404, 409];
const later = [400, ...usual];

export const accountCrud = (face: Face) => {
  const { tag, one, path, show, Resource, Page } = face;
  const a = /^[aeiou]/.test(one) ? `an ${one}` : `a ${one}`;
  return new Hono<Shell>()
    .get(
      "/",
      operation({
        tag,
        summary: `List ${one}s`,
        description: "Largest ARR first. Without `circle_id` those of all your circles.",
        query: AccountListQuery,
        answers: { 200: Page },
        problems: [404],
      }),
      signedIn,
      (c) => accountList(c, face),
    )
    .post(
      "/",
      operation({
        tag,
        summary: `Create ${a}`,
        headers: once,
        body: AccountDraft,
        answers: { 201: Resource },
        gives: { Location: "Where it is." },
        problems: usual,
      }),
      signedIn,
      idempotent,
      async (c) => {
        const row = await createFrom(c);
        c.header("location", new URL(`${path}${row.id}/`, c.req.url).href);
        return c.json(show(recordOf(row)), 201);
      },
    )
    .on(
      ["PUT", "PATCH"],
      "/:id",
      operation({
        tag,
        summary: `Change ${a}`,
        description:
          "An absent field stays as it is, but PUT needs a name. `health_score` sets an override, null removes it. `circle_id` is ignored: rows never move.",
        headers: once,
        body: AccountChange,
        answers: { 200: Resource },
        problems: usual,
      }),
      signedIn,
      idempotent,
      async (c) => c.json(show(recordOf(await changeFrom(c)))),
    )
    .delete(
      "/:id",
      operation({
        tag,
        summary: `Delete ${a}`,
        description: "Moderators can restore it for 30 days.",
        headers: once,
        answers: { 204: null },
        problems: later,
      }),
      signedIn,
      idempotent,
      async (c) => {
        await deleteFrom(c);
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/restore",
      operation({
        tag,
        summary: `Restore a deleted ${one}`,
        headers: once,
        answers: { 200: Resource },
        problems: later,
      }),
      signedIn,
      idempotent,
      async (c) => c.json(show(recordOf(await restoreFrom(c)))),
    );
};
