/** One list of all that happened to an account: what people, machines and imports did, feedback, meetings, scores. [AA1] */
import { type SQL, sql } from "drizzle-orm";
import { instant, overrideResource } from "../../domain/account-resource.ts";
import type { Override } from "../../domain/override.ts";
import type { Database } from "../database.ts";
import { feedbackKind, meetingKind, type Stored } from "./record-kinds.ts";

export const entryTypes = ["event", "feedback", "meeting", "score"] as const;
export type EntryType = (typeof entryTypes)[number];

export interface TimelineEntry {
  /** `event-17`, `meeting-<id>`, … */
  id: string;
  type: EntryType;
  at: string;
  source: "human" | "machine" | "import";
  /** What happened: `account.changed`, `feedback.added`, `health.scored`, … */
  kind: string;
  actor: string | null;
  actor_name: string | null;
  /** The day, the feedback or the meeting that an event is about. */
  subject: string | null;
  /** An event's fields, the record, or the score and the one before it. */
  data: Record<string, unknown>;
  /** Given back to `POST /api/accounts/undo/`. */
  step: string | null;
  undone_at: string | null;
}

interface Line {
  type: EntryType;
  ref: string;
}

/** Feedback and meetings stand in the list themselves, at their own time, so their beginning is no event beside them. */
const lines: Record<EntryType, (account: string) => SQL> = {
  event: (account) =>
    sql`select 'event' as type, cast(id as text) as ref, at, id as n from account_events where account = ${account} and kind not in ('feedback.added', 'meeting.added')`,
  feedback: (account) =>
    sql`select 'feedback', id, created_at, 0 from feedback where account = ${account} and deleted_at is null`,
  meeting: (account) =>
    sql`select 'meeting', id, date, 0 from meetings where account = ${account} and deleted_at is null`,
  score: (account) =>
    sql`select 'score', cast(id as text), at, id from health_scores where account = ${account} and (value is not null or source <> 'none')`,
};

const allLines = (account: string, types: readonly EntryType[]): SQL =>
  sql.join(
    ["event" as const, "feedback" as const, "meeting" as const, "score" as const].map((type) =>
      types.includes(type) ? lines[type](account) : sql`${lines[type](account)} and 0`,
    ),
    sql` union all `,
  );

interface EventRow {
  id: number;
  at: number;
  kind: string;
  actor: string | null;
  actor_name: string | null;
  via: string;
  subject: string | null;
  before: string | null;
  after: string | null;
  step: string | null;
  undone_at: number | null;
}

type Image = Record<string, unknown>;

/** Fields as the interface shows them elsewhere. */
const shownImage = (text: string | null): Image | null => {
  if (text === null) return null;
  const { arr, override, deleted_at: _deleted, participants, ...image } = JSON.parse(text) as Image;
  return {
    ...image,
    ...(arr === undefined ? {} : { arr: Number(arr) / 100 }),
    ...(override === undefined ? {} : { override: override && overrideResource(override as Override) }),
    ...(typeof image["date"] === "number" ? { date: instant(image["date"]) } : {}),
    ...(typeof participants === "string" ? { participants: JSON.parse(participants) as unknown } : {}),
  };
};

const sourceOf = (via: string, actor: string | null): TimelineEntry["source"] =>
  via === "import" ? "import" : actor === null ? "machine" : "human";

const events = async (db: Database, refs: string): Promise<Map<string, TimelineEntry>> => {
  const rows = await db.all<EventRow>(sql`
    select e.id, e.at, e.kind, e.actor, u.name as actor_name, e.via, e.subject, e.before, e.after, e.step, e.undone_at
    from json_each(${refs}) w join account_events e on e.id = cast(w.value as integer) left join user u on u.id = e.actor`);
  return new Map(
    rows.map(({ id, at, before, after, via, undone_at, ...row }): [string, TimelineEntry] => [
      String(id),
      {
        ...row,
        id: `event-${id}`,
        type: "event",
        at: instant(at),
        source: sourceOf(via, row.actor),
        data: { via, before: shownImage(before), after: shownImage(after) },
        undone_at: undone_at === null ? null : instant(undone_at),
      },
    ]),
  );
};

