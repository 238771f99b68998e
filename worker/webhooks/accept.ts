/** Taking a webhook in: checked, stored, answered. Working on it is for later. [IW2] [IW3] [IW5] [IW6] */
import { makeId } from "../../domain/id.ts";
import { deepest, depthOf } from "../../domain/payload.ts";
import { Problem, type ProblemCode, wrong } from "../../domain/problem.ts";
import { type Verdict, verdictLabels } from "../../domain/webhook-words.ts";
import { webhookDeliveries } from "../../drizzle/webhooks.ts";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { limiterStub } from "../limiter.ts";
import { log } from "../log.ts";
import { digest } from "../signed-token.ts";
import { sources } from "./index.ts";
import { intakeStub } from "./intake-stub.ts";
import { maskedHeaders } from "./masking.ts";
import type { Checked } from "./source.ts";
import { type Accepted, type NewDelivery, storeDeliveries } from "./store.ts";
import { openSource, secretsOf, type StoredSource } from "./stored-source.ts";

/** Larger ones are refused: a row of D1 holds 2 MB, and no vendor's event comes near. */
export const bodyMost = 1024 * 1024;
/** Of a refused request so much is kept. */
const refusedMost = 4_096;
/** Refused requests of one source that are kept: so many at once, then one a second. Beyond them they are 429. */
const refusedLimit = { every: 1_000, burst: 60 };

interface Arrival {
  env: Env;
  source: StoredSource;
  headers: Headers;
  body: string;
  size: number;
  now: number;
}

const isJson = /^(application\/([a-z0-9.+-]+\+)?json|text\/json) *(;|$)/i;

/** The body's bytes, or null when there are more than we take. Reads no further than it must. */
const readBytes = async (request: Request): Promise<Uint8Array | null> => {
  if (Number(request.headers.get("content-length") ?? 0) > bodyMost) return null;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > bodyMost) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
};

/** A byte order mark is part of what was signed. */
const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });

/** Keeps what was refused, so that an admin sees why nothing comes in, and throws the problem. */
const refuse = async (
  { env, source, headers, body, size, now }: Arrival,
  { verdict, signedAt }: Checked,
  problem: Problem,
): Promise<never> => {
  if (env.RATE_LIMITS !== "off") {
    const { allowed, retry } = await limiterStub(env.Limiter, `refused:${source.id}`).take(refusedLimit);
    if (!allowed)
      throw new Problem("too_many", {
        detail: "Too many requests that were refused.",
        extra: { retry_after: Math.max(1, Math.ceil(retry / 1000)) },
      });
  }
  const id = makeId(source.key, now, Math.random);
  await databaseOf(env.DB)
    .insert(webhookDeliveries)
    .values({
      id,
      circle: source.circle,
      source: source.id,
      event: `refused:${id}`,
      received_at: now,
      signed_at: signedAt,
      headers: JSON.stringify(maskedHeaders(headers)),
      body: body.slice(0, refusedMost),
      size,
      verdict,
      state: "refused",
      error: problem.parts.detail ?? Object.values(problem.parts.errors ?? {})[0]?.[0] ?? problem.message,
    });
  log("info", "webhook.refused", { source: source.id, circle: source.circle, verdict, code: problem.code });
  throw problem;
};

const unchecked: Checked = { verdict: "unchecked", signedAt: null };
const good: readonly Verdict[] = ["valid", "valid_previous"];

const details: Partial<Record<Verdict, string>> = {
  unsigned: "The request bears no signature of this kind of source.",
  wrong_signature: "The signature does not fit the body and the secret.",
  too_old: "It was signed more than five minutes ago.",
  too_new: "It was signed more than five minutes from now: compare the clocks.",
};

/** The vendor's id, or a hash of the body where there is none. */
const eventOf = async (source: StoredSource, payload: unknown, headers: Headers, body: string): Promise<string> => {
  const id = sources[source.kind].eventId(payload, headers);
  if (id === null || id.trim() === "") return `body:${await digest(body)}`;
  return id.length > 200 ? `long:${await digest(id)}` : `id:${id}`;
};

/**
 * [IW5] The circle's object stores what arrives together in one commit. Should it not answer, this request stores its own:
 * the table is the truth, and the clock finds what nobody was woken up for.
 */
const store = async (arrival: Arrival, { verdict, signedAt }: Checked, event: string): Promise<Accepted> => {
  const { env, source, headers, body, size, now } = arrival;
  const row: NewDelivery = {
    id: makeId(source.key, now, Math.random),
    circle: source.circle,
    source: source.id,
    event,
    received_at: now,
    signed_at: signedAt,
    headers: JSON.stringify(maskedHeaders(headers)),
    body,
    size,
    verdict,
    due_at: source.paused ? null : now,
  };
  try {
    return await intakeStub(env.Intake, source.key).store(row);
  } catch (error) {
    log("warn", "webhook.stored_apart", {
      source: source.id,
      reason: error instanceof Error ? error.message : "unknown",
    });
    const [accepted] = await storeDeliveries(env.DB, [row]);
    return accepted ?? { id: row.id, duplicate: false };
  }
};

/** Checks and stores. Throws what the sender is told: unknown sources are `not_found`, everything refused is kept for the inspector. */
export const accept = async (env: Env, request: Request, id: string, url: string): Promise<Accepted> => {
  const now = Date.now();
  const source = await openSource(env, id.toLowerCase(), now);
  if (!source) throw new Problem("not_found");
  const { headers } = request;
  const bytes = await readBytes(request);
  const body = bytes === null ? "" : decoder.decode(bytes);
  const announced = Number(headers.get("content-length") ?? 0);
  const arrival: Arrival = { env, source, headers, body, size: bytes?.byteLength ?? announced, now };
  const refused = (checked: Checked, code: ProblemCode, detail: string): Promise<never> =>
    refuse(arrival, checked, new Problem(code, { detail }));

  if (bytes === null) return refused(unchecked, "too_large", `At most ${bodyMost} bytes.`);
  if (!isJson.test(headers.get("content-type") ?? ""))
    return refused(unchecked, "wrong_type", "Send application/json.");
  const secrets = secretsOf(source, now);
  if (!secrets) {
    log("error", "webhook.secret_unreadable", { source: source.id, circle: source.circle });
    throw new Problem("unavailable", { detail: "This source needs a new secret." });
  }
  const checked = await sources[source.kind].verify(
    { method: request.method, url, headers, body },
    secrets,
    now,
    source.settings,
  );
  if (!good.includes(checked.verdict))
    return refused(checked, "unverified", details[checked.verdict] ?? verdictLabels[checked.verdict]);
  if (depthOf(body) > deepest)
    return refuse(arrival, checked, wrong("body", `Must not be nested deeper than ${deepest}.`));
  let payload: unknown;
  try {
    payload = JSON.parse(body);
  } catch {
    return refuse(arrival, checked, wrong("body", "This is not valid JSON."));
  }
  return store(arrival, checked, await eventOf(source, payload, headers, body));
};
