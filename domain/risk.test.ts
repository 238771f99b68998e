/** Risks and opportunities, read from an account's own rows. */
import { expect, test } from "vitest";
import { opportunitiesOf, type RiskState, risksOf } from "./risk.ts";

const today = "2026-06-15";
const days = { dau: today, adoption: today, tickets: today, nps: today, login: today };
const row = {
  date: today,
  daily_active_users: 40,
  feature_adoption_rate: 0.8,
  support_tickets_open: 0,
  nps_score: 60,
  login_frequency: 0.9,
};
const well: RiskState = {
  id: "a",
  name: "Acme",
  segment: "Enterprise",
  renewal_date: null,
  health_value: 90,
  health_bucket: "healthy",
  arr: 12_000_00,
  seats: 100,
  rows: [row],
  factor_days: days,
  meetings: [{ id: "m", date: today }],
  plans: [],
  feedback: [],
};
const kinds = (state: RiskState): string[] => risksOf(state, today).map(({ kind }) => kind);

test("[AA2] an account that is well has no risks, and each risk names the rows it was read from", () => {
  expect(kinds(well)).toEqual([]);
  const fallen = { ...well, rows: [{ ...row, date: "2026-06-01", daily_active_users: 60 }, row] };
  expect(risksOf(fallen, today)).toMatchObject([
    {
      kind: "usage_falling",
      severity: "high",
      evidence: [
        { table: "usage", id: "a/2026-06-01", value: 60 },
        { table: "usage", id: "a/2026-06-15", value: 40 },
      ],
      playbook: 4,
    },
  ]);
});

test("[AA2] a rate that fell by twenty points is a fall, by nineteen it is not", () => {
  const from = (rate: number) => ({
    ...well,
    rows: [{ ...row, date: "2026-06-01", feature_adoption_rate: rate }, row],
  });
  expect(kinds(from(1))).toEqual(["usage_falling"]);
  expect(kinds(from(0.99))).toEqual([]);
});

test("[AA2] the gravest risk comes first; a renewal that has passed is one for ninety days", () => {
  const ill: RiskState = {
    ...well,
    health_bucket: "critical",
    renewal_date: "2026-06-14",
    meetings: [],
    feedback: [{ id: "f", title: "Bad", sentiment: -0.6, date: today }],
    rows: [{ ...row, support_tickets_open: 5 }],
  };
  expect(kinds(ill)).toEqual(["renewal_overdue", "critical_health", "many_tickets", "unhappy_feedback", "no_contact"]);
  expect(kinds({ ...well, renewal_date: "2026-03-16" })).toEqual([]);
});

test("[AA3] full seats are an opportunity, worth what the seats they have cost", () => {
  const full = { ...well, rows: [{ ...row, daily_active_users: 90 }] };
  expect(opportunitiesOf(full, today)).toMatchObject([
    {
      kind: "more_seats",
      value: 8 * 12_000,
      says: ["90 of 100 seats in daily use"],
      evidence: [{ id: "a/2026-06-15" }, {}],
    },
    { kind: "advocate", value: null },
  ]);
  expect(opportunitiesOf({ ...full, arr: 0 }, today)).toMatchObject([{ kind: "more_seats", value: null }, {}]);
  expect(opportunitiesOf({ ...well, seats: null }, today).map(({ kind }) => kind)).toEqual(["advocate"]);
});
