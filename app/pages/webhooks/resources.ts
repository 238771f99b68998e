/** What the webhooks' REST interface answers, as these screens read it. */
import type { DeliveryState, ReviewState, SourceKind, Verdict } from "../../../domain/webhook-words.ts";

export interface Page<Row> {
  count: number;
  next: string | null;
  previous: string | null;
  results: Row[];
}

export interface Kind {
  kind: SourceKind;
  label: string;
  signing: string;
  secret_from: "us" | "vendor";
  mapping_fields: Record<string, string[]> | null;
}

export interface Rule {
  makes: string;
  each: string | null;
  when: { path: string; equals: string } | null;
  fields: Record<string, string>;
}

export interface Signature {
  scheme: string;
  header: string;
  timestamp_header: string | null;
}

/** Of one hour of the last 24, the oldest first. */
export interface Hour {
  accepted: number;
  refused: number;
  failed: number;
}

export interface Source {
  id: string;
  kind: SourceKind;
  name: string;
  paused: boolean;
  url: string;
  signing: string;
  secret_end: string;
  previous_secret_until: string | null;
  settings: {
    features: string[];
    unknown_accounts: "hold" | "create";
    stages: Record<string, string>;
    signature: Signature;
    mapping: Rule[];
  };
  deliveries_today: Partial<Record<DeliveryState, number>>;
  deliveries_by_hour: Hour[];
  last_delivery_at: string | null;
  created_at: string;
}

export interface Step {
  path: string;
  value: string;
  as: string;
}

export interface DeliveryChange {
  what: "metric" | "usage" | "account" | "ticket" | "contract" | "feedback" | "event" | "link" | "kpi" | "contact";
  account_id: string | null;
  account_name: string | null;
  record: string | null;
  field: string | null;
  date: string | null;
  before: string | number | null;
  after: string | number | null;
  why: string;
}

export interface Delivery {
  id: string;
  source_id: string;
  source_name: string;
  kind: SourceKind;
  event_id: string;
  received_at: string;
  signed_at: string | null;
  verdict: Verdict;
  state: DeliveryState;
  attempts: number;
  due_at: string | null;
  done_at: string | null;
  error: string | null;
  repeats: number;
  size: number;
  changes_count: number;
  first_change: DeliveryChange | null;
  summary: string | null;
}

export interface DeliveryWhole extends Delivery {
  headers: Record<string, string>;
  /** Null once it was forgotten. */
  body: string | null;
  steps: Step[];
  changes: DeliveryChange[];
}

export interface PathProblem {
  path: string;
  message: string;
}

export interface Rehearsal {
  state: DeliveryState;
  error: string | null;
  steps: Step[];
  problems: PathProblem[];
  changes: DeliveryChange[];
  unknown: { kind: "account" | "user"; key: string; name: string | null }[];
}

export interface Tried {
  delivery_id: string | null;
  body: string;
  changes: ({ what: string } & Record<string, unknown>)[];
  steps: Step[];
  problems: PathProblem[];
  note: string | null;
}

export interface Review {
  id: string;
  source_id: string;
  source_name: string;
  kind: "account" | "user";
  key: string;
  name: string | null;
  state: ReviewState;
  account_id: string | null;
  deliveries_held: number;
  first_at: string;
  last_at: string;
  settled_at: string | null;
}

export interface Endpoint {
  id: string;
  name: string;
  url: string;
  events: string[];
  gather_seconds: number;
  paused: boolean;
  paused_at: string | null;
  paused_why: string | null;
  failing_since: string | null;
  warned_at: string | null;
  old_secret_until: string | null;
  waiting: number;
  delivered: number;
  dead: number;
  created_at: string;
}

export interface Try {
  at: string;
  status: number | null;
  ms: number;
  said: string;
}

export type MessageState = "waiting" | "delivered" | "dead";

export interface Message {
  id: string;
  endpoint_id: string;
  record_id: string;
  type: string;
  state: MessageState;
  created_at: string;
  next_try_at: string | null;
  done_at: string | null;
  tries: Try[];
  body: Record<string, unknown>;
}

/** What a new secret's dialog shows. */
export interface FreshSecret {
  name: string;
  secret: string;
  /** Until when the secret before counts too. */
  until: string | null;
  rotated: boolean;
}
