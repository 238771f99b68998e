/** `/api/kpi/rounds/`: check-in rounds, whose entries nobody else sees before the reveal. [KP20] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { makeId } from "../../domain/id.ts";
import type { MutationName } from "../../domain/mutations.ts";
import { type KpiQuestion, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { once } from "../openapi/circle-components.ts";
import {
  Round,
  RoundClosing,
  RoundCommentDraft,
  RoundDraft,
  RoundEntryDraft,
  RoundEntryPage,
  RoundPage,
} from "../openapi/kpi.ts";
import { operation } from "../openapi/operation.ts";
import { circleOfBody, idOf, lower, pageResponse, readBody, write } from "./circle-door.ts";
import { pageOfKpis, readRoundQuery, RoundListQuery } from "./kpi-query.ts";

const tag = "rounds";
const usual = [403, 404, 409];

const asked = (c: ShellContext, id: string, question: KpiQuestion) =>
  ask(circleStub(c.env.Circle, circleKeyOf(c, id)).kpis(c.get("claim"), question));

/** A step of the round in the path, answered with the round. */
const step = (c: ShellContext, name: MutationName, args: object = {}, text = ""): Promise<Response> => {
  const id = idOf(c);
  return write(c, circleKeyOf(c, id), { name, args: { ...args, id }, show: { table: "round", id }, status: 200, text });
};

export const rounds = new Hono<Shell>()
  .get(
    "/",
    operation({
      tag,
      summary: "List check-in rounds",
      description: "Newest first.",
      query: RoundListQuery,
      answers: { 200: RoundPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const { circle_id, ...page } = readRoundQuery(c.req.query());
      return pageOfKpis(c, page, await asked(c, circle_id, { what: "rounds", ...page }));
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Start a check-in round",
      description: "One at a time: 409 while another runs.",
      headers: once,
      body: RoundDraft,
      answers: { 201: Round },
      problems: usual,
    }),
    signedIn,
    async (c) => {
      const { text, fields } = await readBody(c);
      const key = circleOfBody(c, fields, z.object({}));
      const id = fields["id"] === undefined ? makeId(key, Date.now(), Math.random) : lower(fields["id"]);
      return write(c, key, {
        name: "round.start",
        args: { id },
        show: { table: "round", id: String(id) },
        status: 201,
        text,
      });
    },
  )
  .get(
    "/:id",
    operation({ tag, summary: "Show a round", answers: { 200: Round }, problems: [404] }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      return new Response((await asked(c, id, { what: "round", id })).body, {
        headers: { "content-type": "application/json" },
      });
    },
  )
  .get(
    "/:id/entries",
    operation({
      tag,
      summary: "List a round's entries",
      description: "Before the reveal your own, then everybody's.",
      answers: { 200: RoundEntryPage },
      problems: [404],
    }),
    signedIn,
    async (c) => {
      const id = idOf(c);
      const { body, count = 0 } = await asked(c, id, { what: "entries", round: id });
      return pageResponse(count, null, null, body);
    },
  )
  .post(
    "/:id/entries",
    operation({
      tag,
      summary: "Enter a value",
      description:
        "A second entry for a KPI replaces the first. Answers with the round, which says how many you entered.",
      headers: once,
      body: RoundEntryDraft,
      answers: { 200: Round },
      problems: usual,
    }),
    signedIn,
    async (c) => {
      const round = idOf(c);
      const key = circleKeyOf(c, round);
      const { text, fields } = await readBody(c);
      const { kpi_id, value, comment = "" } = fields;
      const args = { id: makeId(key, Date.now(), Math.random), round, kpi: lower(kpi_id), value, comment };
      return write(c, key, {
        name: "round.enter",
        args,
        show: { table: "round", id: round },
        status: 200,
        text,
        renames: { kpi: "kpi_id" },
      });
    },
  )
  .post(
    "/:id/reveal",
    operation({
      tag,
      summary: "Reveal all entries at once",
      headers: once,
      answers: { 200: Round },
      problems: [400, ...usual],
    }),
    signedIn,
    (c) => step(c, "round.reveal"),
  )
  .post(
    "/:id/comments",
    operation({
      tag,
      summary: "Comment on a revealed round",
      headers: once,
      body: RoundCommentDraft,
      answers: { 200: Round },
      problems: usual,
    }),
    signedIn,
    async (c) => {
      const { text, fields } = await readBody(c);
      return step(c, "round.comment", { text: fields["text"] }, text);
    },
  )
  .post(
    "/:id/close",
    operation({
      tag,
      summary: "Close a round with its minutes",
      headers: once,
      body: RoundClosing,
      answers: { 200: Round },
      problems: usual,
    }),
    signedIn,
    async (c) => {
      const { text, fields } = await readBody(c);
      return step(c, "round.close", { minutes: fields["minutes"] }, text);
    },
  )
  .post(
    "/:id/cancel",
    operation({
      tag,
      summary: "Cancel a round that is not revealed",
      headers: once,
      answers: { 204: null },
      problems: [400, ...usual],
    }),
    signedIn,
    (c) => {
      const id = idOf(c);
      return write(c, circleKeyOf(c, id), { name: "round.cancel", args: { id }, show: null, status: 204 });
    },
  );
