/** One piece of work that somebody in the circle has under way, as it is announced to every screen. [IM11] [IG6] */
import { createSignal, onCleanup } from "solid-js";
import type { LiveCircle } from "./circle.ts";

/** Work that goes silent for so long is no longer shown, in milliseconds. */
const silence = 20_000;

export interface WorkTopic<Work> {
  topic: string;
  isOver: (work: Work) => boolean;
  /** Hears the last word of each. */
  ended?: ((last: Work) => void) | undefined;
}

/** The work of this topic that goes on now, or null. */
export const createWorkUnderWay = <Work extends { id: string }>(
  live: LiveCircle,
  { topic, isOver, ended }: WorkTopic<Work>,
): (() => Work | null) => {
  const [current, setCurrent] = createSignal<Work | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  live.onAnnouncement((announcement) => {
    if (announcement.topic !== topic) return;
    const work = announcement.body as Work;
    clearTimeout(timer);
    if (!isOver(work)) {
      setCurrent(() => work);
      timer = setTimeout(() => setCurrent(null), silence);
      return;
    }
    setCurrent((before) => (before?.id === work.id ? null : before));
    ended?.(work);
  });
  onCleanup(() => clearTimeout(timer));
  return current;
};

/** The name of a person of the circle. */
export const nameIn = (live: LiveCircle, user: string | null): string =>
  Object.values(live.people).find((person) => person.user === user)?.name ?? "Somebody";
