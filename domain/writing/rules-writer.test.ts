/** What rules write about any account: true, complete, harmless, and the same for the same facts. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { today } from "../../tests/facts.ts";
import { forbidden } from "../../tests/hostile.ts";
import { acme, bare } from "../../tests/snapshot.ts";
import { boardSnapshots, kpiSnapshots, portfolioSnapshots, snapshots } from "../../tests/snapshots.ts";
import { anyBookAccount } from "../../tests/book-accounts.ts";
import { orderings } from "../account-view.ts";
import { whyRemoved } from "../grounding/check.ts";
import type { Fact } from "../grounding/fact.ts";
import { accountFacts, accountName } from "./account-facts.ts";
import { answerFacts } from "./answer.ts";
import { boardFacts, kpiFacts } from "./circle-facts.ts";
import { portfolioFacts } from "./portfolio-facts.ts";
import { writeByRules } from "./rules-writer.ts";
import type { Surface } from "./surface.ts";

const accountSurfaces = [
  "account_insights",
  "account_story",
  "meeting_brief",
  "profile_summary",
] as const satisfies Surface[];

/** Two promises in the same words, of an account without numbers. */
const promisedTwice = {
  ...bare,
  promises: ["p1", "p2"].map((id) => ({
    id,
    meeting: "m1",
    text: "We promised “a fix”!",
    due: null,
    who: null,
    date: today,
  })),
};

/** Two meetings of one day and two contacts of one name with one note: each would be told in the same words. */
const toldTwice = {
  ...bare,
  meetings: ["m1", "m2"].map((id) => ({ id, date: today, summary: "", sentiment: null, participants: [] })),
  contacts: ["c1", "c2"].map((id) => ({
    id,
    name: "Ada",
    note: { id: `${id}n`, text: "Exports are slow", date: today },
  })),
};

/** Judged by a person, with usage that no score can be worked out from. */
const unscored = { ...bare, usage_days: 7, health_bucket: "healthy" as const, health_value: null };

/** What the check would take out, and words that no text may have, with why; silence is a fault too. */
const faultsIn = (sentences: ReturnType<typeof writeByRules>, facts: Fact[]): [text: string, why: string][] =>
  sentences.length === 0
    ? [["", "nothing was said"]]
    : sentences.flatMap((sentence): [string, string][] => {
        const why = forbidden.test(sentence.text) ? "forbidden" : whyRemoved(sentence, facts, today);
        return why === null ? [] : [[sentence.text, why]];
      });

/** Hundreds of accounts for each surface: 7 s were seen on a busy machine. */
const patience = 20_000;

test.each(accountSurfaces)(
  "[WR2] every sentence of %s passes the check, for any account",
  (surface) => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const facts = accountFacts(snapshot, today);
        const sentences = writeByRules({ surface, subject: accountName(snapshot.name, snapshot.number), facts, today });
        expect(faultsIn(sentences, facts)).toEqual([]);
        expect(new Set(sentences.map(({ text, part }) => part + text)).size).toBe(sentences.length);
      }),
      { numRuns: 300, examples: [[promisedTwice], [toldTwice], [unscored], [{ ...acme, name: "," }]] },
    );
  },
  patience,
);

const answered = fc
  .tuple(anyBookAccount, snapshots)
  .map(([account, { id, name, number }]) => ({ ...account, id, name, number }));

const circles: [Surface, fc.Arbitrary<Fact[]>][] = [
  ["portfolio_insights", portfolioSnapshots.map((snapshot) => portfolioFacts(snapshot, today))],
  ["board_week", boardSnapshots.map((snapshot) => boardFacts(snapshot, today))],
  [
    "circle_answer",
    fc
      .record({ found: fc.array(answered, { maxLength: 6 }), told: fc.nat(5), by: fc.constantFrom(...orderings) })
      .map(({ found, told, by }) =>
        answerFacts({ view: "bucket=critical", found, told, order: { by, down: true } }, today),
      ),
  ],
  ["kpi_week", kpiSnapshots.map((snapshot) => kpiFacts(snapshot, today))],
];

