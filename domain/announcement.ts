/** What a circle's open screens are told about things that live outside the circle's own tables. [SY17] */
import type { HealthModel } from "./health.ts";

/** Topics and their bodies. A screen that missed one asks again for what it shows when its socket is back. */
export interface Announcements {
  /** Accounts changed, up to this revision: the account book fetches what is newer. */
  accounts: { rev: number };
  /** The timeline, feedback, meetings or usage of these accounts changed; empty means many. */
  account: { ids: string[] };
  /** A health model was published. */
  health: { version: number };
  /** Somebody changed the model that the circle is trying out; null when nobody tries one any more. `holding` is what they drag. */
  "health.draft": { revision: number; by: string; model: HealthModel | null; holding: string | null };
  /** Saved views changed. */
  views: { page: string };
  /** Playbook runs changed; `account` where it is one account's. */
  playbooks: { account: string | null };
  /** Deliveries came in or went out. */
  webhooks: { source: string | null };
  /** A CSV of usage is being read. */
  ingest: { id: string; file_name: string; by: string; rows: number; failed: number; done: boolean };
}
export type Topic = keyof Announcements;
