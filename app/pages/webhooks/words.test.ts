import { expect, test } from "vitest";
import type { DeliveryChange } from "./resources.ts";
import { changeWords, untilWords } from "./words.ts";

const change = (part: Partial<DeliveryChange>): DeliveryChange => ({
  what: "metric",
  account_id: "a",
  account_name: "Acme",
  record: null,
  field: "arr",
  date: "2026-01-02",
  before: null,
  after: null,
  why: "It says so.",
  ...part,
});

test("[WP2] the list says the first change of a delivery in a line", () => {
  expect(changeWords(change({ before: "445000.00", after: "125000.00" }))).toBe("ARR 445,000 → 125,000");
  expect(changeWords(change({ field: "daily_active_users", after: 57 }))).toBe("Daily active users 57");
  expect(changeWords(change({ field: "nps_score", before: 4, after: 4 }))).toBe("NPS score 4, as before");
  expect(changeWords(change({ field: "product", after: "Invited a colleague" }))).toBe("Product: Invited a colleague");
  expect(changeWords(change({ field: null }))).toBe("Metric It says so.");
});

test("[WP12] the next try is said as a wait", () => {
  const now = Date.UTC(2026, 0, 2);
  const words = [0, 40_000, 5 * 60_000, 3 * 3_600_000].map((wait) =>
    untilWords(new Date(now + wait).toISOString(), now),
  );
  expect(words).toEqual(["now", "in 40 s", "in 5 min", "in 3 h"]);
});
