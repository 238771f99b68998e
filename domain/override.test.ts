/** Overrides and freshness: what stands beside the computed score. */
import { expect, test } from "vitest";
import { row } from "../tests/health-cases.ts";
import { coverageOf, freshnessOf } from "./freshness.ts";
import { scoreOf, usualModel } from "./health.ts";
import { type Override, effective, holds, readOverride, checkExpiry } from "./override.ts";
import { Problem } from "./problem.ts";

const override: Override = {
  bucket: "critical",
  value: null,
  reason: "Their sponsor left.",
  author: null,
  set_at: 1_000,
  expires_at: 5_000,
};
const computed = { value: 82.5, bucket: "healthy" } as const;

test("[C12] an override is shown in place of the computed score until it ends", () => {
  const shown = (now: number, change: Partial<Override> = {}) =>
    effective(computed, { ...override, ...change }, now, usualModel);
  const beside = { computed_value: 82.5, computed_bucket: "healthy" };
  expect(shown(4_999)).toEqual({ value: 82.5, bucket: "critical", source: "override", ...beside });
  expect(shown(5_000)).toEqual({ value: 82.5, bucket: "healthy", source: "computed", ...beside });
  expect(shown(9e15, { expires_at: null }).source).toBe("override");
  expect(shown(0, { bucket: null, value: 41 })).toEqual({
    value: 41,
    bucket: "at_risk",
    source: "override",
    ...beside,
  });
  expect(effective(computed, null, 0, usualModel).source).toBe("computed");
  expect(holds(null, 0)).toBe(false);
});

test("[C12] a write names a bucket, a number of 0 to 100, or null; an expiry lies ahead", () => {
  expect([readOverride(null), readOverride("at_risk"), readOverride(0)]).toEqual([
    null,
    { bucket: "at_risk", value: null },
    { bucket: null, value: 0 },
  ]);
  for (const bad of ["Healthy", "unknown", "", 101, -1, Number.NaN, true, {}, undefined])
    expect(() => readOverride(bad)).toThrow(Problem);
  expect(() => checkExpiry(5, 5)).toThrow(Problem);
  checkExpiry(null, 5);
  checkExpiry(6, 5);
});

test("[HL8] freshness counts days since each factor's last value", () => {
  const last = { dau: "2024-03-15", adoption: "2024-03-01", tickets: "2024-02-29", nps: null, login: "2024-03-16" };
  expect(freshnessOf(last, "2024-03-15")).toEqual([
    { factor: "dau", last: "2024-03-15", days: 0, state: "fresh" },
    { factor: "adoption", last: "2024-03-01", days: 14, state: "fresh" },
    { factor: "tickets", last: "2024-02-29", days: 15, state: "stale" },
    { factor: "nps", last: null, days: null, state: "missing" },
    { factor: "login", last: "2024-03-16", days: 0, state: "fresh" },
  ]);
});

test("[HL8] coverage is the share of the weight that is known", () => {
  const inputs = { segment: null, seats: null, row: row({ daily_active_users: 3, nps_score: 0 }) };
  expect(coverageOf(scoreOf(inputs, usualModel), usualModel, null)).toBe(0.4);
  const nothing = { ...inputs, row: null };
  expect(coverageOf(scoreOf(nothing, usualModel), usualModel, null)).toBe(0);
});
