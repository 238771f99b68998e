/** The history of one KPI for the drawer: the whole line, and its points with notes as far as they are asked for. */
import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { comparedWeeks } from "../../../../domain/unusual.ts";
import type { Problem } from "../../../../domain/problem.ts";
import { api, asProblem } from "../../../api.ts";
import { createHistories } from "../series.ts";
import type { Series } from "../values.ts";
import { useKpis } from "../kpi-scope.ts";

export interface PastPoint {
  id: string;
  at: number;
  note: string | null;
  via: string;
  /** Id of the person, or null. */
  by: string | null;
}

interface WirePoint {
  id: string;
  recorded_at: string;
  recorded_by?: string | null;
  note: string | null;
  via: string;
}

export const spans = ["7", "30", "90", "365", "all"] as const;
export type Span = (typeof spans)[number];
const everything = 36_600;
const dayLength = 86_400_000;
/** Points are fetched again this long after the last change, so that a burst is one request. */
const settle = 700;
const most = 200;
/** What the oldest shown day is compared with, and a day for the time zone. [KP21] */
const comparedDays = comparedWeeks * 7 + 2;

export const createPast = (id: () => string, span: () => Span) => {
  const page = useKpis();
  const days = () => (span() === "all" ? everything : Number(span()));
  // What the shown days are compared with comes too. Three sizes only, so that most changes of the span ask for nothing.
  const fetched = createMemo(() => (span() === "all" ? everything : comparedDays + (days() > 90 ? 365 : 90)));
  const histories = createHistories(page.live, fetched, id);
  const [points, setPoints] = createSignal<ReadonlyMap<number, PastPoint>>(new Map());
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let asking: AbortController | undefined;

  const load = async (): Promise<void> => {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const { results } = await api.get<{ results: WirePoint[] }>(`/api/kpi/kpis/${id()}/points/`, {
        query: { page_size: most },
        signal: mine.signal,
      });
      setPoints(
        new Map(
          results.map(({ id: point, recorded_at, recorded_by, note, via }) => {
            const at = Date.parse(recorded_at);
            return [at, { id: point, at, note, via, by: recorded_by ?? null }];
          }),
        ),
      );
      setProblem(null);
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    }
  };
  createEffect(
    on([id, () => page.live.kpi(id())?.recorded_at, page.live.state], ([now], before) => {
      if (page.live.state() !== "live") return;
      if (before === undefined || before[0] !== now) {
        setPoints(new Map());
        void load();
        return;
      }
      const timer = setTimeout(() => void load(), settle);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  onCleanup(() => asking?.abort());

  const whole = createMemo(() => histories.of(id()));
  const until = createMemo(() => Math.max(page.now(), page.live.kpi(id())?.recorded_at ?? 0));
  const since = createMemo(() =>
    span() === "all" ? Math.min(until() - dayLength, whole()?.times[0] ?? until()) : until() - days() * dayLength,
  );
  /** What the chosen span shows. */
  const shown = createMemo((): Series => {
    const all = whole();
    if (!all) return { times: [], values: [], targets: [] };
    let from = all.times.findIndex((time) => time >= since());
    if (from < 0) from = all.times.length;
    return { times: all.times.slice(from), values: all.values.slice(from), targets: all.targets.slice(from) };
  });

  return {
    whole,
    shown,
    since,
    until,
    points,
    problem: () => histories.problem() ?? problem(),
    loading: histories.loading,
    reload: (): void => {
      histories.load();
      void load();
    },
    /** Shows a note before the room has answered. */
    noted: (at: number, note: string): void =>
      void setPoints((before) => {
        const point = before.get(at);
        return point ? new Map(before).set(at, { ...point, note: note === "" ? null : note }) : before;
      }),
  };
};
