/** What a meeting's notes hold, offered to whoever asked: nothing is written. [MN1] [MN4] [MN5] */
import { type Notes, notesFrom } from "../../domain/meeting-notes/lines.ts";
import { sentimentOf } from "../../domain/sentiment.ts";
import type { AccountRow } from "../../drizzle/accounts.ts";
import { utcDay } from "../accounts/list-query.ts";
import { charge, mayAsk } from "../ai/budget.ts";
import { type NotesRead, rulesNotesReader } from "../ai/notes-reader.ts";
import { modelNotesReaderFor, modelNameOf } from "../ai/provider.ts";
import { type Fallback, fallbacks, WriterFailure } from "../ai/writer.ts";
import type { Desk } from "../circles.ts";
import { log } from "../log.ts";

interface Outcome extends NotesRead {
  source: "rules" | "model";
  fallback: Fallback | null;
}

const readBy = async (desk: Desk, circle: string, notes: Notes, date: string, today: string): Promise<Outcome> => {
  const byRules = async (fallback: Fallback, tokens = { input: 0, output: 0 }): Promise<Outcome> => ({
    ...(await rulesNotesReader.read(notes, date)),
    source: "rules",
    fallback,
    tokens,
  });
  const { env, db } = desk;
  const model = await modelNotesReaderFor(env);
  if (!model) return byRules("no_model");
  if (!(await mayAsk(env, db, circle, today))) return byRules("budget_spent");
  try {
    const read = await model.read(notes, date);
    await charge(db, circle, today, { ...read.tokens, removed: read.reading.removed.count });
    return { ...read, source: "model", fallback: null };
  } catch (error) {
    if (!(error instanceof WriterFailure)) throw error;
    log("warn", "ai.notes_unread", { circle, reason: error.reason, removed: error.removed.count, ...error.tokens });
    await charge(db, circle, today, { ...error.tokens, removed: error.removed.count });
    return byRules(error.reason, error.tokens);
  }
};

/** `date` is the day of the meeting, from which "by Friday" counts. */
export const readNotes = async (desk: Desk, account: AccountRow, text: string, date: string, now: number) => {
  const notes = notesFrom(text);
  const { source, fallback, reading, tokens } = await readBy(desk, account.circle, notes, date, utcDay(now));
  const { label, score } = sentimentOf(notes.lines.map((line) => line.text).join(" "));
  const used = new Set([...reading.summary, ...reading.promises, ...reading.next_steps].flatMap(({ lines }) => lines));
  return {
    account: { id: account.id, number: account.number, name: account.name },
    source,
    model: source === "model" ? modelNameOf(desk.env) : null,
    fallback_reason: fallback,
    fallback_note: fallback === null ? null : fallbacks[fallback],
    as_of: new Date(now).toISOString(),
    date,
    participants: notes.participants.slice(0, 100),
    sentiment: { label, score },
    summary: reading.summary,
    promises: reading.promises,
    next_steps: reading.next_steps,
    citations: notes.lines
      .filter(({ n }) => used.has(n))
      .map(({ n, speaker, text: said }) => ({ n, speaker, text: said })),
    lines: notes.lines.length,
    withheld: notes.withheld,
    removed: reading.removed,
    tokens,
  };
};
