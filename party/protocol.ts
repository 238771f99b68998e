/** The messages between a browser and its circle: one closed union, JSON arrays, short where it is hot. [SY14] */
import type { RecordTable, Records, Settings } from "../domain/mutation.ts";
import type { Role } from "../domain/permission.ts";
import type { ProblemBody } from "../domain/problem.ts";
import type { Notice } from "./storage.ts";

/** The room speaks this version and understands the ones listed. */
export const version = 1;
export const understood: readonly number[] = [1];

/** Close codes, a closed list. */
export const closeCodes = {
  replaced: 4000,
  gone: 4001,
  signedOut: 4002,
  removed: 4003,
  gap: 4009,
  full: 4013,
  tooOld: 4026,
  abusive: 4029,
} as const;

/** Largest push, presence state and burst that the room takes. [SY10] [SY12] */
export const limits = {
  frame: 64 * 1024,
  presence: 2 * 1024,
  presencePerSecond: 10,
  mutationsPerSecond: 20,
  burst: 100,
  sockets: 250,
  behind: 500,
} as const;

/** Queues of other tabs that one hello may take over; a tab with more takes over the rest later. */
export const adoptedMost = 100;

/** Tables and columns by their place in these lists, which only grow. `n` travels apart. */
export const wireTables = ["contact", "note", "kpi", "round"] as const satisfies readonly RecordTable[];
export type WireTable = (typeof wireTables)[number];
export const wireColumns: { [T in WireTable]: readonly (keyof Records[T] & string)[] } = {
  contact: [
    "id",
    "name",
    "email",
    "phone",
    "company",
    "status",
    "funnel_stage",
    "position",
    "notes",
    "last_contact",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "external_id",
  ],
  note: ["id", "contact", "note", "created_at", "created_by", "edited_at"],
  kpi: [
    "id",
    "name",
    "current_value",
    "target",
    "unit",
    "percentage_complete",
    "trend",
    "percentage_change",
    "direction",
    "floor",
    "ceiling",
    "baseline",
    "starts_on",
    "due_on",
    "source",
    "recorded_at",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
  ],
  round: ["id", "state", "started_at", "started_by", "entered", "answers", "comments", "minutes", "closed_at"],
};
/** Grows with the lists above: a base that was kept under another number lacks what came since, and is fetched anew. [SY14] */
export const schema = Object.values(wireColumns).reduce((sum, columns) => sum + 1 + columns.length, 0);
/** Tables that every browser holds whole; the others are loaded on demand. [SY7] */
export const liveTables: readonly WireTable[] = ["contact", "kpi", "round"];
export const isLive = (table: RecordTable): boolean => (liveTables as readonly RecordTable[]).includes(table);

/** The circle as its screens know it. */
export interface CircleOnScreen {
  id: string;
  name: string;
  settings: Settings;
}

/** One record's change: deleted (0), inserted (1 and every column), or flat [column, value, …] and the columns that took the entry's time. */
export type WireWrite =
  | [table: number, n: number, deleted: 0]
  | [table: number, n: number, inserted: 1, values: unknown[]]
  | [table: number, n: number, set: unknown[], now?: number[]];

/** One accepted mutation as everybody hears it; its author sees the acknowledgement in it. */
export type Entry = [rev: number, at: number, member: number, client: number, mutation: number, writes: WireWrite[]];

/** A mutation on its way up: number, base revision, code, arguments with short numbers for ids. */
export type WireMutation = [id: number, base: number, code: number, args: unknown];

export interface Hello {
  v: number;
  /** This tab's own client id. */
  client: string;
  /** Client ids whose queues this tab sends, its own left out. */
  adopted: string[];
  /** Revision of the base, -1 for none. */
  cursor: number;
  epoch: string;
}

export type WireMember = [n: number, user: string, name: string, role: Role | null];

/** A person's state on the screen, as others may see it. Free form for the app, bounded in size. */
export type Presence = Record<string, unknown>;

export interface Welcome {
  v: number;
  epoch: string;
  rev: number;
  /** True: what follows is everything. False: what changed since the cursor. */
  full: boolean;
  client: number;
  member: number;
  role: Role;
  circle: CircleOnScreen;
  /** The last settled mutation of this client and of each adopted one. */
  lasts: [client: string, n: number, last: number][];
  members: WireMember[];
  notices: Notice[];
  present: [client: number, member: number, state: Presence][];
}

export type ClientMessage =
  | ["h", Hello]
  /** Push: client id of an adopted queue, or 0 for the tab's own. */
  | ["p", string | 0, WireMutation[]]
  /** Heard: everything up to this revision, and these notices. */
  | ["a", rev: number, notices: number[]]
  | ["s", Presence | null]
  /** Load the records of this table that belong to a parent. */
  | ["l", number, string];

export type ServerMessage =
  | ["w", Welcome]
  /** Rows by column: table, numbers, one array per column; and the frame's place in the catch-up, from 0. */
  | ["c", table: number, numbers: number[], columns: unknown[][], place: number]
  /** Gone: table, numbers. */
  | ["g", table: number, numbers: number[], place: number]
  /** End of the catch-up: apply it, if as many frames of rows came as were sent. */
  | ["e", rev: number, frames: number]
  | ["d", Entry[]]
  /** Settled without an effect: client id, its last number, and the revision that must have been heard before. */
  | ["k", client: string, last: number, rev: number]
  | ["x", notices: Notice[], rev: number]
  | ["l", number, string, number[], unknown[][]]
  | ["s", [client: number, member: number, state: Presence | null][]]
  | ["m", WireMember[]]
  | ["r", Role]
  | ["i", CircleOnScreen]
  | ["b", number]
  | ["t", string, unknown]
  | ["!", ProblemBody];
