/** Meeting notes against transcripts with summaries by people, where they lie beside the repository. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { notesFrom } from "../domain/meeting-notes/lines.ts";
import { readNotesByRules } from "../domain/meeting-notes/reader.ts";
import { checkReading } from "../domain/meeting-notes/reading.ts";

const folder = new URL("../../shared/data/meetings-qmsum/val/", import.meta.url);

interface Meeting {
  meeting_transcripts: { speaker: string; content: string }[];
  general_query_list: { answer: string }[];
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

/** ROUGE-1: the harmonic mean of how many words of each stand in the other. */
const overlap = (one: string, other: string): number => {
  const left = new Map<string, number>();
  for (const word of wordsOf(other)) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = wordsOf(one).filter((word) => {
    const number = left.get(word) ?? 0;
    left.set(word, number - 1);
    return number > 0;
  }).length;
  return (2 * shared) / (wordsOf(one).length + wordsOf(other).length);
};

test.runIf(existsSync(folder))(
  "[MN2] transcripts of 35 meetings: everything follows from its lines, and the summary is nearer to people's than the first sentences (skipped where ../shared/data is not there)",
  () => {
    const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(files.length).toBe(35);
    const scores = files.flatMap((name) => {
      const meeting = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Meeting;
      const notes = notesFrom(
        meeting.meeting_transcripts.map(({ speaker, content }) => `${speaker}: ${content}`).join("\n"),
      );
      const reading = readNotesByRules(notes, "2026-11-25");
      expect(checkReading(reading, notes, "2026-11-25").removed.count).toBe(0);
      const first = notes.lines.filter(({ text }) => text.split(" ").length >= 10).slice(0, 6);
      const said = (lines: readonly { text: string }[]): string => lines.map(({ text }) => text).join(" ");
      return meeting.general_query_list.map(({ answer }) => [
        overlap(said(reading.summary), answer),
        overlap(said(first), answer),
      ]);
    });
    const mean = (at: number): number => scores.reduce((sum, pair) => sum + (pair[at] ?? 0), 0) / scores.length;
    expect(mean(0)).toBeGreaterThan(mean(1));
  },
  // 35 whole transcripts: 11 s were seen on a busy machine.
  30_000,
);
