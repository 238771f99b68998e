/** The API document, OpenAPI 3.1, made from what the routes say of themselves. [A20] */
import type { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import * as z from "zod/mini";
import type { Shell } from "../context.ts";
import { drafts, named } from "./components.ts";
import { plainly, reference } from "./operation.ts";

type Json = Record<string, unknown>;

/** What clients send is open (`io: "input"`), what we answer is closed; one schema is never both. New ones use `draft`. */
const inputs = new Set([
  "ContactDraft",
  "ContactChange",
  "ContactMove",
  "NoteDraft",
  "NoteChange",
  "CircleDraft",
  "CircleChange",
  "CircleFarewell",
  "MemberChange",
  "InvitationDraft",
  "ApiKeyDraft",
  "SignUp",
  "SignIn",
  "KpiDraft",
  "KpiChange",
  "KpiValue",
  "KpiPointChange",
  "RoundDraft",
  "RoundEntryDraft",
  "RoundCommentDraft",
  "RoundClosing",
  "HookDraft",
  "HookChange",
  "NextActionAnswerDraft",
  "InCircle",
  "HealthPublication",
  "HealthDraftWhole",
  "HealthDraftChange",
]);

const componentSchemas = (): Record<string, Json> => {
  const convert = (io: "input" | "output") =>
    z.toJSONSchema(named, { io, unrepresentable: "any", uri: reference, override: plainly }).schemas as Record<
      string,
      Json
    >;
  const [input, output] = [convert("input"), convert("output")];
  return Object.fromEntries(
    Object.keys(output).map((name) => {
      const {
        $schema: _dialect,
        $id: _id,
        ...schema
      } = (inputs.has(name) || drafts.has(name) ? input[name] : output[name]) ?? {};
      return [name, schema];
    }),
  );
};

/** Paths that the documents print without a slash at the end. */
const bare = /\.(json|csv)$|^(?!\/api\/)|^\/api\/auth\/|\/socket$/;

const withSlash = (path: string): string => (bare.test(path) || path.endsWith("/") ? path : `${path}/`);

const tags = [
  { name: "contacts", description: "The people and deals that a circle moves through its funnel." },
  { name: "notes", description: "What was said with a contact, newest first." },
  { name: "kpis", description: "The numbers that a circle moves towards their targets, with every value they had." },
  { name: "rounds", description: "Check-in rounds: values entered unseen, then revealed at once." },
  {
    name: "customers",
    description: "Accounts with amounts as text and health as a bucket; their feedback, meetings and metrics.",
  },
  { name: "accounts", description: "Customer companies: their facts, usage, health, feedback and meetings." },
  { name: "health", description: "Health scores: the model, its versions and its draft, and what explains a score." },
  { name: "portfolio", description: "What the accounts add up to, how that went over time, and benchmarks." },
  { name: "today", description: "What changed, what to do next, and what each person put away." },
  { name: "views", description: "Filters, orders and columns of pages under a name, for oneself or for the circle." },
  { name: "circles", description: "Circles and their members." },
  { name: "invitations", description: "Invitations into a circle." },
  { name: "people", description: "Who is signed in, and how they sign in." },
  { name: "keys", description: "API keys: bearer tokens with a scope and a list of circles." },
  {
    name: "webhooks",
    description:
      "What other systems send and what was made of it; where our own events go, and what became of each message.",
  },
  { name: "operations", description: "For those who run the service." },
];

const intro = `Every path works with and without a slash at its end. Fields are in snake_case, times in UTC.

Sign in with \`POST /api/auth/sign-in/email\` and send the token of the \`set-auth-token\` header, or an API key, as \`Authorization: Bearer …\`.
A circle you do not belong to answers exactly like one that does not exist: 404.
Refusals are \`application/problem+json\` with \`code\`, and \`errors\` by field where fields are wrong.
A write with an \`Idempotency-Key\` is done once: repeated within 24 hours with the same body, it gives the same answer.`;

const make = async (app: Hono<Shell>): Promise<Json> => {
  const document = (await generateSpecs(app as unknown as Hono, {
    documentation: {
      info: { title: "Rondo", version: "1", description: intro, license: { name: "MIT", identifier: "MIT" } },
      security: [{ bearer: [] }],
      tags,
      components: {
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "A session's token (`set-auth-token` of the sign-in) or an API key.",
          },
        },
        schemas: componentSchemas(),
      },
    },
    excludeStaticFile: false,
    defaultValidationErrorResponse: false,
  })) as unknown as { paths: Record<string, unknown> } & Json;
  return {
    ...document,
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    paths: Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [withSlash(path), item])),
  };
};

const made = new WeakMap<Hono<Shell>, Promise<Json>>();

/** Made at the first call and kept: routes do not change while a Worker lives. */
export const documentOf = (app: Hono<Shell>): Promise<Json> => {
  let document = made.get(app);
  if (!document) made.set(app, (document = make(app)));
  return document;
};
