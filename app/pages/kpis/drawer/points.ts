/** What belongs to the points of a history: every note at once, the rest around where somebody looks. [KB18] */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { Problem } from "../../../../domain/problem.ts";
import { api, asProblem } from "../../../api.ts";
import type { Series } from "../values.ts";
import { useKpis } from "../kpi-scope.ts";

export interface PastPoint {
  id: string;
  note: string | null;
  via: string;
  /** Id of the person, or null. */
  by: string | null;
  /** True while it has not been sent: the room knows nothing of it yet. */
  waits?: true;
}

interface WirePoint extends Omit<PastPoint, "by"> {
  recorded_at: string;
  recorded_by?: string | null;
}

interface Page {
  next: string | null;
  results: WirePoint[];
}

/** Asked for again this long after the last news, so that a burst is one request. */
const settle = 700;
/** Whoever runs along a history asks where they stop. */
const rest = 120;
/** Points to either side of the one that is looked at, which come with it. */
const around = 90;
const pageSize = 200;

export const createPoints = (id: () => string, series: () => Series) => {
  const page = useKpis();
  const [notes, setNotes] = createSignal<ReadonlyMap<number, string>>(new Map());
  /** By time, in the order they were recorded. */
  const [points, setPoints] = createSignal<ReadonlyMap<number, readonly PastPoint[]>>(new Map());
  const [problem, setProblem] = createSignal<Problem | null>(null);
  let asking = new AbortController();
  let looking: ReturnType<typeof setTimeout> | undefined;
  let here = -1;
  /** True when what has come may be out of date: it stays until what replaces it is there. */
  let outdated = false;

  const ask = async (query: Record<string, string>): Promise<WirePoint[]> => {
    const all: WirePoint[] = [];
    const { signal } = asking;
    for (let at = 1; ; at += 1) {
      const { next, results } = await api.get<Page>(`/api/kpi/kpis/${id()}/points/`, {
        query: { ...query, page: at, page_size: pageSize },
        signal,
      });
      all.push(...results);
      if (next === null) return all;
    }
  };
  const told = async (work: () => Promise<void>): Promise<void> => {
    const { signal } = asking;
    try {
      await work();
      if (!signal.aborted) setProblem(null);
    } catch (error) {
      if (!signal.aborted) setProblem(asProblem(error));
    }
  };

  const loadNotes = () =>
    told(async () => {
      const noted = await ask({ noted: "true" });
      setNotes(new Map(noted.map(({ recorded_at, note }) => [Date.parse(recorded_at), note ?? ""])));
    });
  /** All points from one time to another, both included: so that those of one moment come together. */
  const loadAround = (index: number) =>
    told(async () => {
      const { times } = series();
      const [from, to] = [times[Math.max(0, index - around)], times[Math.min(times.length - 1, index + around)]];
      if (from === undefined || to === undefined) return;
      const found = await ask({ since: new Date(from).toISOString(), until: new Date(to + 1).toISOString() });
      const byTime = Map.groupBy(found.toReversed(), ({ recorded_at }) => Date.parse(recorded_at));
      setPoints((before) => {
        const next = new Map(outdated ? [] : before);
        outdated = false;
        for (const [time, some] of byTime)
          next.set(
            time,
            some.map(({ id: point, note, via, recorded_by }) => ({ id: point, note, via, by: recorded_by ?? null })),
          );
        return next;
      });
    });

  /** The values of this KPI that wait here end the series. */
  const waitingAt = (index: number): PastPoint | undefined => {
    const waiting = page.live.waitingPoints().filter((point) => point.kpi === id());
    const point = waiting[index - (series().times.length - waiting.length)];
    const self = page.live.people[page.live.self().member];
    return point && { id: point.id, note: point.note, via: point.via, by: self?.user ?? null, waits: true };
  };
  /** Undefined until it has come. */
  const pointAt = (index: number): PastPoint | undefined => {
    const { times } = series();
    const time = times[index];
    if (time === undefined) return undefined;
    let turn = 0;
    while (times[index - turn - 1] === time) turn += 1;
    return waitingAt(index) ?? points().get(time)?.[turn];
  };
  const look = (index: number): void => {
    here = index;
    clearTimeout(looking);
    if (page.live.state() !== "live" || index < 0 || (pointAt(index) && !outdated)) return;
    looking = setTimeout(() => void loadAround(index), rest);
  };
  /** What is known may have changed: notes are asked for again, the rest when it is looked at. */
  const again = (): void => {
    asking.abort();
    asking = new AbortController();
    outdated = true;
    void loadNotes();
    look(here);
  };

  const [news, setNews] = createSignal(0);
  // Notes change no row that is shown: the room tells of them by an entry without one.
  page.live.onHeard((entries) => {
    if (entries.some(([, , , , , writes]) => writes.length === 0)) setNews((count) => count + 1);
  });
  // One that was refused is shown no longer.
  page.live.onNotices(() => setNews((count) => count + 1));
  createEffect(
    on([id, news, () => page.live.kpi(id())?.recorded_at, page.live.state], ([kpi], before) => {
      if (page.live.state() !== "live") return;
      if (before?.[0] !== kpi) {
        setNotes(new Map());
        setPoints(new Map());
        again();
        return;
      }
      const timer = setTimeout(again, settle);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  onCleanup(() => {
    clearTimeout(looking);
    asking.abort();
  });

  return {
    /** By time, of the whole history. */
    notes,
    pointAt,
    look,
    problem,
    again,
    /** Shows a note before the room has answered. */
    noted: (index: number, { id: point }: PastPoint, note: string): void => {
      const time = series().times[index] ?? 0;
      setNotes((before) => {
        const next = new Map(before);
        if (note === "") next.delete(time);
        else next.set(time, note);
        return next;
      });
      setPoints((before) =>
        new Map(before).set(
          time,
          (before.get(time) ?? []).map((one) => (one.id === point ? { ...one, note: note === "" ? null : note } : one)),
        ),
      );
    },
  };
};
