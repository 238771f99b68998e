/** Overrides and freshness: what stands beside the computed score. */
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { row } from "../tests/health-cases.ts";
import { coverageOf, freshnessOf } from "./freshness.ts";
import { scoreOf, usualModel } from "./health.ts";
import { type Override, effective, holds, noOverride, overrideFields, overrideFrom, overrideIn } from "./override.ts";
import { Problem } from "./problem.ts";

const override: Override = {
  bucket: "critical",
  value: null,
  reason: "Their sponsor left.",
  by: null,
  at: 1_000,
  until: 5_000,
};
const computed = { value: 82.5, bucket: "healthy" } as const;

test("[C12] an override is shown in place of the computed score until it ends", () => {
  const shown = (now: number, change: Partial<Override> = {}) =>
    effective(computed, { ...override, ...change }, now, usualModel, null);
  expect(shown(4_999)).toEqual({ value: 82.5, bucket: "critical", source: "override" });
  expect(shown(5_000)).toEqual({ value: 82.5, bucket: "healthy", source: "computed" });
  expect(shown(9e15, { until: null }).source).toBe("override");
  expect(effective(computed, null, 0, usualModel, null)).toEqual({ ...computed, source: "computed" });
  const nothing = { value: null, bucket: "unknown" } as const;
  expect(effective(nothing, null, 0, usualModel, null).source).toBe("none");
  expect(holds(null, 0)).toBe(false);
});

test("[HL5] the bucket of an overriding number follows the thresholds", () => {
  const said = { ...override, bucket: null, value: 41 };
  const stricter = { ...usualModel, segments: { SMB: { thresholds: { healthy: 60, at_risk: 50 } } } };
  expect(effective(computed, said, 0, stricter, null)).toEqual({ value: 41, bucket: "at_risk", source: "override" });
  expect(effective(computed, said, 0, stricter, "SMB").bucket).toBe("critical");
});

const Write = z.object(overrideFields);
const columns = (body: unknown) => overrideFrom(Write.parse(body), "ana", 1_000);

test("[HL5] a write names a bucket, a number of 0 to 100, or null; its end lies ahead", () => {
  expect(columns({ health_score: "critical", health_reason: " Sponsor left ", health_until: "2026-01-01" })).toEqual({
    override_bucket: "critical",
    override_value: null,
    override_reason: "Sponsor left",
    override_by: "ana",
    override_at: 1_000,
    override_until: Date.parse("2026-01-01"),
  });
  expect(columns({ health_score: 0 })).toMatchObject({ override_bucket: null, override_value: 0, override_reason: "" });
  expect(overrideIn(columns({ health_score: 12.5 }) ?? noOverride)).toEqual({
    bucket: null,
    value: 12.5,
    reason: "",
    by: "ana",
    at: 1_000,
    until: null,
  });
  expect(columns({ health_score: null })).toEqual(noOverride);
  expect(overrideIn(noOverride)).toBeNull();
  expect(columns({})).toBeUndefined();
  for (const said of ["Healthy", "unknown", "", 101, -1, Number.NaN, true, {}])
    expect(Write.safeParse({ health_score: said }).error?.issues[0]?.path).toEqual(["health_score"]);
  expect(Write.safeParse({ health_score: "healthy", health_until: "next week" }).success).toBe(false);
  const refused = (body: unknown) => {
    try {
      columns(body);
      return null;
    } catch (error) {
      return error instanceof Problem ? Object.keys(error.parts.errors ?? {}) : error;
    }
  };
  expect(refused({ health_score: "healthy", health_until: "1970-01-01" })).toEqual(["health_until"]);
  expect(refused({ health_reason: "Why not" })).toEqual(["health_score"]);
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
