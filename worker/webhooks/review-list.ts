/** The list of accounts that nobody knows, and what an admin makes of each: one click, and what waited is worked on. [IW12] */
import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { ReviewState } from "../../domain/webhook-words.ts";
import { webhookReviews } from "../../drizzle/webhooks.ts";
import { type AccountFields, createAccount } from "../accounts/change.ts";
import type { CircleRef } from "./ledger.ts";
import type { Desk } from "../circles.ts";

export type ReviewRow = typeof webhookReviews.$inferSelect;

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export interface ListedReview extends ReviewRow {
  held: number;
  source_name: string;
}

export const reviewResource = (row: ListedReview) => ({
  id: row.id,
  circle_id: row.circle,
  source_id: row.source,
  source_name: row.source_name,
  kind: row.kind,
  key: row.key,
  name: row.name,
  state: row.state,
  account_id: row.account,
  deliveries_held: row.held,
  first_at: instant(row.first_at) ?? "",
  last_at: instant(row.last_at) ?? "",
  settled_at: instant(row.settled_at),
  settled_by: row.settled_by,
});

const held = sql<number>`(select count(*) from webhook_holds h join webhook_deliveries d on d.id = h.delivery
  where h.review = webhook_reviews.id and d.state = 'held')`;
const sourceName = sql<string>`(select name from webhook_sources s where s.id = webhook_reviews.source)`;

const listed = { ...getTableColumns(webhookReviews), held, source_name: sourceName };

/** Those that were told of last come first. */
export const reviewsOf = ({ db }: Desk, circle: string, state: ReviewState | undefined): Promise<ListedReview[]> =>
  db
    .select(listed)
    .from(webhookReviews)
    .where(sql`${webhookReviews.circle} = ${circle}${state === undefined ? sql`` : sql` and state = ${state}`}`)
    .orderBy(desc(webhookReviews.last_at), desc(webhookReviews.id))
    .limit(1_000);

export const reviewById = ({ db }: Desk, id: string): Promise<ListedReview | undefined> =>
  db.select(listed).from(webhookReviews).where(eq(webhookReviews.id, id)).get();

/** Remembers the account, and lets everything that waited for it be worked on. */
const introduce = async (
  desk: Desk,
  row: ReviewRow,
  account: string,
  state: ReviewState,
  by: string,
): Promise<void> => {
  const { DB } = desk.env;
  const now = Date.now();
  // Names of an account without a key are found by the account itself from now on, unless it is called otherwise here.
  await DB.batch([
    DB.prepare(
      `insert into webhook_names (source, kind, key, account, at, n) values (?1, ?2, ?3, ?4, ?5, 0)
       on conflict (source, kind, key) do update set account = excluded.account, at = excluded.at, n = 0`,
    ).bind(row.source, row.kind, row.key, account, now),
    DB.prepare(
      `update webhook_reviews set state = ?2, account = ?3, settled_at = ?4, settled_by = ?5 where id = ?1`,
    ).bind(row.id, state, account, now, by),
    DB.prepare(
      `update webhook_deliveries set state = 'waiting', due_at = ?2, attempts = 0
       where state = 'held' and id in (select delivery from webhook_holds where review = ?1)`,
    ).bind(row.id, now),
  ]);
};

export const linkReview = async (desk: Desk, row: ReviewRow, account: string, by: string): Promise<void> => {
  const there = await desk.db.get<{ id: string }>(
    sql`select id from accounts where id = ${account.toLowerCase()} and circle = ${row.circle} and deleted_at is null`,
  );
  if (!there) throw wrong("account_id", "Is no account of this circle.");
  await introduce(desk, row, there.id, "linked", by);
};

/** One click: an account of the name that the source gave, or of another one. */
export const createFromReview = async (
  desk: Desk,
  circle: CircleRef,
  row: ReviewRow,
  fields: Omit<AccountFields, "deleted_at" | "name"> & { name: string | undefined },
  by: string,
): Promise<string> => {
  const name = fields.name ?? row.name ?? (row.kind === "account" ? row.key : null);
  if (name === null) throw wrong("name", "The source gave no name: choose one.");
  if (row.state === "linked" || row.state === "created")
    throw new Problem("superseded", { detail: "Somebody has said already which account this is." });
  const now = Date.now();
  const id = makeId(circle.key, now, Math.random);
  await createAccount(
    desk,
    circle,
    id,
    { ...fields, name },
    {
      step: crypto.randomUUID(),
      author: { actor: by, via: "webhook", now },
    },
  );
  await introduce(desk, row, id, "created", by);
  return id;
};

/** Nobody of ours: what waits is let go, and what comes for it later is not held. */
export const ignoreReview = async ({ env: { DB } }: Desk, row: ReviewRow, by: string): Promise<void> => {
  await DB.batch([
    DB.prepare("update webhook_reviews set state = 'ignored', settled_at = ?2, settled_by = ?3 where id = ?1").bind(
      row.id,
      Date.now(),
      by,
    ),
    DB.prepare(
      `update webhook_deliveries set state = 'ignored', error = 'Its account is ignored.'
       where state = 'held' and id in (select delivery from webhook_holds where review = ?1)
         and not exists (select 1 from webhook_holds h join webhook_reviews r on r.id = h.review
           where h.delivery = webhook_deliveries.id and r.state = 'open')`,
    ).bind(row.id),
  ]);
};
