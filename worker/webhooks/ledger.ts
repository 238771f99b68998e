/** What is known of the deliveries of one round while they are worked on, and what came of each. */
import type { Change, Reading } from "../../domain/webhook-change.ts";
import type { CircleKey } from "../../domain/id.ts";
import type { SourceSettings } from "../../domain/webhook.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import type { DeliveryRow } from "../../drizzle/webhooks.ts";
import type { Desk } from "../circles.ts";

export interface CircleRef {
  id: string;
  key: CircleKey;
}

export interface SourceFacts {
  id: string;
  kind: SourceKind;
  name: string;
  settings: SourceSettings;
}

/** One thing that a delivery changed, or would change, and why. */
export interface DeliveryChange {
  what: "metric" | "usage" | "account" | "ticket" | "contract" | "feedback" | "event" | "link" | "kpi" | "contact";
  account_id: string | null;
  account_name: string | null;
  /** The KPI, contact or ticket it is about. */
  record: string | null;
  field: string | null;
  /** The day, where it is a day's value. */
  date: string | null;
  before: string | number | null;
  after: string | number | null;
  why: string;
}

/** An account that nobody here knows. */
export interface Unknown {
  source: string;
  kind: "account" | "user";
  key: string;
  name: string | null;
}

/** A delivery with all that is found out about it. */
export interface Work {
  row: Pick<DeliveryRow, "n" | "id" | "source" | "received_at" | "signed_at">;
  source: SourceFacts;
  reading: Reading;
  told: DeliveryChange[];
  unknown: Unknown[];
  /** Why it cannot be done, whatever is tried. */
  error: string | null;
}

/** A change together with its delivery. */
export interface Item<One extends Change = Change> {
  work: Work;
  change: One;
}

/** An item whose account is known. */
export interface Placed<One extends Change = Change> extends Item<One> {
  account: AccountRow;
}

export type Told = Pick<DeliveryChange, "what" | "why"> & Partial<DeliveryChange>;

export const tell = (work: Work, { what, why, ...rest }: Told): void => {
  work.told.push({
    what,
    account_id: null,
    account_name: null,
    record: null,
    field: null,
    date: null,
    before: null,
    after: null,
    ...rest,
    why,
  });
};

/** What one planner found to write. Nothing is written before all of them have planned. */
export interface Plan {
  /** For the one transaction that also says that the deliveries are done. */
  statements: D1PreparedStatement[];
  /** Accounts whose score may be another one afterwards. */
  accounts: Set<string>;
  /** Writes behind other doors, done before the transaction. Doing them twice changes nothing. */
  first: (() => Promise<void>)[];
}

export const emptyPlan = (): Plan => ({ statements: [], accounts: new Set(), first: [] });

/** Where a round works, and when. */
export interface Round {
  desk: Desk;
  circle: CircleRef;
  now: number;
  /** Looks, and writes nothing. */
  dry: boolean;
}

/** Rows for `json_each`, in texts of a size that D1 takes. */
export const inChunks = (rows: readonly unknown[], most = 500): string[] =>
  Array.from({ length: Math.ceil(rows.length / most) }, (_, at) =>
    JSON.stringify(rows.slice(at * most, (at + 1) * most)),
  );

/** A table in one text for keys of several parts. */
export const keyOf = (...parts: readonly string[]): string => parts.join("\u0000");
