/** Who reads a meeting's notes: rules, or a model whose every item has to stand in the lines it cites. One contract for both. [MN3] [MN4] */
import type { Notes } from "../../domain/meeting-notes/lines.ts";
import { notesRulesVersion, readNotesByRules } from "../../domain/meeting-notes/reader.ts";
import type { CheckedReading } from "../../domain/meeting-notes/reading.ts";

export interface NotesRead {
  reading: CheckedReading;
  tokens: { input: number; output: number };
}

export interface NotesReader {
  source: "rules" | "model";
  version: string;
  /** Everything that it gives has passed the check. Throws a `WriterFailure` when it cannot read. */
  read: (notes: Notes, date: string) => Promise<NotesRead>;
}

/** [MN2] */
export const rulesNotesReader: NotesReader = {
  source: "rules",
  version: notesRulesVersion,
  read: (notes, date) => Promise.resolve({ reading: readNotesByRules(notes, date), tokens: { input: 0, output: 0 } }),
};
