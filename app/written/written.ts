/** Texts that rules or a model write from numbered facts, heard sentence by sentence while they are written. [WV1] */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { Problem, type ProblemBody, problemFrom } from "../../domain/problem.ts";
import type { Answer } from "../../worker/ai/answer.ts";

export type Written = Pick<
  Answer,
  "source" | "model" | "fallback_reason" | "fallback_note" | "as_of" | "written_at" | "parts" | "citations" | "removed"
>;
export type Citation = Written["citations"][number];

/** A sentence before its text is whole. */
export interface Heard {
  part: string;
  text: string;
}

export interface Writing {
  /** The whole text; undefined until it is written. */
  text(): Written | undefined;
  /** What came of it so far. */
  heard(): readonly Heard[];
  problem(): Problem | undefined;
  again(): void;
}

/** Asks for the text at an address of `/api/insights/stream`; null asks for nothing. Read reactively. */
export const createWriting = (address: () => string | null): Writing => {
  const [text, setText] = createSignal<Written>();
  const [heard, setHeard] = createSignal<readonly Heard[]>([]);
  const [problem, setProblem] = createSignal<Problem>();
  const [turn, setTurn] = createSignal(0);
  let source: EventSource | undefined;
  const close = (): void => {
    source?.close();
    source = undefined;
  };
  createEffect(
    on([address, turn], ([path]) => {
      close();
      setText(undefined);
      setHeard([]);
      setProblem(undefined);
      if (path === null) return;
      const mine = (source = new EventSource(path));
      mine.addEventListener("sentence", ({ data }) => {
        const { sentence } = JSON.parse(data as string) as { sentence: Heard };
        setHeard((before) => [...before, sentence]);
      });
      mine.addEventListener("restart", () => setHeard([]));
      mine.addEventListener("answer", ({ data }) => {
        close();
        setText(JSON.parse(data as string) as Written);
      });
      mine.addEventListener("failed", ({ data }) => {
        close();
        setProblem(problemFrom(JSON.parse(data as string) as ProblemBody));
      });
      // A broken line would be tried again for ever: the person decides.
      mine.addEventListener("error", () => {
        if (source !== mine) return;
        close();
        setProblem(new Problem("unavailable"));
      });
    }),
  );
  onCleanup(close);
  return { text, heard, problem, again: () => setTurn((now) => now + 1) };
};

/** The address of a text about an account, or about the whole circle. */
export const streamOf = (surface: string, of: { account: string } | { circle: string }): string =>
  `/api/insights/stream?${new URLSearchParams({
    surface,
    ...("account" in of ? { account: of.account } : { circle_id: of.circle }),
  })}`;
