/** Other systems' words for our statuses and stages. [IM6] */
import { type Stage, type Status, stageLabels, stages, statusLabels, statuses } from "../funnel.ts";
import type { ListField } from "./field.ts";
import { valueKey } from "./words.ts";

const statusWords: Record<Status, readonly string[]> = {
  lead: [
    "cold",
    "new",
    "new lead",
    "subscriber",
    "mql",
    "marketing qualified lead",
    "suspect",
    "inbound",
    "unqualified",
    "open",
  ],
  prospect: [
    "warm",
    "hot",
    "sql",
    "sales qualified lead",
    "opportunity",
    "qualified",
    "interested",
    "trial",
    "engaged",
    "engaging",
    "contacted",
    "nurturing",
    "in negotiation",
    "prospecting",
  ],
  customer: [
    "in contract",
    "under contract",
    "contract",
    "client",
    "active",
    "active customer",
    "current customer",
    "won",
    "closed won",
    "paying",
    "signed",
    "evangelist",
  ],
  partner: ["reseller", "affiliate", "vendor", "supplier", "distributor", "agency", "channel partner"],
};

const stageWords: Record<Stage, readonly string[]> = {
  needs_outreach: [
    "prospecting",
    "prospect",
    "new",
    "open",
    "lead",
    "new lead",
    "cold",
    "to contact",
    "uncontacted",
    "not contacted",
    "not started",
    "to do",
    "backlog",
  ],
  contacted: [
    "contact made",
    "attempted",
    "attempted to contact",
    "working",
    "reached out",
    "outreach",
    "connected",
    "qualification",
    "qualified",
    "qualified to buy",
    "discovery",
    "nurturing",
    "warm",
    "appointment requested",
    "in progress",
  ],
  meeting_set: [
    "meeting",
    "meeting scheduled",
    "meeting booked",
    "demo",
    "demo scheduled",
    "appointment",
    "appointment scheduled",
    "presentation",
    "presentation scheduled",
    "needs analysis",
    "hot",
  ],
  proposal_sent: [
    "proposal",
    "proposal price quote",
    "proposal made",
    "quote",
    "quote sent",
    "offer",
    "offer sent",
    "value proposition",
    "decision maker bought in",
  ],
  negotiation: [
    "engaging",
    "engaged",
    "negotiating",
    "in negotiation",
    "negotiation review",
    "negotiations started",
    "contract sent",
    "verbal",
    "verbal agreement",
    "evaluation",
    "review",
  ],
  blocked: ["on hold", "stalled", "paused", "waiting", "delayed", "postponed", "deferred", "stuck"],
  closed_won: [
    "won",
    "closed won",
    "in contract",
    "signed",
    "sold",
    "success",
    "converted",
    "customer",
    "closed successfully",
  ],
  closed_lost: [
    "lost",
    "closed lost",
    "dead",
    "disqualified",
    "rejected",
    "abandoned",
    "churned",
    "not interested",
    "cancelled",
    "canceled",
    "declined",
  ],
};

const index = <Value extends string>(
  values: readonly Value[],
  labels: Record<Value, string>,
  words: Record<Value, readonly string[]>,
): Map<string, Value> => {
  const found = new Map<string, Value>();
  for (const value of values) for (const word of words[value]) found.set(valueKey(word), value);
  // Our own names last: they win over another system's use of the word.
  for (const value of values) found.set(valueKey(value), value).set(valueKey(labels[value]), value);
  return found;
};

const known: Record<ListField, Map<string, string>> = {
  status: index(statuses, statusLabels, statusWords),
  funnel_stage: index(stages, stageLabels, stageWords),
};

/** [IM6] Our value for another system's word, by label and synonym, whatever its case and spacing; null when none is known. */
export const matchValue = (field: ListField, value: string): string | null => known[field].get(valueKey(value)) ?? null;

export const choices: Record<ListField, readonly string[]> = { status: statuses, funnel_stage: stages };
