/**
 * Taking back one step from its images: what was meant is put back as long as it still stands, or when it is asked for all
 * the same. An undo is a step of its own, so that undoing it does the thing again. [AA5]
 */
import { asc, eq, sql } from "drizzle-orm";
import { type Action, allow } from "../../domain/permission.ts";
import { Problem } from "../../domain/problem.ts";
import { accountEvents, type AccountRow } from "../../drizzle/accounts.ts";
import type { Desk, Standing } from "../circles.ts";
import type { Database } from "../database.ts";
import { type AccountFields, type Author, changeAccounts, fieldsOf, sameValue } from "./change.ts";
import { deleteUsageDay, metricsRow, usageRow, writeMetrics, writeUsageDay } from "./figures.ts";
import { feedbackKind, meetingKind, type RecordKind, type Stored } from "./record-kinds.ts";
import { changeRecord, deletedRecord, markRecord, recordById } from "./records.ts";
import type { AccountInCircle } from "./scope.ts";

type EventRow = typeof accountEvents.$inferSelect;
type Image = Record<string, unknown>;

/** What another person wrote over, and when. */
interface Conflict {
  account: string;
  subject: string | null;
  field: string;
  value: unknown;
}

interface Undoing {
  desk: Desk;
  circle: Standing;
  author: Author;
  /** The new step's id. */
  step: string;
  /** Restores over later changes. */
  anyway: boolean;
}

export const eventsOf = (db: Database, step: string): Promise<EventRow[]> =>
  db.select().from(accountEvents).where(eq(accountEvents.step, step)).orderBy(asc(accountEvents.id));

const imageOf = (text: string | null): Image => (text === null ? {} : (JSON.parse(text) as Image));

/** What undoing an event does, and the right that takes. */
const rights: Record<string, Action> = {
  "account.created": "account.delete",
  "account.changed": "account.edit",
  "account.deleted": "account.restore",
  "account.restored": "account.delete",
  "feedback.added": "account.delete",
  "feedback.changed": "account.edit",
  "feedback.deleted": "account.restore",
  "feedback.restored": "account.delete",
  "meeting.added": "account.delete",
  "meeting.changed": "account.edit",
  "meeting.deleted": "account.restore",
  "meeting.restored": "account.delete",
  "metrics.changed": "account.edit",
  "usage.recorded": "account.edit",
  "usage.deleted": "account.edit",
};

/** [P4] Members take back what they did, moderators anybody's; and nobody what they may not do. */
export const demandUndo = (
  who: { role: Standing["role"]; scope: "read" | "write"; user: string },
  events: readonly EventRow[],
): void => {
  for (const { kind, actor } of events) {
    const right = rights[kind];
    if (right === undefined) throw new Problem("forbidden", { detail: `What is called ${kind} cannot be undone.` });
    const needed: Action[] = actor === who.user ? [right] : [right, "account.undo_any"];
    for (const action of needed) allow(who, action);
  }
};

const firstChange = (after: Image, now: Image): string | undefined =>
  Object.keys(after).find((field) => !sameValue(now[field] ?? null, after[field] ?? null));

/** Who has the last word on a field by now. */
const supersededBy = async ({ db }: Desk, event: EventRow, { account, subject, field, value }: Conflict) => {
  const later = await db.all<{ at: number; actor: string | null; name: string | null; after: string | null }>(sql`
    select e.at, e.actor, u.name, e.after from account_events e left join user u on u.id = e.actor
    where e.account = ${account} and e.id > ${event.id} and e.subject is ${subject} order by e.id desc limit 50`);
  const by = later.find(({ after }) => field in imageOf(after)) ?? later[0];
  const who = by?.name ?? (by?.actor === null ? "A machine" : "Somebody");
  return new Problem("superseded", {
    detail: by ? `${who} changed ${field} after this.` : `${field} is another one by now.`,
    extra: {
      account_id: account,
      field,
      value,
      by: by?.actor ?? null,
      by_name: by?.name ?? null,
      at: by ? new Date(by.at).toISOString() : null,
    },
  });
};

const refuse = async ({ desk }: Undoing, event: EventRow, field: string, now: Image): Promise<never> => {
  const value = now[field] ?? null;
  throw await supersededBy(desk, event, { account: event.account, subject: event.subject, field, value });
};

const wantedOf = (event: EventRow, now: number): Partial<AccountFields> => {
  if (event.kind === "account.created" || event.kind === "account.restored") return { deleted_at: now };
  if (event.kind === "account.deleted") return { deleted_at: null };
  return imageOf(event.before);
};

