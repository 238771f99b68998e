/** What an admin does with sources: makes, changes, rotates and deletes them. Secrets are shown in the answer that made them. [IW1] [IW3] */
import { and, asc, eq, sql } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";
import {
  readSettings,
  type SourceChange,
  type SourceDraft,
  SourceSettings,
  settingsWith,
} from "../../domain/webhook.ts";
import { type DeliveryState, deliveryStates } from "../../domain/webhook-words.ts";
import { type SourceRow, webhookDeliveries, webhookSources } from "../../drizzle/webhooks.ts";
import type { Desk, Standing } from "../circles.ts";
import { log } from "../log.ts";
import { sources } from "./index.ts";
import { freshSecret, seal } from "./secrets.ts";
import { forgetSource } from "./stored-source.ts";

const day = 24 * 60 * 60_000;

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** How many deliveries of the last day stand where. */
export type DayCounts = Record<DeliveryState, number>;

const noCounts = (): DayCounts => Object.fromEntries(deliveryStates.map((state) => [state, 0])) as unknown as DayCounts;

/** Of one hour: taken in, refused, given up. */
export interface HourCounts {
  accepted: number;
  refused: number;
  failed: number;
}
const hour = 60 * 60_000;
const noHours = (): HourCounts[] => Array.from({ length: 24 }, () => ({ accepted: 0, refused: 0, failed: 0 }));

export interface SourceStanding {
  counts: DayCounts;
  hours: HourCounts[];
  last: number | null;
}

/**
 * Deliveries of the last day by state and by hour, and when the last one came, for each source of the circle. Walks back
 * from the newest and stops where the day begins: what is older is not read.
 */
export const standingsOf = async ({ db }: Desk, circle: string, now: number): Promise<Map<string, SourceStanding>> => {
  const since = now - day;
  const [rows, lasts] = await Promise.all([
    db.all<{ source: string; state: DeliveryState; hour: number; count: number }>(sql`
      select d.source, d.state, cast((d.received_at - ${since}) / ${hour} as integer) as hour, count(*) as count
      from webhook_sources s join webhook_deliveries d on d.source = s.id and d.n > coalesce((
        select o.n from webhook_deliveries o where o.source = s.id and o.received_at <= ${since} order by o.n desc limit 1), 0)
      where s.circle = ${circle} and d.received_at > ${since} group by 1, 2, 3`),
    db.all<{ source: string; last: number | null }>(sql`
      select s.id as source, (select d.received_at from webhook_deliveries d where d.source = s.id order by d.n desc limit 1) as last
      from webhook_sources s where s.circle = ${circle}`),
  ]);
  const standings = new Map<string, SourceStanding>(
    lasts.map(({ source, last }) => [source, { counts: noCounts(), hours: noHours(), last }]),
  );
  for (const { source, state, hour: at, count } of rows) {
    const standing = standings.get(source);
    const counts = standing?.hours[Math.min(23, Math.trunc(at))];
    if (!standing || !counts) continue;
    standing.counts[state] += count;
    counts[state === "refused" ? "refused" : state === "dead" ? "failed" : "accepted"] += count;
  }
  return standings;
};

export const sourceResource = (row: SourceRow, origin: string, now: number, standing?: SourceStanding) => ({
  id: row.id,
  circle_id: row.circle,
  kind: row.kind,
  name: row.name,
  paused: row.paused,
  /** Where the vendor sends to. */
  url: `${origin}/api/webhooks/in/${row.id}`,
  signing: sources[row.kind].signing,
  secret_end: row.secret_end,
  previous_secret_until: row.previous_until !== null && row.previous_until > now ? instant(row.previous_until) : null,
  settings: readSettings(row.settings),
  deliveries_today: standing?.counts ?? noCounts(),
  deliveries_by_hour: standing?.hours ?? noHours(),
  last_delivery_at: instant(standing?.last ?? null),
  created_at: instant(row.created_at) ?? "",
  created_by: row.created_by,
  updated_at: instant(row.updated_at) ?? "",
});

export const sourcesIn = ({ db }: Desk, circle: string): Promise<SourceRow[]> =>
  db
    .select()
    .from(webhookSources)
    .where(eq(webhookSources.circle, circle))
    .orderBy(asc(webhookSources.created_at), asc(webhookSources.id));

const endOf = (secret: string): string => secret.slice(-4);

/** Gives the row and, once and never again, the secret. */
export const makeSource = async (
  { env, db }: Desk,
  circle: Standing,
  { kind, name, secret: given, settings }: SourceDraft,
  by: string,
): Promise<{ row: SourceRow; secret: string }> => {
  const now = Date.now();
  const id = makeId(circle.key, now, Math.random);
  const secret = given ?? freshSecret();
  const row: SourceRow = {
    id,
    circle: circle.id,
    kind,
    name,
    secret: await seal(env.AUTH_SECRET, id, secret),
    secret_end: endOf(secret),
    previous_secret: null,
    previous_until: null,
    settings: JSON.stringify(settingsWith(SourceSettings.parse({}), settings)),
    paused: false,
    created_at: now,
    created_by: by,
    updated_at: now,
  };
  await db.insert(webhookSources).values(row);
  log("info", "webhook.source_made", { circle: circle.id, source: id, user: by });
  return { row, secret };
};

/** [IW1] A source that goes on works on what came while it was paused. */
export const changeSource = async ({ db }: Desk, row: SourceRow, change: SourceChange): Promise<SourceRow> => {
  const now = Date.now();
  const changed: SourceRow = {
    ...row,
    name: change.name ?? row.name,
    paused: change.paused ?? row.paused,
    settings: JSON.stringify(settingsWith(readSettings(row.settings), change.settings ?? {})),
    updated_at: now,
  };
  const { name, paused, settings, updated_at } = changed;
  await db.update(webhookSources).set({ name, paused, settings, updated_at }).where(eq(webhookSources.id, row.id));
  if (paused !== row.paused)
    await db
      .update(webhookDeliveries)
      .set({ due_at: paused ? null : now })
      .where(and(eq(webhookDeliveries.source, row.id), eq(webhookDeliveries.state, "waiting")));
  forgetSource(row.id);
  return changed;
};

/** [IW3] The secret before counts for another day; the one before that no more. */
export const rotateSource = async (
  { env, db }: Desk,
  row: SourceRow,
  given: string | undefined,
): Promise<{ row: SourceRow; secret: string }> => {
  const now = Date.now();
  const secret = given ?? freshSecret();
  const changes = {
    secret: await seal(env.AUTH_SECRET, row.id, secret),
    secret_end: endOf(secret),
    previous_secret: row.secret,
    previous_until: now + day,
    updated_at: now,
  };
  await db.update(webhookSources).set(changes).where(eq(webhookSources.id, row.id));
  forgetSource(row.id);
  log("info", "webhook.secret_rotated", { circle: row.circle, source: row.id });
  return { row: { ...row, ...changes }, secret };
};

/** Its deliveries, links and reviews go with it; what they did to accounts stays. */
export const deleteSource = async ({ db }: Desk, row: SourceRow): Promise<void> => {
  await db.delete(webhookSources).where(eq(webhookSources.id, row.id));
  forgetSource(row.id);
  log("info", "webhook.source_deleted", { circle: row.circle, source: row.id });
};
