/** Playbook 8. */
import type { Playbook } from "./playbook.ts";

export const integrationOptimization: Playbook = {
  number: 8,
  id: "integration-optimization",
  name: "Integration Optimization",
  purpose:
    "Remove the friction between our product and the tools around it, where adoption is half way and tickets come in.",
  action: "Review and tune their integrations",
  owner: "technical",
  urgency: 45,
  trigger: {
    any: [
      {
        all: [
          { measure: "feature_adoption_rate", op: "between", from: 0.5, to: 0.7 },
          { measure: "support_tickets_open", op: "at_least", value: 3 },
        ],
      },
    ],
  },
  steps: [
    {
      title: "Draw what is connected",
      detail: "Every tool that sends or receives data, who looks after it, and when it last failed.",
      owner: "technical",
      due_in_days: 4,
    },
    {
      title: "Find the manual step",
      detail: "Where do people copy, export or wait? That is where adoption stops.",
      owner: "csm",
      due_in_days: 7,
    },
    {
      title: "Mend the worst connection",
      detail: "Field mapping, permissions, timing; with a test that their administrator can repeat.",
      owner: "technical",
      due_in_days: 18,
    },
    {
      title: "Watch it for two weeks",
      detail: "Errors, delays and the tickets that mention it. Then hand it over in writing.",
      owner: "technical",
      due_in_days: 32,
    },
  ],
  guides: [
    {
      title: "Half adopted usually means half connected",
      text: "When people use the product but go on keeping a spreadsheet, something does not flow. Ask to see the spreadsheet: its columns are the list of what the integration is missing.",
    },
  ],
  success: { measure: "feature_adoption_rate", better: "higher" },
};
