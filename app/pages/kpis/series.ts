/** The histories behind the sparklines: fetched once, then kept by what the circle hears and by what waits to be sent. [KB8] */
import { batch, createEffect, createSignal, on, onCleanup, untrack } from "solid-js";
import type { Kpi } from "../../../domain/kpi.ts";
import type { Problem } from "../../../domain/problem.ts";
import { api, asProblem } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { Watch } from "../../live/rows.ts";
import { endsWith, noValues, type Series, type Waiting, withCurrent, withWaiting } from "./values.ts";

export interface Histories {
  /** Undefined until it has come. */
  of: (kpi: string) => Series | undefined;
  loading: () => boolean;
  problem: () => Problem | null;
  load: () => void;
}

const nothingWaits: readonly Waiting[] = [];

/** Histories of all KPIs of the circle, or of the one named, for so many days back. */
export const createHistories = (live: LiveCircle, days: () => number, only?: () => string): Histories => {
  /** What the room has, and what the screen shows. */
  const known = new Map<string, Series>();
  const shown = new Map<string, Series>();
  const watch = new Watch<string>();
  /** What each shown series was made from. */
  const marks = new Map<string, string>();
  /** KPIs of which several values wait: when they are settled at once, only the last is seen to come. */
  const severalWait = new Set<string>();
  const [loading, setLoading] = createSignal(false);
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let asking: AbortController | undefined;

  /** True when values that waited are now in the room's history, and not all of them here. */
  const follow = (row: Kpi, waiting: readonly Waiting[]): boolean => {
    const { id } = row;
    const room = live.kpiInRoom(id);
    const ends = [room, row].map((end) => end && [end.recorded_at, end.current_value, end.target]);
    const mark = [...ends, ...waiting.map((point) => point.id)].join();
    if (marks.get(id) === mark) return false;
    marks.set(id, mark);
    let series = known.get(id);
    // A KPI that was made here has no other history than its first value.
    if (!series && room?.recorded_at === room?.created_at) series = noValues;
    if (series && room && !endsWith(series, room)) series = withCurrent(series, room);
    if (series) known.set(id, series);
    // With no history at hand, what waits still has the room's value to start from.
    const start = series ?? (waiting.length > 0 && room ? withCurrent(noValues, room) : undefined);
    if (start) shown.set(id, withWaiting(start, waiting, row));
    watch.tell(id);
    if (waiting.length > 1) severalWait.add(id);
    return waiting.length === 0 && severalWait.delete(id);
  };

  const followAll = (kpis: readonly Kpi[], points: readonly (Waiting & { kpi: string })[]): void => {
    const byKpi = Map.groupBy(points, (point) => point.kpi);
    let missed = false;
    batch(() => {
      for (const kpi of kpis) missed = follow(kpi, byKpi.get(kpi.id) ?? nothingWaits) || missed;
    });
    if (missed) void load();
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
      for (const map of [known, shown, marks]) map.clear();
      for (const [kpi, one] of Object.entries(series)) known.set(kpi, one);
      batch(() => {
        untrack(() => followAll(followed(), live.waitingPoints()));
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
    const [kpis, points] = [followed(), live.waitingPoints()];
    untrack(() => followAll(kpis, points));
  });
  onCleanup(() => asking?.abort());

  return {
    of: (kpi) => {
      watch.read(kpi);
      return shown.get(kpi);
    },
    loading,
    problem,
    load: () => void load(),
  };
};
