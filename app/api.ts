/** The one way to the REST interface: problems, request ids, time limits, retries, idempotency keys. */
import { Problem, type ProblemBody, type ProblemCode, problemFrom } from "../domain/problem.ts";

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A plain value goes as JSON; FormData goes as it is. */
  body?: unknown;
  query?: Record<string, string | number | undefined>;
  signal?: AbortSignal;
  /** Give the same key again to repeat a write that may already have arrived. Every write without one gets a new one. */
  idempotencyKey?: string;
  ifMatch?: string;
  /** Milliseconds to wait for the answer; 30 seconds unless told. */
  patience?: number;
  /** Given the headers of a good answer, such as the step that undoes a write. */
  heard?: (headers: Headers) => void;
}

/** What the client needs of the world, so that a test can stand in for it. */
export interface World {
  fetch(path: string, init: RequestInit): Promise<Response>;
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void>;
  random(): number;
  newKey(): string;
  /** Called when a session turns out to have ended. */
  signedOut(): void;
}

const usualPatience = 30_000;
const mostRetries = 5;

const codes: Record<number, ProblemCode> = {
  400: "invalid",
  401: "signed_out",
  403: "forbidden",
  404: "not_found",
  409: "superseded",
  412: "stale",
  413: "too_large",
  415: "wrong_type",
  422: "invalid",
  426: "too_old",
  429: "too_many",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** [UI3] Whatever the server said, as a Problem; `request_id` and `retry_after` (seconds) stand in its `extra`. */
const problemOf = async (response: Response): Promise<Problem> => {
  const body: Partial<ProblemBody> & { message?: string } = await response.json().catch(() => ({}));
  const retryAfter = Number(response.headers.get("retry-after"));
  const requestId = body.request_id ?? response.headers.get("x-request-id");
  const extra = {
    ...(requestId ? { request_id: requestId } : {}),
    ...(retryAfter > 0 ? { retry_after: retryAfter } : {}),
  };
  if (typeof body.type === "string" && body.type.startsWith("urn:rondo:problem:")) {
    const problem = problemFrom(body as ProblemBody);
    return new Problem(problem.code, { ...problem.parts, extra: { ...problem.parts.extra, ...extra } });
  }
  const detail = body.detail ?? body.message;
  return new Problem(codes[response.status] ?? "broken", { ...(detail ? { detail } : {}), extra });
};

/** The wait before retry number `attempt`, in milliseconds: doubling from 300, capped at 8 s, half of it random; the server's own word wins. */
export const backoff = (attempt: number, random: number, retryAfter?: number): number =>
  retryAfter === undefined ? Math.min(8_000, 300 * 2 ** attempt) * (0.5 + random / 2) : retryAfter * 1000;

const passing = (problem: Problem): boolean => problem.code === "unavailable" || problem.code === "too_many";

const addressOf = (path: string, query: Call["query"]): string => {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return pairs.length === 0
    ? path
    : `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
};

export const makeApi = (world: World) => {
  const once = async (
    path: string,
    init: RequestInit,
    { signal, patience = usualPatience }: Call,
  ): Promise<Response> => {
    const limit = AbortSignal.timeout(patience);
    try {
      return await world.fetch(path, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Problem("unavailable", {
        detail: limit.aborted
          ? `The server did not answer within ${patience / 1000} seconds.`
          : "The server cannot be reached.",
        extra: { unreachable: true },
      });
    }
  };

  /** [UI1] [UI2] Reads are tried again up to five times while the server is away or busy; writes are sent once. Throws Problem, or the abort. */
  const call = async <T>(path: string, given: Call = {}): Promise<T> => {
    const method = given.method ?? "GET";
    const form = given.body instanceof FormData;
    const headers: Record<string, string> = { accept: "application/json" };
    if (given.body !== undefined && !form) headers["content-type"] = "application/json";
    if (method !== "GET") headers["idempotency-key"] = given.idempotencyKey ?? world.newKey();
    if (given.ifMatch) headers["if-match"] = given.ifMatch;
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (given.body !== undefined) init.body = form ? (given.body as FormData) : JSON.stringify(given.body);

    for (let attempt = 0; ; attempt += 1) {
      try {
        const response = await once(addressOf(path, given.query), init, given);
        if (response.ok) {
          given.heard?.(response.headers);
          return (response.status === 204 ? undefined : await response.json()) as T;
        }
        throw await problemOf(response);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.code === "signed_out") world.signedOut();
        if (method !== "GET" || attempt >= mostRetries || !passing(error)) throw error;
        const retryAfter = error.parts.extra?.["retry_after"];
        await world.wait(
          backoff(attempt, world.random(), typeof retryAfter === "number" ? retryAfter : undefined),
          given.signal,
        );
      }
    }
  };

  return {
    get: <T>(path: string, rest?: Omit<Call, "method" | "body">) => call<T>(path, rest),
    post: <T>(path: string, body?: unknown, rest?: Call) => call<T>(path, { ...rest, method: "POST", body }),
    put: <T>(path: string, body: unknown, rest?: Call) => call<T>(path, { ...rest, method: "PUT", body }),
    patch: <T>(path: string, body: unknown, rest?: Call) => call<T>(path, { ...rest, method: "PATCH", body }),
    remove: <T = void>(path: string, body?: unknown, rest?: Call) => call<T>(path, { ...rest, method: "DELETE", body }),
  };
};

const listeners = new Set<() => void>();

/** Runs `told` whenever any call finds the session ended. */
export const onSignedOut = (told: () => void): void => void listeners.add(told);

export const api = makeApi({
  fetch: (path, init) => fetch(path, init),
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
  random: Math.random,
  newKey: () => crypto.randomUUID(),
  signedOut: () => {
    for (const told of listeners) told();
  },
});

/** Anything thrown, as a Problem: what is not one is a bug of ours. */
export const asProblem = (error: unknown): Problem => (error instanceof Problem ? error : new Problem("broken"));
