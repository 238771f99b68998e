import { createRoot } from "solid-js";
import { describe, expect, it } from "vitest";
import { createNow, relativeTime } from "./relative-time.ts";

const now = Date.UTC(2026, 5, 15, 12);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe("relative time", () => {
  it("[UI8] names the largest whole unit, then the date", () => {
    const ages = [0, -5 * minute, 59 * second, minute, 59 * minute, hour, 23 * hour, day, 13 * day, 14 * day, 69 * day];
    expect(ages.map((age) => relativeTime(now - age, now))).toEqual([
      "just now",
      "just now",
      "just now",
      "1 min",
      "59 min",
      "1 h",
      "23 h",
      "1 d",
      "13 d",
      "2 wk",
      "9 wk",
    ]);
    expect(relativeTime(now - 100 * day, now)).not.toContain("2026");
    expect(relativeTime(now - 400 * day, now)).toContain("2025");
  });

  it("[UI8] all readers share one clock", () => {
    createRoot((dispose) => {
      expect(createNow()).toBe(createNow());
      dispose();
    });
  });
});
