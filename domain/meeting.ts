/** A meeting with a customer: when, who, what came of it, and in which mood. [D5] [X10] */
import * as z from "zod/mini";
import { Participants, SentimentName } from "./account.ts";
import { instant } from "./account-resource.ts";
import type { Sentiment } from "./account-words.ts";
import { text } from "./contact.ts";
import { lengthOf } from "./text.ts";

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const words = "Must be a date such as 2026-11-20, or a time such as 2026-11-20T15:00:00Z.";

/** Unix milliseconds of a date (its midnight) or a time; without a zone it is UTC. Null for what is neither. */
export const momentOf = (given: string): number | null => {
  const [, date, time, seconds = ":00", zone = "Z"] = form.exec(given.trim()) ?? [];
  if (date === undefined) return null;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return null;
  if (time === undefined) return midnight;
  const at = Date.parse(`${date}T${time}${seconds}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(at) ? null : at;
};

/** A date or a date-time, as Unix milliseconds. */
const Moment = z.pipe(
  z.string(words).check(z.refine((value) => momentOf(value) !== null, words)),
  z.transform((value: string) => momentOf(value) ?? 0),
);

const People = Participants.check(
  z.refine((names) => names.length <= 100, "At most 100 names."),
  z.refine((names) => names.every((name) => lengthOf(name) <= 255), "At most 255 characters a name."),
  z.refine(
    (names) => names.every((name) => name.isWellFormed() && !name.includes("\0")),
    "Holds characters that are not text.",
  ),
);

const fields = {
  date: Moment,
  summary: text(20_000),
  participants: People,
  sentiment: SentimentName,
};

/** What a new meeting needs: a date. [A10] */
export const NewMeeting = z.object({
  date: fields.date,
  summary: z._default(fields.summary, ""),
  participants: z._default(fields.participants, []),
  sentiment: z._default(fields.sentiment, null),
});
export type NewMeeting = z.infer<typeof NewMeeting>;

/** [A15] Absent means unchanged. */
export const MeetingChange = z.partial(z.object(fields));

export interface MeetingRecord extends NewMeeting {
  id: string;
  account: string;
  account_name: string;
  created_at: number;
  created_by: string | null;
  updated_at: number;
}

export interface MeetingResource {
  id: string;
  customer: string;
  customer_name: string;
  date: string;
  summary: string;
  participants: string[];
  sentiment: Sentiment | null;
  created_at: string;
  created_by: string | null;
  updated_at: string;
}

export const meetingResource = (row: MeetingRecord): MeetingResource => ({
  id: row.id,
  customer: row.account,
  customer_name: row.account_name,
  date: instant(row.date),
  summary: row.summary,
  participants: row.participants,
  sentiment: row.sentiment,
  created_at: instant(row.created_at),
  created_by: row.created_by,
  updated_at: instant(row.updated_at),
});
