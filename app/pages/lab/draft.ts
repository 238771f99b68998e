/**
 * The model that the circle tries out, as this tab has it: what the server knows, with this tab's own moves on top until
 * the server has them too. Others' moves come by announcement while they drag. [LB2] [LB4]
 */
import { batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Announcements } from "../../../domain/announcement.ts";
import { differencesOf, joinPatches, mergePatch, patchOf, tidied } from "../../../domain/health-draft.ts";
import type { HealthModel } from "../../../domain/health.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";
import type { Book } from "../../live/book.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { showToast } from "../../parts/toast.tsx";
import { sentenceOf } from "../../form.ts";

interface Kept {
  revision: number;
  /** Null when nobody tries one out. */
  model: HealthModel | null;
  at: number | null;
  by: string | null;
}

/** Moves go out at most this often, the last one last. */
const sendEvery = 200;
/** A refusal for want of a network is tried again after this long. */
const again = 3_000;
/** Moves of one setting within this time are one step for undo. */
const oneStep = 900;

interface Step {
  path: string[];
  from: unknown;
  to: unknown;
  at: number;
}

const valueAt = (model: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    model,
  );

export type Draft = ReturnType<typeof createDraft>;

export const createDraft = (live: LiveCircle, book: Book) => {
  const [kept, setKept] = createSignal<Kept>({ revision: 0, model: null, at: null, by: null });
  const [waiting, setWaiting] = createSignal<readonly unknown[]>([]);
  const [asked, setAsked] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem>();
  const [done, setDone] = createSignal<readonly Step[]>([]);
  const [undone, setUndone] = createSignal<readonly Step[]>([]);
  let holding: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | null = null;
  let stopped = false;

  const base = () => book.model();
  const model = createMemo((): HealthModel | undefined => {
    const start = kept().model ?? base()?.model;
    return start && tidied(waiting().reduce(mergePatch, start) as HealthModel);
  });
  const changes = createMemo(() => {
    const [from, to] = [base()?.model, model()];
    return from && to ? differencesOf(from, to) : [];
  });

  const take = (next: Kept): void => {
    if (next.revision > kept().revision) setKept(next);
  };

  const fetchNow = async (): Promise<void> => {
    try {
      const answer = await api.get<{ revision: number; model: HealthModel; at: string | null; by: string | null }>(
        "/api/health/draft/",
        { query: { circle_id: live.circle } },
      );
      const { revision, at, by } = answer;
      batch(() => {
        setKept({ revision, model: revision === 0 ? null : answer.model, at: at === null ? null : Date.parse(at), by });
        setAsked(true);
        setProblem(undefined);
      });
    } catch (error) {
      setProblem(asProblem(error));
    }
  };

  /** Sends what waits, as one patch. What the server refuses is taken back here too. */
  const send = async (): Promise<void> => {
    const batchOf = waiting();
    if (batchOf.length === 0 || stopped) return;
    const body = { circle_id: live.circle, changes: batchOf.reduce(joinPatches), holding };
    try {
      const answer = await api.patch<{ revision: number; model: HealthModel; at: string; by: string }>(
        "/api/health/draft/",
        body,
      );
      const { revision, by } = answer;
      batch(() => {
        take({ revision, model: answer.model, at: Date.parse(answer.at), by });
        setWaiting((now) => now.slice(batchOf.length));
      });
    } catch (error) {
      const refused = asProblem(error);
      if (["unavailable", "too_many", "superseded"].includes(refused.code)) {
        timer ??= setTimeout(() => void flush(), again);
        return;
      }
      setWaiting((now) => now.slice(batchOf.length));
      showToast({ text: sentenceOf(refused) ?? refused.message, tone: "bad" });
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= (async () => {
      await send();
      sending = null;
      if (waiting().length > 0) timer ??= setTimeout(() => void flush(), sendEvery);
    })();
    return sending;
  };
  /** Waits until everything this tab did is with the server; false when it cannot be brought there. */
  const settled = async (): Promise<boolean> => {
    for (let tries = 0; tries < 20 && waiting().length > 0; tries += 1) await flush();
    return waiting().length === 0;
  };

  const move = (path: readonly string[], value: unknown): void => {
    setWaiting((now) => [...now, patchOf(path, value)]);
    timer ??= setTimeout(() => void flush(), sendEvery);
  };

  // eslint-disable-next-line solid/reactivity -- an event, which looks at what is so when it comes
  live.onAnnouncement(({ topic, body }) => {
    if (topic !== "health.draft") return;
    const { revision, by, model: next } = body as Announcements["health.draft"];
    take({ revision, model: next, at: Date.now(), by });
  });
  createEffect(
    on(live.state, (state, before) => {
      if (state === "live" && before !== "live") void fetchNow().then(flush);
    }),
  );
  onCleanup(() => {
    void flush();
    stopped = true;
    clearTimeout(timer);
    live.presence.show({ card: null, field: null });
  });

  return {
    /** The version in force and its model. */
    base,
    /** What is tried out, or what is in force when nobody tries anything. */
    model,
    /** What it sets otherwise than the model in force. */
    changes,
    /** Who changed it last, and when. */
    last: kept,
    /** True once the server has said whether there is a draft. */
    ready: () => asked() && model() !== undefined,
    problem,
    refetch: () => void fetchNow(),
    /** True while moves of this tab wait for the server. */
    unsent: () => waiting().length > 0,
    settled,

    /** Shows the others which control this tab holds; null lets go. */
    hold: (name: string | null): void => {
      holding = name;
      live.presence.show({ card: "lab", field: name });
    },
    /** Sets one setting; undefined removes it, so that what is as for everybody counts again. */
    set: (path: readonly string[], value: unknown): void => {
      const from = valueAt(model(), path);
      if (JSON.stringify(from) === JSON.stringify(value)) return;
      const now = Date.now();
      setDone((steps) => {
        const last = steps.at(-1);
        const same = last && last.path.join("/") === path.join("/") && now - last.at < oneStep;
        return same
          ? [...steps.slice(0, -1), { ...last, to: value, at: now }]
          : [...steps.slice(-99), { path: [...path], from, to: value, at: now }];
      });
      setUndone([]);
      move(path, value);
    },
    undoable: () => done().length > 0,
    redoable: () => undone().length > 0,
    undo: (): Step | undefined => {
      const step = done().at(-1);
      if (!step) return undefined;
      setDone((steps) => steps.slice(0, -1));
      setUndone((steps) => [...steps, step]);
      move(step.path, step.from);
      return step;
    },
    redo: (): Step | undefined => {
      const step = undone().at(-1);
      if (!step) return undefined;
      setUndone((steps) => steps.slice(0, -1));
      setDone((steps) => [...steps, { ...step, at: 0 }]);
      move(step.path, step.to);
      return step;
    },
    /** Puts a whole model in the draft's place, such as an old version. */
    replace: async (next: HealthModel): Promise<void> => {
      await settled();
      const answer = await api.put<{ revision: number; model: HealthModel; at: string; by: string }>(
        "/api/health/draft/",
        { circle_id: live.circle, model: next },
      );
      take({ revision: answer.revision, model: answer.model, at: Date.parse(answer.at), by: answer.by });
    },
    /** Drops the draft, for everybody. */
    drop: async (): Promise<void> => {
      await settled();
      await api.remove(`/api/health/draft/?circle_id=${live.circle}`);
      batch(() => {
        setKept((now) => ({ revision: now.revision, model: null, at: null, by: null }));
        setDone([]);
        setUndone([]);
      });
    },
  };
};
