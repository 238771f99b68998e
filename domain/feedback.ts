/** What a customer said: a title, a state and, by its words, a sentiment. [D4] */
import * as z from "zod/mini";
import { instant } from "./account-resource.ts";
import { feedbackStatuses, type FeedbackStatus, type Sentiment } from "./account-words.ts";
import { oneOf, text } from "./contact.ts";
import { neutralWithin } from "./sentiment/bounds.ts";

const fields = {
  title: text(255, 1),
  status: oneOf(feedbackStatuses),
  description: text(20_000),
};

/** What new feedback needs: a title. [A9] */
export const NewFeedback = z.object({
  title: fields.title,
  status: z._default(fields.status, "open"),
  description: z._default(fields.description, ""),
});
export type NewFeedback = z.infer<typeof NewFeedback>;

/** [A14] Absent means unchanged. */
export const FeedbackChange = z.partial(z.object(fields));

export interface FeedbackRecord extends NewFeedback {
  id: string;
  account: string;
  account_name: string;
  /** −1 … 1; null when nothing can be said. */
  sentiment: number | null;
  created_at: number;
  created_by: string | null;
  updated_at: number;
}

export interface FeedbackResource {
  id: string;
  customer: string;
  customer_name: string;
  title: string;
  status: FeedbackStatus;
  description: string;
  sentiment: Sentiment | null;
  sentiment_score: number | null;
  created_at: string;
  created_by: string | null;
  updated_at: string;
}

const wordOf = (score: number): Sentiment =>
  score >= neutralWithin ? "positive" : score <= -neutralWithin ? "negative" : "neutral";

export const feedbackResource = (row: FeedbackRecord): FeedbackResource => ({
  id: row.id,
  customer: row.account,
  customer_name: row.account_name,
  title: row.title,
  status: row.status,
  description: row.description,
  sentiment: row.sentiment === null ? null : wordOf(row.sentiment),
  sentiment_score: row.sentiment,
  created_at: instant(row.created_at),
  created_by: row.created_by,
  updated_at: instant(row.updated_at),
});
