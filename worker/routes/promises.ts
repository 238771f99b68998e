/** `/api/accounts/{id}/promises/` and what is read out of a meeting's notes, which is offered and never written. [MN5] [MN6] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { NewPromise, PromiseChange, promiseStates } from "../../domain/promise.ts";
import { authorOf } from "../accounts/change.ts";
import { CircleQuery, utcDay } from "../accounts/list-query.ts";
import { changePromise, makePromise, promiseById, promisePage, promiseResource } from "../accounts/promises.ts";
import { accountFor, deskOf } from "../accounts/scope.ts";
import type { Shell } from "../context.ts";
import { readNotes } from "../insights/read-notes.ts";
import { idempotent } from "../middleware/idempotent.ts";
import { signedIn } from "../middleware/signed-in.ts";
import { once, PageQuery } from "../openapi/circle-components.ts";
import { InCircle } from "../openapi/health.ts";
import { operation } from "../openapi/operation.ts";
import {
  MeetingNotes,
  NotesOffer,
  Promised,
  PromiseChangeDraft,
  PromiseDraft,
  PromisePage,
} from "../openapi/promises.ts";
import { envelope, pageFrom } from "../page.ts";
import { readBody } from "./circle-door.ts";
import { readQuery } from "./contact-query.ts";

const tag = "accounts";
const State = z.object({ state: z.optional(z.enum(promiseStates)) });

export const accountPromises = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List what was promised to an account",
      description: "Open promises first, the most pressing first.",
      query: z.extend(CircleQuery, { ...PageQuery.shape, ...State.shape }),
      answers: { 200: PromisePage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { state } = readQuery(State, { state: c.req.query("state") || undefined });
      const asked = pageFrom(c);
      const { account } = await accountFor(c, c.req.param("id") ?? "", "account.view");
      const { count, rows } = await promisePage(deskOf(c).db, account.id, state, asked);
      const today = utcDay(Date.now());
      return c.json(
        envelope(
          c,
          asked,
          count,
          rows.map((row) => promiseResource(row, today)),
        ),
      );
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Note a promise to an account",
      headers: once,
      query: InCircle,
      body: PromiseDraft,
      answers: { 201: Promised },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const place = await accountFor(c, c.req.param("id") ?? "", "account.edit");
      const author = authorOf(c);
      const id = await makePromise(deskOf(c), place, readQuery(NewPromise, fields), author);
      return c.json(promiseResource(await promiseById(deskOf(c).db, place.account.id, id), utcDay(author.now)), 201);
    },
  )
  .patch(
    "/:promise_id",
    operation({
      tag,
      summary: "Change a promise, or say what became of it",
      headers: once,
      query: InCircle,
      body: PromiseChangeDraft,
      answers: { 200: Promised },
      problems: [403, 404, 409],
    }),
    signedIn,
    idempotent,
    async (c) => {
      const { fields } = await readBody(c);
      const place = await accountFor(c, c.req.param("id") ?? "", "account.edit");
      const { db } = deskOf(c);
      const row = await promiseById(db, place.account.id, c.req.param("promise_id"));
      const author = authorOf(c);
      await changePromise(deskOf(c), place, row, readQuery(PromiseChange, fields), author);
      return c.json(promiseResource(await promiseById(db, place.account.id, row.id), utcDay(author.now)));
    },
  );

/** `POST /insights/account/{id}/notes`. */
export const meetingNotes = new Hono<Shell>().post(
  "/account/:id/notes",
  operation({
    tag: "insights",
    summary: "Read a meeting's notes",
    description:
      "Summary, sentiment, promises with who and by when, and next steps, each with the lines it rests on. An offer: nothing is written. What is taken goes to the account's meetings and promises.",
    query: InCircle,
    body: MeetingNotes,
    answers: { 200: NotesOffer },
    problems: [403, 404],
  }),
  signedIn,
  async (c) => {
    const { fields } = await readBody(c);
    const { notes, date } = readQuery(MeetingNotes, fields);
    const { account } = await accountFor(c, c.req.param("id"), "ai.ask");
    const now = Date.now();
    return c.json(await readNotes(deskOf(c), account, notes, date ?? utcDay(now), now));
  },
);