const records = async (db: Database, kind: typeof feedbackKind, refs: string): Promise<Map<string, TimelineEntry>> => {
  const rows = await db.all<Stored & { created_by: string | null; actor_name: string | null }>(sql`
    select r.*, a.name as account_name, u.name as actor_name
    from json_each(${refs}) w join ${sql.raw(kind.table)} r on r.id = w.value
    join accounts a on a.id = r.account left join user u on u.id = r.created_by`);
  return new Map(
    rows.map((row): [string, TimelineEntry] => [
      row.id,
      {
        id: `${kind.name}-${row.id}`,
        type: kind.name,
        at: instant(Number(row[kind.name === "meeting" ? "date" : "created_at"])),
        source: row.created_by === null ? "machine" : "human",
        kind: `${kind.name}.added`,
        actor: row.created_by,
        actor_name: row.actor_name,
        subject: row.id,
        data: kind.show(row) as Record<string, unknown>,
        step: null,
        undone_at: null,
      },
    ]),
  );
};

interface ScoreLine {
  id: number;
  at: number;
  cause: string;
  actor: string | null;
  actor_name: string | null;
  version: number;
  value: number | null;
  bucket: string;
  source: string;
  before: string | null;
}

const scores = async (db: Database, refs: string): Promise<Map<string, TimelineEntry>> => {
  const rows = await db.all<ScoreLine>(sql`
    select s.id, s.at, s.cause, s.actor, u.name as actor_name, s.version, s.value, s.bucket, s.source,
      (select json_object('value', p.value, 'bucket', p.bucket) from health_scores p
        where p.account = s.account and (p.at, p.id) < (s.at, s.id) order by p.at desc, p.id desc limit 1) as before
    from json_each(${refs}) w join health_scores s on s.id = cast(w.value as integer) left join user u on u.id = s.actor`);
  return new Map(
    rows.map(
      ({ id, at, cause, actor, actor_name, version, value, bucket, source, before }): [string, TimelineEntry] => {
        const was = before === null ? { value: null, bucket: "unknown" } : (JSON.parse(before) as Image);
        return [
          String(id),
          {
            id: `score-${id}`,
            type: "score",
            at: instant(at),
            source: sourceOf(cause, actor),
            kind: "health.scored",
            actor,
            actor_name,
            subject: null,
            data: {
              cause,
              version,
              source,
              from: was["value"],
              to: value,
              from_bucket: was["bucket"],
              to_bucket: bucket,
            },
            step: null,
            undone_at: null,
          },
        ];
      },
    ),
  );
};

const loaders: Record<EntryType, (db: Database, refs: string) => Promise<Map<string, TimelineEntry>>> = {
  event: events,
  feedback: (db, refs) => records(db, feedbackKind, refs),
  meeting: (db, refs) => records(db, meetingKind, refs),
  score: scores,
};

/** Newest first, and how many there are. */
export const timelineOf = async (
  db: Database,
  account: string,
  { types, page, page_size }: { types: readonly EntryType[]; page: number; page_size: number },
): Promise<{ count: number; entries: TimelineEntry[] }> => {
  const all = allLines(account, types);
  const [counted, wanted] = await Promise.all([
    db.get<{ count: number }>(sql`select count(*) as count from (${all})`),
    db.all<Line>(
      sql`select type, ref from (${all}) order by at desc, type, n desc, ref desc limit ${page_size} offset ${(page - 1) * page_size}`,
    ),
  ]);
  const found = new Map(
    await Promise.all(
      entryTypes.map(async (type): Promise<[EntryType, Map<string, TimelineEntry>]> => {
        const refs = wanted.filter((line) => line.type === type).map(({ ref }) => ref);
        return [type, refs.length === 0 ? new Map() : await loaders[type](db, JSON.stringify(refs))];
      }),
    ),
  );
  return {
    count: counted?.count ?? 0,
    entries: wanted.flatMap(({ type, ref }) => found.get(type)?.get(ref) ?? []),
  };
};
