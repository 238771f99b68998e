/** The virtual clock: things happen at their time, in the order in which they were arranged, and nothing ever waits. */

interface Event {
  at: number;
  order: number;
  run(): void;
}

const before = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export class Clock {
  /** Unix milliseconds; the epoch of every run. */
  now = 1_800_000_000_000;
  #order = 0;
  readonly #heap: Event[] = [];

  after(delay: number, run: () => void): void {
    const event = { at: this.now + Math.max(0, delay), order: (this.#order += 1), run };
    let at = this.#heap.push(event) - 1;
    for (;;) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent];
      if (at === 0 || !above || !before(event, above)) break;
      this.#heap[at] = above;
      at = parent;
    }
    this.#heap[at] = event;
  }

  /** Runs the next event; false when there is none up to `until`. */
  step(until: number): boolean {
    const first = this.#heap[0];
    if (!first || first.at > until) return false;
    this.#removeFirst();
    this.now = first.at;
    first.run();
    return true;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      let least = this.#heap[child];
      const right = this.#heap[child + 1];
      if (least && right && before(right, least)) {
        child += 1;
        least = right;
      }
      if (!least || !before(least, last)) break;
      this.#heap[at] = least;
      at = child;
    }
    this.#heap[at] = last;
  }
}
