/** What this tab can take back, and what it can do again. [SY9] */
import type { Effect } from "../domain/undo.ts";

/** Something to take back, and what it did here. */
export interface UndoStep {
  /** This tab's number of it. */
  mutation: number;
  name: string;
  effects: Effect[];
}

export class UndoSteps {
  undoable: UndoStep[] = [];
  redoable: UndoStep[] = [];

  /** Something new: what was undone before cannot be redone over it. */
  did(step: UndoStep): void {
    this.undoable.push(step);
    this.redoable = [];
  }

  /** Takes one certain step out, to undo it alone. */
  pick(mutation: number): UndoStep | null {
    const at = this.undoable.findIndex((step) => step.mutation === mutation);
    return at < 0 ? null : (this.undoable.splice(at, 1)[0] ?? null);
  }

  /** It was refused or had no effect: there is nothing to take back. */
  forget(mutation: number): void {
    this.undoable = this.undoable.filter((step) => step.mutation !== mutation);
    this.redoable = this.redoable.filter((step) => step.mutation !== mutation);
  }

  clear(): void {
    this.undoable = [];
    this.redoable = [];
  }
}
