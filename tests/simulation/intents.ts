/** What people set out to do, followed through every new number their changes get. */

export interface Intent {
  name: string;
  /** What the person meant, whatever the client made of it on the way. */
  args: unknown;
  member: number;
}

interface Followed extends Intent {
  keys: string[];
  /** Lost with a disk, a removal or a restored backup: nobody owes it an effect any more. */
  excused: boolean;
}

export class Intents {
  readonly #all: Followed[] = [];
  readonly #byKey = new Map<string, Followed>();

  add(key: string, intent: Intent): void {
    const followed = { ...intent, keys: [key], excused: false };
    this.#all.push(followed);
    this.#byKey.set(key, followed);
  }

  rename(from: string, to: string): void {
    const followed = this.#byKey.get(from);
    if (!followed || from === to) return;
    followed.keys.push(to);
    this.#byKey.set(to, followed);
  }

  of(key: string): Followed | undefined {
    return this.#byKey.get(key);
  }

  excuse(keys: Iterable<string>): void {
    for (const key of keys) {
      const followed = this.#byKey.get(key);
      if (followed) followed.excused = true;
    }
  }

  get all(): readonly Followed[] {
    return this.#all;
  }
}
