/** The histories behind the sparklines: fetched once, then kept by what the circle hears. [KB8] */
import { batch, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { Watch } from "../../live/rows.ts";
import { type Current, type Series, withCurrent } from "./values.ts";

export interface Histories {
  /** Undefined until it has come. */
  of: (kpi: string) => Series | undefined;
  loading: () => boolean;
  problem: () => Problem | null;
  load: () => void;
}

/** Histories of all KPIs of the circle, or of the one named, for so many days back. */
export const createHistories = (live: LiveCircle, days: () => number, only?: () => string): Histories => {
  const found = new Map<string, Series>();
  const watch = new Watch<string>();
  /** What the end of each series was made from; `settled` once the room has given the value its time. */
  const ends = new Map<string, Current & { settled: boolean }>();
  const [loading, setLoading] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let asking: AbortController | undefined;

  const follow = (kpi: Kpi): void => {
    const end = ends.get(kpi.id);
    const settled = !live.pendingFor(kpi.id);
    if (end?.recorded_at === kpi.recorded_at && end.current_value === kpi.current_value && end.target === kpi.target) {
      end.settled = settled;
      return;
    }
    let series = found.get(kpi.id);
    if (!series) {
      // A KPI that was made here has no other history than its first value.
      if (kpi.recorded_at !== kpi.created_at) return;
      series = { times: [], values: [], targets: [] };
    }
    // What was shown before the room knew of it gets the room's time: it is the same point.
    if (end && !end.settled && series.times.at(-1) === end.recorded_at)
      series = {
        times: series.times.slice(0, -1),
        values: series.values.slice(0, -1),
        targets: series.targets.slice(0, -1),
      };
    const { id, recorded_at, current_value, target } = kpi;
    ends.set(id, { recorded_at, current_value, target, settled });
    found.set(id, withCurrent(series, kpi));
    watch.tell(id);
  };

  const followed = (): Kpi[] => {
    if (!only) return live.kpis();
    const kpi = live.kpi(only());
    return kpi ? [kpi] : [];
  };

  const load = async (): Promise<void> => {
    asking?.abort();
    const mine = (asking = new AbortController());
    setLoading(true);
    try {
      const { series } = await api.get<{ series: Record<string, Series> }>("/api/kpi/series/", {
        query: { circle_id: live.circle, days: days(), kpi: only?.() },
        signal: mine.signal,
      });
      found.clear();
      ends.clear();
      for (const [kpi, one] of Object.entries(series)) found.set(kpi, one);
      batch(() => {
        for (const kpi of untrack(followed)) follow(kpi);
        watch.tellAll();
        setProblem(null);
      });
    } catch (error) {
      if (!mine.signal.aborted) setProblem(asProblem(error));
    } finally {
      if (asking === mine) setLoading(false);
    }
  };

  // Values that came while the line was down are only in the room's history.
  createEffect(
    on([live.state, days, () => only?.()], ([state, ...asked], before) => {
      const again =
        before === undefined ||
        (state === "live" && before[0] !== "live") ||
        before[1] !== asked[0] ||
        before[2] !== asked[1];
      if (again && state !== "offline") void load();
    }),
  );
  createEffect(() => {
    const kpis = followed();
    untrack(() => batch(() => kpis.forEach(follow)));
  });
  onCleanup(() => asking?.abort());

  return {
    of: (kpi) => {
      watch.read(kpi);
      return found.get(kpi);
    },
    loading,
    problem,
    load: () => void load(),
  };
};
