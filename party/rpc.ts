/** What the Worker may ask of a circle's Durable Object, and how it finds it. Types only, and one cast. */
import type { Announcements, Topic } from "../domain/announcement.ts";
import type { ContactChange } from "../domain/contact.ts";
import type { Stage, Status } from "../domain/funnel.ts";
import type { Settings, Via } from "../domain/mutation.ts";
import type { MutationName } from "../domain/mutations.ts";
import type { Role, Scope } from "../domain/permission.ts";
import type { ProblemBody } from "../domain/problem.ts";
import { type CircleKey, circleName } from "../domain/id.ts";
import type { ImportRun, RowReport, RowVerdict } from "../domain/import/report.ts";
import type { HookAnswer, HookCall } from "./hook-rpc.ts";
import type { BoardSnapshot } from "../domain/writing/circle-facts.ts";
import type { ImportFinish, ImportRows, ImportStart, ImportStarted } from "./import-rpc.ts";

/** Errors do not survive RPC as classes, so every answer says how it went. */
export type Reply<T> = { ok: true; value: T } | { ok: false; problem: ProblemBody };

/**
 * Who asks, as the Worker proved it. Never built from anything a client can send.
 * The role is not here: the circle reads it from its own members, in the transaction that writes.
 */
export interface Claim {
  user: string;
  /** Id of the session or API key, so that a revoked one is refused at once. */
  session: string;
  scope: Scope;
  via: Via;
}

export interface CircleFacts {
  id: string;
  key: CircleKey;
  name: string;
}

export interface Person {
  user: string;
  name: string;
  role: Role;
}

/** What a list of contacts is asked for; checked by the Worker. [B1] */
export interface ContactQuery {
  status?: Status;
  funnel_stage?: Stage;
  /** Text that name, e-mail address or company contains, whatever its case. */
  search?: string;
  /** The whole company, whatever its case. [C1] */
  company?: string;
  page: number;
  page_size: number;
  /** Instead of a page: only rows that come behind this one, by `last_contact` and short number. */
  cursor?: [last_contact: number, n: number];
}

/** A page of rows as JSON text. `next` is where the following page begins, when the query had a cursor and there is one. */
export interface ContactPage {
  count: number;
  results: string;
  next: [last_contact: number, n: number] | null;
}

/** From `since` on and before `until`, Unix milliseconds; `noted` leaves out points without a note. */
export interface PointsAsked {
  since: number;
  until: number;
  noted: boolean;
  page: number;
  page_size: number;
}

/** What others did on the board since a moment: how often by mutation, and to how many records. [TD1] */
export interface BoardChanges {
  kinds: { kind: string; count: number; records: number }[];
}

/** What is asked about KPIs; checked by the Worker. [B8] [B12] */
export type KpiQuestion =
  | { what: "list"; ordering?: string; page: number; page_size: number }
  | { what: "one"; id: string }
  | { what: "history"; id: string; days: number; limit: number }
  /** Points with their ids, notes and ways in, newest first. */
  | ({ what: "points"; id: string } & PointsAsked)
  /** For charts: `{time_zone, series: {[kpi]: {times, values, targets}}}`, oldest first, amounts in hundredths. */
  | { what: "series"; days: number; kpi?: string }
  /** [KP22] What the newest values of all KPIs are measured by: `{time_zone, usual: {[kpi]: Usual[]}}`. */
  | { what: "usual" }
  /** [KP21] The days on which the value stood apart, newest first. */
  | { what: "unusual"; id: string; days: number; limit: number }
  /** Check-in rounds, newest first. */
  | { what: "rounds"; page: number; page_size: number }
  | { what: "round"; id: string }
  /** Before the reveal only what the asker has entered, then what everybody has. [KP20] */
  | { what: "entries"; round: string };

/** One write over REST. Bodies travel as text that is ready to send. */
export interface WriteCall {
  name: MutationName | "undo";
  args: unknown;
  /** The resource that the answer shows once it is written. */
  show: { table: "contact" | "note" | "kpi" | "point" | "round"; id: string } | "result" | null;
  status: number;
  request_id: string;
  /** [SY4] The idempotency key with user and route, and a hash of the body. */
  once?: { key: string; hash: string };
  /** Refused with `stale` unless the record still has one of these tags. */
  if_match?: { record: string; tags: string[] };
}
export interface Answer {
  status: number;
  body: string;
  etag?: string;
  /** True when an earlier request with the same key gave this answer. */
  repeated?: true;
}

