/** What the run knows to be true of the room's present history. A crash or a restored backup takes it back with the storage. */
import type { Role } from "../../domain/permission.ts";
import type { Activity } from "../../party/storage.ts";
import { Model } from "./model.ts";

export type Settlement =
  | { status: "applied"; rev: number }
  | { status: "refused"; code: string }
  | { status: "unchanged" };

/** One value that somebody meant to write. */
export interface FieldWrite {
  rev: number;
  member: number;
  client: number;
  value: unknown;
}

export interface Kept {
  effects: number;
  answer: string | null;
}

export class Ledger {
  model = new Model();
  rev = 0;
  /** By "client number", as the browser named it. */
  readonly settled = new Map<string, Settlement>();
  readonly fields = new Map<string, FieldWrite[]>();
  readonly activities = new Map<number, Activity>();
  readonly roles = new Map<number, Role | null>();
  /** Refusals that were stored for their author: notice number → key of the mutation. */
  readonly refusals = new Map<number, string>();
  /** REST, by idempotency key. */
  readonly kept = new Map<string, Kept>();
  /** The outbox, as far as its effects arrived: revisions by record, in the order of their first arrival. */
  readonly arrived = new Map<string, number[]>();
  /** Some states of the past, for time travel. */
  readonly past = new Map<number, Model>();

  clone(): Ledger {
    const copy = new Ledger();
    copy.model = this.model.clone();
    copy.rev = this.rev;
    for (const [key, value] of this.settled) copy.settled.set(key, value);
    for (const [key, value] of this.fields) copy.fields.set(key, [...value]);
    for (const [key, value] of this.activities) copy.activities.set(key, value);
    for (const [key, value] of this.roles) copy.roles.set(key, value);
    for (const [key, value] of this.refusals) copy.refusals.set(key, value);
    for (const [key, value] of this.kept) copy.kept.set(key, { ...value });
    for (const [key, value] of this.arrived) copy.arrived.set(key, [...value]);
    for (const [key, value] of this.past) copy.past.set(key, value);
    return copy;
  }
}
