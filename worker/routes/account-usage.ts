/** `/api/accounts/{id}/usage/`: an account's usage by day. [D8] [H8] */
import { and, desc, eq, gte, sql } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { instant } from "../../domain/account-resource.ts";
import { dateAfter } from "../../domain/days.ts";
import { UsageDay } from "../../domain/usage-day.ts";
import { Problem } from "../../domain/problem.ts";
import { metricDays } from "../../drizzle/accounts.ts";
import { authorOf, newStep } from "../accounts/change.ts";
import { deleteUsageDay, usageRow, writeUsageDay } from "../accounts/figures.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import * as schemas from "../openapi/customer.ts";
import { operation } from "../openapi/operation.ts";
import { envelope } from "../page.ts";
import { readBody } from "./circle-door.ts";
import { mostRows, PageQuery, readQuery, whole } from "./contact-query.ts";

const tag = "accounts";

const UsageQuery = z.extend(CircleQuery, {
  ...PageQuery.shape,
  days: z.optional(whole("Only the last so many days, up to the latest one of usage.", {})),
});

const resource = ({ account: _account, times: _times, updated_at, ...row }: typeof metricDays.$inferSelect) => ({
  ...row,
  updated_at: instant(updated_at),
});

export const accountUsage = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List an account's days of usage",
      description: "Newest first.",
      query: UsageQuery,
      answers: { 200: schemas.UsageDayPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { days, page = 1, page_size = 100 } = readQuery(UsageQuery, c.req.query());
      const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
      const { db } = deskOf(c);
      const size = Math.min(mostRows, page_size);
      const own = eq(metricDays.account, account.id);
      const latest = await db
        .select({ date: sql<string | null>`max(date)` })
        .from(metricDays)
        .where(own)
        .get();
      const since =
        latest?.date && days !== undefined ? gte(metricDays.date, dateAfter(latest.date, 1 - days)) : undefined;
      const [counted, rows] = await db.batch([
        db
          .select({ count: sql<number>`count(*)` })
          .from(metricDays)
          .where(and(own, since)),
        db
          .select()
          .from(metricDays)
          .where(and(own, since))
          .orderBy(desc(metricDays.date))
          .limit(size)
          .offset((page - 1) * size),
      ]);
      const count = counted[0]?.count ?? 0;
      return c.json(envelope(c, { page, page_size: size }, count, rows.map(resource)));
    },
  )
  .put(
    "/",
    operation({
      tag,
      summary: "Write one day of an account's usage",
      description: "What is not named stays as it is that day, null is missing. The score follows.",
      headers: once,
      body: schemas.UsageDayDraft,
      answers: { 200: schemas.UsageDay },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const place = await accountFor(c, c.req.param("id") ?? "", "account.edit");
      const said = readQuery(UsageDay, fields);
      const desk = deskOf(c);
      await writeUsageDay(desk, place, said, authorOf(c), newStep(c));
      const row = await usageRow(desk.db, place.account.id, said.date);
      if (!row) throw new Problem("not_found");
      return c.json(resource(row));
    },
  )
  .delete(
    "/:date",
    operation({
      tag,
      summary: "Delete one day of an account's usage",
      headers: once,
      answers: { 204: null },
      problems: [400, 403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const place = await accountFor(c, c.req.param("id") ?? "", "account.edit");
      await deleteUsageDay(deskOf(c), place, c.req.param("date"), authorOf(c), newStep(c));
      return c.body(null, 204);
    },
  );
