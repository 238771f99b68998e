/** Playbook 6. */
import type { Playbook } from "./playbook.ts";

export const championUserProgram: Playbook = {
  number: 6,
  id: "champion-user-program",
  name: "Champion User Program",
  purpose: "Turn people who are happy into people who are heard: references, ideas, growth.",
  action: "Invite their champions into the champion program",
  owner: "csm",
  urgency: 30,
  trigger: {
    any: [
      {
        all: [
          { measure: "health_bucket", op: "is", value: "healthy" },
          { measure: "nps_score", op: "at_least", value: 50 },
          { measure: "feature_adoption_rate", op: "at_least", value: 0.7 },
        ],
      },
    ],
  },
  steps: [
    {
      title: "Find the champion",
      detail: "Who answers fast, brings colleagues along and shows results to others?",
      owner: "csm",
      due_in_days: 3,
    },
    {
      title: "Ask what they would like",
      detail: "A say in the roadmap, an early look at features, a stage, or thanks to their manager.",
      owner: "csm",
      due_in_days: 7,
    },
    {
      title: "Agree on one thing together",
      detail: "A story, a reference call or a talk. One at a time, with a date.",
      owner: "csm",
      due_in_days: 21,
    },
    {
      title: "Find where they could grow",
      detail: "Other teams with the same problem; ask the champion for an introduction.",
      owner: "csm",
      due_in_days: 30,
    },
  ],
  guides: [
    {
      title: "Give before you ask",
      text: "A reference is a favour. Before you ask for one, have done something that helped this person in their own company: numbers for their report, a word to their manager, a feature they had asked for. Never ask twice in a quarter.",
    },
  ],
  success: { measure: "health_value", better: "higher" },
};
