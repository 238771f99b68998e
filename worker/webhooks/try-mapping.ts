/** A mapping tried before it is saved: what it would read, from where, and what is wrong. [IW14] */
import type { SourceSettings } from "../../domain/webhook.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import type { DeliveryRow } from "../../drizzle/webhooks.ts";
import { maskedBody } from "./masking.ts";
import { sources } from "./index.ts";

interface Tried {
  kind: SourceKind;
  settings: SourceSettings;
}

interface Sample {
  delivery_id: string | null;
  body: string;
  payload: unknown;
  headers: Record<string, string>;
  at: number;
}

const samplesOf = (rows: readonly DeliveryRow[] | null, payload: unknown, now: number): Sample[] =>
  rows === null
    ? [{ delivery_id: null, body: JSON.stringify(payload), payload, headers: {}, at: now }]
    : rows.map(({ id, body, headers, signed_at, received_at }) => ({
        delivery_id: id,
        body: body ?? "",
        payload: JSON.parse(body ?? "null") as unknown,
        headers: JSON.parse(headers) as Record<string, string>,
        at: signed_at ?? received_at,
      }));

export const tryMapping = (
  { kind, settings }: Tried,
  rows: readonly DeliveryRow[] | null,
  payload: unknown,
  now: number,
) =>
  samplesOf(rows, payload, now).map(({ delivery_id, body, payload: given, headers, at }) => ({
    delivery_id,
    body: maskedBody(body),
    ...sources[kind].read(given, { headers, settings, at, id: "try" }),
  }));
