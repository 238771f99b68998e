/** A catch-up as it comes in: frames are kept in order, and count only once the last one is here. [SY7] */
import type { RecordTable } from "../domain/mutation.ts";
import { type ServerMessage, type Welcome, wireTables } from "./protocol.ts";
import type { BaseRow } from "./replica-view.ts";
import { fromColumns } from "./wire.ts";

export type Step = { table: RecordTable; rows: BaseRow[] } | { table: RecordTable; gone: number[] };

export class Catching {
  readonly welcome: Welcome;
  readonly #steps: Step[] = [];
  #frames = 0;

  constructor(welcome: Welcome) {
    this.welcome = welcome;
  }

  /** A frame of rows or of numbers that are gone, when it is the next one; a table from a newer room is passed over. */
  take(message: Extract<ServerMessage, ["c" | "g", ...unknown[]]>): void {
    const place = message[0] === "c" ? message[4] : message[3];
    if (place !== this.#frames) return;
    this.#frames += 1;
    const table = wireTables[message[1]];
    if (table === undefined) return;
    if (message[0] === "c") this.#steps.push({ table, rows: fromColumns(table, message[2], message[3]) as BaseRow[] });
    else this.#steps.push({ table, gone: message[2] });
  }

  /**
   * What to do, in this order: a kept snapshot may bring rows that are gone by now. Null when a frame is missing.
   */
  finish(frames: number): readonly Step[] | null {
    return frames === this.#frames ? this.#steps : null;
  }
}
