import { describe, expect, it } from "vitest";
import { Problem } from "../domain/problem.ts";
import { backoff, makeApi } from "./api.ts";

interface Sent {
  path: string;
  init: RequestInit;
}

/** A world whose server gives the answers in turn; an answer that is null is a broken network. */
const worldOf = (...answers: (Response | null)[]) => {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const told: string[] = [];
  let keys = 0;
  const api = makeApi({
    fetch: async (path, init) => {
      sent.push({ path, init });
      const answer = answers[sent.length - 1];
      if (!answer) throw new TypeError("network");
      return answer;
    },
    wait: async (milliseconds) => void waits.push(milliseconds),
    random: () => 1,
    newKey: () => `key-${(keys += 1)}`,
    signedOut: () => void told.push("signed out"),
  });
  return { api, sent, waits, told };
};

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("the client of the REST interface", () => {
  it("[UI1] tries a read again while the network or the server is away, then answers", async () => {
    const { api, sent, waits } = worldOf(null, answer(503, {}), answer(200, { ok: true }));
    expect(await api.get("/api/me/", { query: { page: 2, search: "", none: undefined } })).toEqual({ ok: true });
    expect(sent.map((one) => one.path)).toEqual(["/api/me/?page=2", "/api/me/?page=2", "/api/me/?page=2"]);
    expect(waits).toEqual([300, 600]);
  });

  it("[UI1] gives up after five retries and says that the server is away", async () => {
    const { api, sent } = worldOf();
    const problem = await caught(api.get("/api/me/"));
    expect(sent).toHaveLength(6);
    expect(problem).toEqual(
      new Problem("unavailable", { detail: "The server cannot be reached.", extra: { unreachable: true } }),
    );
  });

  it("[UI1] waits as long as Retry-After says, else doubles up to eight seconds", async () => {
    const { api, waits } = worldOf(answer(429, {}, { "retry-after": "7" }), answer(200, {}));
    await api.get("/api/me/");
    expect(waits).toEqual([7000]);
    expect([0, 1, 4, 9].map((attempt) => backoff(attempt, 1))).toEqual([300, 600, 4800, 8000]);
  });

  it("[UI2] sends a write once, with an idempotency key that can be given again", async () => {
    const { api, sent } = worldOf(null, answer(204, undefined));
    expect(await caught(api.post("/api/circles/", { name: "A" }))).toBeInstanceOf(Problem);
    expect(sent).toHaveLength(1);
    await api.remove("/api/circles/1/", undefined, { idempotencyKey: "mine" });
    expect(sent.map((one) => (one.init.headers as Record<string, string>)["idempotency-key"])).toEqual([
      "key-1",
      "mine",
    ]);
  });

  it("[UI3] keeps the problem the server sent, its fields, request id and wait", async () => {
    const body = new Problem("invalid", { errors: { name: ["Too long."] } }).body("r-1");
    const { api } = worldOf(answer(400, body, { "retry-after": "3" }));
    expect(await caught(api.post("/api/circles/", {}))).toEqual(
      new Problem("invalid", { errors: { name: ["Too long."] }, extra: { request_id: "r-1", retry_after: 3 } }),
    );
  });

  it("[UI3] makes a problem of any other refusal, and tells when the session ended", async () => {
    const { api, told } = worldOf(
      answer(401, { code: "INVALID", message: "Invalid password" }),
      new Response("<html>", { status: 500 }),
    );
    expect(await caught(api.post("/api/auth/sign-in/email", {}))).toEqual(
      new Problem("signed_out", { detail: "Invalid password", extra: {} }),
    );
    expect(told).toEqual(["signed out"]);
    expect(await caught(api.get("/api/me/"))).toEqual(new Problem("broken", { extra: {} }));
  });
});
