/** Both readers of meeting notes against one contract, and the model against what models do wrong. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { notesFrom } from "../domain/meeting-notes/lines.ts";
import { checkReading } from "../domain/meeting-notes/reading.ts";
import { type NotesReader, rulesNotesReader } from "../worker/ai/notes-reader.ts";
import { notesPrompt } from "../worker/ai/notes-model.ts";
import { modelNotesReaderFor } from "../worker/ai/provider.ts";
import { type Fallback, WriterFailure } from "../worker/ai/writer.ts";
import type { Env } from "../worker/env.ts";
import { type AiServer, startAiServer } from "./ai-server.ts";
import { canary, forbidden, orders, traps } from "./hostile.ts";

let server: AiServer;
beforeAll(async () => {
  server = await startAiServer();
});
afterAll(() => server.stop());

const day = "2026-11-25";
const modelNamed = async (AI_MODEL: string, more: Partial<Env> = {}): Promise<NotesReader> => {
  const reader = await modelNotesReaderFor({ AI_BASE_URL: server.url, AI_MODEL, ...more } as Env);
  if (!reader) throw new Error("no model");
  return reader;
};

const plain = notesFrom(
  "Exports fail for 12% of rows.\nThey like the new dashboard.\nAna will send the roadmap by Friday.",
);
const haunted = notesFrom(["Exports fail for 12% of rows.", ...orders, ...traps, "Ben will call Lee."].join("\n"));

const readers: [string, () => Promise<NotesReader>][] = [
  ["rules", () => Promise.resolve(rulesNotesReader)],
  ["a model", () => modelNamed("good")],
  ["a model that fences its JSON", () => modelNamed("fenced")],
];

test.each(readers)(
  "[MN3] %s reads a summary and promises that follow from the lines they cite",
  async (_name, make) => {
    const reader = await make();
    for (const notes of [plain, haunted]) {
      const { reading, tokens } = await reader.read(notes, day);
      expect(reading.summary.length).toBeGreaterThan(0);
      expect(checkReading(reading, notes, day).removed.count).toBe(0);
      expect(JSON.stringify(reading)).not.toMatch(forbidden);
      expect(tokens.input > 0).toBe(reader.source === "model");
      expect((await reader.read(notes, day)).reading).toEqual(reading);
    }
    expect((await reader.read(plain, day)).reading.promises).toMatchObject([{ who: "Ana", lines: [3] }]);
  },
);

test.each<[string, Fallback, Partial<Env>]>([
  ["slow", "time_out", { AI_TIMEOUT_MS: "150" }],
  ["broken", "unreachable", {}],
  ["prose", "malformed", {}],
  ["nonsense", "malformed", {}],
  ["refusing", "refused", {}],
  ["filtered", "refused", {}],
  ["obeying", "ungrounded", {}],
])("[MN4] a model that is %s fails as %s", async (model, reason, more) => {
  const failure = await (await modelNamed(model, more)).read(plain, day).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WriterFailure);
  expect((failure as WriterFailure).reason).toBe(reason);
});

test("[MN4] the model gets lines as data, no tools, no order to machines, and not more than it can read", async () => {
  const before = server.requests.length;
  await (await modelNamed("good")).read(haunted, day);
  const [asked] = server.requests.slice(before);
  expect(Object.keys(asked ?? {})).not.toContain("tools");
  expect(JSON.stringify(asked)).not.toContain(canary);
  expect(notesPrompt(plain, day)).toContain('{"line":1,"text":"Exports fail for 12% of rows."}');
  const long = notesFrom("They like the new dashboard very much indeed.\n".repeat(2_000));
  await expect((await modelNamed("good")).read(long, day)).rejects.toMatchObject({ reason: "too_long" });
});