const inverse: Record<string, string> = {
  "account.created": "account.deleted",
  "account.restored": "account.deleted",
  "account.deleted": "account.restored",
  "account.changed": "account.changed",
};

/** What an account must still hold to be taken back: what the event left, and, unless that was its end, itself. */
const leftBy = ({ kind, after }: EventRow): Image =>
  kind === "account.deleted" ? imageOf(after) : { ...imageOf(after), deleted_at: null };

/** Accounts of one kind of event, all in one go. */
const undoAccounts = async (undoing: Undoing, kind: string, events: readonly EventRow[]): Promise<number> => {
  const { desk, circle, author, step, anyway } = undoing;
  const byAccount = new Map(events.map((event) => [event.account, event]));
  const conflicts: { event: EventRow; field: string; now: Image }[] = [];
  const decide = (row: AccountRow): Partial<AccountFields> => {
    const event = byAccount.get(row.id);
    if (!event) return {};
    const now: Image = { ...fieldsOf(row) };
    const field = anyway ? undefined : firstChange(leftBy(event), now);
    if (field !== undefined) conflicts.push({ event, field, now });
    return wantedOf(event, author.now);
  };
  const done = await changeAccounts(desk, circle, [...byAccount.keys()], decide, {
    kind: inverse[kind] ?? kind,
    step,
    author,
    cause: events.some(({ after }) => "override" in imageOf(after)) ? "override" : "account",
    whole: () => conflicts.length === 0,
  });
  const [conflict] = conflicts;
  if (conflict) await refuse(undoing, conflict.event, conflict.field, conflict.now);
  return done.length;
};

const undoRecord = async (
  undoing: Undoing,
  kind: RecordKind,
  event: EventRow,
  place: AccountInCircle,
): Promise<void> => {
  const { desk, author, step, anyway } = undoing;
  const id = event.subject ?? "";
  const at = { ...place, id, author, step };
  const what = event.kind.replace(/^.*\./, "");
  if (what === "deleted") {
    if (await deletedRecord(desk.db, kind, id)) await markRecord(desk, kind, at, false);
    return;
  }
  const row: Stored | undefined = await recordById(desk.db, kind, id);
  if (!row) throw new Problem("not_found", { detail: "There is nothing to undo." });
  const field = anyway ? undefined : firstChange(imageOf(event.after), row);
  if (field !== undefined) await refuse(undoing, event, field, row);
  if (what === "changed") await changeRecord(desk, kind, at, row, imageOf(event.before));
  else await markRecord(desk, kind, at, true);
};

const undoFigures = async (undoing: Undoing, event: EventRow, place: AccountInCircle): Promise<void> => {
  const { desk, author, step, anyway } = undoing;
  const date = event.subject ?? "";
  const usage = event.kind !== "metrics.changed";
  const row: Image = {
    ...(await (usage ? usageRow(desk.db, event.account, date) : metricsRow(desk.db, event.account))),
  };
  const [before, after] = [imageOf(event.before), imageOf(event.after)];
  // A day that was deleted must still be so.
  const written = event.kind === "usage.deleted" && Object.keys(row).length > 0 ? "date" : firstChange(after, row);
  if (!anyway && written !== undefined) await refuse(undoing, event, written, row);
  const nothing = Object.fromEntries(Object.keys(after).map((name) => [name, null]));
  if (!usage) await writeMetrics(desk, place, event.before === null ? nothing : before, author, step);
  else if (event.before === null) await deleteUsageDay(desk, place, date, author, step);
  else await writeUsageDay(desk, place, { date, ...before }, author, step);
};

/** [AA5] Undoes all events of a step, last first; gives how many. */
export const undoStep = async (
  undoing: Undoing,
  events: readonly EventRow[],
  placeOf: (account: string) => Promise<AccountInCircle>,
): Promise<number> => {
  let done = 0;
  const accountKinds = [...new Set(events.map(({ kind }) => kind))].filter((kind) => kind in inverse);
  for (const kind of accountKinds.toReversed())
    done += await undoAccounts(
      undoing,
      kind,
      events.filter((event) => event.kind === kind),
    );
  for (const event of events.toReversed()) {
    if (event.kind in inverse) continue;
    const place = await placeOf(event.account);
    const kind = [feedbackKind, meetingKind].find(({ name }) => event.kind.startsWith(`${name}.`));
    if (kind) await undoRecord(undoing, kind, event, place);
    else await undoFigures(undoing, event, place);
    done += 1;
  }
  const [first] = events;
  if (first?.step)
    await undoing.desk.db
      .update(accountEvents)
      .set({ undone_at: undoing.author.now })
      .where(eq(accountEvents.step, first.step));
  return done;
};
