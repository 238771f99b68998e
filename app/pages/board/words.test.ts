import { expect, test } from "vitest";
import type { News } from "../../live/news.ts";
import { Problem, wrong } from "../../../domain/problem.ts";
import { quoted, refusal, span, summary } from "./words.ts";

const news = (part: Partial<News>): News => ({
  kind: "moved",
  contact: "1",
  name: "Ada",
  stage: "negotiation",
  member: 1,
  client: 2,
  rev: 3,
  ...part,
});
const nameOf = (member: number): string => (member === 1 ? "Ana" : "Ben");

test("[BD17] what others do is one sentence, however much it is", () => {
  expect(summary([news({})], nameOf)).toBe("Ana moved Ada to Negotiation");
  expect(summary([news({ kind: "added" })], nameOf)).toBe("Ana added Ada to Negotiation");
  expect(summary([news({ kind: "removed", stage: null })], nameOf)).toBe("Ana deleted Ada");
  expect(summary([news({}), news({ contact: "2" })], nameOf)).toBe("Ana moved 2 contacts to Negotiation");
  expect(summary([news({}), news({ stage: "blocked" })], nameOf)).toBe("Ana moved 2 contacts");
  expect(summary([news({}), news({ member: 2, kind: "added" })], nameOf)).toBe("Others changed 2 contacts");
  expect(summary([news({ kind: "reordered" })], nameOf)).toBe("");
});

test("[BD15] a refusal says what happened to the change, and the rule", () => {
  expect(refusal("contact.move", new Problem("not_found").body())).toBe(
    "The move was not taken; the card is back in its place. Not found.",
  );
  expect(refusal("contact.update", wrong("email", "Must be an e-mail address.").body())).toBe(
    "Your change was not taken; the old value is back. Must be an e-mail address.",
  );
  expect(refusal("contact.delete", new Problem("forbidden", { detail: "Only moderators." }).body())).toBe(
    "The contact was not deleted. Only moderators.",
  );
});

test("[BD16] values are quoted as people read them", () => {
  expect([
    quoted("status", "customer"),
    quoted("funnel_stage", "closed_won"),
    quoted("phone", null),
    quoted("company", "x".repeat(60)),
  ]).toEqual(["Customer", "Closed Won", "nothing", `“${"x".repeat(39)}…”`]);
});

test("[BD1] an average age is one number", () => {
  const hour = 3_600_000;
  expect([20_000, 59 * 60_000, 5 * hour, 47 * hour, 72 * hour, 4_000 * hour].map(span)).toEqual([
    "1 min",
    "59 min",
    "5 h",
    "47 h",
    "3 d",
    "167 d",
  ]);
});
