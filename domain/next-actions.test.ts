/** Do next: the rules with their numbers, the order, and what people put away. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bookAccount } from "../tests/book-accounts.ts";
import type { BookAccount } from "./account.ts";
import type { Mover } from "./movers.ts";
import { type PutAway, lineBesideRenewal, nextActionOf, rankNextActions } from "./next-actions.ts";

const today = "2026-06-01";
const now = Date.parse(today) + 10 * 3_600_000;
const day = 86_400_000;

/** Nothing to do here: healthy, fresh, met last week. */
const fine = bookAccount({
  segment: "Enterprise",
  arr: 120_000_00,
  renewal_date: "2026-12-31",
  health_value: 83.75,
  health_bucket: "healthy",
  date: "2026-05-31",
  feature_adoption_rate: 0.6,
  support_tickets_open: 2,
  nps_score: 40,
  login_frequency: 0.85,
  last_meeting_at: now - 7 * day,
});

const fall: Mover = {
  id: fine.id,
  number: 1,
  name: "Acme",
  arr: fine.arr,
  segment: "Enterprise",
  renewal_date: null,
  from: 82,
  to: 63.8,
  change: -18.2,
  from_bucket: "healthy",
  to_bucket: "at_risk",
  reckoned: false,
  steps: [
    { cause: "behaviour", factor: "dau", points: -9.2, from: 140, to: 96 },
    { cause: "behaviour", factor: "tickets", points: -8, from: 2, to: 6 },
    { cause: "behaviour", factor: "login", points: -1, from: 0.85, to: 0.78 },
  ],
};

const act = (known: Partial<BookAccount>, move: Mover | null = null) => {
  const account = { ...fine, ...known };
  const days =
    account.renewal_date === null ? null : Math.round((Date.parse(account.renewal_date) - Date.parse(today)) / day);
  return nextActionOf({ account, today, now, days, move });
};

test("[PF10] an account in trouble says why in one line with its numbers, what to do, and what that is worth", () => {
  const fallen = act(
    { health_value: 63.8, health_bucket: "at_risk", renewal_date: "2026-07-12", support_tickets_open: 6 },
    fall,
  );
  expect(fallen).toEqual({
    account: fine.id,
    number: 1,
    name: "Acme",
    arr: 120_000_00,
    days_to_renewal: 41,
    health_value: 63.8,
    health_bucket: "at_risk",
    kind: "renewal_at_risk",
    action: "Start renewal risk mitigation",
    playbook: 9,
    reason: "82 → 63 in a month: daily users 140 → 96 (−9.2), open tickets 2 → 6 (−8); renews in 41 days",
    reasons: [
      { kind: "renewal_at_risk", text: "renews in 41 days", adds: 10 },
      {
        kind: "health_drop",
        text: "82 → 63 in a month: daily users 140 → 96 (−9.2), open tickets 2 → 6 (−8)",
        adds: 10,
      },
      { kind: "tickets", text: "6 open tickets", adds: 5 },
      { kind: "at_risk", text: "health 63, at risk", adds: 0 },
    ],
    // 15 % at risk + 10 + 10 + 5; 41 days count 80 %: 120,000 × 0.4 × 0.8.
    worth: { way: "keep", value: 38_400_00, base: 15, chance: 40, nearness: 80 },
  });
});

test("[PF10] the line holds at most three reasons, the renewal last", () => {
  const weak = { health_bucket: "critical" as const, health_value: 22.4, support_tickets_open: 8, nps_score: -30 };
  expect(act({ ...weak, renewal_date: "2026-07-29" })?.reason).toBe(
    "Health 22, critical; 8 open tickets; renews in 58 days",
  );
  const reasons = act({ ...weak, renewal_date: "2026-07-29" })?.reasons ?? [];
  expect(lineBesideRenewal(reasons)).toBe("Health 22, critical; 8 open tickets; NPS −30");
  expect(lineBesideRenewal(reasons.slice(0, 1))).toBe("Renews in 58 days");
  expect(act({ renewal_date: "2026-05-26" })?.reason).toBe("Renewal was due 6 days ago");
});

