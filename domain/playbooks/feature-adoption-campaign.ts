/** Playbook 2. */
import type { Playbook } from "./playbook.ts";

export const featureAdoptionCampaign: Playbook = {
  number: 2,
  id: "feature-adoption-campaign",
  name: "Feature Adoption Campaign",
  purpose: "Bring the few features that matter to this customer into daily work.",
  action: "Run a feature adoption campaign",
  owner: "csm",
  urgency: 65,
  trigger: { any: [{ all: [{ measure: "feature_adoption_rate", op: "below", value: 0.5 }] }] },
  steps: [
    {
      title: "Choose two features",
      detail: "Those that serve a goal the customer named and that least of their people use.",
      owner: "csm",
      due_in_days: 2,
    },
    {
      title: "Ask why they are not used",
      detail: "Talk to two users: did they not know it, did it not work, or did it not fit their day?",
      owner: "csm",
      due_in_days: 6,
    },
    {
      title: "Show it in their own data",
      detail: "A session of thirty minutes with their records on the screen, recorded for the others.",
      owner: "training",
      due_in_days: 14,
    },
    {
      title: "Put it into a routine",
      detail: "Agree on one moment in the week at which the feature is used, and on who reminds whom.",
      owner: "csm",
      due_in_days: 18,
    },
    {
      title: "Look at adoption again",
      detail: "Compare with the day of the start; keep on, change the feature, or stop.",
      owner: "csm",
      due_in_days: 45,
    },
  ],
  guides: [
    {
      title: "Why adoption stalls",
      text: "People rarely refuse a feature; they forget it. Three things help: a reason in their own words, one place in a routine they already have, and somebody who notices when it is not done. Training without a routine is gone in two weeks.",
    },
    {
      title: "Which feature first",
      text: "Take the one with the shortest way from first use to a result that somebody else sees. A shared report beats a setting. When two are equal, take the one that the champion would show to a colleague.",
    },
  ],
  success: { measure: "feature_adoption_rate", better: "higher" },
};
