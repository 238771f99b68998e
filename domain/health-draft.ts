/** Editing a health model together: patches that touch only what somebody moved, and what two models differ in. [HL9] */
import { HealthModel } from "./health.ts";
import { type FieldErrors, Problem } from "./problem.ts";

type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** RFC 7396: objects are merged, null removes, anything else takes the place of what was there. */
export const mergePatch = (target: Json, patch: Json): Json => {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
};

/**
 * One patch that does what the first and then the second would, for patches of settings (`patchOf`). In general no such patch
 * exists: after a null, an object would have to start from nothing.
 */
export const joinPatches = (first: Json, second: Json): Json => {
  if (!isObject(first) || !isObject(second)) return second;
  const joined = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second))
    joined.set(key, joined.has(key) ? joinPatches(joined.get(key), value) : value);
  return Object.fromEntries(joined);
};

/** A patch of one setting; undefined removes it. */
export const patchOf = (path: readonly string[], value: Json): Json =>
  path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value ?? null);

/** Objects in which nothing is left go too: a segment that sets nothing is a segment like everybody. */
const withoutEmpty = (value: Json): Json => {
  if (!isObject(value)) return value;
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => !isObject(inner) || Object.keys(inner).length > 0);
  return Object.fromEntries(kept);
};

/** The model without settings of segments that set nothing. */
export const tidied = (model: HealthModel): HealthModel =>
  Object.keys(model.segments).length === 0
    ? model
    : { ...model, segments: withoutEmpty(model.segments) as HealthModel["segments"] };

/** The model that was sent, or `invalid` with messages by field, under `within`. [HL1] */
export const readModel = (given: Json, within = "model"): HealthModel => {
  const read = HealthModel.safeParse(given);
  if (read.success) return tidied(read.data);
  const errors: FieldErrors = {};
  for (const { path, message } of read.error.issues) (errors[[within, ...path].join(".")] ??= []).push(message);
  throw new Problem("invalid", { errors });
};

export interface Difference {
  /** Names from the model down, such as `["weights", "dau"]`. */
  path: string[];
  /** Null where one of the two has no such setting. */
  from: Json;
  to: Json;
}

/** What the second model sets otherwise than the first, setting by setting; a curve is one. */
export const differencesOf = (from: Json, to: Json, path: string[] = []): Difference[] => {
  if (isObject(from) || isObject(to)) {
    const [old, young] = [isObject(from) ? from : {}, isObject(to) ? to : {}];
    const keys = [...new Set([...Object.keys(old), ...Object.keys(young)])];
    return keys.flatMap((key) => differencesOf(old[key], young[key], [...path, key]));
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from: from ?? null, to: to ?? null }];
};
