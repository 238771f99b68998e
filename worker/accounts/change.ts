/**
 * Writing accounts: new ones, and named fields of those there are, each with its line in the timeline and images to undo it
 * from. Rows are read, decided on and written with a check that nobody wrote in between; `settle` has the last word.
 */
import type { NewAccount } from "../../domain/account.ts";
import { type CircleKey, circleOf, makeId } from "../../domain/id.ts";
import type { Via } from "../../domain/mutation.ts";
import { type Override, type OverrideColumns, noOverride, overrideIn } from "../../domain/override.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import { fold } from "../../domain/text.ts";
import { type AccountRow, accounts } from "../../drizzle/accounts.ts";
import type { Desk } from "../circles.ts";
import type { ShellContext } from "../context.ts";
import { and, eq, sql } from "drizzle-orm";
import { type Cause, settle } from "./door.ts";

/** Who writes, by which way, when. */
export interface Author {
  /** Null for machines. */
  actor: string | null;
  via: Via;
  now: number;
}

export const authorOf = (c: ShellContext): Author => ({
  actor: c.get("claim").user,
  via: c.get("who")?.by === "cookie" ? "app" : "rest",
  now: Date.now(),
});

/** [C35] What is deleted can be restored for so long. Milliseconds. */
export const restorableFor = 30 * 24 * 60 * 60_000;

/** A step of its own for this request, named in the answer so that it can be taken back. [AA5] */
export const newStep = (c: ShellContext): string => {
  const step = crypto.randomUUID();
  c.header("undo-step", step);
  return step;
};

/** The fields that a change may name, as images keep them. */
export interface AccountFields extends NewAccount {
  override: Override | null;
  deleted_at: number | null;
}
export type FieldName = keyof AccountFields;

export const fieldsOf = (row: AccountRow): AccountFields => ({
  name: row.name,
  industry: row.industry,
  segment: row.segment,
  region: row.region,
  arr: row.arr,
  seats: row.seats,
  renewal_date: row.renewal_date,
  owner: row.owner,
  override: overrideIn(row),
  deleted_at: row.deleted_at,
});

/** Equal as JSON: overrides are the only fields that are no plain values. */
export const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const overrideColumns = ({ bucket, value, reason, by, at, until }: Override): OverrideColumns => ({
  override_bucket: bucket,
  override_value: value,
  override_reason: reason,
  override_by: by,
  override_at: at,
  override_until: until,
});

const columnsOf = (
  { name, override, ...fields }: Partial<AccountFields>,
  { actor }: Author,
): Record<string, unknown> => ({
  ...fields,
  ...(name === undefined ? {} : { name, folded: fold(name) }),
  ...(fields.deleted_at === undefined ? {} : { deleted_by: fields.deleted_at === null ? null : actor }),
  ...(override === undefined ? {} : override === null ? noOverride : overrideColumns(override)),
});

const columns = [
  "name",
  "folded",
  "industry",
  "segment",
  "region",
  "arr",
  "seats",
  "renewal_date",
  "owner",
  "override_bucket",
  "override_value",
  "override_reason",
  "override_by",
  "override_at",
  "override_until",
  "deleted_at",
  "deleted_by",
];

const of = (path: string): string => `json_extract(w.value, '$.${path}')`;

const raise = "update organization set account_rev = account_rev + 1 where id = ?1";

const writeEvents = `
  insert into account_events (circle, account, at, actor, via, kind, before, after, step)
  select ?1, a.id, ?3, ?4, ?5, ?6, ${of("before")}, ${of("after")}, ?7
  from json_each(?2) w join accounts a on a.id = ${of("id")} and a.rev = ${of("rev")}`;

/** A column that is not named stays as it is; one that is named null becomes null. */
const writeFields = `
  update accounts set
    ${columns.map((column) => `${column} = case when json_type(w.value, '$.set.${column}') is null then ${column} else ${of(`set.${column}`)} end`).join(", ")},
    updated_at = ?3, updated_by = ?4, rev = (select account_rev from organization where id = ?1)
  from json_each(?2) w
  where accounts.id = ${of("id")} and accounts.rev = ${of("rev")}
  returning accounts.id as id`;

/** Rows in one statement: their text stays well below what D1 takes. */
const chunk = 400;
const rounds = 6;

const isTaken = (error: unknown, column: string): boolean =>
  error instanceof Error && new RegExp(`UNIQUE constraint failed: .*accounts\\.${column}\\b`).test(error.message);

/** Somebody else has this name: says who. */
const nameTaken = async ({ db }: Desk, circle: string, name: string): Promise<Problem> => {
  const other = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.circle, circle), eq(accounts.folded, fold(name)), sql`deleted_at is null`))
    .get();
  return wrong("name", "Another account of this circle has this name.", { existing_id: other?.id ?? null });
};

export interface Changing {
  /** What the timeline calls it: `account.changed`, … */
  kind: string;
  /** Changes of one step are undone together. */
  step: string;
  author: Author;
  cause: Cause;
  /** Asked once all rows are decided on: false writes none of them. */
  whole?: () => boolean;
}

/** By id: the plus keeps SQLite from reading the whole circle along an index of it, which it takes for the shorter way. */
export const rowsOf = ({ db }: Pick<Desk, "db">, circle: string, ids: readonly string[]): Promise<AccountRow[]> =>
  db
    .select()
    .from(accounts)
    .where(
      sql`+${accounts.circle} = ${circle} and ${accounts.id} in (select value from json_each(${JSON.stringify(ids)}))`,
    );

