/** What strangers write, made harmless. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { forbidden, orders, traps } from "../../tests/hostile.ts";
import { nameOf, quoteOf } from "./fact.ts";
import { cleanText, readsLikeOrders } from "./untrusted.ts";

test.each(orders)("[GR6] withheld: %j", (text) => {
  expect(quoteOf(text)).toEqual({ kind: "quote", text: "", withheld: true });
  expect(nameOf(text, "Account 7")).toBe("Account 7");
});

test.each(traps)("[GR6] made harmless: %j", (text) => {
  expect(cleanText(text)).not.toMatch(forbidden);
  expect(cleanText(text)).not.toMatch(/[[\]{}`|*“”"]/);
});

test.each([
  "They asked for the roadmap and were happy with the answer.",
  "The team ignored our last two emails.",
  "Renewal call moved to Tuesday; instructions for SSO were sent to Maria.",
  "Their assistant will join the next call.",
  "Exports show wrong totals since the update.",
  "Please act on the ticket about billing rules.",
  "New system for reports goes live in May.",
])("[GR6] people's own words stay: “%s”", (text) => {
  expect(readsLikeOrders(text)).toBe(false);
  expect(quoteOf(text)).toEqual({ kind: "quote", text, withheld: false });
});

test.each(["", ",", "$", " – ", "%+"])("[GR6] no name: %j", (text) => {
  expect(nameOf(text, "Account 7")).toBe("Account 7");
});

test.each(["5", "é", "C++", "株式会社", "🚀"])("[GR6] a name: %j", (text) => {
  expect(nameOf(text, "Account 7")).toBe(text);
});

test("[GR6] a long text is cut at a word, and says so", () => {
  expect(cleanText("one two three four five", 12)).toBe("one two…");
  expect([...cleanText("é".repeat(500), 100)].length).toBeLessThanOrEqual(101);
});

test("[GR6] whatever is put together from such pieces stays harmless, and cleaning twice changes nothing", () => {
  const piece = fc.oneof(
    fc.constantFrom(...traps, "<", ">", "[", "](", "![", "://", "www.", "<scr", "ipt>", "&#x3c;"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const clean = cleanText(pieces.join(""), 2_000);
      expect(clean).not.toMatch(forbidden);
      expect(cleanText(clean, 2_000)).toBe(clean);
    }),
    { numRuns: 1_000 },
  );
});