test.each(circles)(
  "[WR2] every sentence of %s passes the check, for any circle",
  (surface, given) => {
    fc.assert(
      fc.property(given, (facts) => {
        const sentences = writeByRules({ surface, subject: null, facts, today });
        expect(faultsIn(sentences, facts)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  },
  patience,
);

test("[Y5] insights on a portfolio have exactly three different actions, the same for the same facts", () => {
  fc.assert(
    fc.property(portfolioSnapshots, (snapshot) => {
      const assignment = {
        surface: "portfolio_insights",
        subject: null,
        facts: portfolioFacts(snapshot, today),
        today,
      } as const;
      const actions = writeByRules(assignment, ["actions"]).map(({ text }) => text);
      expect(new Set(actions).size).toBe(3);
      expect(writeByRules(assignment, ["actions"]).map(({ text }) => text)).toEqual(actions);
    }),
  );
});

const assignmentOf = (surface: Surface, snapshot: Parameters<typeof accountFacts>[0]) => ({
  surface,
  subject: accountName(snapshot.name, snapshot.number),
  facts: accountFacts(snapshot, today),
  today,
});

test("[Y6] any account gets exactly three different actions, the same for the same facts", () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const actions = () => writeByRules(assignmentOf("account_insights", snapshot), ["actions"]);
      expect(actions().length).toBe(3);
      expect(new Set(actions().map(({ text }) => text)).size).toBe(3);
      expect(actions()).toEqual(actions());
    }),
  );
});

test("[Y7] a brief has every open promise, those that read alike said once, and exactly three questions", () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const assignment = assignmentOf("meeting_brief", snapshot);
      const open = assignment.facts.filter(({ measure }) => measure === "promise").map(({ n }) => n);
      const told = writeByRules(assignment, ["promises"]);
      expect(writeByRules(assignment, ["questions"]).length).toBe(3);
      expect(told.length).toBeGreaterThan(0);
      expect(open.filter((n) => !told.some(({ citations }) => citations.includes(n)))).toEqual([]);
    }),
    { examples: [[promisedTwice], [toldTwice], [unscored], [{ ...acme, name: "," }]] },
  );
  expect(writeByRules(assignmentOf("meeting_brief", promisedTwice), ["promises"]).length).toBe(1);
});

test("[WR2] prose reads like prose", () => {
  const row = (date: string, users: number, adoption: number, tickets: number, nps: number) => ({
    date,
    daily_active_users: users,
    feature_adoption_rate: adoption,
    support_tickets_open: tickets,
    nps_score: nps,
    login_frequency: 0.81,
  });
  const [sample] = fc.sample(snapshots, { numRuns: 1, seed: 1 });
  const snapshot = {
    ...sample,
    ...{
      name: "Acme",
      arr: 12_000_000,
      seats: null,
      renewal_date: "2026-12-03",
      health_value: 59.4,
      health_bucket: "at_risk",
    },
    score_before: { id: "9", date: "2026-09-24", value: 71.2 },
    terms: [],
    before: row("2026-09-24", 1_234, 0.55, 4, 10),
    latest: row(today, 987, 0.42, 7, -12),
    recommended: [],
  } as unknown as Parameters<typeof accountFacts>[0];
  expect(writeByRules(assignmentOf("account_insights", snapshot), ["summary"]).map(({ text }) => text)).toEqual([
    "Acme is at risk: its health score is 59.4 points, down 11.8 points since 24 September.",
    "Acme's open support tickets rose from 4 to 7 between 24 September and 23 October.",
    "Over the same days, NPS dropped from 10 to -12; daily active users fell from 1,234 to 987, down 20%.",
    "It pays $120,000 a year and renews on 3 December, in 41 days.",
  ]);
});
