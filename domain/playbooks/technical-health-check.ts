/** Playbook 3. */
import type { Playbook } from "./playbook.ts";

export const technicalHealthCheck: Playbook = {
  number: 3,
  id: "technical-health-check",
  name: "Technical Health Check",
  purpose: "Find the few causes behind many tickets, and mend them together with the customer.",
  action: "Run a technical health check",
  owner: "technical",
  urgency: 80,
  trigger: { any: [{ all: [{ measure: "support_tickets_open", op: "at_least", value: 5 }] }] },
  steps: [
    {
      title: "Sort the open tickets by cause",
      detail: "Put every open ticket under one cause, and count. Two causes usually hold most of them.",
      owner: "technical",
      due_in_days: 2,
    },
    {
      title: "Tell the customer what you found",
      detail: "One message with the causes, what happens about each, and the date of the next news.",
      owner: "csm",
      due_in_days: 3,
    },
    {
      title: "Check their setup",
      detail: "Versions, limits, permissions, integrations and error logs, with their administrator.",
      owner: "technical",
      due_in_days: 7,
    },
    {
      title: "Mend or work around",
      detail: "A date for each cause; for what takes longer, a way around it that they have tried.",
      owner: "technical",
      due_in_days: 14,
    },
    {
      title: "Close the loop",
      detail: "Ask the people who wrote the tickets whether it is solved for them. Only then close.",
      owner: "csm",
      due_in_days: 21,
    },
  ],
  guides: [
    {
      title: "Many tickets are not always bad news",
      text: "A customer who writes tickets still cares. What matters is how old they are, whether they share a cause, and whether the person who wrote them hears back. Silence after many tickets is the worse sign.",
    },
    {
      title: "How to talk about a fault",
      text: "Say what happened, whom it hit, what you do now and when you will speak next. Do not promise a date that engineering has not given. Keep the promise about the next news even when there is none.",
    },
  ],
  success: { measure: "support_tickets_open", better: "lower" },
};
