import { expect, test } from "vitest";
import { exactTime } from "../../relative-time.ts";
import { groupsOf, whyWords } from "./change-groups.ts";
import type { DeliveryChange } from "./resources.ts";

const change = (account: string, field: string, why: string): DeliveryChange => ({
  what: "metric",
  account_id: account,
  account_name: account,
  record: null,
  field,
  date: null,
  before: 1,
  after: 2,
  why,
});

test("[WP4] changes of one account with one why stand together, in their order", () => {
  const given = [
    change("a", "x", "Said."),
    change("b", "x", "Said."),
    change("a", "y", "Said."),
    change("a", "z", "Counted."),
  ];
  expect(
    groupsOf(given).map(({ first, changes }) => [first.account_id, first.why, changes.map(({ field }) => field)]),
  ).toEqual([
    ["a", "Said.", ["x", "y"]],
    ["b", "Said.", ["x"]],
    ["a", "Counted.", ["z"]],
  ]);
});

test("[WP4] instants in a why are written as this person's clock shows them", () => {
  const at = "2026-01-02T12:00:00.000Z";
  expect(whyWords(`Product stated it, as of ${at}.`)).toBe(`Product stated it, as of ${exactTime(Date.parse(at))}.`);
  expect(whyWords("Day 2026-01-02 was counted.")).toBe("Day 2026-01-02 was counted.");
});
