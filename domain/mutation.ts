/** Named mutations: what a write may be, and what it sees. The browser runs them for its view, the room for the truth. */
import type { Contact, Note } from "./contact.ts";
import type { Stage } from "./funnel.ts";
import type { Kpi, KpiPoint } from "./kpi.ts";
import type { Round, RoundEntry } from "./round.ts";
import { type LiveAction, type Role, type Scope, insist, livePermissions } from "./live-permission.ts";

/** The record tables that mutations write. */
export interface Records {
  contact: Contact;
  note: Note;
  kpi: Kpi;
  kpi_point: KpiPoint;
  round: Round;
  round_entry: RoundEntry;
}
export type RecordTable = keyof Records;

/** How a change came in; stored with every activity row. */
export type Via = "app" | "rest" | "import" | "webhook" | "ai" | "mcp" | "system";

/** Who writes, with the role read in the same transaction. */
export interface Actor {
  member: number;
  role: Role;
  scope: Scope;
  via: Via;
}

/** A write by a machine leaves `last_contact` alone. [C26] */
export const isMachine = (actor: Actor): boolean =>
  actor.via === "import" || actor.via === "webhook" || actor.via === "system";

/** A new record as a mutator writes it: the store adds `n` and `rev`. */
export type Fresh<Row> = Omit<Row, "n" | "rev">;
/** The fields of a record that a mutator may change. */
export type Fields<Row> = Partial<Omit<Row, "id" | "n" | "rev">>;

/** Columns that can be asked for by value. */
export interface Lookups {
  contact: "email" | "external_id" | "funnel_stage";
  note: "contact";
  kpi: "source";
  kpi_point: "kpi";
  round: "state";
  round_entry: "round";
}

/** What a circle has chosen. [C18] */
export interface Settings {
  /** Only moderators change a KPI's name, target and unit. */
  lock_targets: boolean;
  /** IANA name: whose midnight ends a day here. */
  time_zone: string;
}

export const usualSettings: Settings = { lock_targets: false, time_zone: "UTC" };

/** What a mutator sees: rows as they are in the middle of this mutation. */
export interface Tx {
  readonly now: number;
  readonly actor: Actor;
  readonly settings: Settings;
  /** A new id; a client passes ids in the arguments, so that both runs agree. */
  fresh(): string;
  get<T extends RecordTable>(table: T, id: string): Records[T] | undefined;
  /** Rows whose column has the value; e-mail addresses compare folded. A column of the funnel comes in order. */
  where<T extends RecordTable>(table: T, column: Lookups[T], value: string): Records[T][];
  /** The first card of the stage after this position (null: the first of all), leaving out `except`. */
  cardAfter(stage: string, position: string | null, except: string): Contact | undefined;
  /** New keys for the stage's cards, and the one for `id` below the card at `low`; a browser leaves that to the room. */
  readonly renewKeys?: (id: string, stage: Stage, low: string | null) => string;
  insert<T extends RecordTable>(table: T, row: Fresh<Records[T]>): void;
  /** `quietly` marks housekeeping that is nobody's edit, such as new order keys for a whole column. */
  patch<T extends RecordTable>(table: T, id: string, fields: Fields<Records[T]>, quietly?: "quietly"): void;
  remove(table: RecordTable, id: string): void;
}

/** A mutation's rule. `record` names the one thing that it is about, for history and conflicts. */
export interface Mutator<Args> {
  /** What the actor must be allowed to do, asked before anything is read. */
  right: LiveAction;
  record(args: Args): string;
  run(tx: Tx, args: Args): unknown;
}

/** [P3] [P4] Refuses what the actor may not do. */
export const demand = (tx: Pick<Tx, "actor">, action: LiveAction): void => {
  insist(tx.actor, action, livePermissions[action]);
};
