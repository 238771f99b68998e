/** Promises to customers in D1, each change with its line in the account's timeline. [MN6] */
import { and, asc, count, eq, isNull, type SQL } from "drizzle-orm";
import { makeId } from "../../domain/id.ts";
import { Problem, wrong } from "../../domain/problem.ts";
import type { NewPromise, PromiseChange, PromiseState } from "../../domain/promise.ts";
import { accountEvents, meetings } from "../../drizzle/accounts.ts";
import { promises } from "../../drizzle/playbooks.ts";
import { circleStub } from "../../party/rpc.ts";
import type { Desk } from "../circles.ts";
import type { Database } from "../database.ts";
import { log } from "../log.ts";
import type { Page } from "../page.ts";
import type { Author } from "./change.ts";
import type { AccountInCircle } from "./scope.ts";

type PromiseRow = typeof promises.$inferSelect;

const stateOf = ({ closed_at, kept }: PromiseRow): PromiseState =>
  closed_at === null ? "open" : kept === false ? "dropped" : "kept";
const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const promiseResource = (row: PromiseRow, today: string) => ({
  id: row.id,
  account: row.account,
  meeting: row.meeting,
  text: row.text,
  who: row.who,
  due: row.due,
  state: stateOf(row),
  late: row.closed_at === null && row.due !== null && row.due < today,
  created_at: instant(row.created_at) ?? "",
  created_by: row.created_by,
  closed_at: instant(row.closed_at),
  closed_by: row.closed_by,
});

const inState = (state: PromiseState): SQL | undefined =>
  state === "open" ? isNull(promises.closed_at) : eq(promises.kept, state === "kept");

/** Open ones first, the most pressing first. */
export const promisePage = async (
  db: Database,
  account: string,
  state: PromiseState | undefined,
  { page, page_size }: Page,
) => {
  const where = and(eq(promises.account, account), state === undefined ? undefined : inState(state));
  const [counted, rows] = await Promise.all([
    db.select({ count: count() }).from(promises).where(where).get(),
    db
      .select()
      .from(promises)
      .where(where)
      .orderBy(asc(promises.closed_at), asc(promises.due), asc(promises.created_at), asc(promises.id))
      .limit(page_size)
      .offset((page - 1) * page_size),
  ]);
  return { count: counted?.count ?? 0, rows };
};

export const promiseById = async (db: Database, account: string, id: string): Promise<PromiseRow> => {
  const row = await db
    .select()
    .from(promises)
    .where(and(eq(promises.id, id.toLowerCase()), eq(promises.account, account)))
    .get();
  if (!row) throw new Problem("not_found");
  return row;
};

const event = (
  db: Database,
  { circle, account }: AccountInCircle,
  author: Author,
  kind: string,
  subject: string,
  after: object,
) =>
  db.insert(accountEvents).values({
    circle: circle.id,
    account: account.id,
    at: author.now,
    actor: author.actor,
    via: author.via,
    kind,
    subject,
    before: null,
    after: JSON.stringify(after),
    step: null,
  });

/** A circle that cannot be reached asks again when its screens are back. */
const tell = async ({ env }: Desk, { circle, account }: AccountInCircle): Promise<void> => {
  try {
    await circleStub(env.Circle, circle.key).announce("account", { ids: [account.id] });
  } catch (error) {
    log("warn", "promises.untold", { circle: circle.id, reason: error instanceof Error ? error.message : "unknown" });
  }
};

export const makePromise = async (
  desk: Desk,
  place: AccountInCircle,
  given: NewPromise,
  author: Author,
): Promise<string> => {
  const { db } = desk;
  const { circle, account } = place;
  const meeting = given.meeting === null ? null : given.meeting.toLowerCase();
  if (meeting !== null) {
    const found = await db
      .select({ id: meetings.id })
      .from(meetings)
      .where(and(eq(meetings.id, meeting), eq(meetings.account, account.id), isNull(meetings.deleted_at)))
      .get();
    if (!found) throw wrong("meeting", "Is no meeting of this account.");
  }
  const id = makeId(circle.key, author.now, Math.random);
  const { text, who, due } = given;
  await db.batch([
    db.insert(promises).values({
      id,
      circle: circle.id,
      account: account.id,
      meeting,
      text,
      who,
      due,
      created_at: author.now,
      created_by: author.actor,
    }),
    event(db, place, author, "promise.made", id, { text, who, due }),
  ]);
  await tell(desk, place);
  return id;
};

export const changePromise = async (
  desk: Desk,
  place: AccountInCircle,
  row: PromiseRow,
  { state, ...words }: PromiseChange,
  author: Author,
): Promise<void> => {
  const { db } = desk;
  const closing =
    state === undefined || state === stateOf(row)
      ? {}
      : state === "open"
        ? { closed_at: null, closed_by: null, kept: null }
        : { closed_at: author.now, closed_by: author.actor, kept: state === "kept" };
  const change = { ...words, ...closing };
  if (Object.keys(change).length === 0) return;
  const kind =
    Object.keys(closing).length === 0 ? "promise.changed" : `promise.${state === "open" ? "reopened" : state}`;
  await db.batch([
    db.update(promises).set(change).where(eq(promises.id, row.id)),
    event(db, place, author, kind, row.id, { text: row.text, ...words }),
  ]);
  await tell(desk, place);
};
