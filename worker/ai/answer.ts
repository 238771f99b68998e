/** Answers as the interface gives them: text with its source, its citations and what was removed, from the cache or written now. [WR8] */
import { type Fact, sayValue } from "../../domain/grounding/fact.ts";
import { type Assignment, partTitles, type Surface } from "../../domain/writing/surface.ts";
import type { Desk } from "../circles.ts";
import { log } from "../log.ts";
import { charge, mayAsk } from "./budget.ts";
import { compose, type Composed, type Progress } from "./compose.ts";
import { modelNameOf, modelWriterFor } from "./provider.ts";
import { keepText, keyOf, textFrom } from "./text-cache.ts";
import { fallbacks, type Fallback, type Writer } from "./writer.ts";

export interface Citation {
  n: number;
  table: string;
  id: string;
  label: string;
  subject: string | null;
  value: string;
  as_of: string;
  /** Where the row is shown. */
  href: string;
}

export interface Answer {
  surface: Surface;
  subject: string | null;
  source: Writer["source"];
  /** The model's name when it wrote. */
  model: string | null;
  /** Why rules wrote although a model might have; null when all is as it should be. */
  fallback_reason: Fallback | null;
  fallback_note: string | null;
  /** When the facts were read. */
  as_of: string;
  /** When the words were written; earlier than `as_of` when nothing has changed since. */
  written_at: string;
  text: string;
  parts: {
    name: string;
    title: string;
    source: Writer["source"];
    sentences: { text: string; citations: number[] }[];
  }[];
  sentences: { part: string; text: string; citations: number[] }[];
  citations: Citation[];
  removed: Composed["removed"];
  tokens: Composed["tokens"];
}

/** Where the app shows a fact's row. */
export type HrefOf = (fact: Fact) => string;

const answerFrom = (
  assignment: Assignment,
  composed: Composed,
  env: Desk["env"],
  hrefOf: HrefOf,
  times: { read: number; written: number },
): Answer => {
  const sentences = composed.parts.flatMap((part) =>
    part.sentences.map((sentence) => ({ part: part.name, ...sentence })),
  );
  const used = new Set(sentences.flatMap(({ citations }) => citations));
  return {
    surface: assignment.surface,
    subject: assignment.subject,
    source: composed.source,
    model: composed.source === "model" ? modelNameOf(env) : null,
    fallback_reason: composed.fallback,
    fallback_note: composed.fallback === null ? null : fallbacks[composed.fallback],
    as_of: new Date(times.read).toISOString(),
    written_at: new Date(times.written).toISOString(),
    text: composed.parts.map(({ sentences: own }) => own.map(({ text }) => text).join(" ")).join("\n\n"),
    parts: composed.parts.map((part) => ({
      name: part.name,
      title: partTitles[part.name] ?? part.name,
      source: part.source,
      sentences: part.sentences,
    })),
    sentences,
    citations: assignment.facts
      .filter(({ n }) => used.has(n))
      .map((fact) => ({
        n: fact.n,
        table: fact.table,
        id: fact.id,
        label: fact.label,
        subject: fact.subject,
        value: sayValue(fact.value),
        as_of: fact.as_of,
        href: hrefOf(fact),
      })),
    removed: composed.removed,
    tokens: composed.tokens,
  };
};

export interface Asking {
  /** Whose budget and cache. */
  circle: string;
  assignment: Assignment;
  hrefOf: HrefOf;
  now: number;
  signal?: AbortSignal;
}

/** Sentences while they are written, then the whole answer. A text from the cache gives its answer at once. */
export async function* answering(
  desk: Desk,
  { circle, assignment, hrefOf, now, signal }: Asking,
): AsyncGenerator<Progress, Answer> {
  const { env, db } = desk;
  const done = (composed: Composed, written: number): Answer =>
    answerFrom(assignment, composed, env, hrefOf, { read: now, written });
  const model = await modelWriterFor(env);
  const key = model ? await keyOf(assignment, model) : "";
  const kept = model ? await textFrom(db, circle, key, now) : null;
  if (kept) return done(kept.composed, kept.written_at);
  const within = model ? await mayAsk(env, db, circle, assignment.today) : false;
  const why: Fallback | null = model ? (within ? null : "budget_spent") : "no_model";
  const writing = compose(assignment, within ? model : null, why, signal);
  let step = await writing.next();
  for (; !step.done; step = await writing.next()) yield step.value;
  const composed = step.value;
  if (model && within) {
    const { tokens, removed, fallback } = composed;
    log(fallback === null ? "info" : "warn", "ai.written", {
      circle,
      surface: assignment.surface,
      fallback,
      removed: removed.count,
      ...tokens,
    });
    await charge(db, circle, assignment.today, { ...tokens, removed: removed.count });
    await keepText(db, circle, key, composed, now);
  }
  return done(composed, now);
}

/** The whole answer. */
export const answerOf = async (desk: Desk, asking: Asking): Promise<Answer> => {
  const writing = answering(desk, asking);
  for (;;) {
    const step = await writing.next();
    if (step.done) return step.value;
  }
};
