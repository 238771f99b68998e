/** People for tests against the Worker: sign-up, circles, and requests as one of them. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "../../worker/index.ts";
import { holdToDocument } from "./contract.ts";
import type { Env } from "../../worker/env.ts";

export const origin = "http://rondo.test";

export interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Configuration that differs from the usual. */
  env?: Partial<Env>;
}

/** One request to the real Worker. A plain body goes as JSON. */
export const send = async (
  path: string,
  { method, body, headers = {}, env: changed = {} }: Call = {},
): Promise<Response> => {
  const context = createExecutionContext();
  const request = new Request(`${origin}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await worker.fetch(
    request,
    Object.keys(changed).length === 0 ? env : { ...env, ...changed },
    context,
  );
  await waitOnExecutionContext(context);
  if (response.status !== 101) await holdToDocument({ method: request.method, path }, response.clone());
  return response;
};

export const password = "correct horse battery";
let made = 0;

export interface Visitor {
  id: string;
  name: string;
  email: string;
  token: string;
  cookie: string;
  send(path: string, call?: Call): Promise<Response>;
}

/** Requests with this bearer token. */
export const bearing =
  (token: string) =>
  (path: string, call: Call = {}): Promise<Response> =>
    send(path, { ...call, headers: { authorization: `Bearer ${token}`, ...call.headers } });

/** Somebody new, signed up and signed in. */
export const newVisitor = async (name: string): Promise<Visitor> => {
  made += 1;
  const email = `${name.toLowerCase()}-${made}-${crypto.randomUUID().slice(0, 8)}@example.test`;
  const response = await send("/api/auth/sign-up/email", { body: { name, email, password } });
  if (!response.ok) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  const { user } = await response.json<{ user: { id: string } }>();
  const token = response.headers.get("set-auth-token") ?? "";
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return { id: user.id, name, email, token, cookie, send: bearing(token) };
};

export const newCircle = async (admin: Visitor, name: string): Promise<string> =>
  (await (await admin.send("/api/circles/", { body: { name } })).json<{ id: string }>()).id;

/** Invites and accepts. */
export const join = async (admin: Visitor, circle: string, person: Visitor, role: string): Promise<void> => {
  const { id } = await (
    await admin.send(`/api/circles/${circle}/invitations/`, { body: { email: person.email, role } })
  ).json<{ id: string }>();
  await person.send(`/api/invitations/${id}/accept/`, { method: "POST" });
};

/** Status and body in one value, without what differs by request. */
export const told = async (answer: Response | Promise<Response>): Promise<{ status: number; body: unknown }> => {
  const response = await answer;
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  if (body !== null && typeof body === "object" && "request_id" in body) delete body.request_id;
  return { status: response.status, body };
};
