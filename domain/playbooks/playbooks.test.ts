/** The library, its triggers on both sides of every bound, and what a dry run finds. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dateAfter } from "../days.ts";
import type { UsageRow } from "../health.ts";
import { type AccountHistory, dryRun } from "./dry-run.ts";
import { playbooks } from "./index.ts";
import { ownerRoles } from "./playbook.ts";
import { type AccountState, matchesOf, recommendPlaybooks } from "./recommend.ts";
import { type Clause, Trigger } from "./trigger.ts";

const today = "2026-10-23";
const ago = (days: number): string => dateAfter(today, -days);
const ahead = (days: number): string => dateAfter(today, days);

const usage = (date: string, change: Partial<UsageRow> = {}): UsageRow => ({
  date,
  daily_active_users: 100,
  feature_adoption_rate: 0.6,
  support_tickets_open: 1,
  nps_score: 30,
  login_frequency: 0.8,
  ...change,
});
const fresh = { dau: today, adoption: today, tickets: today, nps: today, login: today };

/** An account that no playbook fits. */
const calm: AccountState = {
  id: "a1",
  name: "Acme",
  segment: "Mid-Market",
  renewal_date: null,
  health_value: 80,
  health_bucket: "healthy",
  rows: [usage(today)],
  factor_days: fresh,
  meetings: [{ id: "k1", date: ago(10) }],
  plans: [{ id: "r1", touched: ago(10) }],
};

const numbersFor = (change: Partial<AccountState>): number[] =>
  recommendPlaybooks({ ...calm, ...change }, today)
    .map(({ playbook }) => playbook.number)
    .toSorted((one, other) => one - other);

test("[Y1] the library is these ten, in this order", () => {
  expect(playbooks.map(({ number, name }) => [number, name])).toEqual([
    [1, "Executive Business Review (EBR)"],
    [2, "Feature Adoption Campaign"],
    [3, "Technical Health Check"],
    [4, "User Training & Enablement"],
    [5, "Quarterly Success Planning"],
    [6, "Champion User Program"],
    [7, "NPS Recovery Plan"],
    [8, "Integration Optimization"],
    [9, "Renewal Risk Mitigation"],
    [10, "Data Quality Improvement"],
  ]);
  expect(new Set(playbooks.map(({ id }) => id)).size).toBe(10);
});

test("[Y4] every playbook has steps with owners and days in order, a guide to learn from, and a trigger that is data", () => {
  for (const { steps, guides, trigger, purpose, owner } of playbooks) {
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps.map((step) => step.due_in_days)).toEqual(
      steps.map((step) => step.due_in_days).toSorted((a, b) => a - b),
    );
    expect(steps.every((step) => ownerRoles.includes(step.owner) && step.title !== "" && step.detail !== "")).toBe(
      true,
    );
    expect(guides.every(({ title, text }) => title !== "" && text.length > 120)).toBe(true);
    expect(guides.length).toBeGreaterThanOrEqual(1);
    expect(Trigger.parse(JSON.parse(JSON.stringify(trigger)))).toEqual(trigger);
    expect([purpose !== "", ownerRoles.includes(owner)]).toEqual([true, true]);
  }
});

test("[Y2] an account that is well gets no playbook", () => {
  expect(numbersFor({})).toEqual([]);
});

const row = (change: Partial<UsageRow>): Partial<AccountState> => ({ rows: [usage(today, change)] });
const since = (days: number, before: Partial<UsageRow>, now: Partial<UsageRow>): Partial<AccountState> => ({
  rows: [usage(today, now), usage(ago(days), before)],
});
const enterprise: Partial<AccountState> = { segment: "Enterprise" };
const atRisk: Partial<AccountState> = { health_bucket: "at_risk", health_value: 55 };

