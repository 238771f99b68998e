/** Sources as requests need them: with their secrets open, kept by an isolate for a few seconds. [IW1] */
import { eq } from "drizzle-orm";
import { type CircleKey, circleOf } from "../../domain/id.ts";
import { readSettings, type SourceSettings } from "../../domain/webhook.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import { webhookSources } from "../../drizzle/webhooks.ts";
import { databaseOf } from "../database.ts";
import type { Env } from "../env.ts";
import { unseal } from "./secrets.ts";
import type { Secrets } from "./source.ts";

export interface StoredSource {
  id: string;
  circle: string;
  key: CircleKey;
  kind: SourceKind;
  settings: SourceSettings;
  paused: boolean;
  /** Null when they were sealed under another `AUTH_SECRET`. */
  current: string | null;
  previous: string | null;
  previousUntil: number;
}

/** A change made elsewhere counts here after so long; one made here counts at once. */
const freshFor = 5_000;
const mostKept = 2_000;
const kept = new Map<string, { source: StoredSource; until: number }>();

export const forgetSource = (id: string): void => void kept.delete(id);

/** The source of this id, or null. */
export const openSource = async (env: Env, id: string, now: number): Promise<StoredSource | null> => {
  const hit = kept.get(id);
  if (hit && hit.until > now) return hit.source;
  const key = circleOf(id);
  if (key === null) return null;
  const row = await databaseOf(env.DB).select().from(webhookSources).where(eq(webhookSources.id, id)).get();
  if (!row) {
    kept.delete(id);
    return null;
  }
  const source: StoredSource = {
    id,
    circle: row.circle,
    key,
    kind: row.kind,
    settings: readSettings(row.settings),
    paused: row.paused,
    current: await unseal(env.AUTH_SECRET, id, row.secret),
    previous: row.previous_secret === null ? null : await unseal(env.AUTH_SECRET, id, row.previous_secret),
    previousUntil: row.previous_until ?? 0,
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(id, { source, until: now + freshFor });
  return source;
};

/** The secrets that count now; null when none can be read. [IW3] */
export const secretsOf = ({ current, previous, previousUntil }: StoredSource, now: number): Secrets | null =>
  current === null ? null : { current, previous: previousUntil > now ? previous : null };
