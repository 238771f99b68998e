/** Feedback and meetings in D1: each write with its line in the account's timeline, and the account settled after it. [A9] [A10] [A14] [A15] */
import { type SQL, sql } from "drizzle-orm";
import { Problem } from "../../domain/problem.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import { type Author, restorableFor } from "./change.ts";
import { settle } from "./door.ts";
import type { RecordKind, Stored } from "./record-kinds.ts";
import type { AccountInCircle } from "./scope.ts";

/** What is there, of accounts that are there. */
const from = ({ table }: RecordKind): SQL =>
  sql`from ${sql.raw(table)} r join accounts a on a.id = r.account and a.deleted_at is null where r.deleted_at is null`;

const read = sql`select r.*, a.name as account_name`;

export const recordById = (db: Database, kind: RecordKind, id: string): Promise<Stored | undefined> =>
  db.get<Stored | undefined>(sql`${read} ${from(kind)} and r.id = ${id}`);

/** [C35] One that was deleted and can be restored. */
export const deletedRecord = (db: Database, kind: RecordKind, id: string): Promise<Stored | undefined> =>
  db.get<Stored | undefined>(
    sql`select r.* from ${sql.raw(kind.table)} r where r.id = ${id} and r.deleted_at > ${Date.now() - restorableFor}`,
  );

export interface RecordQuestion {
  where: SQL;
  order: SQL;
  page: number;
  page_size: number;
}

export const recordPage = async (
  db: Database,
  kind: RecordKind,
  { where, order, page, page_size }: RecordQuestion,
): Promise<{ count: number; rows: Stored[] }> => {
  const offset = (page - 1) * page_size;
  const [counted, rows] = await Promise.all([
    db.get<{ count: number }>(sql`select count(*) as count ${from(kind)} and ${where}`),
    db.all<Stored>(sql`${read} ${from(kind)} and ${where} order by ${order} limit ${page_size} offset ${offset}`),
  ]);
  return { count: counted?.count ?? 0, rows };
};

/** The newest of an account. */
export const newestOf = (db: Database, kind: RecordKind, account: string, most: number): Promise<Stored[]> =>
  db.all<Stored>(
    sql`${read} ${from(kind)} and r.account = ${account} order by ${Object.values(kind.orders)[0]} limit ${most}`,
  );

const event =
  "insert into account_events (circle, account, at, actor, via, kind, subject, before, after, step) select ?1, ?2, ?3, ?4, ?5, ?6, ?7";

interface Place extends AccountInCircle {
  id: string;
  author: Author;
  step: string;
}

const settled = async (
  desk: Desk,
  kind: RecordKind,
  { circle, account, author: { actor, now } }: Place,
): Promise<void> => {
  await settle(desk, circle, [account.id], { cause: kind.cause, actor, now });
};

const bindings = (kind: RecordKind, what: string, { circle, account, author: { now, actor, via }, id }: Place) => [
  circle.id,
  account.id,
  now,
  actor,
  via,
  `${kind.name}.${what}`,
  id,
];

/** Refuses an id that is in use, also by a deleted record, with `id_taken`. */
export const addRecord = async (
  desk: Desk,
  kind: RecordKind,
  place: Place,
  body: Record<string, unknown>,
): Promise<void> => {
  const { DB } = desk.env;
  const { circle, account, author, id, step } = place;
  const row = JSON.stringify(kind.write(body));
  try {
    await DB.batch([
      DB.prepare(
        `insert into ${kind.table} (id, circle, account, ${kind.columns.join(", ")}, created_at, created_by, updated_at)
         values (?1, ?2, ?3, ${kind.columns.map((column) => `json_extract(?4, '$.${column}')`).join(", ")}, ?5, ?6, ?5)`,
      ).bind(id, circle.id, account.id, row, author.now, author.actor),
      DB.prepare(`${event}, null, ?8, ?9`).bind(...bindings(kind, "added", place), row, step),
    ]);
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed/.test(error.message))
      throw new Problem("id_taken", { extra: { existing_id: id } });
    throw error;
  }
  await settled(desk, kind, place);
};

/** Columns that differ from the row are written, the rest is left alone; what the row held is read in the same transaction. */
export const changeRecord = async (
  desk: Desk,
  kind: RecordKind,
  place: Place,
  row: Stored,
  columns: Record<string, unknown>,
): Promise<void> => {
  const { DB } = desk.env;
  const changed = Object.entries(columns).filter(([column, value]) => row[column] !== value);
  if (changed.length === 0) return;
  const names = changed.map(([column]) => column);
  const after = JSON.stringify(Object.fromEntries(changed));
  const before = `json_object(${names.map((name) => `'${name}', r.${name}`).join(", ")})`;
  await DB.batch([
    DB.prepare(`${event}, ${before}, ?8, ?9 from ${kind.table} r where r.id = ?7 and r.deleted_at is null`).bind(
      ...bindings(kind, "changed", place),
      after,
      place.step,
    ),
    DB.prepare(
      `update ${kind.table} set ${names.map((name) => `${name} = json_extract(?2, '$.${name}')`).join(", ")}, updated_at = ?3
       where id = ?1 and deleted_at is null`,
    ).bind(place.id, after, place.author.now),
  ]);
  await settled(desk, kind, place);
};

/** [C35] Deletes, or brings back what was deleted. */
export const markRecord = async (desk: Desk, kind: RecordKind, place: Place, deleted: boolean): Promise<void> => {
  const { DB } = desk.env;
  const held = `json_object(${kind.columns.map((name) => `'${name}', r.${name}`).join(", ")})`;
  const [before, after] = deleted ? [held, "null"] : ["null", held];
  const there = `deleted_at is ${deleted ? "null" : "not null"}`;
  await DB.batch([
    DB.prepare(`${event}, ${before}, ${after}, ?8 from ${kind.table} r where r.id = ?7 and r.${there}`).bind(
      ...bindings(kind, deleted ? "deleted" : "restored", place),
      place.step,
    ),
    DB.prepare(`update ${kind.table} set deleted_at = ?2, updated_at = ?3 where id = ?1 and ${there}`).bind(
      place.id,
      deleted ? place.author.now : null,
      place.author.now,
    ),
  ]);
  await settled(desk, kind, place);
};
