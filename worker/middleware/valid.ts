/** Checks one part of the request; anything wrong becomes a problem by field, never a second response shape. */
import { sValidator } from "@hono/standard-validator";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ValidationTargets } from "hono";
import { type FieldErrors, Problem } from "../../domain/problem.ts";

type Issue = StandardSchemaV1.Issue;

const pathOf = (issue: Issue): string =>
  (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part)).join(".") || "body";

/** Messages by field; what concerns the whole is under `body`. */
export const fieldErrors = (issues: readonly Issue[]): FieldErrors => {
  const errors: FieldErrors = {};
  for (const issue of issues) (errors[pathOf(issue)] ??= []).push(issue.message);
  return errors;
};

const json = /^application\/([a-z.+-]+\+)?json\b/i;

/** Throws `invalid` with `errors` by field, and `wrong_type` for a body that is not JSON where JSON is due. */
export const valid = <Target extends keyof ValidationTargets, Schema extends StandardSchemaV1>(
  target: Target,
  schema: Schema,
) =>
  sValidator(target, schema, (result, c): void => {
    if (target === "json" && !json.test(c.req.header("content-type") ?? ""))
      throw new Problem("wrong_type", { detail: "Send application/json." });
    if (!result.success) throw new Problem("invalid", { errors: fieldErrors(result.error) });
  });
