/** Both writers against one contract, and the model against everything that models do wrong. */
import { simulateReadableStream } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Progress, compose, type Composed } from "../worker/ai/compose.ts";
import { modelWriter } from "../worker/ai/model-writer.ts";
import { modelWriterFor } from "../worker/ai/provider.ts";
import { promptFor, system } from "../worker/ai/prompt.ts";
import { type Fallback, rulesWriter, type Writer, WriterFailure } from "../worker/ai/writer.ts";
import type { Env } from "../worker/env.ts";
import { surfaces } from "../domain/writing/surface.ts";
import { honest } from "./ai-elements.ts";
import { type AiServer, startAiServer } from "./ai-server.ts";
import { canary, forbidden, orders, traps } from "./hostile.ts";
import { acme, bare, haunted } from "./snapshot.ts";
import { assignmentOf, drain, writerContract } from "./writer-contract.ts";

let server: AiServer;
beforeAll(async () => {
  server = await startAiServer();
});
afterAll(() => server.stop());

const modelNamed = async (AI_MODEL: string, more: Partial<Env> = {}): Promise<Writer> => {
  const writer = await modelWriterFor({ AI_BASE_URL: server.url, AI_MODEL, AI_API_KEY: "k", ...more } as Env);
  if (!writer) throw new Error("no model");
  return writer;
};

/** Without a network between: what the library makes of a stream of its own parts. */
const mocked = () =>
  new MockLanguageModelV4({
    doStream: ({ prompt }) => {
      const text = prompt
        .flatMap((message) => (message.role === "user" ? message.content : []))
        .map((part: { type: string; text?: string }) => part.text ?? "");
      const content = JSON.stringify({ elements: honest(text.join("\n")) });
      return Promise.resolve({
        stream: simulateReadableStream({
          chunks: [
            { type: "text-start", id: "1" },
            ...[...content.matchAll(/[\s\S]{1,40}/g)].map(([delta]) => ({
              type: "text-delta" as const,
              id: "1",
              delta,
            })),
            { type: "text-end", id: "1" },
            {
              type: "finish",
              finishReason: { unified: "stop", raw: undefined },
              usage: {
                inputTokens: { total: 3, noCache: 3, cacheRead: undefined, cacheWrite: undefined },
                outputTokens: { total: 10, text: 10, reasoning: undefined },
              },
            },
          ],
        }),
      });
    },
  });

const snapshots = {
  "an account in trouble": acme,
  "a bare account": bare,
  "an account with hostile texts": haunted(0),
};
writerContract("rules", () => Promise.resolve(rulesWriter), snapshots);
writerContract("a model", () => modelNamed("good"), snapshots);
writerContract("a mocked model", () => Promise.resolve(modelWriter(mocked(), "mocked", 1_000)), snapshots);
writerContract("a model that fences its JSON", () => modelNamed("fenced"), { "an account in trouble": acme });
writerContract("a model that is wrong now and then", () => modelNamed("mixed"), { "an account in trouble": acme });

const insights = assignmentOf("account_insights", acme);
const parts = surfaces.account_insights.prose;

test("[WR1] asked for one part, either writer gives that one alone", async () => {
  for (const writer of [rulesWriter, await modelNamed("good")]) {
    const { sentences } = await drain(writer.write(insights, ["risks"]));
    expect(new Set(sentences.map(({ part }) => part))).toEqual(new Set(["risks"]));
  }
});

test.each<[string, Fallback, Partial<Env>]>([
  ["slow", "time_out", { AI_TIMEOUT_MS: "150" }],
  ["broken", "unreachable", {}],
  ["breaking", "unreachable", {}],
  ["prose", "malformed", {}],
  ["nonsense", "malformed", {}],
  ["refusing", "refused", {}],
  ["filtered", "refused", {}],
  ["ungrounded", "ungrounded", {}],
  ["obeying", "ungrounded", {}],
])("[WR4] a model that is %s fails as %s", async (model, reason, more) => {
  const failure = await drain((await modelNamed(model, more)).write(insights, parts)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WriterFailure);
  expect((failure as WriterFailure).reason).toBe(reason);
});

test("[WR4] a model that nobody listens to is a failure, not a fault", async () => {
  const writer = await modelWriterFor({ AI_BASE_URL: "http://127.0.0.1:9/v1", AI_MODEL: "good" } as Env);
  await expect(writer && drain(writer.write(insights, parts))).rejects.toMatchObject({ reason: "unreachable" });
});

