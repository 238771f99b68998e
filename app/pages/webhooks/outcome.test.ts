import { expect, test } from "vitest";
import { outcomeOf } from "./outcome.ts";
import type { DeliveryChange } from "./resources.ts";

const change = (before: number | null, after: number | null): DeliveryChange => ({
  what: "metric",
  account_id: "a",
  account_name: "Acme",
  record: null,
  field: "daily_active_users",
  date: "2026-01-02",
  before,
  after,
  why: "It says so.",
});

test("[WP5] a replay says that nothing changed, or how much did, or why it could not be done", () => {
  const said = (state: "done" | "ignored" | "held" | "dead", changes: DeliveryChange[], error: string | null = null) =>
    outcomeOf({ state, changes, error }).text;
  expect(said("done", [change(4, 4), change(null, null)])).toBe("No change: what it says was done already.");
  expect(said("done", [change(4, 5), change(4, 4)])).toBe("Done again: 1 value changed.");
  expect(said("ignored", [], "There is no mapping yet.")).toBe("No change: There is no mapping yet.");
  expect(said("held", [])).toBe("It waits still: nobody here knows whom it names.");
  expect(said("dead", [], "data.date: Must be a date.")).toBe("It could not be done: data.date: Must be a date.");
});