test.each<[number, string, Partial<AccountState>, boolean]>([
  [1, "Enterprise, met 90 days ago", { ...enterprise, meetings: [{ id: "k", date: ago(90) }] }, false],
  [1, "Enterprise, met 91 days ago", { ...enterprise, meetings: [{ id: "k", date: ago(91) }] }, true],
  [1, "Enterprise, never met", { ...enterprise, meetings: [] }, true],
  [1, "Enterprise, a meeting ahead", { ...enterprise, meetings: [{ id: "k", date: ahead(5) }] }, false],
  [1, "Mid-Market, never met", { meetings: [] }, false],
  [1, "Enterprise, renewal in 120 days", { ...enterprise, renewal_date: ahead(120) }, true],
  [1, "Enterprise, renewal in 121 days", { ...enterprise, renewal_date: ahead(121) }, false],
  [1, "Enterprise, renewal today", { ...enterprise, renewal_date: today }, true],
  [1, "Enterprise, renewal yesterday", { ...enterprise, renewal_date: ago(1) }, false],
  [1, "Enterprise, no renewal date", { ...enterprise, renewal_date: null }, false],
  [1, "SMB, renewal in 20 days", { segment: "SMB", renewal_date: ahead(20) }, false],
  [2, "adoption 0.4999", row({ feature_adoption_rate: 0.4999 }), true],
  [2, "adoption 0.5", row({ feature_adoption_rate: 0.5 }), false],
  [2, "adoption missing", row({ feature_adoption_rate: null }), false],
  [3, "5 open tickets", row({ support_tickets_open: 5 }), true],
  [3, "4 open tickets", row({ support_tickets_open: 4 }), false],
  [4, "login 0.4999", row({ login_frequency: 0.4999 }), true],
  [4, "login 0.5", row({ login_frequency: 0.5 }), false],
  [4, "users from 100 to 80 in 30 days", since(30, { daily_active_users: 100 }, { daily_active_users: 80 }), true],
  [4, "users from 100 to 81 in 30 days", since(30, { daily_active_users: 100 }, { daily_active_users: 81 }), false],
  [4, "users from 100 to 50 in 31 days", since(31, { daily_active_users: 100 }, { daily_active_users: 50 }), false],
  [4, "users from 0 to 0", since(20, { daily_active_users: 0 }, { daily_active_users: 0 }), false],
  [4, "users up", since(20, { daily_active_users: 80 }, { daily_active_users: 100 }), false],
  [5, "at risk, plan touched 90 days ago", { ...atRisk, plans: [{ id: "r", touched: ago(90) }] }, false],
  [5, "at risk, plan touched 91 days ago", { ...atRisk, plans: [{ id: "r", touched: ago(91) }] }, true],
  [5, "at risk, no plan ever", { ...atRisk, plans: [] }, true],
  [5, "healthy, no plan ever", { plans: [] }, false],
  [5, "critical, no plan ever", { health_bucket: "critical", health_value: 20, plans: [] }, false],
  [6, "healthy, NPS 50, adoption 0.7", row({ nps_score: 50, feature_adoption_rate: 0.7 }), true],
  [6, "healthy, NPS 49", row({ nps_score: 49, feature_adoption_rate: 0.7 }), false],
  [6, "healthy, adoption 0.69", row({ nps_score: 50, feature_adoption_rate: 0.69 }), false],
  [6, "at risk, NPS 50, adoption 0.7", { ...atRisk, ...row({ nps_score: 50, feature_adoption_rate: 0.7 }) }, false],
  [7, "NPS -1", row({ nps_score: -1 }), true],
  [7, "NPS 0", row({ nps_score: 0 }), false],
  [7, "NPS from 40 to 20", since(30, { nps_score: 40 }, { nps_score: 20 }), true],
  [7, "NPS from 40 to 21", since(30, { nps_score: 40 }, { nps_score: 21 }), false],
  [7, "NPS from 40 to missing", since(30, { nps_score: 40 }, { nps_score: null }), false],
  [8, "adoption 0.5 and 3 tickets", row({ feature_adoption_rate: 0.5, support_tickets_open: 3 }), true],
  [8, "adoption 0.7 and 3 tickets", row({ feature_adoption_rate: 0.7, support_tickets_open: 3 }), true],
  [8, "adoption 0.71 and 3 tickets", row({ feature_adoption_rate: 0.71, support_tickets_open: 3 }), false],
  [8, "adoption 0.49 and 3 tickets", row({ feature_adoption_rate: 0.49, support_tickets_open: 3 }), false],
  [8, "adoption 0.6 and 2 tickets", row({ support_tickets_open: 2 }), false],
  [9, "at risk, renewal in 90 days", { ...atRisk, renewal_date: ahead(90) }, true],
  [9, "at risk, renewal in 91 days", { ...atRisk, renewal_date: ahead(91) }, false],
  [9, "critical, renewal today", { health_bucket: "critical", renewal_date: today }, true],
  [9, "at risk, renewal yesterday", { ...atRisk, renewal_date: ago(1) }, false],
  [9, "healthy, renewal in 10 days", { renewal_date: ahead(10) }, false],
  [9, "at risk, no renewal date", { ...atRisk, renewal_date: null }, false],
  [10, "last NPS 14 days ago", { factor_days: { ...fresh, nps: ago(14) } }, false],
  [10, "last NPS 15 days ago", { factor_days: { ...fresh, nps: ago(15) } }, true],
  [10, "never an NPS", { factor_days: { ...fresh, nps: null } }, true],
])("[Y2] playbook %i: %s → %j", (number, _what, change, expected) => {
  expect(numbersFor(change).includes(number)).toBe(expected);
});

