/** What HubSpot and Salesforce have in common: their stages and their people, in our words. */
import type { Stage, Status } from "../../domain/funnel.ts";
import { fold } from "../../domain/text.ts";
import type { RecordFields } from "../../domain/webhook-change.ts";

/** The stages both come with; an admin's own list goes before it. */
const usual: Record<string, Stage> = {
  appointmentscheduled: "meeting_set",
  qualifiedtobuy: "contacted",
  presentationscheduled: "meeting_set",
  decisionmakerboughtin: "negotiation",
  contractsent: "proposal_sent",
  closedwon: "closed_won",
  closedlost: "closed_lost",
  prospecting: "needs_outreach",
  qualification: "contacted",
  "needs analysis": "meeting_set",
  "value proposition": "meeting_set",
  "id. decision makers": "negotiation",
  "perception analysis": "meeting_set",
  "proposal/price quote": "proposal_sent",
  "negotiation/review": "negotiation",
  "closed won": "closed_won",
  "closed lost": "closed_lost",
};

/** A stage of theirs in ours; undefined when nobody said what it means. */
export const stageFrom = (name: string, own: Readonly<Record<string, Stage>>): Stage | undefined => {
  const folded = fold(name.trim());
  return Object.entries(own).find(([theirs]) => fold(theirs.trim()) === folded)?.[1] ?? usual[folded];
};

const statuses: [RegExp, Status][] = [
  [/^(customer|evangelist)$/i, "customer"],
  [/^(opportunity|salesqualifiedlead|qualified|working)$/i, "prospect"],
  [/partner/i, "partner"],
  [/./, "lead"],
];

export const statusFrom = (name: string): Status | undefined => statuses.find(([form]) => form.test(name))?.[1];

/** First and last name as one, where both or either were said. */
export const fullName = ({ name, first_name, last_name }: RecordFields): string | undefined =>
  name ?? ([first_name, last_name].filter((part) => part !== undefined && part !== "").join(" ") || undefined);
