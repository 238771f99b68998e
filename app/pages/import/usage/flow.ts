/** One file of daily usage at the screen: choose, look at it once more, take it in, read the outcome. [IG11] */
import { batch, createSignal } from "solid-js";
import type { Problem } from "../../../../domain/problem.ts";
import type { UsageSummary } from "../../../../domain/usage-report.ts";
import { api, asProblem } from "../../../api.ts";

export type Step = "choose" | "chosen" | "taking" | "done";

/** A large file takes its time. */
const patience = 15 * 60_000;
const sampled = 64 * 1024;

/** About how many rows a file has, from how long its first lines are. */
export const rowsIn = async (file: Blob): Promise<number> => {
  const head = await file.slice(0, sampled).text();
  const lines = head.split(/\r\n|\n|\r/);
  // The last line may be cut off.
  const whole = file.size > sampled ? lines.slice(0, -1) : lines.filter((line) => line.trim() !== "");
  if (file.size <= sampled) return Math.max(0, whole.length - 1);
  const length = new Blob([whole.join("\n")]).size + 1;
  return Math.max(1, Math.round((file.size / length) * whole.length) - 1);
};

export const createUsageFlow = (circle: string) => {
  const [step, setStep] = createSignal<Step>("choose");
  const [file, setFile] = createSignal<File | null>(null);
  /** About; null while it is not known. */
  const [rows, setRows] = createSignal<number | null>(null);
  const [history, setHistory] = createSignal(true);
  const [result, setResult] = createSignal<UsageSummary | null>(null);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let key = "";

  const form = (given: File): FormData => {
    const data = new FormData();
    data.set("circle_id", circle);
    data.set("history", String(history()));
    data.set("file", given, given.name);
    return data;
  };

  return {
    step,
    file,
    rows,
    history,
    setHistory,
    result,
    problem,
    choose: async (given: File): Promise<void> => {
      key = crypto.randomUUID();
      batch(() => {
        setFile(given);
        setRows(null);
        setResult(null);
        setProblem(null);
        setStep("chosen");
      });
      const count = await rowsIn(given);
      if (file() === given) setRows(count);
    },
    /** Pressing again after a broken connection repeats the same upload. */
    take: async (): Promise<void> => {
      const given = file();
      if (!given) return;
      batch(() => {
        setProblem(null);
        setStep("taking");
      });
      try {
        const summary = await api.post<UsageSummary>("/api/ingest/csv", form(given), { patience, idempotencyKey: key });
        batch(() => {
          setResult(summary);
          setStep("done");
        });
      } catch (error) {
        batch(() => {
          setProblem(asProblem(error));
          setStep("chosen");
        });
        if (asProblem(error).status < 500) key = crypto.randomUUID();
      }
    },
    again: (): void =>
      batch(() => {
        setFile(null);
        setResult(null);
        setProblem(null);
        setStep("choose");
      }),
  };
};

export type UsageFlow = ReturnType<typeof createUsageFlow>;
