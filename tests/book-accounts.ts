/** Accounts as a browser's book holds them, made up for tests. */
import * as fc from "fast-check";
import type { BookAccount } from "../domain/account.ts";
import { industries, segments, sentiments } from "../domain/account-words.ts";
import { dateAfter } from "../domain/days.ts";

const someday = "2026-06-15";

/** An account of which only what is given is known. */
export const bookAccount = (known: Partial<BookAccount> = {}): BookAccount => ({
  id: "019a0000-0000-8000-8000-000000000001",
  number: 1,
  name: "Acme",
  industry: "other",
  segment: null,
  region: null,
  arr: 0,
  seats: null,
  renewal_date: null,
  owner: null,
  health_value: null,
  health_bucket: "unknown",
  health_source: "none",
  computed_value: null,
  week_before: null,
  override: null,
  date: null,
  daily_active_users: null,
  feature_adoption_rate: null,
  support_tickets_open: null,
  nps_score: null,
  login_frequency: null,
  factor_days: null,
  sentiment: null,
  sentiment_why: null,
  last_meeting_at: null,
  open_feedback: 0,
  created_at: 0,
  updated_at: 0,
  rev: 1,
  ...known,
});

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });

export const anyBookAccount: fc.Arbitrary<BookAccount> = fc
  .record({
    number: fc.integer({ min: 1, max: 50 }),
    name: fc.constantFrom("Acme", "acme 2", "Acme 10", "Ärzte", "Zeta", "İstanbul", "Œuvre"),
    industry: fc.constantFrom(...industries),
    segment: maybe(fc.constantFrom(...segments)),
    region: maybe(fc.constantFrom("EMEA", "emea", "Washington, DC", "none")),
    arr: fc.integer({ min: 0, max: 10_000_000 }),
    renewal_date: maybe(fc.integer({ min: -200, max: 400 }).map((days) => dateAfter(someday, days))),
    owner: maybe(fc.constantFrom("ana", "ben")),
    health_value: maybe(fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10)),
    health_bucket: fc.constantFrom("healthy" as const, "at_risk" as const, "critical" as const, "unknown" as const),
    sentiment: maybe(fc.constantFrom(...sentiments)),
    date: maybe(fc.integer({ min: 0, max: 30 }).map((days) => dateAfter(someday, -days))),
  })
  .map(bookAccount);
