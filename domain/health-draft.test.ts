/** Patches of a model, and what two models differ in. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyModel } from "../tests/health-cases.ts";
import { canonicalJson } from "./canonical.ts";
import { differencesOf, mergePatch, readModel } from "./health-draft.ts";
import { usualModel } from "./health.ts";
import { Problem } from "./problem.ts";

test("[HL9] two people who move two sliders both keep their move", () => {
  const ana = mergePatch(usualModel, { weights: { dau: 40 } });
  const both = readModel(mergePatch(ana, { weights: { nps: 5 }, segments: { SMB: { tickets_at_zero: 4 } } }));
  expect(both).toEqual({
    ...usualModel,
    weights: { ...usualModel.weights, dau: 40, nps: 5 },
    segments: { SMB: { tickets_at_zero: 4 } },
  });
  expect(mergePatch(both, { segments: { SMB: null } })).toMatchObject({ segments: {} });
  const curve = [
    [0, 0],
    [0.5, 0.9],
    [1, 1],
  ];
  expect(mergePatch(both, { curves: { dau: curve } })).toMatchObject({
    curves: { dau: curve, nps: usualModel.curves.nps },
  });
});

test("[HL9] a patch that names JavaScript's own properties is data like any other", () => {
  const patch = JSON.parse('{"__proto__":{"weights":1},"constructor":{"prototype":{"x":1}}}') as unknown;
  const merged = mergePatch(usualModel, patch) as Record<string, unknown>;
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  expect(() => readModel(merged)).toThrow(Problem);
});

test("[HL1] what is not a model is refused under its place", () => {
  const refused = (given: unknown) => {
    try {
      return readModel(given);
    } catch (error) {
      return (error as Problem).parts.errors;
    }
  };
  expect(refused({ ...usualModel, weights: { ...usualModel.weights, dau: -1 } })).toEqual({
    "model.weights.dau": ["Must be 0 to 100."],
  });
  expect(refused("no")).toHaveProperty("model");
});

test("[HL9] differences name each setting that changed, and no other", () => {
  const next = {
    ...usualModel,
    weights: { ...usualModel.weights, dau: 30 },
    segments: { SMB: { thresholds: { healthy: 60, at_risk: 30 } } },
  };
  expect(differencesOf(usualModel, next)).toEqual([
    { path: ["weights", "dau"], from: 25, to: 30 },
    { path: ["segments", "SMB"], from: null, to: { thresholds: { healthy: 60, at_risk: 30 } } },
  ]);
  fc.assert(
    fc.property(anyModel, anyModel, (one, other) => {
      expect(differencesOf(one, one)).toEqual([]);
      expect(differencesOf(one, other).length === 0).toBe(canonicalJson(one) === canonicalJson(other));
    }),
  );
});
