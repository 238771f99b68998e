import { expect, test } from "vitest";
import { differencesOf } from "./differences.ts";
import type { DeliveryChange } from "./resources.ts";

const change = (field: string, after: number): DeliveryChange => ({
  what: "metric",
  account_id: "a",
  account_name: "Acme",
  record: null,
  field,
  date: "2026-01-02",
  before: null,
  after,
  why: "It says so.",
});

test("[WP5] a dry run's differences are values that are new, come out otherwise, or are no longer set", () => {
  const done = [change("same", 1), change("other", 2), change("gone", 3)];
  const now = [change("new", 4), change("same", 1), change("other", 5)];
  expect(differencesOf(done, now).map(({ kind, now: { field, after }, was }) => [kind, field, after, was])).toEqual([
    ["new", "new", 4, null],
    ["other", "other", 5, 2],
    ["gone", "gone", 3, 3],
  ]);
  expect(differencesOf(done, done)).toEqual([]);
});
