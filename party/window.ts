/** How long changes are gathered before they go out, and how fast a socket may speak. Pure arithmetic over times passed in. */

/** The widest window. [SY11] */
export const widestWindow = 33;

export interface Load {
  /** Sockets that hear the next broadcast. */
  sockets: number;
  /** Mutations that went out in the window just closed. */
  entries: number;
  /** Milliseconds by which the wake-up came later than asked: the loop is busy. */
  late: number;
}

/**
 * [SY11] The window after this one, in milliseconds. A broadcast costs one send per socket, so the floor grows
 * with sockets; a full or late window widens the next one at once, and calm narrows it by a quarter at a time.
 */
export const nextWindow = (current: number, { sockets, entries, late }: Load): number => {
  const floor = 1 + sockets * 0.07;
  const wanted = floor + entries * 0.4 + late;
  const next = wanted >= current ? wanted : Math.max(wanted, current * 0.75);
  return Math.min(widestWindow, Math.round(next * 10) / 10);
};

/** A bucket of allowances: `burst` at once, refilled at `perSecond`. [SY12] */
export class Bucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#at = now;
  }

  take(now: number, cost = 1): boolean {
    this.#left = Math.min(this.#burst, this.#left + (Math.max(0, now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  /** When the next one is allowed, given that `take` has just refused one. */
  get readyAt(): number {
    return this.#at + Math.ceil(((1 - this.#left) * 1000) / this.#perSecond);
  }
}
