/** Which tiles carry the flag "unusual": the same reckoning as in the drawer, asked for only where it may come to something. [KB11] */
import { createSignal, onCleanup, untrack } from "solid-js";
import { unusualDays } from "../../../domain/unusual.ts";
import { api } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import type { Histories } from "./series.ts";
import { dayAt, unusualIn, unusualReason } from "./unusual-words.ts";
import { type Series, withCurrent } from "./values.ts";

/** Two years of a weekday, which is as far back as anything is compared. [KP21] */
export const comparedDays = 740;
/** From the days a tile has, fewer deviations are enough to look closer. */
const suspicion = 3;

export interface Flags {
  /** Why the newest value is unusual, or undefined. */
  of: (kpi: string) => string | undefined;
}

export const createFlags = (live: LiveCircle, histories: Histories): Flags => {
  const [reasons, setReasons] = createSignal<ReadonlyMap<string, string>>(new Map());
  const asked = new Map<string, number>();
  const leaving = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  onCleanup(() => leaving.abort());

  /** Looks at the newest day and the same weekday of twelve weeks before: 200 tiles ask at once. */
  const isSuspect = ({ times, values }: Series): boolean => {
    const zone = live.settings().time_zone;
    const last = dayAt(times.at(-1) ?? 0, zone);
    const same = new Map<number, number>();
    for (let at = times.length - 1; at >= 0; at -= 1) {
      const day = dayAt(times[at] ?? 0, zone);
      if (last - day > 12 * 7) break;
      if ((last - day) % 7 === 0 && !same.has(day)) same.set(day, values[at] ?? 0);
    }
    const points = [...same].map(([day, value]) => ({ day, value }));
    return unusualDays(points, { limit: suspicion, least: 4 }).at(-1)?.day === last;
  };
  const look = async (id: string): Promise<void> => {
    const query = { circle_id: live.circle, kpi: id, days: comparedDays };
    const { series } = await api.get<{ series: Record<string, Series> }>("/api/kpi/series/", {
      query,
      signal: leaving.signal,
    });
    const kpi = live.kpi(id);
    const whole = series[id];
    if (!kpi || !whole) return;
    const zone = live.settings().time_zone;
    const last = unusualIn(withCurrent(whole, kpi), zone).at(-1);
    const reason = last?.day === dayAt(kpi.recorded_at, zone) ? unusualReason(last, kpi.unit) : undefined;
    setReasons((before) => {
      const next = new Map(before);
      if (reason === undefined) next.delete(id);
      else next.set(id, reason);
      return next;
    });
  };

  return {
    of: (id) => {
      const series = histories.of(id);
      const kpi = live.kpi(id);
      if (!series || !kpi || series.times.length < 5 || !isSuspect(series)) return undefined;
      const newest = series.times.at(-1) ?? 0;
      if (asked.get(id) !== newest && !live.pendingFor(id)) {
        asked.set(id, newest);
        // One after another: flags can wait for what people do. One that is not told now is told with the next value.
        queue = queue.then(() => untrack(() => look(id))).catch(() => undefined);
      }
      return reasons().get(id);
    },
  };
};
