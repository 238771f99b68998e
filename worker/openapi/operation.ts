/** What one operation takes and answers, for the API document. Checks nothing: the route and the room do. */
import { describeRoute } from "hono-openapi";
import * as z from "zod/mini";
import { named } from "./components.ts";

type Schema = z.core.$ZodType;
type Json = Record<string, unknown>;

export interface Operation {
  tag: string;
  summary: string;
  description?: string;
  /** `none` answers without a token. */
  security?: "none";
  /** An object whose fields are query parameters. */
  query?: Schema;
  /** Request headers, each with a sentence. */
  headers?: Record<string, string>;
  body?: Schema | "multipart/form-data";
  /** A body that may be left out. */
  bodyOptional?: true;
  /** Answers by status: a schema, `null` for no body, or media types. */
  answers: Record<number, Schema | null | `${string}/${string}` | readonly `${string}/${string}`[]>;
  /** Response headers that may come with success. */
  gives?: Record<string, string>;
  /** Refusals beyond those that follow from the rest. */
  problems?: readonly number[];
}

export const reference = (id: string): string => `#/components/schemas/${id}`;

/** Whole numbers without the bounds of what JavaScript can count, and named schemas as references. */
export const plainly: NonNullable<z.core.JSONSchemaGeneratorParams["override"]> = ({
  zodSchema,
  jsonSchema: json,
  path,
}) => {
  const name = path.length > 0 ? named.get(zodSchema)?.id : undefined;
  if (name !== undefined) {
    for (const key of Object.keys(json)) delete json[key];
    json.$ref = reference(name);
  }
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
};

/** A schema as JSON Schema 2020-12: by reference when it has a name. */
export const jsonSchema = (schema: Schema, io: "input" | "output"): Json => {
  const name = named.get(schema)?.id;
  if (name !== undefined) return { $ref: reference(name) };
  const {
    $schema: _dialect,
    $defs: _defs,
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: "any", override: plainly }) as Json;
  return json;
};

const problemTitles: Record<number, string> = {
  400: "Some fields are wrong",
  401: "Sign in first",
  403: "Your role does not allow this",
  404: "Not found, or in a circle that is not yours",
  409: "In conflict with what is there",
  412: "Changed since you read it",
  413: "The body is too large",
  426: "Reload to continue",
  415: "This content type is not understood",
  429: "Too many requests",
  503: "Not available right now",
};

const problem = (status: number): Json => ({
  description: problemTitles[status] ?? "Refused",
  content: { "application/problem+json": { schema: { $ref: reference("Problem") } } },
});

const titles: Record<number, string> = {
  101: "The socket is open",
  200: "Done",
  201: "Created",
  202: "Taken; worked on afterwards",
  204: "Done; nothing to show",
  304: "Unchanged since that tag",
};

const answer = (
  status: number,
  what: Schema | null | string | readonly string[],
  gives: Record<string, string> = {},
): Json => {
  const headers = Object.fromEntries(
    Object.entries(gives).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  );
  const media =
    typeof what === "string" || Array.isArray(what)
      ? Object.fromEntries([what].flat().map((type) => [type, {}]))
      : what && { "application/json": { schema: jsonSchema(what as Schema, "output") } };
  return { description: titles[status] ?? "Done", ...(gives ? { headers } : {}), ...(media ? { content: media } : {}) };
};

const queryParameters = (schema: Schema): Json[] => {
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }));
};

const headerParameters = (headers: Record<string, string>): Json[] =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string" },
  }));

/** Every signed-in operation may answer these. */
const always = [401, 429, 503];

export const operation = ({
  tag,
  summary,
  description,
  security,
  query,
  headers,
  body,
  bodyOptional,
  answers,
  gives,
  problems = [],
}: Operation) => {
  const statuses = new Set([
    ...problems,
    ...(security === "none" ? [429] : always),
    ...(body ? [400, 413, 415] : []),
    ...(query ? [400] : []),
  ]);
  const responses = Object.fromEntries([
    ...Object.entries(answers).map(([status, what]) => [status, answer(Number(status), what, gives)]),
    ...[...statuses].toSorted((one, other) => one - other).map((status) => [String(status), problem(status)]),
  ]);
  const content =
    body === "multipart/form-data"
      ? { [body]: { schema: { type: "object" } } }
      : body && { "application/json": { schema: jsonSchema(body, "input") } };
  return describeRoute({
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(security === "none" ? { security: [] } : {}),
    parameters: [...(query ? queryParameters(query) : []), ...(headers ? headerParameters(headers) : [])],
    ...(content ? { requestBody: { required: bodyOptional !== true, content } } : {}),
    responses,
  } as unknown as Parameters<typeof describeRoute>[0]);
};
