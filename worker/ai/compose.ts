/** Puts an answer together: the model where there is one, rules where it fails and for what is promised exactly. [WR5] */
import type { Checked } from "../../domain/grounding/check.ts";
import { type Assignment, type PartSentence, surfaces } from "../../domain/writing/surface.ts";
import { type Fallback, rulesWriter, type Writer, WriterFailure, type Written } from "./writer.ts";

export interface Part {
  name: string;
  source: Writer["source"];
  sentences: { text: string; citations: number[] }[];
}

/** What was written, before it gets its citations and addresses. Kept as JSON. */
export interface Composed {
  /** `model` when a model wrote any of it. */
  source: Writer["source"];
  fallback: Fallback | null;
  parts: Part[];
  removed: Checked["removed"];
  tokens: Written["tokens"];
}

/** While it is being written. After `restart` everything shown before is void. */
export type Progress =
  | { type: "sentence"; sentence: PartSentence; source: Writer["source"] }
  | { type: "restart"; reason: Fallback };

const nothing: Written = { removed: { count: 0, reasons: {} }, tokens: { input: 0, output: 0 } };

/** [WR5] `why` says why there is no model, where there is none. */
export async function* compose(
  assignment: Assignment,
  model: Writer | null,
  why: Fallback | null,
  signal?: AbortSignal,
): AsyncGenerator<Progress, Composed> {
  const { prose, fixed } = surfaces[assignment.surface];
  const byModel: PartSentence[] = [];
  let written = nothing;
  let fallback = why;
  if (model) {
    try {
      const writing = model.write(assignment, prose, signal);
      for (let step = await writing.next(); ; step = await writing.next()) {
        if (step.done) {
          written = step.value;
          break;
        }
        byModel.push(step.value);
        yield { type: "sentence", sentence: step.value, source: "model" };
      }
    } catch (error) {
      if (!(error instanceof WriterFailure)) throw error;
      written = { removed: error.removed, tokens: error.tokens };
      fallback = error.reason;
      if (byModel.length > 0) yield { type: "restart", reason: error.reason };
      byModel.length = 0;
    }
  }
  const parts: Part[] = [];
  for (const name of [...prose, ...fixed]) {
    const own = byModel.filter(({ part }) => part === name);
    const sentences = [...own];
    if (own.length === 0)
      // Parts that a model left out, and those that are promised, are written by rules.
      for await (const sentence of rulesWriter.write(assignment, [name])) {
        sentences.push(sentence);
        yield { type: "sentence", sentence, source: "rules" };
      }
    if (sentences.length > 0)
      parts.push({
        name,
        source: own.length > 0 ? "model" : "rules",
        sentences: sentences.map(({ text, citations }) => ({ text, citations })),
      });
  }
  return {
    source: byModel.length > 0 ? "model" : "rules",
    fallback,
    parts,
    removed: written.removed,
    tokens: written.tokens,
  };
}
