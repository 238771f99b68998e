/** Playbook 9. */
import type { Playbook } from "./playbook.ts";

export const renewalRiskMitigation: Playbook = {
  number: 9,
  id: "renewal-risk-mitigation",
  name: "Renewal Risk Mitigation",
  purpose: "Save a renewal that is near while the health is not good.",
  action: "Start the renewal risk plan",
  owner: "csm",
  urgency: 100,
  trigger: {
    any: [
      {
        all: [
          { measure: "renewal_date", op: "within", days: 90 },
          { measure: "health_bucket", op: "is_not", value: "healthy" },
        ],
      },
    ],
  },
  steps: [
    {
      title: "Write down the risk",
      detail: "Who decides, by when they must give notice, what they are unhappy with, who else they look at.",
      owner: "csm",
      due_in_days: 2,
    },
    {
      title: "Bring in your manager",
      detail: "Decide what may be offered: help, time, scope, price, in this order.",
      owner: "manager",
      due_in_days: 3,
    },
    {
      title: "Talk to the person who decides",
      detail: "Ask directly whether they intend to renew, and what would have to be true.",
      owner: "csm",
      due_in_days: 7,
    },
    {
      title: "Agree on a rescue of thirty days",
      detail: "Two results that they want to see before they decide, each with an owner and a date.",
      owner: "csm",
      due_in_days: 10,
    },
    {
      title: "Look at it every week",
      detail: "Fifteen minutes with them until the decision. Say early what will not make it.",
      owner: "csm",
      due_in_days: 17,
    },
    {
      title: "Write down how it ended",
      detail: "Renewed, reduced or lost, and the reason in their words.",
      owner: "csm",
      due_in_days: 60,
    },
  ],
  guides: [
    {
      title: "Ask the question early",
      text: "Most customers who leave decided weeks before they said so. Asking plainly whether they intend to renew costs nothing and buys time. Whoever avoids the question learns the answer from the invoice.",
    },
    {
      title: "Discounts come last",
      text: "A discount answers the question whether it is too expensive. Most customers who leave have another question: whether anybody would miss it. Find a result that somebody would miss, then talk about money.",
    },
  ],
  success: { measure: "renewal", better: "done" },
};