test.each<[Partial<Env>, string | null]>([
  [{}, null],
  [{ AI_BASE_URL: "http://localhost:1/v1" }, null],
  [{ AI_WRITER: "rules", AI_BASE_URL: "http://localhost:1/v1", AI_MODEL: "m" }, null],
  [{ AI_BASE_URL: "http://localhost:1/v1", AI_MODEL: "m" }, "m"],
  [{ AI: {} as Env["AI"] }, "@cf/meta/llama-3.3-70b-instruct-fp8-fast"],
  [{ AI: {} as Env["AI"], AI_MODEL: "@cf/other" }, "@cf/other"],
])("[C36] with %j the model is %s", async (env, name) => {
  const writer = await modelWriterFor(env as Env);
  expect(writer?.version.split(" ")[1] ?? null).toBe(name);
});

test("[WR4] the model gets numbered facts with quoted data, no tools, and no word of a text that reads like orders", async () => {
  const before = server.requests.length;
  await drain(
    (await modelNamed("good")).write(assignmentOf("meeting_brief", haunted(3)), surfaces.meeting_brief.prose),
  );
  const sent = server.requests[before];
  expect(sent).not.toHaveProperty("tools");
  const text = JSON.stringify(sent);
  expect(text).not.toContain(canary);
  expect(text).not.toMatch(/evil\.example/);
  expect(sent?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
  expect(sent?.messages[0]?.content).toBe(system);
});

test("[WR4] for any place of any hostile text neither prompt nor answer holds what it wants", async () => {
  for (let at = 0; at < orders.length + traps.length; at += 1) {
    const assignment = assignmentOf("meeting_brief", haunted(at));
    expect(promptFor(assignment, surfaces.meeting_brief.prose)).not.toMatch(/PWNED|evil\.example|onerror/);
    for (const model of ["good", "obeying"]) {
      const { composed } = await collect(compose(assignment, await modelNamed(model), null));
      expect(composed.parts.flatMap(({ sentences }) => sentences).filter(({ text }) => forbidden.test(text))).toEqual(
        [],
      );
    }
  }
}, 60_000);

const collect = async (
  writing: AsyncGenerator<Progress, Composed>,
): Promise<{ progress: Progress[]; composed: Composed }> => {
  const progress: Progress[] = [];
  for (;;) {
    const step = await writing.next();
    if (step.done) return { progress, composed: step.value };
    progress.push(step.value);
  }
};

test("[WR5] a model writes the prose, rules what is promised, and the answer says which is which", async () => {
  const { composed, progress } = await collect(compose(insights, await modelNamed("good"), null));
  expect(composed.parts.map(({ name, source }) => [name, source])).toEqual([
    ["summary", "model"],
    ["risks", "model"],
    ["strengths", "model"],
    ["actions", "rules"],
  ]);
  expect(composed).toMatchObject({
    source: "model",
    fallback: null,
    removed: { count: 0 },
    tokens: { input: 900, output: expect.any(Number) },
  });
  expect(composed.parts.at(-1)?.sentences.length).toBe(3);
  expect(progress.map(({ type }) => type)).not.toContain("restart");
});

test("[WR5] sentences of a model that fail are removed and counted, the others stay", async () => {
  const { composed } = await collect(compose(insights, await modelNamed("mixed"), null));
  expect(composed.source).toBe("model");
  expect(composed.removed.count).toBeGreaterThan(0);
  expect(Object.keys(composed.removed.reasons)).toEqual(["number", "repeated"]);
});

test.each(["slow", "broken", "prose", "ungrounded", "obeying", "refusing"])(
  "[WR5] after a model that is %s the answer is the rules' own, and says why",
  async (model) => {
    const byRules = (await collect(compose(insights, null, "no_model"))).composed;
    const { composed } = await collect(compose(insights, await modelNamed(model, { AI_TIMEOUT_MS: "150" }), null));
    expect(composed.parts).toEqual(byRules.parts);
    expect([composed.source, composed.fallback === null]).toEqual(["rules", false]);
  },
);

test("[WR5] a model that breaks off in the middle leaves nothing of itself", async () => {
  const { composed, progress } = await collect(compose(insights, await modelNamed("breaking"), null));
  const restart = progress.findIndex(({ type }) => type === "restart");
  expect(progress.slice(restart + 1).every((step) => step.type === "sentence" && step.source === "rules")).toBe(true);
  expect(composed).toMatchObject({ source: "rules", fallback: "unreachable" });
});
