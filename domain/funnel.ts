/** The eight stages of the funnel and the four statuses of a contact, with their labels. [D9] [D10] */

export const stages = [
  "needs_outreach",
  "contacted",
  "meeting_set",
  "proposal_sent",
  "negotiation",
  "blocked",
  "closed_won",
  "closed_lost",
] as const;
export type Stage = (typeof stages)[number];

export const stageLabels: Record<Stage, string> = {
  needs_outreach: "Needs Outreach",
  contacted: "Contacted",
  meeting_set: "Meeting Set",
  proposal_sent: "Proposal Sent",
  negotiation: "Negotiation",
  blocked: "Blocked",
  closed_won: "Closed Won",
  closed_lost: "Closed Lost",
};

export const statuses = ["lead", "prospect", "customer", "partner"] as const;
export type Status = (typeof statuses)[number];

export const statusLabels: Record<Status, string> = {
  lead: "Lead",
  prospect: "Prospect",
  customer: "Customer",
  partner: "Partner",
};
