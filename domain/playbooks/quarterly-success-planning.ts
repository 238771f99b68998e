/** Playbook 5. */
import type { Playbook } from "./playbook.ts";

export const quarterlySuccessPlanning: Playbook = {
  number: 5,
  id: "quarterly-success-planning",
  name: "Quarterly Success Planning",
  purpose: "Write down with the customer what success means this quarter, and who does what for it.",
  action: "Write a success plan for the quarter",
  owner: "csm",
  urgency: 50,
  trigger: {
    any: [
      {
        all: [
          { measure: "health_bucket", op: "is", value: "at_risk" },
          { measure: "plan", op: "none_within", days: 90 },
        ],
      },
    ],
  },
  steps: [
    {
      title: "Read the last plan",
      detail: "What was promised by both sides, and what became of it.",
      owner: "csm",
      due_in_days: 2,
    },
    {
      title: "Agree on two goals",
      detail: "Goals of the customer, each with a number, where it stands today, and a date.",
      owner: "csm",
      due_in_days: 10,
    },
    {
      title: "Name who does what",
      detail: "Every task has one owner and one date, on both sides.",
      owner: "csm",
      due_in_days: 12,
    },
    {
      title: "Look at it in the middle",
      detail: "Fifteen minutes halfway: what is on track, what is not, what has changed.",
      owner: "csm",
      due_in_days: 45,
    },
    {
      title: "Close the quarter",
      detail: "Write down what was reached, and carry over only what still matters.",
      owner: "csm",
      due_in_days: 90,
    },
  ],
  guides: [
    {
      title: "A plan that is looked at",
      text: "Two goals are more than five. A goal is something the customer would celebrate without us, with a number they already measure. Write the plan during the call, in their words, and send it before the day ends.",
    },
  ],
  success: { measure: "health_value", better: "higher" },
};
