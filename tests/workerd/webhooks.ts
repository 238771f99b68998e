/** Webhook sources for tests against the Worker: made by an admin, signed for as a vendor would, and worked on to the end. */
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { circleOf, makeId } from "../../domain/id.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import type { DeliveryChange } from "../../worker/webhooks/ledger.ts";
import { intakeStub } from "../../worker/webhooks/intake-stub.ts";
import { metricDays } from "../../drizzle/accounts.ts";
import { db, newBook } from "./accounts.ts";
import { send, type Visitor } from "./visitor.ts";

export interface MadeSource {
  id: string;
  secret: string;
  circle_id: string;
  [field: string]: unknown;
}

export const sourcesPath = "/api/webhooks/sources/";
export const deliveriesPath = "/api/webhooks/deliveries/";
export const reviewsPath = "/api/webhooks/reviews/";

export const makeSource = async (
  admin: Visitor,
  circle_id: string,
  kind: SourceKind = "standard",
  more: Record<string, unknown> = {},
): Promise<MadeSource> => {
  const response = await admin.send(sourcesPath, { body: { circle_id, kind, name: `Our ${kind}`, ...more } });
  if (response.status !== 201) throw new Error(`makeSource: ${response.status} ${await response.text()}`);
  return response.json<MadeSource>();
};

/** An HMAC in base64, by a signer of the test's own; the key as bytes. */
export const hmacOf = async (hash: "SHA-1" | "SHA-256", key: Uint8Array, text: string): Promise<string> => {
  const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
};

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** `v1,…` of Standard Webhooks. */
export const signatureOf = async (secret: string, id: string, seconds: number, body: string): Promise<string> =>
  `v1,${await hmacOf("SHA-256", bytesOf(secret.replace(/^whsec_/, "")), `${id}.${seconds}.${body}`)}`;

export interface Hook {
  id?: string;
  /** Unix milliseconds. */
  at?: number;
  secret?: string;
  headers?: Record<string, string>;
}

/** A request as a sender of Standard Webhooks makes it. */
export const sendHook = async (
  source: Pick<MadeSource, "id" | "secret">,
  payload: unknown,
  { id = crypto.randomUUID(), at = Date.now(), secret = source.secret, headers = {} }: Hook = {},
): Promise<Response> => {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const seconds = Math.floor(at / 1000);
  return send(`/api/webhooks/in/${source.id}/`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": await signatureOf(secret, id, seconds, body),
      ...headers,
    },
  });
};

/** A request with headers of the vendor's own. */
export const sendRaw = (
  source: Pick<MadeSource, "id">,
  body: string,
  headers: Record<string, string>,
): Promise<Response> =>
  send(`/api/webhooks/in/${source.id}/`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

/** Deliveries as if they had been taken in, with nobody woken up for them. */
export const putDeliveries = (source: Pick<MadeSource, "id" | "circle_id">, payloads: readonly unknown[]) =>
  env.DB.prepare(
    `insert into webhook_deliveries (id, circle, source, event, received_at, headers, body, size, verdict, state, due_at)
     select w.value ->> 'id', ?2, ?3, 'id:' || (w.value ->> 'id'), ?4, '{}', w.value ->> 'body', 1, 'valid', 'waiting', ?4
     from json_each(?1) w`,
  )
    .bind(
      JSON.stringify(
        payloads.map((payload) => ({
          id: makeId(circleOf(source.id) ?? 0, Date.now(), Math.random),
          body: JSON.stringify(payload),
        })),
      ),
      source.circle_id,
      source.id,
      Date.now(),
    )
    .run();

/** Works on everything that waits. */
export const workOff = async (circle: string): Promise<void> => {
  const intake = intakeStub(env.Intake, circleOf(circle) ?? 0);
  while ((await intake.drain(circle)).more);
};

export interface ShownDelivery {
  id: string;
  state: string;
  verdict: string;
  error: string | null;
  repeats: number;
  attempts: number;
  changes: DeliveryChange[];
  steps: { path: string; value: string; as: string }[];
  headers: Record<string, string>;
  body: string | null;
  [field: string]: unknown;
}

export const deliveryOf = async (admin: Visitor, id: string): Promise<ShownDelivery> =>
  (await admin.send(`${deliveriesPath}${id}/`)).json<ShownDelivery>();

export const listed = async (admin: Visitor, circle: string, query = ""): Promise<ShownDelivery[]> => {
  const response = await admin.send(`${deliveriesPath}?circle_id=${circle}&page_size=200${query}`);
  if (response.status !== 200) throw new Error(`listed: ${response.status} ${await response.text()}`);
  return (await response.json<{ results: ShownDelivery[] }>()).results;
};

/** Sends, works off, and gives the delivery as the inspector shows it. */
export const delivered = async (
  admin: Visitor,
  source: MadeSource,
  payload: unknown,
  hook?: Hook,
): Promise<ShownDelivery> => {
  const { id } = await (await sendHook(source, payload, hook)).json<{ id: string }>();
  await workOff(source.circle_id);
  return deliveryOf(admin, id);
};

/** A circle with an admin, an account called Acme, and a source of our own kind. */
export const newIntake = async (kind: SourceKind = "standard", more: Record<string, unknown> = {}) => {
  const book = await newBook();
  // Accounts of this test's own stand beside those that webhooks and forms make.
  await env.DB.prepare("update organization set account_number = 1000 where id = ?1").bind(book.circle.id).run();
  const acme = await book.account("Acme");
  const source = await makeSource(book.ana, book.circle.id, kind, more);
  return { ...book, acme, source };
};

export const iso = (at: number): string => new Date(at).toISOString();
/** The noon that tests' events begin with. */
export const start = Date.UTC(2026, 0, 1, 12);

/** One event of our own kind. */
export const usage = (account: string, user: string, feature: string, at: number) => ({
  type: "usage",
  account,
  user,
  feature,
  timestamp: iso(at),
});

/** An account's days: date, active users, adoption, login frequency, open tickets, NPS. */
export const daysOf = async (account: string) =>
  (await db.select().from(metricDays).where(eq(metricDays.account, account)).orderBy(metricDays.date)).map((row) => [
    row.date,
    row.daily_active_users,
    row.feature_adoption_rate,
    row.login_frequency,
    row.support_tickets_open,
    row.nps_score,
  ]);
