/** Somebody who listens to outgoing webhooks, on this machine. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Heard {
  headers: IncomingHttpHeaders;
  text: string;
  body: { type: string; data: { object: Record<string, unknown>; previous?: Record<string, unknown> } };
}

/** Answers each request as `reply` says; 200 unless told. */
export const receive = async () => {
  const heard: Heard[] = [];
  let reply = (response: ServerResponse): void => void response.writeHead(200).end("thanks");
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      heard.push({ headers: request.headers, text, body: JSON.parse(text) });
      reply(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    heard,
    types: () => heard.map(({ body }) => body.type),
    answer: (how: typeof reply) => void (reply = how),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
