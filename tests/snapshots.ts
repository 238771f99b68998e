/** Accounts as they may be, for property tests of what is written about them. */
import * as fc from "fast-check";
import { industries, segments, sentiments } from "../domain/account-words.ts";
import { dateAfter } from "../domain/days.ts";
import { bucketsOrUnknown, factors, scoreOf, type UsageRow, usualModel } from "../domain/health.ts";
import { stages } from "../domain/funnel.ts";
import { directions, units } from "../domain/kpi-words.ts";
import { recommendPlaybooks } from "../domain/playbooks/recommend.ts";
import type { AccountSnapshot } from "../domain/writing/account-facts.ts";
import type { BoardSnapshot, KpiSnapshot } from "../domain/writing/circle-facts.ts";
import type { PortfolioSnapshot } from "../domain/writing/portfolio-facts.ts";
import { today } from "./facts.ts";
import { orders, traps } from "./hostile.ts";

const back = (days: number): string => dateAfter(today, -days);

const names = fc.oneof(
  fc.constantFrom(
    "Acme",
    "Globex Corp",
    "Initech",
    "3M",
    "Booking.com",
    "O'Neil & Sons",
    "Müller GmbH",
    "株式会社テスト",
    "May",
    "Studio 54",
    "First National",
    "At Risk Ltd",
    "monday.com",
    "Ltd.",
  ),
  fc.constantFrom(...orders, ...traps),
  fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }),
);
const words = fc.oneof(
  fc.constantFrom(
    "They like the dashboard.",
    "Exports are slow; 12% of rows are lost",
    "Wants the roadmap by 5 May.",
    "We promised “a fix”!",
    "",
  ),
  fc.constantFrom(...orders, ...traps),
  fc.lorem({ maxCount: 20 }),
);

const usageRow = (date: string): fc.Arbitrary<UsageRow> =>
  fc.record({
    date: fc.constant(date),
    daily_active_users: fc.option(fc.oneof(fc.nat(30), fc.nat(20_000)), { freq: 8 }),
    feature_adoption_rate: fc.option(
      fc.integer({ min: 0, max: 1_000 }).map((part) => part / 1_000),
      { freq: 8 },
    ),
    support_tickets_open: fc.option(fc.nat(15), { freq: 8 }),
    nps_score: fc.option(fc.integer({ min: -100, max: 100 })),
    login_frequency: fc.option(
      fc.integer({ min: 0, max: 100 }).map((part) => part / 100),
      { freq: 8 },
    ),
  });

const id = fc.uuid();
const age = fc.nat(120);

