/** What is read out of a meeting's notes: offered, and taken piece by piece or not at all. [WV7] [MN5] */
import { createSignal } from "solid-js";
import type { Sentiment } from "../../../domain/account-words.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";

interface Task {
  text: string;
  who: string | null;
  due: string | null;
}

/** `POST /api/insights/account/{id}/notes`. */
export interface NotesOffer {
  source: "rules" | "model";
  model: string | null;
  fallback_note: string | null;
  sentiment: { label: Sentiment | "unknown"; score: number | null };
  summary: { text: string }[];
  promises: Task[];
  next_steps: Task[];
  withheld: number;
  removed: { count: number };
}

export const createNotesOffer = (account: () => string) => {
  const [offer, setOffer] = createSignal<NotesOffer>();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const [left, setLeft] = createSignal<ReadonlySet<Task>>(new Set());
  const tasks = (): Task[] => [...(offer()?.promises ?? []), ...(offer()?.next_steps ?? [])];
  return {
    offer,
    busy,
    problem,
    tasks,
    /** The tasks that will be noted as promises. */
    taken: (): Task[] => tasks().filter((task) => !left().has(task)),
    takes: (task: Task): boolean => !left().has(task),
    toggle: (task: Task): void =>
      void setLeft((before) => {
        const next = new Set(before);
        if (!next.delete(task)) next.add(task);
        return next;
      }),
    forget: (): void => {
      setOffer(undefined);
    },
    read: async (notes: string, date: string): Promise<void> => {
      setBusy(true);
      setProblem(undefined);
      try {
        const body = { notes, date };
        setOffer(await api.post<NotesOffer>(`/api/insights/account/${account()}/notes`, body, { patience: 60_000 }));
        setLeft(new Set<Task>());
      } catch (error) {
        setProblem(asProblem(error));
      }
      setBusy(false);
    },
  };
};

export type Offering = ReturnType<typeof createNotesOffer>;
