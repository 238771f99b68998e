/** What the room needs of a store: ordered tables and one synchronous transaction. In memory and on SQLite. */
import type { Contact, Note } from "../domain/contact.ts";
import type { HookBody, HookTry, MessageState } from "../domain/hook.ts";
import type { ImportedFields } from "../domain/contact-import.ts";
import type { Kpi, KpiPoint } from "../domain/kpi.ts";
import type { RecordTable, Via } from "../domain/mutation.ts";
import type { Role } from "../domain/permission.ts";
import type { ProblemBody } from "../domain/problem.ts";
import type { Round, RoundEntry } from "../domain/round.ts";
import type { Effect } from "../domain/undo.ts";
import type { ImportCounts, ImportState, RowReport } from "../domain/import/report.ts";

/** What a mutation did to one record, with the record's short number. */
export interface Image extends Effect {
  n: number;
}

/** One accepted mutation, for ever: who, when, how, and both images. `rev` counts without gaps. */
export interface Activity {
  rev: number;
  at: number;
  member: number;
  via: Via;
  /** Short number of the browser's store it came from, 0 for writes without one. */
  client: number;
  /** The client's own number of the mutation, 0 for writes without one. */
  mutation: number;
  name: string;
  /** Id of the record it is about. */
  record: string;
  images: Image[];
  /** The revision that this one undid, or null. */
  undid: number | null;
}

export interface Member {
  n: number;
  user: string;
  name: string;
  /** Null once the person has left: their name stays beside what they did. */
  role: Role | null;
}

/** A browser's store: its mutations are numbered, and `last` is the highest one settled. */
export interface Client {
  n: number;
  id: string;
  member: number;
  last: number;
  seen_at: number;
}

export interface Tombstone {
  id: string;
  n: number;
  table: RecordTable;
  rev: number;
  at: number;
}

/** Something one client must hear, kept until it says that it did. */
export type NoticeBody =
  | { kind: "refused"; mutation: number; name: string; problem: ProblemBody }
  | {
      /** `lost`: your value was overwritten. `won`: yours stands, and this was overwritten. */
      kind: "lost" | "won";
      table: RecordTable;
      id: string;
      field: string;
      yours: unknown;
      theirs: unknown;
      by: number;
      at: number;
    };
export interface Notice {
  seq: number;
  client: number;
  body: NoticeBody;
}

/** The answer to a write with an idempotency key. Kept for 24 hours. [SY4] */
export interface KeptReply {
  key: string;
  hash: string;
  status: number;
  body: string;
  at: number;
}

/** An effect outside the circle, written with its mutation, drained at least once, in order per record. [SY16] */
export interface OutboxRow {
  seq: number;
  topic: string;
  record: string;
  body: Record<string, unknown>;
  due: number;
  tries: number;
}

/** An imported file and what became of its rows. */
export interface ImportRunRow extends ImportCounts {
  id: string;
  at: number;
  member: number;
  file_name: string;
  columns: string[];
  state: ImportState;
  /** The idempotency key with user and route. */
  key: string | null;
  heard_at: number;
  finished_at: number | null;
}

/** The verdicts of some rows of a run; `first` counts the rows before them. */
export interface ImportBatch {
  id: string;
  run: string;
  first: number;
  rows: RowReport[];
}

/** What imports said of a contact, so that a file's news can be told from what it repeats. [IM3] */
export interface Imported {
  contact: string;
  fields: ImportedFields;
  run: string;
  row: number;
}

/** [WO1] Where events go. */
export interface HookEndpoint {
  id: string;
  name: string;
  url: string;
  events: string[];
  gather_seconds: number;
  generation: number;
  rotated_at: number | null;
  paused_at: number | null;
  paused_why: string | null;
  failing_since: number | null;
  warned_at: number | null;
  created_at: number;
  created_by: number | null;
}

/** [WO4] A message to one endpoint, with all its tries. */
export interface HookMessage {
  seq: number;
  id: string;
  endpoint: string;
  record: string;
  type: string;
  body: HookBody;
  state: MessageState;
  due: number | null;
  tries: HookTry[];
  spent: number;
  at: number;
  done_at: number | null;
}

