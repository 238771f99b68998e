/** A Workers AI binding that answers as told: the one fake, since the model itself is somewhere else. */
import { honest } from "../ai-elements.ts";

export interface FakeModel {
  binding: Ai;
  /** How often it was asked. */
  asked: () => number;
}

interface Inputs {
  messages: { role: string; content: string | { text: string }[] }[];
  stream?: boolean;
}

const textOf = (content: Inputs["messages"][number]["content"]): string =>
  typeof content === "string" ? content : content.map(({ text }) => text).join("");

/** `make` gives the text for a prompt; the usual one is an honest model. */
export const fakeModel = (
  make: (prompt: string) => string = (prompt) => JSON.stringify({ elements: honest(prompt) }),
): FakeModel => {
  let asked = 0;
  const run = (_model: string, { messages, stream }: Inputs): Promise<ReadableStream<Uint8Array> | object> => {
    asked += 1;
    const prompt = textOf(messages.findLast(({ role }) => role === "user")?.content ?? "");
    const cost = { prompt_tokens: 700, completion_tokens: 300, total_tokens: 1_000 };
    if (!stream) return Promise.resolve({ response: make(prompt), usage: cost });
    const lines = [...make(prompt).matchAll(/[\s\S]{1,60}/g)].map(
      ([response]) => `data: ${JSON.stringify({ response })}\n\n`,
    );
    const usage = `data: ${JSON.stringify({ response: "", usage: cost })}\n\n`;
    return Promise.resolve(
      new Response([...lines, usage, "data: [DONE]\n\n"].join("")).body as ReadableStream<Uint8Array>,
    );
  };
  return { binding: { run } as unknown as Ai, asked: () => asked };
};