export const snapshots: fc.Arbitrary<AccountSnapshot> = fc
  .record({
    id,
    number: fc.integer({ min: 1, max: 9_999 }),
    name: names,
    industry: fc.constantFrom(...industries),
    segment: fc.option(fc.constantFrom(...segments)),
    region: fc.option(fc.oneof(fc.constantFrom("EMEA", "North America", "APAC"), words)),
    arr: fc.oneof(
      fc.constant(0),
      fc.nat(90_000_000),
      fc.nat(9_000).map((thousands) => thousands * 100_000),
    ),
    seats: fc.option(fc.integer({ min: 1, max: 5_000 })),
    renewal: fc.option(fc.integer({ min: -60, max: 500 })),
    owner: fc.option(names),
    created: fc.nat(900),
    bucket: fc.constantFrom(...bucketsOrUnknown),
    override_reason: fc.option(words),
    before_score: fc.option(
      fc.record({
        days: fc.integer({ min: 20, max: 60 }),
        value: fc.integer({ min: 0, max: 10_000 }).map((part) => part / 100),
      }),
    ),
    ages: fc.tuple(fc.oneof(fc.constant(0), fc.nat(40)), fc.integer({ min: 1, max: 30 })),
    latest: fc.option(usageRow(today), { freq: 9 }),
    before: fc.option(usageRow(today), { freq: 4 }),
    meetings: fc.array(
      fc.record({
        id,
        date: fc.integer({ min: -20, max: 200 }).map(back),
        summary: words,
        sentiment: fc.option(fc.constantFrom(...sentiments)),
        participants: fc.array(names, { maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
    feedback: fc.array(fc.record({ id, title: words, date: age.map(back) }), { maxLength: 4 }),
    more_feedback: fc.nat(20),
    contacts: fc.array(
      fc.record({ id, name: names, note: fc.option(fc.record({ id, text: words, date: age.map(back) })) }),
      { maxLength: 4 },
    ),
    promises: fc.array(
      fc.record({
        id,
        meeting: id,
        text: words,
        due: fc.option(fc.integer({ min: -30, max: 30 }).map(back)),
        who: fc.option(names),
        date: age.map(back),
      }),
      { maxLength: 3 },
    ),
    running: fc.boolean(),
  })
  .map((given): AccountSnapshot => {
    const latest = given.latest ? { ...given.latest, date: back(given.ages[0]) } : null;
    const before = latest && given.before ? { ...given.before, date: back(given.ages[0] + given.ages[1]) } : null;
    const score = scoreOf({ segment: given.segment, seats: given.seats, row: latest }, usualModel);
    const value = score.value;
    const bucket = value === null && given.bucket !== "unknown" ? given.bucket : score.bucket;
    const renewal_date = given.renewal === null ? null : dateAfter(today, given.renewal);
    const rows = [before, latest].filter((row) => row !== null);
    const held = given.meetings.filter(({ date }) => date <= today).toSorted((a, b) => (a.date < b.date ? 1 : -1));
    const recommended = recommendPlaybooks(
      {
        id: given.id,
        name: given.name,
        segment: given.segment,
        renewal_date,
        health_value: value,
        health_bucket: bucket,
        rows,
        factor_days: Object.fromEntries(factors.map((factor) => [factor, latest?.date ?? null])) as never,
        meetings: given.meetings,
        plans: [],
      },
      today,
    );
    const first = recommended[0]?.playbook;
    return {
      ...given,
      latest,
      before,
      renewal_date,
      created: back(given.created),
      health_value: value,
      health_bucket: bucket,
      score_before:
        given.before_score && value !== null
          ? { id: "9", date: back(given.before_score.days), value: given.before_score.value }
          : null,
      terms: score.contributions,
      usage_days: rows.length * 7,
      meetings: [...given.meetings.filter(({ date }) => date > today), ...held],
      meetings_90: held.filter(({ date }) => date >= back(90)).length,
      open_feedback: given.feedback.length === 0 ? 0 : given.feedback.length + given.more_feedback,
      runs: given.running && first ? [{ id: "r1", playbook: first.name, started: back(12), done: 2, steps: 5 }] : [],
      recommended,
    };
  });

const part = fc.record({ count: fc.nat(60), arr: fc.nat(900_000_000) });

export const portfolioSnapshots: fc.Arbitrary<PortfolioSnapshot> = fc
  .record({
    circle: id,
    buckets: fc.record({ healthy: part, at_risk: part, critical: part, unknown: part }),
    average_health: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    weighted_health: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    renewals: fc.record({ count: fc.nat(9), arr: fc.nat(90_000_000), at_risk: part }),
    overdue: part,
    nrr: fc.option(fc.double({ min: 20, max: 180, noNaN: true })),
    accounts: fc.array(
      fc.record({
        id,
        number: fc.integer({ min: 1, max: 999 }),
        name: names,
        arr: fc.oneof(fc.constant(0), fc.nat(90_000_000)),
        health_value: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
        health_bucket: fc.constantFrom(...bucketsOrUnknown),
        renewal: fc.option(fc.integer({ min: -40, max: 300 })),
        week: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
        action: fc.option(
          fc.constantFrom(
            "Confirm the renewal",
            "Run a technical health check",
            "Call them",
            "Offer them more",
            "Mend the data",
          ),
        ),
      }),
      { maxLength: 9 },
    ),
  })
  .map(({ accounts, renewals, buckets, nrr, ...given }): PortfolioSnapshot => {
    const all = Object.values(buckets);
    const none = { count: 0, arr: 0 };
    const sum = (parts: readonly { count: number; arr: number }[]) => ({
      count: parts.reduce((total, one) => total + one.count, 0),
      arr: parts.reduce((total, one) => total + one.arr, 0),
    });
    return {
      ...given,
      ...sum(all),
      buckets,
      at_risk: sum([buckets.at_risk, buckets.critical]),
      renewals: {
        30: renewals,
        60: { ...renewals, at_risk: none },
        90: { count: renewals.count + 2, arr: renewals.arr + 100, at_risk: none },
      },
      nrr,
      grr: nrr === null ? null : Math.min(100, nrr),
      accounts: accounts.map(({ renewal, week, action, ...account }, at) => ({
        ...account,
        renewal_date: renewal === null ? null : dateAfter(today, renewal),
        week_before: week === null || account.health_value === null ? null : { value: week, date: back(7) },
        next: action === null ? null : { place: at + 1, action, playbook: null },
      })),
    };
  });

export const boardSnapshots: fc.Arbitrary<BoardSnapshot> = fc.record({
  circle: id,
  contacts: fc.nat(5_000),
  stages: fc
    .array(fc.record({ stage: fc.constantFrom(...stages), count: fc.nat(900) }), { maxLength: 8 })
    .map((found) => found.filter(({ stage }, at) => found.findIndex((other) => other.stage === stage) === at)),
  created: fc.nat(40),
  notes: fc.nat(40),
  moves: fc.array(
    fc.record({
      id,
      name: names,
      from: fc.constantFrom(...stages),
      to: fc.constantFrom(...stages),
      date: fc.nat(7).map(back),
    }),
    { maxLength: 10 },
  ),
  stalled: fc.nat(90),
});

const amount = fc.oneof(
  fc.integer({ min: -100_000, max: 10_000_000 }),
  fc.nat(1_000).map((whole) => whole * 100),
);

export const kpiSnapshots: fc.Arbitrary<KpiSnapshot> = fc.record({
  circle: id,
  kpis: fc.array(
    fc.record({
      id,
      name: fc.oneof(names, fc.constantFrom("Monthly revenue", "Churn", "NPS", "Q3 leads", "Days to close")),
      unit: fc.constantFrom(...units),
      direction: fc.constantFrom(...directions),
      value: amount,
      target: amount,
      complete: fc.integer({ min: -99_999, max: 99_999 }),
      before: fc.option(fc.record({ value: amount, date: fc.integer({ min: 7, max: 60 }).map(back) })),
      date: fc.nat(6).map(back),
    }),
    { maxLength: 8 },
  ),
});