export interface Tables {
  hook_endpoint: HookEndpoint;
  hook_message: HookMessage;
  contact: Contact;
  note: Note;
  kpi: Kpi;
  kpi_point: KpiPoint;
  round: Round;
  round_entry: RoundEntry;
  activity: Activity;
  member: Member;
  client: Client;
  tombstone: Tombstone;
  notice: Notice;
  reply: KeptReply;
  outbox: OutboxRow;
  /** When the one physical alarm has to do what. */
  due: { name: string; at: number };
  revoked: { session: string; until: number };
  meta: { name: string; value: string };
  import_run: ImportRunRow;
  import_batch: ImportBatch;
  imported: Imported;
}
export type TableName = keyof Tables;

/** Every table's key and the orders it can be read in. The last column of an order is the one ranges speak of. */
export const tables = {
  hook_endpoint: { key: "id", orders: { created_at: ["created_at"] } },
  hook_message: {
    key: "seq",
    orders: {
      seq: ["seq"],
      due: ["due"],
      line: ["endpoint", "state", "seq"],
      record: ["endpoint", "record", "state", "seq"],
      done: ["done_at"],
      id: ["id"],
    },
  },
  contact: {
    key: "id",
    orders: {
      place: ["funnel_stage", "position"],
      rev: ["rev"],
      number: ["n"],
      email: ["email_key"],
      external_id: ["external_id"],
      status: ["status"],
      last_contact: ["last_contact", "n"],
    },
  },
  note: { key: "id", orders: { contact: ["contact", "created_at", "n"], number: ["n"] } },
  kpi: { key: "id", orders: { rev: ["rev"], number: ["n"], source: ["source"] } },
  kpi_point: { key: "id", orders: { kpi: ["kpi", "recorded_at", "n"], number: ["n"] } },
  round: { key: "id", orders: { rev: ["rev"], number: ["n"], state: ["state"] } },
  round_entry: { key: "id", orders: { round: ["round", "n"], number: ["n"] } },
  activity: { key: "rev", orders: { rev: ["rev"], record: ["record", "rev"], mutation: ["client", "mutation"] } },
  member: { key: "n", orders: { n: ["n"], user: ["user"] } },
  client: { key: "n", orders: { n: ["n"], id: ["id"] } },
  tombstone: { key: "id", orders: { rev: ["rev"], number: ["n"] } },
  notice: { key: "seq", orders: { seq: ["seq"], client: ["client", "seq"] } },
  reply: { key: "key", orders: { at: ["at"] } },
  outbox: { key: "seq", orders: { seq: ["seq"] } },
  due: { key: "name", orders: { at: ["at"] } },
  revoked: { key: "session", orders: { until: ["until"] } },
  meta: { key: "name", orders: { name: ["name"] } },
  import_run: { key: "id", orders: { at: ["at"] } },
  import_batch: { key: "id", orders: { run: ["run", "first"] } },
  imported: { key: "contact", orders: { contact: ["contact"] } },
} as const;

export type OrderName<T extends TableName> = keyof (typeof tables)[T]["orders"] & string;
export type Key = string | number;

export interface Range {
  /** Equal values for the first columns of the order. */
  at?: readonly Key[];
  /** Exclusive bounds on the next column of the order. */
  above?: Key;
  below?: Key;
  backwards?: boolean;
  limit?: number;
}

/** Forbids promises: a transaction whose body goes on later would keep half its rows. */
export type Sync<T> = T extends PromiseLike<unknown> ? never : T;

export interface Storage {
  /** All of the body or nothing of it. Does not nest. */
  transact<T>(body: () => Sync<T>): T;
  get<T extends TableName>(table: T, key: Key): Tables[T] | undefined;
  /** Refuses (throws) a key that exists. */
  insert<T extends TableName>(table: T, row: Tables[T]): void;
  /** Changes the named fields; a missing row is left missing. */
  patch<T extends TableName>(table: T, key: Key, fields: Partial<Tables[T]>): void;
  remove(table: TableName, key: Key): void;
  list<T extends TableName>(table: T, order: OrderName<T>, range?: Range): Tables[T][];
}
