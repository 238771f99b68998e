/** Passing reads and writes on to a circle's Durable Object, and its answers back without reading them twice. */
import * as z from "zod/mini";
import type { CircleKey } from "../../domain/id.ts";
import { fieldErrors } from "../../domain/mutation-schema.ts";
import { type FieldErrors, Problem, type ProblemBody, wrong } from "../../domain/problem.ts";
import { type Answer, circleStub, type WriteCall } from "../../party/rpc.ts";
import type { ShellContext } from "../context.ts";
import { reach } from "../membership.ts";
import { circleKeyOf } from "../middleware/signed-in.ts";
import { problemResponse } from "../refusal.ts";
import { digest } from "../signed-token.ts";
import { CircleId } from "./contact-query.ts";

export type Fields = Record<string, unknown>;

/** A JSON object from a client, with the text it came as. */
export interface Body {
  text: string;
  fields: Fields;
}

const isJson = /^application\/([a-z0-9.+-]+\+)?json *(;|$)/i;

/** Refuses another content type with `wrong_type`; what is no JSON object is `errors.body`. */
export const readBody = async (c: ShellContext): Promise<Body> => {
  if (!isJson.test(c.req.header("content-type") ?? ""))
    throw new Problem("wrong_type", { detail: "Send application/json." });
  const text = await c.req.text();
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch (error) {
    throw new Problem("invalid", {
      detail: `The body is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`,
      errors: { body: ["Must be a JSON object."] },
    });
  }
  if (fields === null || typeof fields !== "object" || Array.isArray(fields))
    throw wrong("body", "Must be a JSON object.");
  return { text, fields: fields as Fields };
};

/** `circle_id` is the Worker's to read; when it is wrong, the room cannot name the other wrong fields, so this does. */
export const circleOfBody = (c: ShellContext, fields: Fields, draft: z.core.$ZodType): CircleKey => {
  const read = z.safeParse(CircleId, fields["circle_id"]);
  if (read.success) return circleKeyOf(c, read.data);
  const others = z.safeParse(draft, fields);
  throw new Problem("invalid", {
    errors: {
      ...(others.success ? {} : fieldErrors(others.error.issues, fields)),
      circle_id: [
        fields["circle_id"] === undefined
          ? "This field is required."
          : (read.error.issues[0]?.message ?? "Must be the id of a circle."),
      ],
    },
  });
};

/** The id in the path. */
export const idOf = (c: ShellContext): string => (c.req.param("id") ?? "").toLowerCase();

export const lower = (id: unknown): unknown => (typeof id === "string" ? id.toLowerCase() : id);

/** Weak comparison, as RFC 9110 has it for reads. */
const isKnown = (header: string, tagNow: string): boolean =>
  header.trim() === "*" || header.split(",").some((one) => one.trim().replace(/^W\//, "") === tagNow);

/** A record, or 304 to whoever has it already. */
export const taggedResponse = (c: ShellContext, body: string, tagNow: string): Response => {
  const known = c.req.header("if-none-match");
  if (known !== undefined && isKnown(known, tagNow))
    return new Response(null, { status: 304, headers: { etag: tagNow } });
  return new Response(body, { headers: { "content-type": "application/json", etag: tagNow } });
};

/** The tags of `If-Match`; weak ones never match. */
const tagsOf = (header: string): string[] => header.split(",").map((tag) => tag.trim());

interface Writing extends Pick<WriteCall, "name" | "args" | "show" | "status"> {
  /** The record that `If-Match` speaks of. */
  guards?: string;
  /** The body as text; without one the key alone decides. */
  text?: string;
  /** Names a client knows, by the names the mutation has. */
  renames?: Record<string, string>;
}

/** [SY4] The key with its user and route: the same key elsewhere is another key. */
export const onceOf = async (c: ShellContext, text: string): Promise<{ key: string; hash: string } | null> => {
  const key = c.req.header("idempotency-key");
  if (key === undefined) return null;
  if (key === "" || key.length > 255) throw wrong("Idempotency-Key", "Must have 1 to 255 characters.");
  const route = `${c.req.method} ${c.req.path.replace(/\/+$/, "")}`;
  return { key: `${c.get("claim").user} ${route} ${key}`, hash: await digest(text) };
};

/** One write, with `Idempotency-Key` and `If-Match` read from the request. */
export const write = async (
  c: ShellContext,
  key: CircleKey,
  { guards, text = "", renames, ...call }: Writing,
): Promise<Response> => {
  const once = await onceOf(c, text);
  const match = guards === undefined ? undefined : c.req.header("if-match");
  const answer = await reach(
    circleStub(c.env.Circle, key).write(c.get("claim"), {
      ...call,
      request_id: c.get("requestId"),
      ...(once ? { once } : {}),
      ...(match === undefined || guards === undefined ? {} : { if_match: { record: guards, tags: tagsOf(match) } }),
    }),
  );
  return answer.status < 400 ? written(answer) : refused(answer, renames);
};

const replay = ["idempotent-replayed", "true"] as const;

const written = (answer: Answer): Response =>
  new Response(answer.status === 204 ? null : answer.body, {
    status: answer.status,
    headers: {
      ...(answer.status === 204 ? {} : { "content-type": "application/json" }),
      ...(answer.etag === undefined ? {} : { etag: answer.etag }),
      ...(answer.repeated ? Object.fromEntries([replay]) : {}),
    },
  });

const renamed = (errors: FieldErrors, names: Record<string, string>): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([field, messages]) => [names[field] ?? field, messages]));

/** [P6] [C29] A refusal comes ready to send, and the circle has logged it. */
const refused = (answer: Answer, renames?: Record<string, string>): Response => {
  const body = JSON.parse(answer.body) as ProblemBody;
  if (body.errors && renames) body.errors = renamed(body.errors, renames);
  const response = problemResponse(body);
  if (answer.repeated) response.headers.set(...replay);
  return response;
};

/** [C6] The envelope around results that are JSON already. */
export const pageResponse = (count: number, next: string | null, previous: string | null, results: string): Response =>
  new Response(
    `{"count":${count},"next":${JSON.stringify(next)},"previous":${JSON.stringify(previous)},"results":${results}}`,
    {
      headers: { "content-type": "application/json" },
    },
  );

/** This request's address with some parameters set, and those with null left out. */
export const addressWith = (c: ShellContext, parameters: Record<string, string | null>): string => {
  const url = new URL(c.req.url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
};
