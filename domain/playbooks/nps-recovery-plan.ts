/** Playbook 7. */
import type { Playbook } from "./playbook.ts";

export const npsRecoveryPlan: Playbook = {
  number: 7,
  id: "nps-recovery-plan",
  name: "NPS Recovery Plan",
  purpose: "Hear out those who would not recommend us, and let them see that it changed something.",
  action: "Start an NPS recovery plan",
  owner: "csm",
  urgency: 75,
  trigger: {
    any: [
      { all: [{ measure: "nps_score", op: "below", value: 0 }] },
      { all: [{ measure: "nps_score", op: "dropped", by: 20, unit: "points", days: 30 }] },
    ],
  },
  steps: [
    {
      title: "Read every answer",
      detail: "Not the number: the words. Sort them by what people were trying to do.",
      owner: "csm",
      due_in_days: 2,
    },
    {
      title: "Call those who scored lowest",
      detail: "Within three days of their answer. Listen, do not defend; ask what one change would matter most.",
      owner: "csm",
      due_in_days: 5,
    },
    {
      title: "Pick what can be mended now",
      detail: "One thing within two weeks. Say honestly what will not change.",
      owner: "product",
      due_in_days: 9,
    },
    {
      title: "Tell them what you did",
      detail: "The same people, by name, with what changed because of them.",
      owner: "csm",
      due_in_days: 20,
    },
    {
      title: "Ask again",
      detail: "A single question, a quarter later, to the same people.",
      owner: "csm",
      due_in_days: 90,
    },
  ],
  guides: [
    {
      title: "What an NPS says, and what it does not",
      text: "With ten answers one person moves the score by ten points. Look at who answered before you look at the number. The comments tell you what to do; the number only tells you that something is to be done.",
    },
  ],
  success: { measure: "nps_score", better: "higher" },
};