/** What a webhook says of a KPI, by its name or id. */
export interface DeliveredValue {
  what: "kpi";
  kpi: string;
  value: string;
  /** Unix milliseconds, at the source. */
  at: number;
}
/** What a webhook says of a person or deal; only what is news. */
export interface DeliveredContact {
  what: "contact";
  /** The contact it became before. */
  contact: string | null;
  external_id: string;
  title: string;
  fields: ContactChange;
  /** When each field was said at the source: what a person wrote here later stands. */
  times: Partial<Record<keyof ContactChange, number>>;
}
export type Delivery = DeliveredValue | DeliveredContact;

/** What became of it, or would become of it. */
export interface Delivered {
  record: string | null;
  name: string | null;
  status: "applied" | "unchanged" | "refused";
  fields: { field: string; before: string | null; after: string | null }[];
  /** Fields in which a person's later word stands. */
  kept: string[];
  error: string | null;
}

/** The methods every circle answers over RPC. A circle that was never founded answers `not_found` to all of them. */
export interface CircleRpc {
  /** Creates the circle's storage with its first admin. Repeating it changes nothing. */
  found(circle: CircleFacts, founder: Person): Promise<Reply<null>>;
  rename(name: string): Promise<Reply<null>>;
  /** [C18] The Worker has checked that an admin asks. */
  configure(settings: Partial<Settings>): Promise<Reply<null>>;
  /** The account is gone: whose number it was is forgotten, and what it made belongs to nobody. [D15] */
  erase(user: string): Promise<Reply<null>>;
  /** Adds the person or changes name and role; open sockets of that person learn their new role at once. */
  admit(person: Person): Promise<Reply<null>>;
  /** Removes the person: sockets close at once, later requests are refused. */
  dismiss(user: string): Promise<Reply<null>>;
  /** Closes the sockets of a session that ended and refuses it from now on. */
  revoke(session: string): Promise<Reply<null>>;
  /** Deletes everything the circle holds and closes all sockets. */
  dissolve(): Promise<Reply<null>>;
  /** [B1] Newest contact first; `results` is a JSON array. A page beyond the end is `not_found`. */
  contacts(claim: Claim, query: ContactQuery): Promise<Reply<ContactPage>>;
  /** [B3] */
  contact(claim: Claim, id: string): Promise<Reply<Answer>>;
  /** [B7] Newest first; `results` is a JSON array. */
  notes(
    claim: Claim,
    contact: string,
    page: { page: number; page_size: number },
  ): Promise<Reply<{ count: number; results: string }>>;
  /** [TD1] */
  boardSince(claim: Claim, since: number): Promise<Reply<BoardChanges>>;
  /** [B8] [B12] The body of a list is the array of its rows, with their number beside it. */
  kpis(claim: Claim, question: KpiQuestion): Promise<Reply<Answer & { count?: number }>>;
  /** What happened on the board since a moment (Unix milliseconds). */
  week(claim: Claim, since: number): Promise<Reply<BoardSnapshot>>;
  /** Every write: the answer carries refusals too, with their status. */
  write(claim: Claim, call: WriteCall): Promise<Answer>;
  /** [IM10] Opens an import; `forbidden` to those who may not. */
  startImport(claim: Claim, start: ImportStart): Promise<Reply<ImportStarted>>;
  /** Takes the next rows of an import; each gets its verdict, in order. */
  importContacts(claim: Claim, id: string, rows: ImportRows): Promise<Reply<RowReport[]>>;
  /** Null for a dry run, and for one that stopped before its first row: of these nothing is kept. */
  finishImport(claim: Claim, id: string, finish: ImportFinish): Promise<Reply<ImportRun | null>>;
  /** Newest first. */
  importRuns(claim: Claim): Promise<Reply<ImportRun[]>>;
  importRun(claim: Claim, id: string): Promise<Reply<ImportRun>>;
  /** [IM9] Verdicts from the `from`th on; null is of every kind. */
  importRows(
    claim: Claim,
    id: string,
    verdict: RowVerdict | null,
    from: number,
    most: number,
  ): Promise<Reply<{ count: number; rows: RowReport[] }>>;
  /** [IW13] What webhooks bring, in order; dry, it only says what would happen. */
  deliver(deliveries: Delivery[], dry: boolean): Promise<Reply<Delivered[]>>;
  /** [SY17] News of what lives in D1, to every open screen. */
  announce<On extends Topic>(topic: On, body: Announcements[On]): Promise<Reply<null>>;
  /** [WO8] Outgoing webhooks; `forbidden` to all but admins. */
  hooks(claim: Claim, call: HookCall): Promise<Reply<HookAnswer>>;
  /** The role this person has here, or `not_found`. */
  roleOf(user: string): Promise<Reply<Role>>;
}

/** The stub of a circle by its key. The runtime's own RPC types turn `unknown` into never, hence the one cast. */
export const circleStub = <Rpc = CircleRpc>(namespace: { getByName(name: string): unknown }, key: CircleKey): Rpc =>
  namespace.getByName(circleName(key)) as Rpc;
