import { expect, test } from "vitest";
import { hears, hookEvents, hookFilters } from "../../../domain/hook.ts";
import { filterWords, heardOf, withEvent, withFamily } from "./event-choice.ts";

test("[WP11] ticking every event of a family is the family, and a tick taken away leaves the others", () => {
  const some = withEvent(["kpi.*"], "kpi.deleted", false);
  expect(some).toEqual(["kpi.created", "kpi.changed", "kpi.recorded"]);
  expect(withEvent(some, "kpi.deleted", true)).toEqual(["kpi.*"]);
  expect([heardOf(some, "kpi"), heardOf(["kpi.*"], "kpi"), heardOf(some, "note")]).toEqual(["some", "all", "none"]);
});

test("[WP11] a tick changes what is heard of one event and of no other", () => {
  for (const filters of [["*"], [], ["contact.*", "note.added"], ["account.health_changed"]])
    for (const event of hookEvents)
      for (const on of [true, false]) {
        const after = withEvent(filters, event, on);
        expect(after.every((filter) => hookFilters.includes(filter))).toBe(true);
        for (const other of hookEvents) expect(hears(after, other)).toBe(other === event ? on : hears(filters, other));
      }
});

test("[WP11] a filter is written in words", () => {
  expect(filterWords(["*"])).toBe("Everything");
  expect(filterWords(withFamily(["account.health_changed"], "contact", true))).toBe(
    "Contacts · Accounts: health changed",
  );
});
