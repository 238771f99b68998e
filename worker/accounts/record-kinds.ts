/** What belongs to an account besides itself: feedback and meetings, one entry each. [D4] [D5] */
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod/mini";
import { feedbackStatuses, sentiments } from "../../domain/account-words.ts";
import { FeedbackChange, type FeedbackRecord, feedbackResource, NewFeedback } from "../../domain/feedback.ts";
import { MeetingChange, meetingResource, NewMeeting } from "../../domain/meeting.ts";
import { sentimentOf } from "../../domain/sentiment.ts";
import { neutralWithin } from "../../domain/sentiment/bounds.ts";
import type { Cause } from "./door.ts";

/** A row as SQL gives it. */
export type Stored = Record<string, unknown> & { id: string; account: string };

export interface RecordKind {
  name: "feedback" | "meeting";
  table: "feedback" | "meetings";
  cause: Cause;
  /** What people may write, by its column. */
  columns: readonly string[];
  /** The columns of a body that was read; `row` is what is there already. */
  write(body: Record<string, unknown>, row?: Stored): Record<string, unknown>;
  show(row: Stored): object;
  New: z.core.$ZodType<Record<string, unknown>>;
  Change: z.core.$ZodType<Record<string, unknown>>;
  /** PUT needs these. */
  required: z.core.$ZodType;
  /** Orders by their name in the address; the first is the usual one. */
  orders: Record<string, SQL>;
  filters: Record<string, { values: readonly string[]; where(value: string): SQL }>;
}

const sentimentWhere = (value: string): SQL =>
  value === "positive"
    ? sql`r.sentiment >= ${neutralWithin}`
    : value === "negative"
      ? sql`r.sentiment <= ${-neutralWithin}`
      : sql`r.sentiment > ${-neutralWithin} and r.sentiment < ${neutralWithin}`;

/** [X11] Read from the words anew whenever they change. */
const writeFeedback: RecordKind["write"] = (body, row) => {
  if (row && body["title"] === undefined && body["description"] === undefined) return body;
  const { title, description } = { ...row, ...body } as unknown as FeedbackRecord;
  return { ...body, sentiment: sentimentOf(`${title}.\n${description}`).score };
};

export const feedbackKind: RecordKind = {
  name: "feedback",
  table: "feedback",
  cause: "feedback",
  columns: ["title", "status", "description", "sentiment"],
  write: writeFeedback,
  show: (row) => feedbackResource(row as unknown as FeedbackRecord),
  New: NewFeedback,
  Change: FeedbackChange,
  required: z.object({ title: NewFeedback.shape.title }),
  orders: {
    "-created_at": sql`r.created_at desc, r.id desc`,
    created_at: sql`r.created_at, r.id`,
    "-updated_at": sql`r.updated_at desc, r.id desc`,
    updated_at: sql`r.updated_at, r.id`,
  },
  filters: {
    status: { values: feedbackStatuses, where: (value) => sql`r.status = ${value}` },
    sentiment: { values: sentiments, where: sentimentWhere },
  },
};

export const meetingKind: RecordKind = {
  name: "meeting",
  table: "meetings",
  cause: "meeting",
  columns: ["date", "summary", "participants", "sentiment"],
  write: ({ participants, ...body }) =>
    participants === undefined ? body : { ...body, participants: JSON.stringify(participants) },
  show: (row) =>
    meetingResource({ ...row, participants: JSON.parse(String(row["participants"])) } as unknown as Parameters<
      typeof meetingResource
    >[0]),
  New: NewMeeting,
  Change: MeetingChange,
  required: z.object({ date: NewMeeting.shape.date }),
  orders: {
    "-date": sql`r.date desc, r.id desc`,
    date: sql`r.date, r.id`,
    "-created_at": sql`r.created_at desc, r.id desc`,
    created_at: sql`r.created_at, r.id`,
  },
  filters: { sentiment: { values: sentiments, where: (value) => sql`r.sentiment = ${value}` } },
};