test("[Y2] a recommendation names the clauses that hold and the rows with their values", () => {
  const state = {
    ...calm,
    ...since(30, { daily_active_users: 100 }, { daily_active_users: 80, login_frequency: 0.9 }),
  };
  expect(recommendPlaybooks(state, today)).toEqual([
    {
      playbook: playbooks[3],
      matched: [
        {
          clause: { measure: "daily_active_users", op: "dropped", by: 20, unit: "percent", days: 30 },
          says: "Daily active users dropped by 20% or more within 30 days",
          rows: [
            {
              table: "usage",
              id: `a1/${ago(30)}`,
              field: "daily_active_users",
              value: 100,
              shown: "Daily active users 100",
              date: ago(30),
            },
            {
              table: "usage",
              id: `a1/${today}`,
              field: "daily_active_users",
              value: 80,
              shown: "Daily active users 80",
              date: today,
            },
          ],
        },
      ],
    },
  ]);
});

test("[Y2] a row of the account or of its meetings is shown with its name and in words", () => {
  const shownFor = (change: Partial<AccountState>, trigger: Trigger): string[] =>
    matchesOf({ ...calm, ...change }, { trigger }, "2026-11-26").flatMap(({ rows }) => rows.map(({ shown }) => shown));
  const all = (...clauses: Clause[]): Trigger => ({ any: [{ all: clauses }] });
  expect(
    shownFor(
      { segment: "Enterprise", health_value: 54.29, health_bucket: "at_risk", renewal_date: "2027-01-06" },
      all(
        { measure: "segment", op: "is", value: "Enterprise" },
        { measure: "health_bucket", op: "is_not", value: "healthy" },
        { measure: "health_value", op: "below", value: 60 },
        { measure: "renewal_date", op: "within", days: 90 },
      ),
    ),
  ).toEqual(["Segment Enterprise", "Health at risk", "Health score 54.2", "Renewal 6 January 2027"]);
  const none = all(
    { measure: "meeting", op: "none_within", days: 90 },
    { measure: "plan", op: "none_within", days: 90 },
  );
  expect(shownFor({ meetings: [], plans: [] }, none)).toEqual(["No meeting yet", "No playbook yet"]);
  expect(
    shownFor({ meetings: [{ id: "m1", date: "2026-08-01" }], plans: [{ id: "r1", touched: "2026-07-09" }] }, none),
  ).toEqual(["Last meeting 1 August 2026", "Last work on a playbook 9 July 2026"]);
  expect(shownFor({ segment: null }, all({ measure: "segment", op: "is_not", value: "Enterprise" }))).toEqual([
    "No segment",
  ]);
});

test("[Y2] the most urgent playbook comes first", () => {
  const state = {
    ...calm,
    ...atRisk,
    ...row({ feature_adoption_rate: 0.2, support_tickets_open: 8 }),
    plans: [],
    renewal_date: ahead(30),
  };
  expect(recommendPlaybooks(state, today).map(({ playbook }) => playbook.number)).toEqual([9, 3, 2, 5]);
});

