/**
 * Rows as Solid sees them: whoever reads a row or a stage is told when just that one changes.
 * A signal per thing that is on the screen, made when it is first read: 10,000 contacts cost nothing until shown.
 */
import { createSignal, getOwner, onCleanup } from "solid-js";

interface Watched {
  readers: number;
  read: () => void;
  tell: () => void;
}

export class Watch<Name> {
  readonly #watched = new Map<Name, Watched>();

  /** Called while rendering or in an effect: runs it again when `tell` names this. */
  read(name: Name): void {
    if (!getOwner()) return;
    let watched = this.#watched.get(name);
    if (!watched) {
      const [read, set] = createSignal(undefined, { equals: false });
      watched = { readers: 0, read, tell: () => set() };
      this.#watched.set(name, watched);
    }
    watched.readers += 1;
    watched.read();
    const mine = watched;
    onCleanup(() => {
      mine.readers -= 1;
      if (mine.readers === 0 && this.#watched.get(name) === mine) this.#watched.delete(name);
    });
  }

  tell(name: Name): void {
    this.#watched.get(name)?.tell();
  }

  tellAll(): void {
    // A copy: whoever is told reads again, and so joins anew while this goes round.
    for (const watched of [...this.#watched.values()]) watched.tell();
  }
}
