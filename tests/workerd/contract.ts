/** Holds every answer of the Worker against the API document, so that the one cannot drift from the other. [A20] [C7] */
import addFormats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { documentOf } from "../../worker/openapi/document.ts";
import { app } from "../../worker/api.ts";

type Json = Record<string, unknown>;

interface Described {
  /** By media type; null where the answer has no body. Compiled when first needed: all of them take seconds. */
  bodies: Record<string, (() => ValidateFunction) | null> | null;
}
interface Operation {
  name: string;
  path: RegExp;
  method: string;
  answers: Record<string, Described>;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);

const patternOf = (path: string): RegExp =>
  new RegExp(`^${escaped(path.replace(/\/$/, "")).replaceAll(/\{[^}]+\}/g, "[^/]+")}/?$`);

const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => (made ??= make());
};

const compile = async (): Promise<Operation[]> => {
  const document = (await documentOf(app)) as { paths: Record<string, Record<string, Json>> } & Json;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  const pointer = (...parts: string[]): string =>
    `document#/${parts.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): Operation => {
      const responses = operation["responses"] as Record<string, { content?: Record<string, { schema?: unknown }> }>;
      const answers = Object.entries(responses).map(([status, { content }]): [string, Described] => {
        const bodies =
          content &&
          Object.entries(content).map(([media, { schema }]): [string, (() => ValidateFunction) | null] => [
            media,
            schema
              ? once(() =>
                  ajv.compile({
                    $ref: pointer("paths", path, method, "responses", status, "content", media, "schema"),
                  }),
                )
              : null,
          ]);
        return [status, { bodies: bodies ? Object.fromEntries(bodies) : null }];
      });
      return {
        name: `${method.toUpperCase()} ${path}`,
        path: patternOf(path),
        method,
        answers: Object.fromEntries(answers),
      };
    }),
  );
  // A literal segment wins over a parameter. [C4]
  return operations.toSorted((one, other) => Number(one.name.includes("{")) - Number(other.name.includes("{")));
};

/** Keys of plain objects anywhere in the value. */
const keysIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(keysIn);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
};

const camel = /^[a-z]+[A-Z]/;
/** These speak OpenAPI's and better-auth's own words. */
const foreign = /^\/api\/(openapi\.json$|auth\/)/;

let operations: Promise<Operation[]> | undefined;

/** Throws when the answer has a status, a media type, a body or a key that the document does not have. */
export const holdToDocument = async (request: { method: string; path: string }, response: Response): Promise<void> => {
  const path = request.path.replace(/\?.*$/, "");
  if (response.status === 101 || request.method === "OPTIONS" || !/^\/(api|health|metrics)\b/.test(path)) return;
  operations ??= compile();
  const method = request.method === "HEAD" ? "get" : request.method.toLowerCase();
  const operation = (await operations).find((one) => one.method === method && one.path.test(path));
  const media = (response.headers.get("content-type") ?? "").replace(/;.*$/, "");
  const broken = (what: string): Error =>
    new Error(`${operation?.name ?? `${method} ${path}`} answered ${response.status}: ${what}`);
  if (!operation) {
    if (foreign.test(path) || response.status === 404 || response.status === 401 || response.status === 403) return;
    throw broken("there is no such operation in the document");
  }
  // A fault of ours belongs to no operation, and is a problem like all others. [SEC5]
  if (response.status === 500 && media === "application/problem+json") return;
  const answer = operation.answers[response.status];
  if (!answer) throw broken(`that status is not in the document: ${await response.text()}`);
  const text = request.method === "HEAD" ? "" : await response.text();
  if (answer.bodies === null) {
    if (text !== "") throw broken(`the document has no body there: ${text}`);
    return;
  }
  if (!(media in answer.bodies)) throw broken(`the document has no ${media}`);
  if (text === "" || !media.endsWith("json")) return;
  const body: unknown = JSON.parse(text);
  const wrongKey = foreign.test(path) ? undefined : keysIn(body).find((key) => camel.test(key));
  if (wrongKey !== undefined) throw broken(`the key ${wrongKey} is in camelCase`);
  const matches = answer.bodies[media]?.();
  if (matches && !matches(body)) throw broken(`${JSON.stringify(matches.errors)} in ${text.slice(0, 400)}`);
};
