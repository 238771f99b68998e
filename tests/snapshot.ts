/** One account in trouble with everything on it, and the same one with hostile texts wherever strangers can write. */
import type { UsageRow } from "../domain/health.ts";
import { recommendPlaybooks } from "../domain/playbooks/recommend.ts";
import type { AccountSnapshot } from "../domain/writing/account-facts.ts";
import { today } from "./facts.ts";
import { orders, traps } from "./hostile.ts";

const row = (date: string, users: number, adoption: number, tickets: number, nps: number, login: number): UsageRow => ({
  date,
  daily_active_users: users,
  feature_adoption_rate: adoption,
  support_tickets_open: tickets,
  nps_score: nps,
  login_frequency: login,
});

const latest = row(today, 987, 0.42, 7, -12, 0.81);
const before = row("2026-09-24", 1_234, 0.55, 4, 10, 0.8);
const fresh = { dau: today, adoption: today, tickets: today, nps: today, login: today };

export const acme: AccountSnapshot = {
  id: "a1",
  number: 1,
  name: "Acme",
  industry: "healthcare",
  segment: "Enterprise",
  region: "EMEA",
  arr: 12_000_000,
  seats: 1_500,
  renewal_date: "2026-12-03",
  owner: "Mo Farah",
  created: "2024-03-01",
  health_value: 59.4,
  health_bucket: "at_risk",
  override_reason: null,
  score_before: { id: "9", date: "2026-09-24", value: 71.2 },
  terms: [
    { factor: "dau", points: 16.4, weight: 25, missing: false },
    { factor: "adoption", points: 10.5, weight: 25, missing: false },
    { factor: "tickets", points: 6, weight: 20, missing: false },
    { factor: "nps", points: 6.6, weight: 15, missing: false },
    { factor: "login", points: 12.15, weight: 15, missing: false },
  ],
  usage_days: 80,
  latest,
  before,
  meetings: [
    {
      id: "k1",
      date: "2026-10-09",
      summary: "They like the dashboard; exports are slow. We promised a fix by Friday.",
      sentiment: "negative",
      participants: ["María López"],
    },
    { id: "k0", date: "2026-11-02", summary: "", sentiment: null, participants: [] },
  ],
  meetings_90: 1,
  feedback: [{ id: "f1", title: "Export to Excel is too slow", date: "2026-10-01" }],
  open_feedback: 3,
  contacts: [
    {
      id: "c1",
      name: "María López",
      note: { id: "n1", text: "Wants the roadmap before the renewal.", date: "2026-10-12" },
    },
    { id: "c2", name: "Jan de Vries", note: null },
  ],
  promises: [{ id: "p1", meeting: "k1", text: "send the roadmap", due: "2026-10-20", who: "Ana", date: "2026-10-09" }],
  runs: [{ id: "r1", playbook: "NPS Recovery Plan", started: "2026-10-02", done: 2, steps: 5 }],
  recommended: recommendPlaybooks(
    {
      id: "a1",
      name: "Acme",
      segment: "Enterprise",
      renewal_date: "2026-12-03",
      health_value: 59.4,
      health_bucket: "at_risk",
      rows: [before, latest],
      factor_days: fresh,
      meetings: [{ id: "k1", date: "2026-10-09" }],
      plans: [],
    },
    today,
  ),
};

const hostile = (at: number): string => [...orders, ...traps][at % (orders.length + traps.length)] ?? "";

/** Every text in it is hostile; `at` turns the set. */
export const haunted = (at: number): AccountSnapshot => ({
  ...acme,
  name: hostile(at),
  region: hostile(at + 1),
  owner: hostile(at + 2),
  override_reason: hostile(at + 3),
  meetings: acme.meetings.map((meeting, place) => ({
    ...meeting,
    summary: hostile(at + 4 + place),
    participants: [hostile(at + 6)],
  })),
  feedback: [7, 8, 9].map((place) => ({ id: `f${place}`, title: hostile(at + place), date: "2026-10-01" })),
  contacts: [10, 11].map((place) => ({
    id: `c${place}`,
    name: hostile(at + place),
    note: { id: `n${place}`, text: hostile(at + place + 2), date: "2026-10-12" },
  })),
  promises: [{ id: "p1", meeting: "k1", text: hostile(at + 14), due: null, who: hostile(at + 15), date: "2026-10-09" }],
});

/** Nothing is known of it but its name. */
export const bare: AccountSnapshot = {
  ...acme,
  name: "Initech",
  region: null,
  segment: null,
  arr: 0,
  seats: null,
  renewal_date: null,
  owner: null,
  health_value: null,
  health_bucket: "unknown",
  score_before: null,
  terms: [],
  usage_days: 0,
  latest: null,
  before: null,
  meetings: [],
  meetings_90: 0,
  feedback: [],
  open_feedback: 0,
  contacts: [],
  promises: [],
  runs: [],
  recommended: [],
};
