/** Playbook 10. */
import type { Playbook } from "./playbook.ts";

export const dataQualityImprovement: Playbook = {
  number: 10,
  id: "data-quality-improvement",
  name: "Data Quality Improvement",
  purpose: "Make the numbers arrive again, so that the health score says something.",
  action: "Mend the data that feeds this account's score",
  owner: "operations",
  urgency: 40,
  trigger: { any: [{ all: [{ measure: "usage", op: "missing_or_older", days: 14 }] }] },
  steps: [
    {
      title: "Find what is missing",
      detail: "Which numbers, since when, and which source they should come from.",
      owner: "operations",
      due_in_days: 2,
    },
    {
      title: "Look at the deliveries",
      detail: "Did the webhook or the file stop, or does it come without this account?",
      owner: "operations",
      due_in_days: 4,
    },
    {
      title: "Mend the source and fill the gap",
      detail: "Replay or import the missing days, and check one day by hand.",
      owner: "technical",
      due_in_days: 9,
    },
    {
      title: "Say what the score was worth",
      detail: "Tell those who relied on the score since when it was incomplete.",
      owner: "csm",
      due_in_days: 10,
    },
  ],
  guides: [
    {
      title: "Missing is not zero",
      text: "A number that did not come is left out of the score and its weight goes to the others, so a score can look fine because the worst number is missing. Look at the coverage beside the score before you trust it.",
    },
  ],
  success: { measure: "usage", better: "done" },
};