test("[Y2] the order of rows changes nothing", () => {
  const rows = [ago(40), ago(29), ago(12), today].map((date, at) =>
    usage(date, { daily_active_users: 100 - at * 9, nps_score: 30 - at * 11 }),
  );
  const answer = recommendPlaybooks({ ...calm, rows }, today);
  expect(answer.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(recommendPlaybooks({ ...calm, rows: shuffled }, today)).toEqual(answer);
    }),
  );
});

test.each([
  [{ any: [] }, "At least one alternative."],
  [{ any: [{ all: [] }] }, "At least one clause."],
  [{ any: [{ all: [{ measure: "renewal_date", op: "within", days: 0 }] }] }, "At least 1."],
  [{ any: [{ all: [{ measure: "password", op: "is", value: "x" }] }] }, "Invalid input"],
])("[PB2] %j is no trigger", (given, message) => {
  expect(Trigger.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

const history = (change: Partial<AccountHistory>): AccountHistory => ({
  ...calm,
  created: ago(400),
  scores: [{ date: ago(300), value: 80, bucket: "healthy" }],
  ...change,
});
const every = (from: number, until: number, change: Partial<UsageRow>): UsageRow[] =>
  Array.from({ length: from - until + 1 }, (_, at) => usage(ago(from - at), change));

test("[PB3] a dry run finds every day on which the trigger began to hold", () => {
  const rows = [
    ...every(100, 80, {}),
    ...every(79, 60, { support_tickets_open: 6 }),
    ...every(59, 20, {}),
    ...every(19, 0, { support_tickets_open: 9 }),
  ];
  const check = playbooks[2];
  const other = history({ id: "a2", name: "Globex", rows: every(100, 0, {}) });
  const run = check && dryRun([other, history({ rows })], check, 90, today);
  expect(run?.firings.map(({ account, date, matched }) => [account, date, matched[0]?.rows[0]?.value])).toEqual([
    ["a1", ago(79), 6],
    ["a1", ago(19), 9],
  ]);
  expect(run).toMatchObject({ from: ago(89), until: today, accounts: 1 });
  expect(run?.holding).toHaveLength(1);
});

test("[PB3] what held already before the first day does not fire, and neither does what came to be later", () => {
  const check = playbooks[2];
  const always = history({ rows: every(100, 0, { support_tickets_open: 6 }) });
  const recent = history({ id: "a3", created: ago(3), rows: every(3, 0, { support_tickets_open: 6 }) });
  expect(check && dryRun([always], check, 90, today)).toMatchObject({
    firings: [],
    accounts: 0,
    holding: [{ account: always.id }],
  });
  expect(check && dryRun([recent], check, 90, today).firings.map(({ date }) => date)).toEqual([ago(3)]);
});

test("[PB3] on the last day a dry run says what the recommendation says", () => {
  const value = fc.record({
    daily_active_users: fc.option(fc.nat(200)),
    feature_adoption_rate: fc.option(fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20)),
    support_tickets_open: fc.option(fc.nat(8)),
    nps_score: fc.option(fc.integer({ min: -40, max: 80 })),
    login_frequency: fc.option(fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)),
  });
  const rows = fc
    .uniqueArray(fc.tuple(fc.nat(45), value), { selector: ([days]) => days, minLength: 1, maxLength: 12 })
    .map((days) => days.map(([back, numbers]) => usage(ago(back), numbers)));
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(...playbooks),
      fc.constantFrom("healthy", "at_risk", "critical"),
      (given, playbook, bucket) => {
        const past = history({ rows: given, scores: [{ date: ago(200), value: 50, bucket }] });
        const sorted = given.toSorted((one, other) => (one.date < other.date ? -1 : 1));
        const last = (field: keyof UsageRow) => sorted.findLast((day) => day[field] !== null)?.date ?? null;
        const state: AccountState = {
          ...past,
          health_value: 50,
          health_bucket: bucket,
          factor_days: {
            dau: last("daily_active_users"),
            adoption: last("feature_adoption_rate"),
            tickets: last("support_tickets_open"),
            nps: last("nps_score"),
            login: last("login_frequency"),
          },
        };
        expect(dryRun([past], playbook, 90, today).holding.length).toBe(
          recommendPlaybooks(state, today, [playbook]).length,
        );
      },
    ),
  );
});
