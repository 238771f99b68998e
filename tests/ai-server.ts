/** An OpenAI-compatible server on this machine, which answers as its model's name says: well, badly, slowly, or with bad intent. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Element, honest, honestNotes, isNotes, obeying, obeyingNotes } from "./ai-elements.ts";

export interface AiServer {
  /** For `AI_BASE_URL`. */
  url: string;
  /** Bodies of the requests so far. */
  requests: { model: string; stream?: boolean; messages: { role: string; content: string }[] }[];
  stop: () => Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
};

type Mode = (prompt: string) => { content: string; finish?: string };
const wrap = (elements: Element[]): string => JSON.stringify({ elements });
const wellSaid = (prompt: string): string =>
  isNotes(prompt) ? JSON.stringify(honestNotes(prompt)) : wrap(honest(prompt));
/** True sentences with every second number changed. */
const careless = (prompt: string): Element[] =>
  honest(prompt).map((element) => ({
    ...element,
    text: element.text.replaceAll(/\d(?=\D*$)/g, (digit) => String((Number(digit) + 3) % 10)),
  }));

const modes: Readonly<Record<string, Mode>> = {
  good: (prompt) => ({ content: wellSaid(prompt) }),
  fenced: (prompt) => ({ content: `\`\`\`json\n${wellSaid(prompt)}\n\`\`\`` }),
  mixed: (prompt) => ({
    content: wrap(
      honest(prompt).flatMap((element, at) =>
        at % 4 === 3 ? [element, { ...element, text: "Everything will improve by 42%." }] : [element],
      ),
    ),
  }),
  ungrounded: (prompt) => ({ content: wrap(careless(prompt)) }),
  obeying: (prompt) => ({
    content: isNotes(prompt) ? JSON.stringify(obeyingNotes(prompt)) : wrap(obeying(prompt)),
  }),
  prose: () => ({ content: "The account is doing well, all things considered." }),
  refusing: () => ({ content: "I'm sorry, but I can't help with that." }),
  filtered: () => ({ content: "", finish: "content_filter" }),
  cut: (prompt) => ({ content: wrap(honest(prompt)).slice(0, 500), finish: "length" }),
};

const usageOf = (content: string) => ({
  prompt_tokens: 900,
  completion_tokens: Math.ceil(content.length / 4),
  total_tokens: 900 + Math.ceil(content.length / 4),
});

/** All of it at once, for those who do not ask for a stream. */
const whole = (response: ServerResponse, model: string, { content, finish = "stop" }: ReturnType<Mode>): void => {
  const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: finish }];
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ id: "c", object: "chat.completion", created: 1, model, choices, usage: usageOf(content) }));
};

/** Sent in pieces, as models do. */
const stream = async (
  response: ServerResponse,
  model: string,
  { content, finish = "stop" }: ReturnType<Mode>,
  pause: number,
): Promise<void> => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (delta: object, reason: string | null, usage?: object): void => {
    response.write(
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model, choices: [{ index: 0, delta, finish_reason: reason }], ...(usage ? { usage } : {}) })}\n\n`,
    );
  };
  for (let at = 0; at < content.length; at += 24) {
    if (pause > 0) await new Promise((done) => setTimeout(done, pause));
    if (response.destroyed) return;
    send({ content: content.slice(at, at + 24) }, null);
  }
  send({}, finish, usageOf(content));
  response.end("data: [DONE]\n\n");
};

/** `slow` never answers, `broken` answers 500, `breaking` ends in the middle; others are named above. `pause` is between two pieces, in milliseconds. */
export const startAiServer = async ({ pause = 0 }: { pause?: number } = {}): Promise<AiServer> => {
  const requests: AiServer["requests"] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await read(request)) as AiServer["requests"][number];
      requests.push(body);
      const { model, messages } = body;
      const prompt = messages.findLast(({ role }) => role === "user")?.content ?? "";
      if (model === "slow") return;
      if (model === "broken") {
        response.writeHead(500, { "content-type": "application/json" }).end(`{"error":{"message":"out of order"}}`);
        return;
      }
      if (model === "breaking") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        const half = wrap(honest(prompt)).slice(0, 400);
        response.write(
          `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model, choices: [{ index: 0, delta: { content: half }, finish_reason: null }] })}\n\n`,
        );
        response.socket?.resetAndDestroy();
        return;
      }
      const said = (modes[model] ?? (() => ({ content: "{}" })))(
        typeof prompt === "string" ? prompt : JSON.stringify(prompt),
      );
      if (body.stream) await stream(response, model, said, pause);
      else whole(response, model, said);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
};
