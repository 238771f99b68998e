/** `/api/webhooks/out/`: where events go, and what became of every message. For admins. [WO8] */
import { Hono } from "hono";
import * as z from "zod/mini";
import { HookChange as Change, HookDraft as Draft, messageStates } from "../../domain/hook.ts";
import { fieldErrors } from "../../domain/mutation-schema.ts";
import { Problem } from "../../domain/problem.ts";
import type { HookAnswer, HookCall } from "../../party/hook-rpc.ts";
import { circleStub } from "../../party/rpc.ts";
import { circleToWrite } from "../accounts/scope.ts";
import type { Shell, ShellContext } from "../context.ts";
import { ask } from "../membership.ts";
import { circleKeyOf, signedIn } from "../middleware/signed-in.ts";
import {
  Hook,
  HookChange,
  HookDraft,
  HookMessage,
  HookMessagePage,
  HookPage,
  HookTest,
  NewHook,
} from "../openapi/hooks.ts";
import { operation } from "../openapi/operation.ts";
import { addressWith, idOf, pageResponse, readBody } from "./circle-door.ts";
import { mostRows, PageQuery, readQuery } from "./contact-query.ts";

const tag = "webhooks";

const call = (c: ShellContext, id: string, what: HookCall): Promise<HookAnswer> =>
  ask(circleStub(c.env.Circle, circleKeyOf(c, id)).hooks(c.get("claim"), what));

const answer = ({ body }: HookAnswer, status = 200): Response =>
  new Response(body, { status, headers: { "content-type": "application/json" } });

const read = <Schema extends z.core.$ZodType>(schema: Schema, fields: Record<string, unknown>): z.output<Schema> => {
  const parsed = z.safeParse(schema, fields);
  if (!parsed.success) throw new Problem("invalid", { errors: fieldErrors(parsed.error.issues, fields) });
  return parsed.data;
};

const paged = (c: ShellContext, { count, body }: HookAnswer, page: number, size: number): Response => {
  if (page > 1 && (page - 1) * size >= count) throw new Problem("not_found", { detail: "There is no such page." });
  return pageResponse(
    count,
    page * size < count ? addressWith(c, { page: String(page + 1) }) : null,
    page > 1 ? addressWith(c, { page: String(page - 1) }) : null,
    body,
  );
};

const ListQuery = z.object({ circle_id: z.optional(z.string()) });
const MessageQuery = z.extend(PageQuery, {
  state: z.optional(z.enum(messageStates, `Must be one of: ${messageStates.join(", ")}.`)),
});

/** A message's id names its endpoint by the end only, so its path holds both. */
const messageOf = async (c: ShellContext): Promise<{ endpoint: string; message: string }> => {
  const [endpoint, message] = [idOf(c), c.req.param("message") ?? ""];
  const { body } = await call(c, endpoint, { what: "message", id: message });
  if ((JSON.parse(body) as { endpoint_id: string }).endpoint_id !== endpoint) throw new Problem("not_found");
  return { endpoint, message };
};

export const hooks = new Hono<Shell>()
  .use(signedIn)
  .get(
    "/",
    operation({ tag, summary: "Where events go", query: ListQuery, answers: { 200: HookPage }, problems: [403, 404] }),
    async (c) => {
      const circle = await circleToWrite(c, "webhook.manage");
      return paged(c, await call(c, circle.id, { what: "list" }), 1, mostRows);
    },
  )
  .post(
    "/",
    operation({
      tag,
      summary: "Add an endpoint",
      description: "The answer holds its secret, once. Messages are signed as Standard Webhooks has it.",
      body: HookDraft,
      answers: { 201: NewHook },
      problems: [403, 404],
    }),
    async (c) => {
      const { fields } = await readBody(c);
      const circle = await circleToWrite(c, "webhook.manage", fields["circle_id"]);
      const draft = read(Draft, fields);
      return answer(await call(c, circle.id, { what: "add", draft }), 201);
    },
  )
  .get("/:id", operation({ tag, summary: "One endpoint", answers: { 200: Hook }, problems: [403, 404] }), async (c) =>
    answer(await call(c, idOf(c), { what: "one", id: idOf(c) })),
  )
  .patch(
    "/:id",
    operation({
      tag,
      summary: "Change an endpoint, pause it or let it go on",
      body: HookChange,
      answers: { 200: Hook },
      problems: [403, 404],
    }),
    async (c) => {
      circleKeyOf(c, idOf(c));
      const { fields } = await readBody(c);
      return answer(await call(c, idOf(c), { what: "change", id: idOf(c), change: read(Change, fields) }));
    },
  )
  .delete(
    "/:id",
    operation({
      tag,
      summary: "Remove an endpoint with its messages",
      answers: { 204: null },
      problems: [403, 404],
    }),
    async (c) => {
      await call(c, idOf(c), { what: "remove", id: idOf(c) });
      return c.body(null, 204);
    },
  )
  .post(
    "/:id/rotate",
    operation({
      tag,
      summary: "Give an endpoint a new secret; the old one signs along for a day",
      answers: { 200: NewHook },
      problems: [403, 404],
    }),
    async (c) => answer(await call(c, idOf(c), { what: "rotate", id: idOf(c) })),
  )
  .post(
    "/:id/test",
    operation({
      tag,
      summary: "Send a test message now and say how it went",
      answers: { 200: HookTest },
      problems: [403, 404],
    }),
    async (c) => answer(await call(c, idOf(c), { what: "test", id: idOf(c) })),
  )
  .get(
    "/:id/messages",
    operation({
      tag,
      summary: "Messages to an endpoint, newest first",
      query: MessageQuery,
      answers: { 200: HookMessagePage },
      problems: [403, 404],
    }),
    async (c) => {
      const { page = 1, page_size = 20, state = "waiting" } = readQuery(MessageQuery, c.req.query());
      const size = Math.min(mostRows, page_size);
      return paged(
        c,
        await call(c, idOf(c), { what: "messages", id: idOf(c), state, page, page_size: size }),
        page,
        size,
      );
    },
  )
  .get(
    "/:id/messages/:message",
    operation({
      tag,
      summary: "One message with every try",
      answers: { 200: HookMessage },
      problems: [403, 404],
    }),
    async (c) => {
      const { endpoint, message } = await messageOf(c);
      return answer(await call(c, endpoint, { what: "message", id: message }));
    },
  )
  .post(
    "/:id/messages/:message/resend",
    operation({
      tag,
      summary: "Send a message once more, under the same id",
      answers: { 200: HookMessage },
      problems: [403, 404],
    }),
    async (c) => {
      const { endpoint, message } = await messageOf(c);
      return answer(await call(c, endpoint, { what: "resend", id: message }));
    },
  );
