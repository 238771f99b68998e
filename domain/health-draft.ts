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

/** The model that was sent, or `invalid` with messages by field, under `within`. [HL1] */
export const readModel = (given: Json, within = "model"): HealthModel => {
  const read = HealthModel.safeParse(given);
  if (read.success) return read.data;
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

/** What the second model sets otherwise than the first, setting by setting; a curve or the like is one. */
export const differencesOf = (from: Json, to: Json, path: string[] = []): Difference[] => {
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differencesOf(from[key], to[key], [...path, key]));
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path, from: from ?? null, to: to ?? null }];
};
