/** Sentiment by words and rules: what turns a word, what strengthens it, and what nothing is claimed about. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sentimentOf } from "./sentiment.ts";

const label = (text: string) => sentimentOf(text).label;
const score = (text: string) => sentimentOf(text).score ?? Number.NaN;

test.each([
  ["The rollout went well and the team is happy.", "positive"],
  ["They are angry about the outage and want to cancel.", "negative"],
  ["The meeting is on Tuesday at ten.", "neutral"],
  ["Great :)", "positive"],
  ["The export broke again :(", "negative"],
  ["🎉🎉", "positive"],
  ["They sent 😡 after the call.", "negative"],
  ["WELL-LOVED by everybody", "positive"],
])("[SE1] “%s” is %s", (text, expected) => {
  expect(label(text)).toBe(expected);
});

test.each([
  ["negation", "The product is not good.", "negative"],
  ["a contraction", "The product isn’t good.", "negative"],
  ["negation of something bad", "There is no risk and nothing is broken.", "positive"],
  ["two words between", "It was never really that good.", "negative"],
  ["never so", "It was never so good.", "positive"],
  ["the least", "The least helpful answer.", "negative"],
  ["very least", "The very least helpful answer is a start.", "positive"],
  ["at least", "At least helpful.", "positive"],
])("[SE2] %s: “%s” is %s", (_what, text, expected) => {
  expect(label(text)).toBe(expected);
});

test("[SE2] degree words, capitals and exclamation marks strengthen; weak degree words weaken", () => {
  expect(score("The support is extremely good.")).toBeGreaterThan(score("The support is good."));
  expect(score("The support is somewhat good.")).toBeLessThan(score("The support is good."));
  expect(score("The support is GOOD.")).toBeGreaterThan(score("The support is good."));
  expect(score("The support is good!!!")).toBeGreaterThan(score("The support is good!"));
  expect(score("The support is extremely bad!")).toBeLessThan(score("The support is bad."));
});

test("[SE2] what follows “but” weighs more than what came before", () => {
  expect(label("The start was good but the support is terrible.")).toBe("negative");
  expect(label("The support is terrible but the start was good.")).toBe("positive");
});

test("[SE1] every score tells the words it came from, with their weights", () => {
  expect(sentimentOf("Not good, but the team is helpful.")).toEqual({
    label: "positive",
    score: expect.closeTo(1.997 / Math.sqrt(1.997 ** 2 + 15)),
    terms: [
      { word: "good", weight: expect.closeTo((1.9 * -0.74) / 2) },
      { word: "helpful", weight: expect.closeTo(1.8 * 1.5) },
    ],
  });
});

test("[SE1] a long text says no more than a short one", () => {
  const line = "The release was good and everybody in the room said that they would like to go on with it next month. ";
  expect(score(line.repeat(60))).toBeCloseTo(score(line.repeat(3)), 1);
});

test.each([
  "",
  "   ",
  "12.5 %",
  "会议很好，大家都很满意",
  "Всё отлично, спасибо большое!",
  "الاجتماع كان ممتازا",
  "Wir sind sehr zufrieden und das war ein gutes Gespräch.",
  "Nous ne sommes pas satisfaits de la réponse.",
  "El equipo está muy contento con los resultados.",
])("[SE3] nothing is claimed about “%s”", (text) => {
  expect(sentimentOf(text)).toEqual({ label: "unknown", score: null, terms: [] });
});

test("[SE3] a foreign name in an English sentence is no other language", () => {
  expect(label("The team of Casa del Sol is happy with it.")).toBe("positive");
});

test("[SE1] any text gets a label and a score that belong together", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.lorem()), (text) => {
      const { label: said, score: number } = sentimentOf(text);
      expect(number === null).toBe(said === "unknown");
      expect(Math.abs(number ?? 0)).toBeLessThanOrEqual(1);
    }),
  );
});
