/** True sentences pass, and change one thing in them that matters and they do not. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { facts, today } from "../../tests/facts.ts";
import { orders, traps } from "../../tests/hostile.ts";
import { whyRemoved } from "./check.ts";
import { type Fact, numberFacts, sayNumber } from "./fact.ts";
import { sayDate } from "./calendar.ts";

const measure = {
  table: "daily_metric",
  measure: "users",
  label: "Daily active users",
  subject: "Acme",
  better: "higher",
} as const;
const count = (number: number) => ({ kind: "number", number, unit: "count" }) as const;
const pair = (from: number, to: number): Fact[] =>
  numberFacts([
    { ...measure, id: "m1", value: count(from), as_of: "2026-09-23" },
    { ...measure, id: "m2", value: count(to), as_of: today },
  ]);

type Write = (from: number, to: number, verb: string) => string;
const ways: readonly Write[] = [
  (from, to, verb) => `Daily active users ${verb} from ${sayNumber(from)} to ${sayNumber(to)}.`,
  (from, to, verb) =>
    `Acme's daily active users ${verb} by ${sayNumber(Math.abs(to - from))}, from ${sayNumber(from)} to ${sayNumber(to)}.`,
  (from, to, verb) => `Daily active users ${verb} to ${sayNumber(to)}; they were ${sayNumber(from)} on 23 September.`,
];

const value = fc.integer({ min: 2, max: 50_000 });
const different = fc.tuple(value, value, fc.constantFrom(...ways)).filter(([from, to]) => from !== to);

test("[GR3] a true movement may be shown, in any of these words", () => {
  fc.assert(
    fc.property(different, ([from, to, write]) => {
      const text = write(from, to, to > from ? "rose" : "fell");
      expect([text, whyRemoved({ text, citations: [1, 2] }, pair(from, to), today)]).toEqual([text, null]);
    }),
    { numRuns: 500 },
  );
});

test("[GR3] one number changed, and the sentence is removed", () => {
  fc.assert(
    fc.property(different, fc.nat(2), value, ([from, to, write], which, other) => {
      const text = write(from, to, to > from ? "rose" : "fell");
      const numbers = [...text.matchAll(/\d+(?:,\d{3})*/g)].filter((match) => match[0] !== "23");
      const chosen = numbers[which % numbers.length];
      fc.pre(chosen !== undefined && sayNumber(other) !== chosen[0]);
      const at = chosen?.index ?? 0;
      const changed = text.slice(0, at) + sayNumber(other) + text.slice(at + (chosen?.[0].length ?? 0));
      expect([changed, whyRemoved({ text: changed, citations: [1, 2] }, pair(from, to), today)]).toEqual([
        changed,
        "number",
      ]);
    }),
    { numRuns: 2_000 },
  );
});

test("[GR5] the direction turned round, and the sentence is removed", () => {
  fc.assert(
    fc.property(
      different,
      fc.constantFrom("rose", "grew", "climbed", "increased"),
      fc.constantFrom("fell", "dropped", "declined", "decreased"),
      ([from, to, write], up, down) => {
        const text = write(from, to, to > from ? down : up);
        expect([text, whyRemoved({ text, citations: [1, 2] }, pair(from, to), today)]).toEqual([text, "direction"]);
      },
    ),
    { numRuns: 500 },
  );
});

test("[GR4] one day off, and the sentence is removed", () => {
  const dayLength = 86_400_000;
  const start = Date.parse(today);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: -400, max: 900 }), (days, otherDays) => {
      const date = new Date(start + days * dayLength).toISOString().slice(0, 10);
      const other = new Date(start + otherDays * dayLength).toISOString().slice(0, 10);
      fc.pre(otherDays !== days && otherDays !== 0);
      const known = numberFacts([
        {
          table: "account",
          id: "a1",
          measure: "renewal_date",
          label: "Renewal date",
          subject: "Acme",
          value: { kind: "date", date },
          as_of: today,
        },
      ]);
      const why = (text: string) => whyRemoved({ text, citations: [1] }, known, today);
      const unit = (length: number) => `${length} ${length === 1 ? "day" : "days"}`;
      expect(why(`Acme renews on ${sayDate(date)}, in ${unit(days)}.`)).toBeNull();
      expect(why(`Acme renews on ${sayDate(other)}.`)).toBe("date");
      expect(why(`Acme renews in ${unit(Math.abs(otherDays) === days ? days + 1 : Math.abs(otherDays))}.`)).toBe(
        "number",
      );
    }),
    { numRuns: 500 },
  );
});

test("[GR6] a true sentence with a hostile text in it is removed", () => {
  for (const text of [...orders, ...traps.filter((trap) => /evil|<|\[|[`|\u200b\u202e\u{e0049}]/u.test(trap))])
    expect([
      text,
      whyRemoved({ text: `Acme pays $120,000 a year. ${text}`, citations: [1] }, facts, today),
    ]).not.toEqual([text, null]);
});

test("[GR2] no text makes the check fail", () => {
  const pieces = fc.constantFrom(
    "Acme",
    "fell",
    "from",
    "to",
    "by",
    "12%",
    "$1.2k",
    "“",
    "”",
    "in",
    "May",
    "2026",
    "more than",
    "the lowest",
    "no",
    ",",
    ".",
    "[1]",
    "一",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(pieces).map((words) => words.join(" ")),
      ),
      fc.array(fc.integer({ min: -1, max: 30 })),
      (text, citations) => {
        expect(() => whyRemoved({ text, citations }, facts, today)).not.toThrow();
      },
    ),
    { numRuns: 1_000 },
  );
});
