/** What the Worker and a circle say to each other about outgoing webhooks. Types only. */
import type { HookBody, HookChange, HookDraft, HookTry, MessageState } from "../domain/hook.ts";

/** An endpoint as an admin sees it. */
export interface HookResource {
  id: string;
  circle_id: string;
  name: string;
  url: string;
  events: string[];
  gather_seconds: number;
  paused: boolean;
  paused_at: string | null;
  paused_why: string | null;
  /** Since when nothing but failures came back, and when admins were warned of it. */
  failing_since: string | null;
  warned_at: string | null;
  /** Until when the secret before the last rotation signs along. */
  old_secret_until: string | null;
  waiting: number;
  delivered: number;
  dead: number;
  created_at: string;
  created_by: string | null;
  /** Only in the answers that make or rotate it. */
  secret?: string;
}

export interface MessageResource {
  id: string;
  endpoint_id: string;
  record_id: string;
  type: string;
  state: MessageState;
  created_at: string;
  next_try_at: string | null;
  done_at: string | null;
  tries: (Omit<HookTry, "at"> & { at: string })[];
  body: HookBody;
}

export type HookCall =
  | { what: "list" }
  | { what: "add"; draft: HookDraft }
  | { what: "one"; id: string }
  | { what: "change"; id: string; change: HookChange }
  | { what: "remove"; id: string }
  | { what: "rotate"; id: string }
  | { what: "test"; id: string }
  | { what: "messages"; id: string; state: MessageState; page: number; page_size: number }
  | { what: "message"; id: string }
  | { what: "resend"; id: string };

/** The answer as JSON text, with how many there are where it is a list. */
export interface HookAnswer {
  body: string;
  count: number;
}
