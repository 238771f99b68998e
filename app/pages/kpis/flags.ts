/** Which tiles carry the flag "unusual": judged here by the room's measure, the moment the value is seen. [KB11] [KP22] */
import { createEffect, createSignal, on, onCleanup } from "solid-js";
import { dayAt } from "../../../domain/days.ts";
import { judge, type Usual } from "../../../domain/unusual.ts";
import { api } from "../../api.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { unusualWords } from "./unusual-words.ts";

/** Flags can wait for what people do; and not all browsers ask at once when the line is back or a new day begins. */
const patience = () => 300 + Math.random() * 1_500;

export interface Flags {
  /** Why the newest value is unusual, or undefined. */
  of: (kpi: string) => string | undefined;
}

export const createFlags = (live: LiveCircle): Flags => {
  const [measures, setMeasures] = createSignal<Record<string, Usual[]>>({});
  const missed = new Set<string>();
  const leaving = new AbortController();
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const load = async (): Promise<void> => {
    try {
      const query = { circle_id: live.circle };
      const { usual } = await api.get<{ usual: Record<string, Usual[]> }>("/api/kpi/usual/", {
        query,
        signal: leaving.signal,
      });
      setMeasures(usual);
    } catch {
      // What is not told now is told with the next value.
    }
  };
  const ask = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      // Who has lost the line meanwhile is asked again when it is back.
      if (live.state() === "live") void load();
    }, patience());
  };
  createEffect(on(live.state, (state) => state === "live" && ask()));
  // Days imported into the past and the day's snapshots change no row that is shown, only what it is measured by.
  live.onHeard((entries) => entries.some(([, , , , , writes]) => writes.length === 0) && ask());
  onCleanup(() => {
    leaving.abort();
    clearTimeout(waiting);
  });

  return {
    of: (id) => {
      const kpi = live.kpi(id);
      // A KPI's first value has nothing before it.
      if (!kpi || kpi.recorded_at === kpi.created_at) return undefined;
      const day = dayAt(kpi.recorded_at, live.settings().time_zone);
      const measure = measures()[id]?.find((one) => one.day === day);
      if (measure) {
        const found = judge(measure, kpi.current_value);
        return found && unusualWords(found, kpi.unit);
      }
      const asked = `${id} ${day}`;
      if (Object.keys(measures()).length > 0 && !missed.has(asked)) {
        missed.add(asked);
        ask();
      }
      return undefined;
    },
  };
};
