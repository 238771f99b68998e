/** Feedback and meetings under their customer and by themselves: one set of routes for both kinds. [A9] [A10] [A14] [A15] [C4] */
import { sql, type SQL } from "drizzle-orm";
import { Hono } from "hono";
import * as z from "zod/mini";
import { circleOf } from "../../domain/id.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { Action } from "../../domain/permission.ts";
import { authorOf, newStep, ownIdOf } from "../accounts/change.ts";
import { CircleQuery } from "../accounts/list-query.ts";
import { feedbackKind, meetingKind, type RecordKind } from "../accounts/record-kinds.ts";
import {
  addRecord,
  changeRecord,
  deletedRecord,
  markRecord,
  recordById,
  recordPage,
  type RecordQuestion,
} from "../accounts/records.ts";
import { type AccountInCircle, accountFor, circlesToRead, deskOf } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn, withinScope } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import * as schemas from "../openapi/customer.ts";
import { operation } from "../openapi/operation.ts";
import { envelope } from "../page.ts";
import { readBody } from "./circle-door.ts";
import { mostRows, PageQuery, readQuery } from "./contact-query.ts";

interface Described {
  kind: RecordKind;
  /** In a sentence: "feedback", "meetings". */
  many: string;
  one: string;
  Resource: z.core.$ZodType;
  Page: z.core.$ZodType;
  Draft: z.core.$ZodType;
  Change: z.core.$ZodType;
}

const choice = (values: readonly string[], description: string) =>
  z.optional(
    z.string().check(
      z.refine((given) => given === "" || values.includes(given), `Must be one of: ${values.join(", ")}.`),
      z.meta({ description: `${description}: ${values.join(", ")}.` }),
    ),
  );

const listQuery = ({ orders, filters }: RecordKind) =>
  z.object({
    ...PageQuery.shape,
    ...Object.fromEntries(Object.entries(filters).map(([name, { values }]) => [name, choice(values, "One of")])),
    ordering: choice(Object.keys(orders), `\`${Object.keys(orders)[0]}\` unless told; one of`),
  });

const questionOf = (c: ShellContext, kind: RecordKind, place: SQL): RecordQuestion => {
  const query = readQuery(listQuery(kind), c.req.query()) as Record<string, string> & {
    page?: number;
    page_size?: number;
  };
  const wanted = Object.entries(kind.filters).flatMap(([name, { where }]) => {
    const value = query[name];
    return value ? [where(value)] : [];
  });
  const [usual = sql`r.id`] = Object.values(kind.orders);
  return {
    where: sql.join([place, ...wanted], sql` and `),
    order: kind.orders[query["ordering"] ?? ""] ?? usual,
    page: query.page ?? 1,
    page_size: Math.min(mostRows, query.page_size ?? 20),
  };
};

const page = async (c: ShellContext, kind: RecordKind, place: SQL): Promise<Response> => {
  const question = questionOf(c, kind, place);
  const { count, rows } = await recordPage(deskOf(c).db, kind, question);
  return c.json(envelope(c, question, count, rows.map(kind.show)));
};

/** The record in the path, for somebody who may do this to its customer's records. */
const recordFor = async (
  c: ShellContext,
  kind: RecordKind,
  action: Action,
  load = recordById,
): Promise<AccountInCircle & { id: string; row: Awaited<ReturnType<typeof recordById>> & object }> => {
  const id = (c.req.param("record_id") ?? "").toLowerCase();
  withinScope(c, circleOf(id));
  const row = await load(deskOf(c).db, kind, id);
  if (!row) throw new Problem("not_found");
  return { ...(await accountFor(c, row.account, action)), id, row };
};

const shown = async (c: ShellContext, kind: RecordKind, id: string, status: 200 | 201 = 200): Promise<Response> => {
  const row = await recordById(deskOf(c).db, kind, id);
  if (!row) throw new Problem("not_found");
  return c.json(kind.show(row), status);
};

/** The customer that a body or a filter names by id or number. */
const customerNamed = (c: ShellContext, given: unknown, action: Action): Promise<AccountInCircle> => {
  if (given === undefined || given === null) throw wrong("customer", "This field is required.");
  const text = String(given).trim();
  if (circleOf(text) === null && !/^[1-9][0-9]{0,8}$/.test(text))
    throw wrong("customer", "Must be the id or the number of a customer.");
  return accountFor(c, text, action);
};

const add = async (
  c: ShellContext,
  kind: RecordKind,
  customer: (fields: Record<string, unknown>) => Promise<AccountInCircle>,
): Promise<Response> => {
  const { fields } = await readBody(c);
  const found = await customer(fields);
  const body = readQuery(kind.New, fields);
  const author = authorOf(c);
  const id = ownIdOf(fields["id"], found.circle.key, author.now);
  await addRecord(deskOf(c), kind, { ...found, id, author, step: newStep(c) }, body);
  return shown(c, kind, id, 201);
};

const tag = "customers";
const usual = [403, 404, 409];

