/** What a replica is made from, and what it tells whoever shows it. */
import type { CircleKey } from "../domain/id.ts";
import type { Mutator, RecordTable } from "../domain/mutation.ts";
import type { MutationName } from "../domain/mutations.ts";
import type { Role } from "../domain/permission.ts";
import type { Entry, Welcome, WireMember } from "./protocol.ts";
import type { Pending } from "./queue.ts";
import type { BaseRow } from "./replica-view.ts";
import type { Notice } from "./storage.ts";

/** What a reopened browser starts from. */
export interface Saved {
  /** Of the build that kept it. */
  schema: number;
  epoch: string;
  cursor: number;
  member: number;
  role: Role | null;
  rows: [RecordTable, BaseRow][];
  /** Queues of tabs that are gone. */
  pending: Pending[];
}

export interface ReplicaOptions {
  key: CircleKey;
  now(): number;
  random(): number;
  saved?: Saved;
  /** For the simulation, which proves that it notices broken rules. */
  mutators?: Partial<Record<MutationName, Mutator<never>>>;
}

export interface Events {
  /** Rows whose visible value may have changed, by table. */
  changed?(ids: Map<RecordTable, Set<string>>): void;
  queued?(pending: Pending): void;
  settled?(client: string, through: number): void;
  /** Everything queued has new numbers: the durable queue is to be replaced. */
  renumbered?(pending: readonly Pending[]): void;
  /** What others did, entry by entry, after it is visible. */
  heard?(entries: readonly Entry[]): void;
  noticed?(notices: readonly Notice[]): void;
  welcomed?(welcome: Welcome): void;
  members?(members: readonly WireMember[]): void;
  /** The base has moved to here. */
  advanced?(cursor: number): void;
}
