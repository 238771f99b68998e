/** What a webhook may mean, in our own words: every source reads its payloads into these, and one place applies them. [X7] */
import type { UsageField } from "./account-words.ts";
import type { Stage, Status } from "./funnel.ts";

/**
 * How a payload names an account: by the source's own key, by name, or by one of its users.
 * A key or a name that is our own id, or the account's number, names it too.
 */
export interface AccountName {
  key?: string | undefined;
  name?: string | undefined;
  user?: string | undefined;
}

/** Facts of an account; amounts in hundredths, dates as `YYYY-MM-DD`. */
export interface AccountFacts {
  arr?: number;
  renewal_date?: string | null;
  segment?: string | null;
  region?: string | null;
  industry?: string;
  seats?: number | null;
}

/** What another system says of a person or a deal; absent is not said. */
export interface RecordFields {
  name?: string;
  first_name?: string;
  last_name?: string;
  email?: string;
  phone?: string | null;
  company?: string | null;
  status?: Status;
  funnel_stage?: Stage;
  notes?: string;
}

interface About {
  account: AccountName;
  /** When it was so at the source, Unix milliseconds. */
  at: number;
}

/** Somebody of the account used something. Without a user somebody unknown did. */
export interface UsageEvent extends About {
  what: "usage";
  user: string | null;
  feature: string | null;
}
/** [D8] Numbers of a day, stated by the source. */
export interface StatedMetrics extends About {
  what: "metrics";
  date: string;
  values: Partial<Record<UsageField, number | null>>;
}
export interface StatedFacts extends About {
  what: "facts";
  facts: AccountFacts;
}
/** A user belongs to the account from now on, so that events which name only the user find it. */
export interface Belonging extends About {
  what: "belongs";
  user: string;
}
/** What a customer pays under one contract; an account's ARR is the sum, its renewal the next one. */
export interface ContractChange extends About {
  what: "contract";
  id: string;
  /** Hundredths a year; 0 once it has ended. */
  arr: number;
  renewal_date: string | null;
}
export interface TicketChange extends About {
  what: "ticket";
  id: string;
  open: boolean;
  /** When it was opened, where the payload says so. */
  opened_at: number | null;
  title: string | null;
}
export interface GivenFeedback extends About {
  what: "feedback";
  id: string;
  title: string;
  description: string;
}
/** A person or an open deal of another system, for the funnel. */
export interface RecordChange {
  what: "record";
  at: number;
  kind: "contact" | "deal";
  id: string;
  fields: RecordFields;
}
export interface KpiReading {
  what: "kpi";
  at: number;
  /** Its name, whatever the case, or its id. */
  kpi: string;
  value: string;
}
/** Something for the account's timeline. */
export interface Happening extends About {
  what: "event";
  id: string;
  /** Such as `payment.failed`. */
  kind: string;
  title: string;
}

export type Change =
  | UsageEvent
  | StatedMetrics
  | StatedFacts
  | Belonging
  | ContractChange
  | TicketChange
  | GivenFeedback
  | RecordChange
  | KpiReading
  | Happening;

/** A value that was taken from a payload: from where, what it was, and what it became. */
export interface Step {
  path: string;
  value: string;
  as: string;
}

/** What is wrong with a payload, and where. */
export interface PayloadProblem {
  path: string;
  message: string;
}

/** A payload as a source understood it. With problems nothing of it is applied. */
export interface Reading {
  changes: Change[];
  steps: Step[];
  problems: PayloadProblem[];
  /** Why there is nothing in it for us, when there is not. */
  note: string | null;
}