/** Below a customer: `/:id/feedback`. */
const nested = ({ kind, many, one, Page, Draft, Resource }: Described) =>
  new Hono<Shell>()
    .get(
      "/",
      operation({
        tag,
        summary: `List a customer's ${many}`,
        query: z.extend(listQuery(kind), CircleQuery.shape),
        answers: { 200: Page },
        problems: [404],
      }),
      signedIn,
      async (c) => {
        const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
        return page(c, kind, sql`r.account = ${account.id}`);
      },
    )
    .post(
      "/",
      operation({
        tag,
        summary: `Add ${one} to a customer`,
        headers: once,
        body: Draft,
        answers: { 201: Resource },
        problems: usual,
      }),
      signedIn,
      idempotent,
      (c) => add(c, kind, () => accountFor(c, c.req.param("id") ?? "", "account.edit")),
    );

/** By themselves: `/api/customers/feedback/`. */
const flat = ({ kind, many, one, Page, Draft, Change, Resource }: Described) =>
  new Hono<Shell>()
    .get(
      "/",
      operation({
        tag,
        summary: `List ${many} of all customers`,
        query: z.extend(listQuery(kind), {
          ...CircleQuery.shape,
          customer: z.optional(z.string().check(z.meta({ description: "A customer's id or number." }))),
        }),
        answers: { 200: Page },
        problems: [404],
      }),
      signedIn,
      async (c) => {
        const given = c.req.query("customer");
        if (given !== undefined && given !== "") {
          const { account } = await customerNamed(c, given, "account.view");
          return page(c, kind, sql`r.account = ${account.id}`);
        }
        const circles = await circlesToRead(c);
        const ids = JSON.stringify(circles.map(({ id }) => id));
        return page(c, kind, sql`r.circle in (select value from json_each(${ids}))`);
      },
    )
    .post(
      "/",
      operation({
        tag,
        summary: `Add ${one}`,
        headers: once,
        body: Draft,
        answers: { 201: Resource },
        problems: usual,
      }),
      signedIn,
      idempotent,
      (c) => add(c, kind, ({ customer }) => customerNamed(c, customer, "account.edit")),
    )
    .get(
      "/:record_id",
      operation({ tag, summary: `Show ${one}`, answers: { 200: Resource }, problems: [404] }),
      signedIn,
      async (c) => c.json(kind.show((await recordFor(c, kind, "account.view")).row)),
    )
    .on(
      ["PUT", "PATCH"],
      "/:record_id",
      operation({
        tag,
        summary: `Change ${one}`,
        description:
          "An absent field stays as it is, but PUT needs the required ones. `customer` is ignored: rows never move.",
        headers: once,
        body: Change,
        answers: { 200: Resource },
        problems: usual,
      }),
      signedIn,
      idempotent,
      async (c) => {
        const { fields } = await readBody(c);
        const { row, ...found } = await recordFor(c, kind, "account.edit");
        if (c.req.method === "PUT") readQuery(kind.required, fields);
        const columns = kind.write(readQuery(kind.Change, fields), row);
        await changeRecord(deskOf(c), kind, { ...found, author: authorOf(c), step: newStep(c) }, row, columns);
        return shown(c, kind, found.id);
      },
    )
    .delete(
      "/:record_id",
      operation({
        tag,
        summary: `Delete ${one}`,
        description: "Moderators can restore it for 30 days.",
        headers: once,
        answers: { 204: null },
        problems: [400, ...usual],
      }),
      signedIn,
      idempotent,
      async (c) => {
        const { row: _row, ...found } = await recordFor(c, kind, "account.delete");
        await markRecord(deskOf(c), kind, { ...found, author: authorOf(c), step: newStep(c) }, true);
        return c.body(null, 204);
      },
    )
    .post(
      "/:record_id/restore",
      operation({
        tag,
        summary: `Restore deleted ${one.replace(/^an? /, "")}`,
        headers: once,
        answers: { 200: Resource },
        problems: [400, ...usual],
      }),
      signedIn,
      idempotent,
      async (c) => {
        const { row: _row, ...found } = await recordFor(c, kind, "account.restore", deletedRecord);
        await markRecord(deskOf(c), kind, { ...found, author: authorOf(c), step: newStep(c) }, false);
        return shown(c, kind, found.id);
      },
    );

const described = {
  feedback: {
    kind: feedbackKind,
    many: "feedback",
    one: "feedback",
    Resource: schemas.Feedback,
    Page: schemas.FeedbackPage,
    Draft: schemas.FeedbackDraft,
    Change: schemas.FeedbackChange,
  },
  meetings: {
    kind: meetingKind,
    many: "meetings",
    one: "a meeting",
    Resource: schemas.Meeting,
    Page: schemas.MeetingPage,
    Draft: schemas.MeetingDraft,
    Change: schemas.MeetingChange,
  },
} satisfies Record<string, Described>;

export const feedback = flat(described.feedback);
export const meetings = flat(described.meetings);
export const customerFeedback = nested(described.feedback);
export const customerMeetings = nested(described.meetings);
