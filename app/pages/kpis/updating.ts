/** A value on its way: who types where, and steps that gather into one value. [KB6] [KB7] */
import { createSignal, onCleanup } from "solid-js";
import { type Amount, largestAmount } from "../../../domain/amount.ts";
import { sourceLabel } from "../../../domain/kpi-words.ts";
import type { LiveCircle } from "../../live/circle.ts";
import { announce } from "../../parts/announcer.tsx";
import { showToast } from "../../parts/toast.tsx";
import type { Acts } from "./acts.ts";
import { amountText, stepOf } from "./numbers.ts";

/** Steps one after another become one value after this pause. */
const pause = 1_100;

export type Updating = ReturnType<typeof createUpdating>;

export const createUpdating = (parts: {
  live: LiveCircle;
  acts: Acts;
  phone: () => boolean;
  opened: () => string | null;
}) => {
  const { live, acts } = parts;
  const [typing, setTyping] = createSignal<{ id: string; how: "line" | "keypad" } | null>(null);
  const [steps, setSteps] = createSignal<ReadonlyMap<string, Amount>>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const tellOthers = (id: string | null): void =>
    live.presence.show(id === null ? { card: parts.opened(), field: null } : { card: id, field: "value" });

  /** [KP12] Why the value cannot be entered here, or undefined. */
  const reason = (id: string): string | undefined => {
    const kpi = live.kpi(id);
    if (kpi?.source) return `This value follows ${sourceLabel(kpi.source)} and cannot be typed.`;
    return live.reason("kpi.record");
  };
  const commit = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    const value = steps().get(id);
    setSteps((before) => {
      const next = new Map(before);
      next.delete(id);
      return next;
    });
    if (value !== undefined && value !== live.kpi(id)?.current_value) acts.record(id, value);
    if (typing() === null && timers.size === 0) tellOthers(null);
  };
  const commitAll = (): void => {
    for (const id of timers.keys()) commit(id);
  };
  // eslint-disable-next-line solid/reactivity -- saves what there is when the page goes; nothing to track
  addEventListener("pagehide", commitAll);
  onCleanup(() => {
    removeEventListener("pagehide", commitAll);
    commitAll();
    live.presence.show({ card: null, field: null });
  });

  return {
    typing,
    reason,
    /** Begins typing: in place on a desk, with the keypad on a phone. */
    start: (id: string): void => {
      const why = reason(id);
      if (why !== undefined) return void showToast({ text: why });
      commit(id);
      setTyping({ id, how: parts.phone() ? "keypad" : "line" });
      tellOthers(id);
      return undefined;
    },
    stop: (): void => {
      setTyping(null);
      tellOthers(null);
    },
    /** The value that steps have reached and that is not recorded yet. */
    stepped: (id: string): Amount | undefined => steps().get(id),
    step: (id: string, way: 1 | -1): void => {
      const kpi = live.kpi(id);
      const why = reason(id);
      if (why !== undefined) return void showToast({ text: why });
      if (!kpi) return undefined;
      const from = steps().get(id) ?? kpi.current_value;
      const next = Math.max(
        -largestAmount,
        Math.min(largestAmount, from + way * stepOf(kpi.current_value, kpi.target)),
      );
      setSteps((before) => new Map(before).set(id, next));
      announce(amountText(next, kpi.unit));
      tellOthers(id);
      clearTimeout(timers.get(id));
      timers.set(
        id,
        setTimeout(() => commit(id), pause),
      );
      return undefined;
    },
  };
};
