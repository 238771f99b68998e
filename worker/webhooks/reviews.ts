/** Accounts that sources name and nobody here knows: kept until somebody says who they are, then their deliveries are worked on. [IW12] */
import { fold } from "../../domain/text.ts";
import { inChunks, keyOf, type Round, type Unknown, type Work } from "./ledger.ts";
import type { Names } from "./names.ts";
import { sql } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";

type Made = ReturnType<Names["made"]>;

const writeLinks = `
  insert into webhook_names (source, kind, key, account, at, n)
  select w.value ->> 'source', w.value ->> 'kind', w.value ->> 'key', w.value ->> '$.link.account', w.value ->> '$.link.at',
    w.value ->> '$.link.n'
  from json_each(?1) w where true
  on conflict (source, kind, key) do update set account = excluded.account, at = excluded.at, n = excluded.n`;

export const linkStatements = (DB: D1Database, made: Made): D1PreparedStatement[] =>
  inChunks(made).map((text) => DB.prepare(writeLinks).bind(text));

const writeReviews = `
  insert into webhook_reviews (id, circle, source, kind, key, name, folded, first_at, last_at)
  select w.value ->> 'id', ?2, w.value ->> 'source', w.value ->> 'kind', w.value ->> 'key', w.value ->> 'name', w.value ->> 'folded', ?3, ?3
  from json_each(?1) w where true
  on conflict (source, kind, key) do update set last_at = excluded.last_at, name = coalesce(excluded.name, name),
    folded = coalesce(excluded.folded, folded),
    state = case when state = 'ignored' then state else 'open' end`;

const writeHolds = `
  insert into webhook_holds (review, delivery)
  select r.id, w.value ->> 'delivery' from json_each(?1) w
  join webhook_reviews r on r.source = w.value ->> 'source' and r.kind = w.value ->> 'kind' and r.key = w.value ->> 'key'
  where true on conflict do nothing`;

/** Of somebody who is ignored nothing is held. */
const letIgnored = `
  update webhook_deliveries set state = 'ignored', error = 'Its account is ignored.'
  where state = 'held' and id in (select w.value ->> 'delivery' from json_each(?1) w)
    and not exists (select 1 from webhook_holds h join webhook_reviews r on r.id = h.review
      where h.delivery = webhook_deliveries.id and r.state <> 'ignored')`;

const requeue = `
  update webhook_deliveries set state = 'waiting', due_at = ?2, attempts = 0
  where state = 'held' and id in (
    select h.delivery from json_each(?1) w join webhook_reviews r on r.source = w.value ->> 'source'
      and r.kind = w.value ->> 'kind' and r.key = w.value ->> 'key' and r.state = 'open'
    join webhook_holds h on h.review = r.id)`;

const closeReviews = `
  update webhook_reviews set state = 'linked', account = w.value ->> '$.link.account', settled_at = ?2
  from json_each(?1) w where webhook_reviews.source = w.value ->> 'source' and webhook_reviews.kind = w.value ->> 'kind'
    and webhook_reviews.key = w.value ->> 'key' and webhook_reviews.state = 'open'`;

/** Strangers who have become accounts here by another way: a file, a form. What waited for them is worked on. */
export const matchReviews = async ({ desk: { env, db }, circle, now }: Round): Promise<void> => {
  const found = await db.all<{ source: string; kind: "account" | "user"; key: string; account: string }>(sql`
    select r.source, r.kind, r.key, a.id as account from webhook_reviews r
    join accounts a on a.circle = r.circle and a.folded = r.folded and a.deleted_at is null
    where r.circle = ${circle.id} and r.state = 'open'`);
  if (found.length === 0) return;
  const made = found.map(({ account, ...one }) => ({ ...one, link: { account, at: now, n: 0 } }));
  await env.DB.batch([...linkStatements(env.DB, made), ...introductions(env.DB, made, now)]);
};

const introductions = (DB: D1Database, made: Made, now: number): D1PreparedStatement[] =>
  inChunks(made).flatMap((text) => [DB.prepare(requeue).bind(text, now), DB.prepare(closeReviews).bind(text, now)]);

/** New strangers, what waits for them, and those whom a payload of this round has introduced. */
export const reviewStatements = (
  { desk: { env }, circle, now }: Round,
  works: readonly Work[],
  made: Made,
): D1PreparedStatement[] => {
  const held = works.flatMap((work) =>
    work.reading.problems.length > 0 || work.error !== null
      ? []
      : work.unknown.map((unknown) => ({ ...unknown, delivery: work.row.id })),
  );
  const strangers = new Map<string, Unknown & { id: string }>();
  for (const { source, kind, key, name } of held) {
    const id = makeId(circle.key, now, Math.random);
    const before = strangers.get(keyOf(source, kind, key));
    strangers.set(keyOf(source, kind, key), { id, source, kind, key, name: name ?? before?.name ?? null });
  }
  const { DB } = env;
  return [
    ...inChunks(
      [...strangers.values()].map((one) => ({ ...one, folded: one.name === null ? null : fold(one.name) })),
    ).map((text) => DB.prepare(writeReviews).bind(text, circle.id, now)),
    ...inChunks(held).flatMap((text) => [DB.prepare(writeHolds).bind(text), DB.prepare(letIgnored).bind(text)]),
    ...introductions(DB, made, now),
  ];
};
