/** What the server tells of one account beyond its row in the book: courses, history, records, events. */
import type { FeedbackStatus, Sentiment, UsageField, UsageTrend } from "../../../domain/account-words.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { createRemote, type Remote } from "../../live/remote.ts";

/** Courses and history of `GET /api/accounts/{id}/`. */
export interface AccountDetail {
  created_by: string | null;
  updated_by: string | null;
  last_updated: string;
  trends: Record<UsageField, { series: { date: string; value: number }[]; slope: number | null }>;
}

export interface HealthPoint {
  at: string;
  value: number | null;
  bucket: BucketOrUnknown;
  source: string;
  computed_value: number | null;
  version: number;
  cause: string;
  by: string | null;
}

export interface Feedback {
  id: string;
  title: string;
  status: FeedbackStatus;
  description: string;
  sentiment: Sentiment | null;
  created_at: string;
  created_by: string | null;
  updated_at: string;
}

export interface Meeting {
  id: string;
  date: string;
  summary: string;
  participants: string[];
  sentiment: Sentiment | null;
  created_at: string;
  created_by: string | null;
}

/** The figures that people keep by hand. [D6] */
export interface Figures {
  nps: number | null;
  usage_trend: UsageTrend | null;
  active_users: number | null;
  renewal_rate: number | null;
  seat_utilization: number | null;
  response_limit: number | null;
  response_used: number | null;
  response_usage_percentage: number;
  updated_at: string | null;
}

export interface TimelineEntry {
  id: string;
  type: "event" | "feedback" | "meeting" | "score";
  at: string;
  source: "human" | "machine" | "import";
  kind: string;
  actor: string | null;
  actor_name: string | null;
  data: Record<string, unknown>;
  step: string | null;
  undone_at: string | null;
}

export interface Page<Row> {
  count: number;
  results: Row[];
}

/** Data of one account, fetched anew when the circle says that it changed. */
export const createAccountRemote = <Data>(
  live: LiveCircle,
  id: () => string,
  path: (id: string) => string | null,
  kept = false,
): Remote<Data> =>
  createRemote<Data>({
    live,
    path: () => path(id()),
    topics: { account: ({ ids }) => ids.length === 0 || ids.includes(id()), health: true },
    kept,
  });
