/** Work that time brings: what the clock runs. Every job may run twice, late, or after days of sleep. */
import type { Desk } from "../circles.ts";

export interface Job {
  name: string;
  /** The first moment after this one at which it is due by itself; null when only a ring makes it due. */
  next(after: number): number | null;
  /** Gives a moment at which it has to run again before `next` says so, or null. */
  run(desk: Desk, now: number): Promise<number | null>;
}

const day = 24 * 60 * 60_000;

/** Every day so many milliseconds after midnight, UTC. */
export const daily =
  (offset: number) =>
  (after: number): number =>
    Math.floor((after - offset) / day + 1) * day + offset;
