/** `/api/accounts/{id}/timeline/`: everything that happened to an account, newest first. [AA1] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { CircleQuery } from "../accounts/list-query.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import { type EntryType, entryTypes, timelineOf } from "../accounts/timeline.ts";
import type { Shell } from "../context.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { TimelinePage } from "../openapi/dashboard.ts";
import { operation } from "../openapi/operation.ts";
import { envelope } from "../page.ts";
import { mostRows, PageQuery, readQuery } from "./contact-query.ts";

const isType = (text: string): text is EntryType => (entryTypes as readonly string[]).includes(text);
const typesIn = (text: string): string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

const TimelineQuery = z.extend(CircleQuery, {
  ...PageQuery.shape,
  type: z.optional(
    z.string().check(
      z.refine((text) => typesIn(text).every(isType), `Must be one of: ${entryTypes.join(", ")}.`),
      z.meta({ description: `One or several of: ${entryTypes.join(", ")}; all unless told.` }),
    ),
  ),
});

export const accountTimeline = new Hono<Shell>().get(
  "/",
  operation({
    tag: "accounts",
    summary: "List what happened to an account",
    description: "Changes by people, machines and imports, feedback, meetings and scores in one list, newest first.",
    query: TimelineQuery,
    answers: { 200: TimelinePage },
    problems: [404],
  }),
  signedIn,
  async (c) => {
    const { page = 1, page_size = 20, type = "" } = readQuery(TimelineQuery, c.req.query());
    const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
    const types = typesIn(type).filter(isType);
    const asked = { page, page_size: Math.min(mostRows, page_size) };
    const { count, entries } = await timelineOf(deskOf(c).db, account.id, {
      ...asked,
      types: types.length > 0 ? types : entryTypes,
    });
    return c.json(envelope(c, asked, count, entries));
  },
);
