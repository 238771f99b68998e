/** What routes say of themselves for the OpenAPI document. */
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { describeRoute, resolver } from "hono-openapi";
import * as z from "zod/mini";

const ProblemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.record(z.string(), z.array(z.string()))),
  request_id: z.optional(z.string()),
});

const words: Record<number, string> = {
  400: "Some fields are wrong",
  401: "Sign in first",
  403: "The role or key does not allow this",
  404: "Not found, or in a circle of others",
  409: "The idempotency key was used with another body",
  413: "The body is too large",
  415: "Not JSON",
  429: "Too many requests",
  503: "Not available right now",
};

interface Says {
  tag: string;
  summary: string;
  /** The status of success; 200 unless told. */
  status?: 200 | 201 | 204;
  /** The body of success; none for 204. */
  gives?: StandardSchemaV1;
  /** The refusals it may answer beyond 401 and 429. */
  refuses?: number[];
}

export const described = ({ tag, summary, status = 200, gives, refuses = [] }: Says) =>
  describeRoute({
    tags: [tag],
    summary,
    responses: {
      [status]: { description: status === 201 ? "Created" : status === 204 ? "Done" : "OK", ...(gives ? { content: { "application/json": { schema: resolver(gives) } } } : {}) },
      ...Object.fromEntries(
        [...new Set([401, ...refuses, 429])].map((code) => [
          code,
          { description: words[code] ?? "Refused", content: { "application/problem+json": { schema: resolver(ProblemShape) } } },
        ]),
      ),
    },
  });
