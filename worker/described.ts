/** The short way to describe an operation that takes no query of its own and gives one thing. */
import type * as z from "zod/mini";
import { operation } from "./openapi/operation.ts";
import { PageQuery } from "./routes/contact-query.ts";

interface Says {
  tag: string;
  summary: string;
  /** The status of success; 200 unless told. */
  status?: 200 | 201 | 204;
  /** The body of success; none for 204. */
  gives?: z.core.$ZodType;
  /** The refusals it may answer beyond 401, 429 and 503. */
  refuses?: number[];
}

const isList = (schema: z.core.$ZodType | undefined): boolean => schema !== undefined && "shape" in schema._zod.def && "next" in (schema._zod.def.shape as object);

export const described = ({ tag, summary, status = 200, gives, refuses = [] }: Says) =>
  operation({ tag, summary, ...(isList(gives) ? { query: PageQuery } : {}), answers: { [status]: gives ?? null }, problems: refuses });
