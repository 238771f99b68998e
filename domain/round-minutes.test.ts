import { array, assert, constantFrom, integer, maxSafeInteger, property, record } from "fast-check";
import { expect, test } from "vitest";
import type { Unit } from "./kpi-words.ts";
import type { RoundAnswer } from "./round.ts";
import { type MinutesFacts, longestMinutes, roundMinutes, saidOf, sayAmount, sayMove } from "./round-minutes.ts";
import { lengthOf } from "./text.ts";

const people = [
  { member: 1, name: "Ana", present: true },
  { member: 2, name: "Ben", present: true },
  { member: 3, name: "Cleo", present: true },
  { member: 4, name: "Dana", present: false },
];
const kpis = ["Revenue", "Deals", "Churn", "Hours"].map((name) => ({ id: name.toLowerCase(), name }));
const answer = (
  kpi: string,
  member: number,
  value: number,
  before: number,
  comment = "",
  unit: Unit = "none",
): RoundAnswer => ({
  kpi: kpi.toLowerCase(),
  name: kpi,
  unit,
  member,
  value: value * 100,
  before: before * 100,
  comment,
});
const facts = (answers: RoundAnswer[], comments: unknown[] = [], more: Partial<MinutesFacts> = {}): MinutesFacts => ({
  round: {
    started_at: Date.parse("2026-11-20T23:30:00Z"),
    started_by: 1,
    answers: JSON.stringify(answers),
    comments: JSON.stringify(comments),
  },
  kpis,
  people,
  timeZone: "Europe/Berlin",
  ...more,
});

test("[CR11] the minutes say who said what, where people agree, what moved most and what was talked over", () => {
  const answers = [
    answer("Revenue", 1, 48_200, 45_000, "", "currency"),
    answer("Revenue", 2, 48_200, 45_000, "two deals\ncame in early", "currency"),
    answer("Churn", 2, 4, 5, "", "percentage"),
    answer("Deals", 2, 10, 12),
    answer("Deals", 4, 11, 12, "I count the fair!"),
    answer("Deals", 1, 16, 12),
  ];
  expect(roundMinutes(facts(answers, [{ member: 2, at: 1, text: "The fair counts." }]))).toBe(
    [
      "Check-in of 21 November 2026, led by Ana",
      "",
      "Three people entered values for three KPIs. Cleo entered none. No answer for Hours. The biggest moves: Deals up 33.3%, Churn down 20% and Revenue up 7.1%. People are furthest apart on Deals.",
      "",
      "Revenue: Ana and Ben agree on $48,200, up $3,200 (7.1%) from $45,000. Ben: “two deals came in early.”",
      "Deals: answers run from 10 (Ben) to 16 (Ana), 6 apart; Dana says 11. Ana entered last, so it stands at 16, up 4 (33.3%) from 12. Dana: “I count the fair!”",
      "Churn: Ben says 4%, down 1% (20%) from 5%.",
      "",
      "Discussion",
      "Ben: The fair counts.",
    ].join("\n"),
  );
});

test("[CR11] a round without answers, with one voice and with values that stay are said plainly", () => {
  expect(roundMinutes(facts([], [], { kpis: [] }))).toBe(
    "Check-in of 21 November 2026, led by Ana\n\nNobody entered a value.",
  );
  const one = roundMinutes(
    facts([answer("Revenue", 2, 45_000, 45_000, "", "currency")], [], {
      kpis: kpis.slice(0, 1),
      people: people.slice(1, 2),
    }),
  );
  expect(one).toBe(
    "Check-in of 21 November 2026, led by Somebody\n\nOnly Ben entered values for one KPI.\n\nRevenue: Ben keeps it at $45,000.",
  );
  const all = [1, 2, 3].map((member) => answer("Deals", member, 12, 12));
  expect(roundMinutes(facts(all)).split("\n").at(-1)).toBe("Deals: Ana, Ben and Cleo all agree on 12, where it was.");
});

test("[CR8] [CR11] answers for a KPI that is gone are told under the name it had, after the others", () => {
  const answers = [answer("Gone", 1, 3, 2), answer("Hours", 1, 8, 8, "", "hours")];
  expect(roundMinutes(facts(answers)).split("\n").slice(-2)).toEqual([
    "Hours: Ana keeps it at 8 hrs.",
    "Gone: Ana says 3, up 1 (50%) from 2.",
  ]);
});

test.each([
  [4_500_000, "currency", "$45,000"],
  [-123_456_789, "currency", "-$1,234,567.89"],
  [1_250, "percentage", "12.50%"],
  [-300, "days", "-3 days"],
  [0, "none", "0"],
  [999_999_999_999_999, "none", "9,999,999,999,999.99"],
] as const)("[CR11] %i %s is said %s", (amount, unit, words) => {
  expect(sayAmount(amount, unit)).toBe(words);
});

test("[CR11] a move from zero names no share", () => {
  expect([sayMove(500, 0, "none"), sayMove(-500, -1_000, "none"), sayMove(0, 0, "none")]).toEqual([
    "up 5 from 0",
    "up 5 (50%) from -10",
    "where it was",
  ]);
});

const anyAnswer = record({
  kpi: constantFrom("a", "b", "c"),
  member: integer({ min: 1, max: 6 }),
  value: maxSafeInteger(),
  before: maxSafeInteger(),
  comment: constantFrom("", "why not", "yes."),
  name: constantFrom("Alpha", "Beta"),
  unit: constantFrom<Unit>("none", "currency", "percentage", "hours", "days"),
});

test("[CR11] whatever was said: every answer is in one group, minutes are well-formed prose and the same facts give the same words", () => {
  assert(
    property(array(anyAnswer, { maxLength: 30 }), (answers) => {
      const given = facts(answers);
      const text = roundMinutes(given);
      expect(roundMinutes(structuredClone(given))).toBe(text);
      expect(saidOf(given.round, ["b"]).flatMap((said) => said.answers).length).toBe(answers.length);
      expect(text).not.toMatch(/NaN|undefined|null|Infinity| {2}|\.\.|\n{3}| $/m);
      for (const { spread, lowest, highest } of saidOf(given.round, []))
        expect([spread >= 0, lowest.value <= highest.value]).toEqual([true, true]);
    }),
  );
});

test("[CR11] minutes fit what the circle keeps, however much was said", () => {
  const many = Array.from({ length: 900 }, (_one, at) =>
    answer(`KPI ${at % 90}`, (at % 10) + 1, at, 7, "x".repeat(400)),
  );
  const text = roundMinutes(facts(many, [{ member: 1, at: 1, text: "Last word." }]));
  expect(lengthOf(text) <= longestMinutes).toBe(true);
  expect(text).toContain("they stay with the round");
  const talk = Array.from({ length: 50 }, () => ({ member: 1, at: 1, text: "y".repeat(1_000) }));
  expect(roundMinutes(facts([answer("Deals", 1, 1, 2)], talk))).toContain("The comments are too long");
});