interface Difference {
  id: string;
  rev: number;
  set: Record<string, unknown>;
  before: string;
  after: string;
}

const differenceOf = (row: AccountRow, wanted: Partial<AccountFields>, author: Author): Difference | null => {
  const is = fieldsOf(row);
  const names = (Object.keys(wanted) as FieldName[]).filter((name) => !sameValue(is[name], wanted[name]));
  if (names.length === 0) return null;
  const pick = (from: Partial<AccountFields>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  return {
    id: row.id,
    rev: row.rev,
    set: columnsOf(pick(wanted), author),
    before: JSON.stringify(pick(is)),
    after: JSON.stringify(pick(wanted)),
  };
};

/** All in one transaction; gives the ids that were written. */
const write = async (
  desk: Desk,
  circle: string,
  differences: readonly Difference[],
  { kind, step, author: { actor, via, now } }: Changing,
): Promise<string[]> => {
  const { DB } = desk.env;
  const chunks = Array.from({ length: Math.ceil(differences.length / chunk) }, (_, at) =>
    JSON.stringify(differences.slice(at * chunk, (at + 1) * chunk)),
  );
  const results = await DB.batch<{ id: string }>([
    DB.prepare(raise).bind(circle),
    ...chunks.flatMap((rows) => [
      DB.prepare(writeEvents).bind(circle, rows, now, actor, via, kind, step),
      DB.prepare(writeFields).bind(circle, rows, now, actor),
    ]),
  ]);
  return results.flatMap(({ results: rows }) => rows.map(({ id }) => id));
};

/**
 * Changes fields of these accounts as one step. `decide` says what each row is to hold, or throws; it is asked again for
 * a row that somebody else wrote meanwhile. What is so already is not written. Gives the ids of what changed.
 */
export const changeAccounts = async (
  desk: Desk,
  circle: { id: string; key: CircleKey },
  ids: readonly string[],
  decide: (row: AccountRow) => Partial<AccountFields>,
  changing: Changing,
): Promise<string[]> => {
  const changed: string[] = [];
  let waiting = [...ids];
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === rounds) throw new Error(`accounts of ${circle.id} are written too often to be changed`);
    const rows = await rowsOf(desk, circle.id, waiting);
    const differences = rows.flatMap((row) => differenceOf(row, decide(row), changing.author) ?? []);
    if (differences.length === 0 || changing.whole?.() === false) break;
    try {
      const done = new Set(await write(desk, circle.id, differences, changing));
      changed.push(...done);
      waiting = differences.map(({ id }) => id).filter((id) => !done.has(id));
    } catch (error) {
      const name = isTaken(error, "folded") && differences.find(({ set }) => "folded" in set || "deleted_at" in set);
      if (!name) throw error;
      const row = rows.find(({ id }) => id === name.id);
      throw await nameTaken(desk, circle.id, String(name.set["name"] ?? row?.name));
    }
  }
  const { cause, author } = changing;
  if (changed.length > 0) await settle(desk, circle, changed, { cause, actor: author.actor, now: author.now });
  return changed;
};

/** The id that a client may bring: refused by field when it is none of this circle's. */
export const ownIdOf = (given: unknown, key: CircleKey, now: number): string => {
  if (given === undefined) return makeId(key, now, Math.random);
  if (typeof given !== "string" || circleOf(given) === null) throw wrong("id", "Is not an id of this system.");
  if (circleOf(given) !== key) throw wrong("id", "Is an id of another circle.");
  return given.toLowerCase();
};

const createRow = `
  insert into accounts (id, circle, number, ${columns.join(", ")}, created_at, created_by, updated_at, updated_by, rev)
  select ?2, id, account_number, ${columns.map((column) => `json_extract(?3, '$.${column}')`).join(", ")},
    ?4, ?5, ?4, ?5, account_rev from organization where id = ?1`;

const createEvent = `
  insert into account_events (circle, account, at, actor, via, kind, after, step) values (?1, ?2, ?4, ?5, ?6, 'account.created', ?3, ?7)`;

/** [A5] [C5] A new account with the circle's next number. Refuses an id that is in use, also by a deleted account, with `id_taken`. */
export const createAccount = async (
  desk: Desk,
  circle: { id: string; key: CircleKey },
  id: string,
  fields: Omit<AccountFields, "deleted_at">,
  { step, author }: Pick<Changing, "step" | "author">,
): Promise<void> => {
  const { DB } = desk.env;
  const { actor, via, now } = author;
  try {
    await DB.batch([
      DB.prepare(
        "update organization set account_rev = account_rev + 1, account_number = account_number + 1 where id = ?1",
      ).bind(circle.id),
      DB.prepare(createRow).bind(circle.id, id, JSON.stringify(columnsOf(fields, author)), now, actor),
      DB.prepare(createEvent).bind(circle.id, id, JSON.stringify(fields), now, actor, via, step),
    ]);
  } catch (error) {
    if (isTaken(error, "id")) throw new Problem("id_taken", { extra: { existing_id: id } });
    if (isTaken(error, "folded")) throw await nameTaken(desk, circle.id, fields.name);
    throw error;
  }
  await settle(desk, circle, [id], { cause: "account", actor, now });
};