test("[PF10] every rule speaks at its threshold and is silent beside it", () => {
  const kinds = (known: Partial<BookAccount>, move: Mover | null = null) =>
    act(known, move)?.reasons.map(({ kind }) => kind) ?? [];
  expect(kinds({})).toEqual([]);
  expect(kinds({ renewal_date: "2026-05-31" })).toEqual(["renewal_overdue"]);
  expect(kinds({ renewal_date: "2026-03-02" })).toEqual([]);
  expect(kinds({ renewal_date: today, health_bucket: "at_risk" })).toEqual(["renewal_at_risk", "at_risk"]);
  expect(kinds({ renewal_date: "2026-08-31", health_bucket: "at_risk" })).toEqual(["at_risk"]);
  expect(kinds({}, { ...fall, change: -9.9 })).toEqual([]);
  expect(kinds({}, { ...fall, change: -10 })).toEqual(["health_drop"]);
  expect(kinds({ health_bucket: "critical", health_value: 20 })).toEqual(["critical"]);
  expect(kinds({ sentiment: "negative" })).toEqual(["negative_mood"]);
  expect([kinds({ support_tickets_open: 5 }), kinds({ support_tickets_open: 4 })]).toEqual([["tickets"], []]);
  expect([kinds({ nps_score: -1 }), kinds({ nps_score: 0 })]).toEqual([["low_nps"], []]);
  expect([kinds({ feature_adoption_rate: 0.49 }), kinds({ feature_adoption_rate: 0.5 })]).toEqual([
    ["low_adoption"],
    [],
  ]);
  expect([kinds({ login_frequency: 0.49 }), kinds({ login_frequency: 0.5 })]).toEqual([["few_logins"], []]);
  expect([kinds({ last_meeting_at: now - 90 * day }), kinds({ last_meeting_at: now - 89 * day })]).toEqual([
    ["silence"],
    [],
  ]);
  expect(kinds({ last_meeting_at: null, segment: "SMB" })).toEqual([]);
  expect([kinds({ open_feedback: 3 }), kinds({ open_feedback: 2 })]).toEqual([["feedback"], []]);
  expect([kinds({ date: "2026-05-17" }), kinds({ date: "2026-05-18" })]).toEqual([["stale_data"], []]);
  expect(kinds({ date: null })).toEqual(["stale_data"]);
  expect([
    kinds({ nps_score: 50, feature_adoption_rate: 0.7 }),
    kinds({ nps_score: 49, feature_adoption_rate: 0.7 }),
  ]).toEqual([["ready_to_grow"], []]);
});

test("[PF10] what is missing is not taken for bad", () => {
  expect(act({ nps_score: null, login_frequency: null, feature_adoption_rate: null, support_tickets_open: null })).toBe(
    null,
  );
});

test("[PF11] the most worth comes first, then the nearer renewal, then the lower number", () => {
  const book = [
    { ...fine, id: "1", number: 1, health_bucket: "critical" as const, arr: 10_000_00, renewal_date: "2026-06-20" },
    { ...fine, id: "2", number: 2, health_bucket: "at_risk" as const, arr: 90_000_00, renewal_date: null },
    { ...fine, id: "3", number: 3, nps_score: 60, feature_adoption_rate: 0.9, arr: 200_000_00 },
    { ...fine, id: "4", number: 4, health_bucket: "at_risk" as const, arr: 90_000_00, renewal_date: "2027-06-20" },
    fine,
  ];
  const ranking = rankNextActions(book, { today, now, moves: new Map(), away: new Map() });
  expect(ranking.actions.map(({ number, worth }) => [number, worth.way, worth.value])).toEqual([
    [3, "grow", 15_000_00],
    [1, "keep", 5_000_00],
    [4, "keep", 4_050_00],
    [2, "keep", 4_050_00],
  ]);
  expect([ranking.count, ranking.away]).toEqual([4, []]);
});

test("[PF12] what a person put away stays away until its time, unless it gets worse or something new turns up", () => {
  const weak = { ...fine, health_bucket: "at_risk" as const, health_value: 55 };
  const away: PutAway = { account: fine.id, answer: "snoozed", until: now + 1, bucket: "at_risk", kinds: ["at_risk"] };
  const shown = (account: BookAccount, at = now) => {
    const { actions, away: hidden } = rankNextActions([account], {
      today,
      now: at,
      moves: new Map(),
      away: new Map([[fine.id, away]]),
    });
    return [actions.length, hidden.length];
  };
  expect(shown(weak)).toEqual([0, 1]);
  expect(shown(weak, now + 1)).toEqual([1, 0]);
  expect(shown({ ...weak, health_bucket: "critical" })).toEqual([1, 0]);
  expect(shown({ ...weak, support_tickets_open: 7 })).toEqual([1, 0]);
});

const anyAccount = fc
  .record({
    number: fc.integer({ min: 1, max: 500 }),
    arr: fc.integer({ min: 0, max: 10 ** 10 }),
    health_bucket: fc.constantFrom("healthy" as const, "at_risk" as const, "critical" as const, "unknown" as const),
    support_tickets_open: fc.option(fc.nat(12)),
    nps_score: fc.option(fc.integer({ min: -100, max: 100 })),
    renewal_date: fc.option(fc.constantFrom("2026-06-01", "2026-06-30", "2026-09-01", "2026-05-20")),
  })
  .map((known): BookAccount => ({ ...fine, ...known, id: String(known.number) }));

test("[PF11] the list is the same whatever the order of the accounts, at most ten, and never worth more than the ARR", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyAccount, { selector: ({ id }) => id, maxLength: 40 }), (book) => {
      const rank = (accounts: readonly BookAccount[]) =>
        rankNextActions(accounts, { today, now, moves: new Map(), away: new Map() });
      const ranking = rank(book);
      expect(rank(book.toReversed())).toEqual(ranking);
      expect(ranking.actions.length).toBeLessThanOrEqual(10);
      for (const { worth, arr } of ranking.actions) expect(worth.value).toBeLessThanOrEqual(arr);
    }),
  );
});
