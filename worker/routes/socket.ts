/** `/api/circles/{id}/socket`: proves who asks, then hands the upgrade to the circle. */
import { Hono } from "hono";
import * as z from "zod/mini";
import { circleName, type CircleKey } from "../../domain/id.ts";
import { Problem } from "../../domain/problem.ts";
import { type Claim, circleStub } from "../../party/rpc.ts";
import type { Shell, ShellContext } from "../context.ts";
import { databaseOf } from "../database.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import { Ticket } from "../openapi/circle-components.ts";
import { operation } from "../openapi/operation.ts";
import { mayWriteFrom } from "../origins.ts";
import { credentialOf } from "../session.ts";
import { issueTicket, redeemTicket } from "../ticket.ts";

/** `POST /api/circles/{id}/ticket/` */
export const ticketRoute = new Hono<Shell>().post(
  "/",
  signedIn,
  operation({
    tag: "circles",
    summary: "A one-time ticket for the socket, good for a minute",
    answers: { 201: Ticket },
    problems: [404],
  }),
  async (c) => {
    const id = (c as ShellContext).req.param("id") ?? "";
    const key = circleKeyOf(c, id);
    const { user, session, scope } = c.get("claim");
    await ask(circleStub(c.env.Circle, key).roleOf(user));
    return c.json(await issueTicket(databaseOf(c.env.DB), id, { user, session, scope }), 201);
  },
);

const claimOf = async (c: ShellContext, id: string): Promise<{ claim: Claim; key: CircleKey }> => {
  const key = circleKeyOf(c, id);
  const ticket = c.req.query("ticket");
  if (ticket !== undefined) {
    const bearer = await redeemTicket(databaseOf(c.env.DB), id, ticket);
    if (!bearer) throw new Problem("signed_out");
    return { claim: { ...bearer, via: "app" }, key };
  }
  const person = c.get("who");
  if (!person) throw new Problem("signed_out");
  // Browsers send cookies on an upgrade from any page, and no preflight: the origin is the only guard. [SEC4]
  const origin = c.req.header("origin");
  if (credentialOf(c.req.raw)?.by === "cookie" && !(origin && mayWriteFrom(origin, c.req.raw, c.env)))
    throw new Problem("origin_refused");
  return { claim: { user: person.user, session: person.session, scope: person.scope, via: "app" }, key };
};

const ours = /^x-(partykit|rondo)-/;

/** [SEC7] What the circle trusts is set here and nowhere else: a client's own such headers are dropped. */
const handOver = (request: Request, claim: Claim, key: CircleKey): Request => {
  const headers = new Headers([...request.headers].filter(([name]) => !ours.test(name)));
  headers.delete("cookie");
  headers.delete("authorization");
  headers.set("x-rondo-claim", JSON.stringify(claim));
  headers.set("x-partykit-room", circleName(key));
  const url = new URL(request.url);
  url.searchParams.delete("ticket");
  return new Request(url, { method: request.method, headers });
};

export const socket = new Hono<Shell>().get(
  "/",
  operation({
    tag: "circles",
    summary: "Open the live socket",
    description: "An upgrade to WebSocket, with a token, a cookie from an allowed origin, or a ticket.",
    query: z.object({ ticket: z.optional(z.string()) }),
    answers: { 101: null },
    problems: [403, 404, 426],
  }),
  async (c) => {
    const context = c as ShellContext;
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
      throw new Problem("too_old", { detail: "This address speaks WebSocket only." });
    const { claim, key } = await claimOf(context, context.req.param("id") ?? "");
    // A browser cannot read the status of a refused upgrade: the circle tells it by close code. Other clients get the 404. [P2]
    if (c.req.header("origin") === undefined) await ask(circleStub(c.env.Circle, key).roleOf(claim.user));
    const stub = circleStub<{ fetch(request: Request): Promise<Response> }>(c.env.Circle, key);
    const response = await stub.fetch(handOver(c.req.raw, claim, key));
    return response.status === 101 ? response : new Response(response.body, response);
  },
);
