/** Accounts as they may be, for property tests of what is written about them. */
import * as fc from "fast-check";
import { industries, segments, sentiments } from "../domain/account-words.ts";
import { dateAfter } from "../domain/days.ts";
import { bucketsOrUnknown, factors, scoreOf, type UsageRow, usualModel } from "../domain/health.ts";
import { recommendPlaybooks } from "../domain/playbooks/recommend.ts";
import type { AccountSnapshot } from "../domain/writing/account-facts.ts";
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
