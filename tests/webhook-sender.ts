/** Another system that sends to a running server: signed usage events over kept connections, and the circle they are about. */
import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

export interface Place {
  url: string;
  token: string;
  /** What a browser holds of the person's session. */
  cookie: { name: string; value: string };
  circle: string;
  source: { id: string; secret: string };
  /** Ids by name. */
  accounts: Map<string, string>;
}

export const call = async <Body>(url: string, path: string, token: string | null, body?: unknown): Promise<Body> => {
  const response = await fetch(url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      origin: url,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Body;
};

/** Somebody's new circle with so many accounts, and a source of our own kind. */
export const preparePlace = async (url: string, accounts: number): Promise<Place> => {
  const signedUp = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ name: "Ada", email: `${randomUUID()}@example.com`, password: "load-and-more-load" }),
  });
  const token = signedUp.headers.get("set-auth-token") ?? "";
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(signedUp.headers.getSetCookie()[0] ?? "") ?? [];
  const { id: circle } = await call<{ id: string }>(url, "/api/circles/", token, { name: "Webhooks" });
  const source = await call<Place["source"]>(url, "/api/webhooks/sources/", token, {
    circle_id: circle,
    kind: "standard",
    name: "Load",
    settings: { features: ["reports", "export", "alerts", "api"] },
  });
  const ids = new Map<string, string>();
  for (let n = 0; n < accounts; n += 1) {
    const account = `Account ${n}`;
    const made = { circle_id: circle, name: account, industry: "other", arr: 1_000 };
    ids.set(account, (await call<{ id: string }>(url, "/api/customers/", token, made)).id);
  }
  return { url, token, cookie: { name, value }, circle, source, accounts: ids };
};

/** A sender that keeps its connections. */
export const makeSender = ({ url, source }: Pick<Place, "url" | "source">, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const key = Buffer.from(source.secret.replace("whsec_", ""), "base64");
  const { hostname, port } = new URL(url);
  const send = (payload: unknown): Promise<{ status: number; id: string | null }> =>
    new Promise((done, failed) => {
      const body = JSON.stringify(payload);
      const id = randomUUID();
      const seconds = Math.floor(Date.now() / 1000);
      const signature = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
      const sent = request(
        {
          agent,
          hostname,
          port,
          method: "POST",
          path: `/api/webhooks/in/${source.id}`,
          headers: {
            "content-type": "application/json",
            "content-length": Buffer.byteLength(body),
            "webhook-id": id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": `v1,${signature}`,
          },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("error", failed);
          response.on("end", () => {
            const read = response.statusCode === 202 ? (JSON.parse(text) as { id: string }).id : null;
            done({ status: response.statusCode ?? 0, id: read });
          });
        },
      );
      sent.on("error", failed);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
};

/** How many deliveries of the circle are in a state. */
export const countIn = async ({ url, token, circle }: Place, state: string): Promise<number> =>
  (
    await call<{ count: number }>(
      url,
      `/api/webhooks/deliveries/?circle_id=${circle}&state=${state}&page_size=1`,
      token,
    )
  ).count;
