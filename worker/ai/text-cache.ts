/** Texts that a model wrote, kept by the hash of what they were written from: never stale, because other facts make another key. [WR6] [C30] */
import { and, eq, gt, lte } from "drizzle-orm";
import { canonicalJson } from "../../domain/canonical.ts";
import type { Assignment } from "../../domain/writing/surface.ts";
import { aiTexts } from "../../drizzle/ai.ts";
import type { Database } from "../database.ts";
import type { Composed } from "./compose.ts";
import { rulesWriter, type Writer } from "./writer.ts";

const day = 24 * 60 * 60_000;
/** A text that nobody asked for again is forgotten after a month; a failure is tried again after a minute. */
const kept = 30 * day;
const keptFailure = 60_000;

/** SHA-256 over facts, surface, day and both writers' versions: rules write parts of every text. */
export const keyOf = async ({ surface, subject, facts, today }: Assignment, model: Writer): Promise<string> => {
  const text = canonicalJson({ surface, subject, facts, today, writers: [model.version, rulesWriter.version] });
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const textFrom = async (
  db: Database,
  circle: string,
  key: string,
  now: number,
): Promise<{ composed: Composed; written_at: number } | null> => {
  const row = await db
    .select({ body: aiTexts.body, written_at: aiTexts.written_at })
    .from(aiTexts)
    .where(and(eq(aiTexts.circle, circle), eq(aiTexts.key, key), gt(aiTexts.expires_at, now)))
    .get();
  return row ? { composed: JSON.parse(row.body) as Composed, written_at: row.written_at } : null;
};

/** Keeps the text, and forgets those whose time has passed. */
export const keepText = async (
  db: Database,
  circle: string,
  key: string,
  composed: Composed,
  now: number,
): Promise<void> => {
  const row = {
    body: JSON.stringify(composed),
    written_at: now,
    expires_at: now + (composed.fallback === null ? kept : keptFailure),
  };
  await db.batch([
    db.delete(aiTexts).where(lte(aiTexts.expires_at, now)),
    db
      .insert(aiTexts)
      .values({ circle, key, ...row })
      .onConflictDoUpdate({ target: [aiTexts.circle, aiTexts.key], set: row }),
  ]);
};
