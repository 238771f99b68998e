/** Playbook 1. */
import type { Playbook } from "./playbook.ts";

export const executiveBusinessReview: Playbook = {
  number: 1,
  id: "executive-business-review",
  name: "Executive Business Review (EBR)",
  purpose: "Show the people who sign what they got for it, and agree on what comes next.",
  action: "Book an executive business review",
  owner: "csm",
  urgency: 55,
  trigger: {
    any: [
      {
        all: [
          { measure: "segment", op: "is", value: "Enterprise" },
          { measure: "meeting", op: "none_within", days: 90 },
        ],
      },
      {
        all: [
          { measure: "segment", op: "is", value: "Enterprise" },
          { measure: "renewal_date", op: "within", days: 120 },
        ],
      },
    ],
  },
  steps: [
    {
      title: "Find the sponsor and a date",
      detail: "Ask the champion who signs, and offer that person two dates within three weeks.",
      owner: "csm",
      due_in_days: 3,
    },
    {
      title: "Gather the evidence",
      detail:
        "Take usage, health and solved tickets of the last two quarters, and the goals written down at the last review.",
      owner: "csm",
      due_in_days: 7,
    },
    {
      title: "Rehearse with your manager",
      detail:
        "One page for each goal: what was promised, what happened, what is open. Expect the hardest question first.",
      owner: "manager",
      due_in_days: 12,
    },
    {
      title: "Hold the review",
      detail: "Half of the time is theirs. Write down goals for the next two quarters in their words.",
      owner: "csm",
      due_in_days: 21,
    },
    {
      title: "Send the minutes and the promises",
      detail: "Within one day: what was decided, who does what by when. Put each promise on the account.",
      owner: "csm",
      due_in_days: 22,
    },
  ],
  guides: [
    {
      title: "What belongs into an executive review",
      text: "Executives want three answers: did we get what we paid for, what stands in the way, and what should we do next. Bring one number for each goal, with where it stood a year ago. Leave features out unless somebody asks. End with a decision that only this person can take.",
    },
    {
      title: "When nobody answers the invitation",
      text: "Silence is information. Ask the champion whether the sponsor changed. Offer thirty minutes instead of sixty, and one finding from their own data in the invitation, so that it is worth reading even without a meeting.",
    },
  ],
  success: { measure: "meeting", better: "done" },
};
