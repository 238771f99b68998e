/** What happened to an account, in sentences. [AP6] */
import { feedbackLabels, type FeedbackStatus, industryLabels, sentiments } from "../../../domain/account-words.ts";
import type { BucketOrUnknown } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { sentimentLabels } from "../../parts/sentiment-sign.tsx";
import { fullDate, moneyText } from "../accounts/words.ts";
import type { TimelineEntry } from "./detail.ts";

export interface Told {
  /** After the name of who did it, or by itself: `changed the owner`. */
  act: string;
  /** Fields before and after, or the text of a record. */
  details: { label: string; from?: string; to: string }[];
  text?: string;
}

const fieldLabels: Record<string, string> = {
  name: "Name",
  industry: "Industry",
  segment: "Segment",
  region: "Region",
  arr: "ARR",
  seats: "Seats",
  renewal_date: "Renewal",
  owner: "Owner",
  override: "Health override",
  title: "Title",
  status: "Status",
  description: "Description",
  date: "Date",
  summary: "Summary",
  participants: "Participants",
  sentiment: "Sentiment",
  nps: "NPS",
  usage_trend: "Usage trend",
  active_users: "Active users",
  renewal_rate: "Renewal rate",
  seat_utilization: "Seat utilization",
  response_limit: "Response limit",
  response_used: "Responses used",
  daily_active_users: "Daily active users",
  feature_adoption_rate: "Feature adoption",
  support_tickets_open: "Open tickets",
  nps_score: "NPS",
  login_frequency: "Login frequency",
  playbook: "Playbook",
  step: "Step",
  text: "Promise",
  who: "By",
  due: "Due",
};

const shorten = (text: string): string => ([...text].length > 80 ? `${[...text].slice(0, 79).join("")}…` : text);

const valueText = (field: string, value: unknown, nameOf: (user: string) => string): string => {
  if (value === null || value === undefined || value === "") return "nothing";
  if (field === "arr") return moneyText(Math.round(Number(value) * 100));
  if (field === "owner") return nameOf(String(value));
  if (field === "industry") return industryLabels[value as "other"] ?? String(value);
  if (field === "status") return feedbackLabels[value as FeedbackStatus] ?? String(value);
  if (field === "renewal_date" || field === "due") return fullDate(String(value));
  if (field === "date") return fullDate(String(value).slice(0, 10));
  if (field === "sentiment")
    return sentiments.find((one) => one === value) ? sentimentLabels[value as "neutral"] : String(value);
  if (field === "override") {
    const { bucket, value: score } = value as { bucket: BucketOrUnknown | null; value: number | null };
    return bucket === null ? scoreText(score, 1) : bucketLabels[bucket];
  }
  if (Array.isArray(value)) return value.join(", ") || "nobody";
  return shorten(String(value));
};

const causeWords: Record<string, string> = {
  account: "the account was changed",
  metrics: "usage came in",
  import: "usage was imported",
  webhook: "usage came by a webhook",
  override: "somebody overrode it, or took that back",
  expiry: "an override ended",
  publish: "a health model was published",
  recompute: "all scores were computed anew",
  schedule: "all scores were computed anew",
  feedback: "feedback came in",
  meeting: "there was a meeting",
  backfill: "worked out from the usage of that day",
};

const acts: Record<string, string> = {
  "account.created": "created the account",
  "account.deleted": "deleted the account",
  "account.restored": "restored the account",
  "feedback.changed": "changed feedback",
  "feedback.deleted": "deleted feedback",
  "feedback.restored": "restored feedback",
  "meeting.changed": "changed a meeting",
  "meeting.deleted": "deleted a meeting",
  "meeting.restored": "restored a meeting",
  "metrics.changed": "changed the figures kept by hand",
  "playbook.started": "started a playbook",
  "playbook.step_done": "finished a step of a playbook",
  "playbook.ended": "ended a playbook",
  "promise.made": "noted a promise",
  "promise.changed": "worded a promise otherwise",
  "promise.kept": "kept a promise",
  "promise.dropped": "dropped a promise",
  "promise.reopened": "opened a promise again",
  "usage.recorded": "recorded usage",
  "usage.deleted": "deleted a day of usage",
  "usage.imported": "imported usage",
};

type Image = Record<string, unknown> | null | undefined;

const changesOf = (before: Image, after: Image, nameOf: (user: string) => string): Told["details"] =>
  Object.keys(after ?? {})
    .filter((field) => fieldLabels[field] !== undefined)
    .flatMap((field): Told["details"] => {
      const [from, to] = [before?.[field], after?.[field]];
      if (JSON.stringify(from ?? null) === JSON.stringify(to ?? null)) return [];
      const words = { label: fieldLabels[field] ?? field, to: valueText(field, to, nameOf) };
      return [before?.[field] === undefined ? words : { ...words, from: valueText(field, from, nameOf) }];
    });

/** `nameOf` gives people's names by their ids. */
export const told = (entry: TimelineEntry, nameOf: (user: string) => string): Told => {
  const { data, kind, type } = entry;
  if (type === "feedback") {
    const { title, description, status } = data as { title: string; description: string; status: FeedbackStatus };
    return {
      act: "wrote down feedback",
      text: [title, description].filter(Boolean).join(" — "),
      details: [{ label: "Status", to: feedbackLabels[status] }],
    };
  }
  if (type === "meeting") {
    const { summary, participants } = data as { summary: string; participants: string[] };
    return {
      act: "met the customer",
      text: summary,
      details: participants.length > 0 ? [{ label: "With", to: participants.join(", ") }] : [],
    };
  }
  if (type === "score") {
    const { cause, from, to, from_bucket, to_bucket } = data as {
      cause: string;
      from: number | null;
      to: number | null;
      from_bucket: BucketOrUnknown;
      to_bucket: BucketOrUnknown;
    };
    const moved = from_bucket !== to_bucket ? `, now ${bucketLabels[to_bucket].toLowerCase()}` : "";
    return {
      act: `Health ${from === null ? "is" : `${scoreText(from, 1)} →`} ${scoreText(to, 1)}${moved}`,
      details: [{ label: "Because", to: causeWords[cause] ?? cause }],
    };
  }
  const [before, after] = [data["before"] as Image, data["after"] as Image];
  const details = changesOf(before, after, nameOf);
  const [only] = details;
  if (kind === "account.changed" && details.length === 1 && only)
    return { act: `changed ${only.label.toLowerCase()}`, details };
  return { act: acts[kind] ?? (kind === "account.changed" ? "changed the account" : kind.replace(".", " ")), details };
};

/** Who did it, where no person did. */
export const sourceWords: Record<TimelineEntry["source"], string> = {
  human: "Somebody",
  machine: "Rondo",
  import: "An import",
};
