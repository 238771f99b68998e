/** What a writer is, whoever writes: it gives checked sentences one by one, and says at the end what was removed. [WR1] */
import { type Checked, makeChecker } from "../../domain/grounding/check.ts";
import { rulesVersion, writeByRules } from "../../domain/writing/rules-writer.ts";
import type { Assignment, PartSentence } from "../../domain/writing/surface.ts";

export interface Written {
  removed: Checked["removed"];
  /** What it cost; nothing for rules. */
  tokens: { input: number; output: number };
}

export interface Writer {
  source: "rules" | "model";
  /** Another one when the same facts may give other words. */
  version: string;
  /** Every sentence that it gives has passed the check. Throws a `WriterFailure` when it cannot go on. */
  write: (
    assignment: Assignment,
    parts: readonly string[],
    signal?: AbortSignal,
  ) => AsyncGenerator<PartSentence, Written>;
}

/** Why rules wrote although a model was asked for, in words for people. */
export const fallbacks = {
  no_model: "No model is set up, so rules wrote this.",
  budget_spent:
    "The circle's budget of model text for today is spent, so rules wrote this. It starts anew at midnight UTC.",
  time_out: "The model took too long, so rules wrote this.",
  unreachable: "The model could not be reached, so rules wrote this.",
  malformed: "The model's answer did not have the agreed form, so rules wrote this.",
  refused: "The model refused, so rules wrote this.",
  too_long: "The text is too long for the model, so rules wrote this.",
  ungrounded: "Too little of the model's text followed from the facts, so rules wrote this.",
} as const;
export type Fallback = keyof typeof fallbacks;

export class WriterFailure extends Error {
  readonly reason: Fallback;
  readonly tokens: Written["tokens"];
  readonly removed: Checked["removed"];

  constructor(
    reason: Fallback,
    { tokens = { input: 0, output: 0 }, removed = { count: 0, reasons: {} } }: Partial<Written> = {},
  ) {
    super(fallbacks[reason]);
    this.name = "WriterFailure";
    this.reason = reason;
    this.tokens = tokens;
    this.removed = removed;
  }
}

/** The check of an assignment's sentences, kept to the parts that were asked for. */
export const checkerFor = ({ facts, today }: Assignment, parts: readonly string[]) => {
  const checker = makeChecker(facts, today);
  return {
    check: ({ part, ...raw }: PartSentence): PartSentence | null => {
      if (!parts.includes(part)) return null;
      const sentence = checker.check(raw);
      return sentence && { part, ...sentence };
    },
    removed: checker.removed,
  };
};

/** [WR2] */
export const rulesWriter: Writer = {
  source: "rules",
  version: rulesVersion,
  write: async function* write(assignment, parts) {
    const checker = checkerFor(assignment, parts);
    for (const draft of writeByRules(assignment, parts)) {
      const sentence = checker.check(draft);
      if (sentence) yield sentence;
    }
    return { removed: checker.removed(), tokens: { input: 0, output: 0 } };
  },
};
