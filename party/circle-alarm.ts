/** The object has one physical alarm; this keeps it set to the earliest of everything that is due. */
import type { Storage } from "./storage.ts";

/** The part of the runtime's storage that is needed here. */
interface AlarmDoor {
  getAlarm(): Promise<number | null>;
  setAlarm(at: number): Promise<void>;
}

export class Alarm {
  readonly #door: AlarmDoor;
  readonly #storage: Storage;
  /** Undefined until the platform was asked once. */
  #setFor: number | null | undefined;
  /** The earliest of the due table; undefined when it has to be read again. */
  #listed: number | undefined;

  constructor(door: AlarmDoor, storage: Storage) {
    this.#door = door;
    this.#storage = storage;
  }

  /** The alarm has gone off: none is set now. */
  rang(): void {
    this.#setFor = null;
  }

  /** Sets the alarm for the earliest of these and of the due table, unless it rings by then anyway. */
  async ringBy(times: readonly number[]): Promise<void> {
    if (this.#listed === undefined)
      this.#listed = this.#storage.list("due", "at", { limit: 1 })[0]?.at ?? Number.POSITIVE_INFINITY;
    const wanted = Math.min(...times, this.#listed);
    if (wanted === Number.POSITIVE_INFINITY) return;
    if (this.#setFor === undefined) this.#setFor = await this.#door.getAlarm();
    if (this.#setFor !== null && this.#setFor <= wanted) return;
    this.#setFor = wanted;
    await this.#door.setAlarm(wanted);
  }

  setDue(name: string, at: number): void {
    this.#listed = undefined;
    if (this.#storage.get("due", name)) this.#storage.patch("due", name, { at });
    else this.#storage.insert("due", { name, at });
  }

  /** True, once, when the named thing is due. */
  takeDue(name: string): boolean {
    const due = this.#storage.get("due", name);
    if (!due || due.at > Date.now()) return false;
    this.#storage.transact(() => this.#storage.remove("due", name));
    this.#listed = undefined;
    return true;
  }
}
