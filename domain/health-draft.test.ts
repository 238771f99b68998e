/** Patches of a model, and what two models differ in. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyModel } from "../tests/health-cases.ts";
import { canonicalJson } from "./canonical.ts";
import { differencesOf, joinPatches, mergePatch, patchOf, readModel, tidied } from "./health-draft.ts";
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
    { path: ["segments", "SMB", "thresholds", "healthy"], from: null, to: 60 },
    { path: ["segments", "SMB", "thresholds", "at_risk"], from: null, to: 30 },
  ]);
  fc.assert(
    fc.property(anyModel, anyModel, (one, other) => {
      expect(differencesOf(one, one)).toEqual([]);
      const same = canonicalJson(tidied(one)) === canonicalJson(tidied(other));
      expect(differencesOf(one, other).length === 0).toBe(same);
    }),
  );
});

test("[HL9] patches that wait are sent as one, which does what they would one by one", () => {
  const anyPath = fc.constantFrom(
    ["weights", "dau"],
    ["weights", "nps"],
    ["tickets_at_zero"],
    ["segments", "SMB", "weights", "dau"],
    ["segments", "SMB", "curves", "nps"],
  );
  const anyValue = fc.constantFrom(1, 2, undefined, [
    [0, 0],
    [1, 1],
  ]);
  fc.assert(
    fc.property(fc.array(fc.tuple(anyPath, anyValue), { minLength: 1 }), (settings) => {
      const patches = settings.map(([path, value]) => patchOf(path, value));
      expect(mergePatch(usualModel, patches.reduce(joinPatches))).toEqual(patches.reduce(mergePatch, usualModel));
    }),
  );
  expect(patchOf(["segments", "SMB", "weights", "dau"], undefined)).toEqual({
    segments: { SMB: { weights: { dau: null } } },
  });
});

test("[HL9] a segment that sets nothing any more is a segment like everybody", () => {
  const own = { ...usualModel, segments: { SMB: { weights: { dau: 3 } } } };
  expect(readModel(mergePatch(own, patchOf(["segments", "SMB", "weights", "dau"], undefined)))).toEqual(usualModel);
});
