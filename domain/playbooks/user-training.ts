/** Playbook 4. */
import type { Playbook } from "./playbook.ts";

export const userTraining: Playbook = {
  number: 4,
  id: "user-training-enablement",
  name: "User Training & Enablement",
  purpose: "Bring people back who stopped coming, and start those who never began.",
  action: "Train and enable their users",
  owner: "training",
  urgency: 70,
  trigger: {
    any: [
      { all: [{ measure: "login_frequency", op: "below", value: 0.5 }] },
      { all: [{ measure: "daily_active_users", op: "dropped", by: 20, unit: "percent", days: 30 }] },
    ],
  },
  steps: [
    {
      title: "Find out who stopped",
      detail: "List the people who used it a month ago and not in the last two weeks, by team.",
      owner: "csm",
      due_in_days: 2,
    },
    {
      title: "Ask their manager what changed",
      detail: "A new tool, a new team, a holiday, or a problem nobody reported?",
      owner: "csm",
      due_in_days: 5,
    },
    {
      title: "Train by role",
      detail: "One short session for each role with three tasks from its real day. Not a tour of the product.",
      owner: "training",
      due_in_days: 14,
    },
    {
      title: "Leave something behind",
      detail: "A page of their own with the three tasks, and the name of a colleague to ask.",
      owner: "training",
      due_in_days: 16,
    },
    {
      title: "Count who came back",
      detail: "Compare logins with the day of the start; talk again to the teams that did not.",
      owner: "csm",
      due_in_days: 30,
    },
  ],
  guides: [
    {
      title: "Train tasks, not features",
      text: "People remember what they did with their own hands on their own work. Ask each role for three tasks of yesterday and train exactly these. Twenty minutes with two exercises beat an hour of slides.",
    },
    {
      title: "A sudden drop in users",
      text: "Look for a cause outside first: holidays, a reorganisation, single sign-on that broke, a licence that was not renewed. Only when none of these explains it, look for what the product did.",
    },
  ],
  success: { measure: "login_frequency", better: "higher" },
};
