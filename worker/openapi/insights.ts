/** The named schemas of written texts: insights, stories, briefs, summaries, and what they cost. */
import * as z from "zod/mini";
import { removals } from "../../domain/grounding/removals.ts";
import { surfaceNames } from "../../domain/writing/surface.ts";
import { fallbacks } from "../ai/writer.ts";
import { bucketsOrUnknown } from "../../domain/health.ts";
import { component, draft } from "./components.ts";

const described = (description: string) => z.meta({ description });
const instant = z.string().check(z.meta({ format: "date-time" }));
const source = z.enum(["rules", "model"]);
const keysOf = <T extends object>(of: T) =>
  Object.keys(of) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]];

const cited = z.array(z.int()).check(described("Numbers of the facts that it rests on."));

export const Citation = component(
  "Citation",
  z.object({
    n: z.int().check(described("The number that sentences cite.")),
    table: z.string(),
    id: z.string().check(described("The row it was read from.")),
    label: z.string(),
    subject: z.nullable(z.string()),
    value: z.string(),
    as_of: z.string().check(z.meta({ format: "date" })),
    href: z.string().check(described("Where the app shows that row.")),
  }),
);

const written = {
  surface: z.enum(surfaceNames),
  subject: z.nullable(z.string()),
  source: source.check(described("Who wrote: rules, or a model whose sentences were checked.")),
  model: z.nullable(z.string()),
  fallback_reason: z
    .nullable(z.enum(keysOf(fallbacks)))
    .check(described("Why rules wrote although a model might have.")),
  fallback_note: z.nullable(z.string()),
  as_of: instant.check(described("When the facts were read.")),
  written_at: instant.check(described("When the words were written; earlier when no fact has changed since.")),
  text: z.string(),
  parts: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      source,
      sentences: z.array(z.object({ text: z.string(), citations: cited })),
    }),
  ),
  sentences: z.array(z.object({ part: z.string(), text: z.string(), citations: cited })),
  citations: z.array(Citation),
  removed: z
    .object({ count: z.int(), reasons: z.partialRecord(z.enum(keysOf(removals)), z.int()) })
    .check(described("Sentences of a model that the check took out, by reason.")),
  tokens: z.object({ input: z.int(), output: z.int() }),
};

/** [WR8] */
export const WrittenText = component("WrittenText", z.object(written));

const account = z.object({ id: z.string(), number: z.int(), name: z.string() });

/** [Y6] */
export const AccountInsights = component(
  "AccountInsights",
  z.object({
    ...written,
    account,
    actions: z
      .array(
        z.object({
          key: z.string().check(described("What it is: `playbook:9`, `promise`, `meet`, …")),
          text: z.string(),
          citations: cited,
          playbook: z.nullable(z.object({ id: z.string(), number: z.int(), name: z.string() })),
        }),
      )
      .check(z.length(3), described("The next three, the most pressing first.")),
  }),
);

/** [Y5] */
export const PortfolioInsights = component(
  "PortfolioInsights",
  z.object({ ...written, actions: z.array(z.object({ text: z.string(), citations: cited })).check(z.length(3)) }),
);

/** [Y7] [A18] */
export const AccountText = component("AccountText", z.object({ ...written, account }));

/** [AQ1] [AQ2] */
export const CircleQuestion = draft(
  "CircleQuestion",
  z.object({
    question: z.string().check(z.minLength(1, "Must not be blank."), z.maxLength(500, "At most 500 characters.")),
    circle_id: z.optional(z.string()),
  }),
);
export const CircleAnswer = component(
  "CircleAnswer",
  z.object({
    ...written,
    question: z.string(),
    read_by: source.check(described("Who made the view out of the question.")),
    understood: z.array(z.object({ words: z.string(), means: z.string() })),
    note: z.nullable(z.string()).check(described("What the answer leaves out of the question, in words for people.")),
    left_out: z.array(z.string()).check(described("Words that nothing was made of.")),
    view: z
      .object({ href: z.string(), params: z.record(z.string(), z.union([z.string(), z.array(z.string())])) })
      .check(described("What was run, as an address of the accounts page that can be changed.")),
    count: z.int(),
    results: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        name: z.string(),
        arr: z.number(),
        health_value: z.nullable(z.number()),
        health_bucket: z.enum(bucketsOrUnknown),
        renewal_date: z.nullable(z.string()),
      }),
    ),
  }),
);

/** [WR7] */
export const AiUsage = component(
  "AiUsage",
  z.object({
    day: z.string().check(z.meta({ format: "date" })),
    model: z.nullable(z.string()).check(described("Null where only rules write.")),
    requests: z.int(),
    input_tokens: z.int(),
    output_tokens: z.int(),
    removed: z.int().check(described("Sentences that the check took out.")),
    limit: z.int().check(described("Tokens that the circle may use in a day (UTC).")),
    left: z.int(),
    note: z.string(),
  }),
);

export const AskCircle = z.object({ circle_id: z.optional(z.string().check(z.meta({ format: "uuid" }))) });
