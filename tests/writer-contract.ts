/** What every writer has to keep, whoever writes. [WR1] */
import { expect, test } from "vitest";
import { whyRemoved } from "../domain/grounding/check.ts";
import { accountFacts, accountName, type AccountSnapshot } from "../domain/writing/account-facts.ts";
import { type Assignment, type PartSentence, type Surface, surfaces } from "../domain/writing/surface.ts";
import type { Writer, Written } from "../worker/ai/writer.ts";
import { today } from "./facts.ts";
import { forbidden } from "./hostile.ts";

export const assignmentOf = (surface: Surface, snapshot: AccountSnapshot): Assignment => ({
  surface,
  subject: accountName(snapshot.name, snapshot.number),
  facts: accountFacts(snapshot, today),
  today,
});

export const drain = async (
  writing: AsyncGenerator<PartSentence, Written>,
): Promise<{ sentences: PartSentence[]; written: Written }> => {
  const sentences: PartSentence[] = [];
  for (;;) {
    const step = await writing.next();
    if (step.done) return { sentences, written: step.value };
    sentences.push(step.value);
  }
};

/** Declares the suite for one writer. */
export const writerContract = (
  name: string,
  make: () => Promise<Writer>,
  snapshots: Readonly<Record<string, AccountSnapshot>>,
): void => {
  for (const [kind, snapshot] of Object.entries(snapshots))
    for (const surface of ["account_insights", "account_story", "meeting_brief", "profile_summary"] as const) {
      test(`[WR1] ${name}: ${surface} on ${kind} has only checked, harmless sentences of the parts asked for, each once`, async () => {
        const assignment = assignmentOf(surface, snapshot);
        const parts = surfaces[surface].prose;
        const { sentences, written } = await drain((await make()).write(assignment, parts));
        expect(sentences.length).toBeGreaterThan(0);
        expect(sentences.filter(({ part }) => !(parts as readonly string[]).includes(part))).toEqual([]);
        expect(sentences.filter((sentence) => whyRemoved(sentence, assignment.facts, today) !== null)).toEqual([]);
        expect(sentences.filter(({ text }) => forbidden.test(text))).toEqual([]);
        expect(new Set(sentences.map(({ text }) => text)).size).toBe(sentences.length);
        expect(written.removed.count).toBe(
          Object.values(written.removed.reasons).reduce((sum, count) => sum + count, 0),
        );
        expect(Math.min(written.tokens.input, written.tokens.output)).toBeGreaterThanOrEqual(0);
      });
    }

  test(`[WR1] ${name} gives sentences one by one, and stops when nobody wants more`, async () => {
    const [snapshot] = Object.values(snapshots);
    if (!snapshot) throw new Error("no snapshot");
    const writing = (await make()).write(assignmentOf("account_insights", snapshot), surfaces.account_insights.prose);
    const first = await writing.next();
    expect(first.done).toBe(false);
    await writing.return({ removed: { count: 0, reasons: {} }, tokens: { input: 0, output: 0 } });
    expect(await writing.next()).toEqual({ done: true, value: undefined });
  });
};
