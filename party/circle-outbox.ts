/** Effects of a circle outside itself: written with the mutation, delivered at least once, in order per record. [SY16] */
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { organization } from "../drizzle/d1.ts";
import type { Activity, OutboxRow, Storage } from "./storage.ts";

/** A burst of writes is told once. */
const gather = 1_000;
/** Waits between tries, in milliseconds; the last one repeats. */
const waits = [5_000, 30_000, 5 * 60_000, 30 * 60_000];

/** A circle's list of circles shows how many contacts it has: told when that number changes. */
export const effectsOf = ({
  images,
  at,
}: Activity): (Pick<OutboxRow, "topic" | "record" | "body"> & { due?: number })[] =>
  images.some((image) => image.table === "contact" && (image.before === null) !== (image.after === null))
    ? [{ topic: "pulse", record: "circle", body: {}, due: at + gather }]
    : [];

/** Delivers what is due; what fails waits longer each time, and everything behind it waits with it. */
export const drainOutbox = async (
  storage: Storage,
  database: D1Database,
  circle: string,
  contacts: () => number,
): Promise<void> => {
  const now = Date.now();
  const rows = storage.list("outbox", "seq");
  if (!rows.some((row) => row.due <= now)) return;
  try {
    await drizzle(database)
      .update(organization)
      .set({ contactCount: contacts(), lastActivityAt: new Date(now) })
      .where(eq(organization.id, circle));
    storage.transact(() => {
      for (const { seq } of rows) storage.remove("outbox", seq);
    });
  } catch (error) {
    console.error(JSON.stringify({ level: "warn", event: "outbox.failed", circle, detail: String(error) }));
    storage.transact(() => {
      for (const { seq, tries } of rows)
        storage.patch("outbox", seq, { tries: tries + 1, due: now + (waits[tries] ?? waits.at(-1) ?? 0) });
    });
  }
};
