/** Anything thrown, as `application/problem+json`: problems as they are, the rest as 500 without a word about why. [C32] [SEC5] */
import { APIError } from "better-auth/api";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type FieldErrors, Problem, type ProblemBody, type ProblemCode, wrong } from "../domain/problem.ts";
import type { ShellContext } from "./context.ts";
import { log } from "./log.ts";

const codes: Record<number, ProblemCode> = {
  400: "invalid",
  401: "signed_out",
  403: "forbidden",
  404: "not_found",
  405: "not_found",
  413: "too_large",
  415: "wrong_type",
  422: "invalid",
  429: "too_many",
  503: "unavailable",
};

/** A problem as it stands, for an answer that was written elsewhere. */
export const problemResponse = (body: ProblemBody, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...headers, "content-type": "application/problem+json" },
  });

/** Made by the context, so that headers already set on it, such as RateLimit, go along. */
const answer = (c: ShellContext, body: ProblemBody, headers: Record<string, string>): Response =>
  c.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    ...headers,
    "content-type": "application/problem+json",
  });

/** Fields that better-auth's own codes speak of. */
const fields: [RegExp, string][] = [
  [/EMAIL|USER_ALREADY_EXISTS/, "email"],
  [/PASSWORD_TOO/, "password"],
  [/INVALID_NAME/, "name"],
];

/** better-auth's schema messages name the field in front: `[body.email] Invalid email address; [body.name] …`. */
const named = /\[body\.(\w+)\] ([^;]+)/g;

const errorsOf = (code: string, message: string): FieldErrors | undefined => {
  if (code === "VALIDATION_ERROR") {
    const found = [...message.matchAll(named)].map(([, field = "body", text = ""]): [string, string[]] => [
      field,
      [text.trim()],
    ]);
    return found.length === 0 ? undefined : Object.fromEntries(found);
  }
  const field = fields.find(([pattern]) => pattern.test(code))?.[1];
  return field === undefined ? undefined : { [field]: [message] };
};

/** [ID1] better-auth's refusal in our words. Its code stays as `reason`, its sentence as `detail` and, for its own client, `message`. */
export const problemOfAuth = (status: number, body: { code?: string; message?: string } | null): Problem => {
  const code = codes[status] ?? (status >= 500 ? "broken" : "invalid");
  if (code === "broken") return new Problem("broken");
  const reason = body?.code;
  const message = body?.message;
  const errors = code === "invalid" && reason && message ? errorsOf(reason, message) : undefined;
  return new Problem(code, {
    ...(message ? { detail: message } : {}),
    ...(errors ? { errors } : {}),
    extra: { ...(reason ? { reason } : {}), ...(message ? { message } : {}) },
  });
};

const problemOf = (error: unknown): Problem | null => {
  if (error instanceof Problem) return error;
  if (error instanceof APIError) return problemOfAuth(error.statusCode, error.body ?? null);
  if (error instanceof HTTPException) {
    if (error.status === 400) return wrong("body", "This is not valid JSON.");
    const code = codes[error.status];
    return code ? new Problem(code) : null;
  }
  return null;
};

/** [P6] Every refusal of a right, with who, what and where. */
const logDenial = (c: ShellContext, problem: Problem): void => {
  const action = problem.parts.extra?.["action"];
  log("warn", "permission.denied", {
    user: c.get("who")?.user ?? null,
    action: typeof action === "string" ? action : `${c.req.method} ${c.req.routePath}`,
    circle: c.get("circle") ?? null,
    request_id: c.get("requestId"),
  });
};

export const refuse = (error: unknown, c: ShellContext): Response => {
  const problem = problemOf(error) ?? new Problem("broken");
  if (problem.code === "broken")
    log("error", "request.broken", {
      request_id: c.get("requestId"),
      route: c.req.routePath,
      name: error instanceof Error ? error.name : typeof error,
      stack: error instanceof Error ? (error.stack ?? null) : null,
    });
  if (problem.code === "forbidden") logDenial(c, problem);
  const retry = problem.parts.extra?.["retry_after"];
  return answer(c, problem.body(c.get("requestId")), typeof retry === "number" ? { "retry-after": String(retry) } : {});
};
