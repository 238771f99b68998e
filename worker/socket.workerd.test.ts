/** The upgrade: who may open a circle's socket, and what of the request the circle gets to see. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { makeId } from "../domain/id.ts";
import { type Call, join, newCircle, newVisitor, origin, send, told } from "../tests/workerd/visitor.ts";

const upgrade = { upgrade: "websocket" };

/** The status of the upgrade; an open socket is closed again. */
const opened = async (path: string, call: Call = {}): Promise<number> => {
  const response = await send(path, { ...call, headers: { ...upgrade, ...call.headers } });
  if (response.webSocket) {
    response.webSocket.accept();
    response.webSocket.close(1000);
  }
  return response.status;
};

/** A circle namespace that keeps what it is asked instead of answering it. */
const listening = () => {
  const heard: { name: string; headers: Record<string, string>; url: string }[] = [];
  const getByName = (name: string) => ({
    fetch: async (request: Request) => {
      heard.push({ name, headers: Object.fromEntries(request.headers), url: request.url });
      return new Response("{}", { status: 500, headers: { "content-type": "application/problem+json" } });
    },
  });
  return { heard, Circle: { getByName } as unknown as DurableObjectNamespace };
};

test("[ID14] cookie, bearer token, API key and ticket all open the socket", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const path = `/api/circles/${circle}/socket`;
  const { key } = await (
    await ana.send("/api/keys/", { body: { name: "Live", scope: "read", circle_ids: [circle] } })
  ).json<{ key: string }>();
  const { ticket } = await (
    await ana.send(`/api/circles/${circle}/ticket/`, { method: "POST" })
  ).json<{ ticket: string }>();
  expect([
    await opened(path, { headers: { cookie: ana.cookie, origin } }),
    await opened(path, { headers: { authorization: `Bearer ${ana.token}` } }),
    await opened(path, { headers: { authorization: `Bearer ${key}` } }),
    await opened(`${path}?ticket=${ticket}`),
  ]).toEqual([101, 101, 101, 101]);
});

test("[ID14] a ticket is good once, for its circle, for a minute", async () => {
  const ana = await newVisitor("Ana");
  const [north, south] = [await newCircle(ana, "North"), await newCircle(ana, "South")];
  const issue = async () =>
    (await (await ana.send(`/api/circles/${north}/ticket/`, { method: "POST" })).json<{ ticket: string }>()).ticket;
  const ticket = await issue();
  expect(await opened(`/api/circles/${south}/socket?ticket=${ticket}`)).toBe(401);
  expect(await opened(`/api/circles/${north}/socket?ticket=${ticket}`)).toBe(101);
  expect(await opened(`/api/circles/${north}/socket?ticket=${ticket}`)).toBe(401);
  const old = await issue();
  await env.DB.prepare("update verification set expires_at = 1 where identifier like 'ticket:%'").run();
  expect(await opened(`/api/circles/${north}/socket?ticket=${old}`)).toBe(401);
});

test("[SEC4] with a cookie the upgrade must come from an origin we know", async () => {
  const ana = await newVisitor("Ana");
  const path = `/api/circles/${await newCircle(ana, "North")}/socket`;
  expect(await opened(path, { headers: { cookie: ana.cookie } })).toBe(403);
  expect(await opened(path, { headers: { cookie: ana.cookie, origin: "https://evil.test" } })).toBe(403);
  expect(await opened(path, { headers: { cookie: ana.cookie, origin: "http://localhost:5173" } })).toBe(101);
});

test("[ID14] no credential is 401, a plain request 426, a key for another circle 404", async () => {
  const ana = await newVisitor("Ana");
  const [north, south] = [await newCircle(ana, "North"), await newCircle(ana, "South")];
  const { key } = await (
    await ana.send("/api/keys/", { body: { name: "Live", scope: "read", circle_ids: [south] } })
  ).json<{ key: string }>();
  const path = `/api/circles/${north}/socket`;
  expect([
    await opened(path),
    (await ana.send(path)).status,
    await opened(path, { headers: { authorization: `Bearer ${key}` } }),
  ]).toEqual([401, 426, 404]);
});

test("[SEC7] the circle sees the claim the Worker made, and nothing a client may have put there", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const { heard, Circle } = listening();
  const forged = JSON.stringify({ user: "somebody-else", session: "x", scope: "write", via: "system" });
  const headers = {
    cookie: ana.cookie,
    origin,
    "X-Rondo-Claim": forged,
    "x-rondo-other": "1",
    "x-partykit-room": "ffffffff",
    "X-PartyKit-Props": "{}",
  };
  await opened(`/api/circles/${circle}/socket?v=1`, { headers, env: { Circle } });
  const session = await env.DB.prepare("select id from session where user_id = ?").bind(ana.id).first<{ id: string }>();
  const [request] = heard;
  const { "x-rondo-claim": claim, "x-partykit-room": room, ...rest } = request?.headers ?? {};
  expect(JSON.parse(claim ?? "null")).toEqual({
    user: ana.id,
    session: session?.id,
    scope: "write",
    via: "app",
  });
  expect(room).toBe(request?.name);
  expect(Object.keys(rest).filter((name) => /rondo|partykit|cookie|authorization/.test(name))).toEqual([]);
  expect(request?.url).toBe(`${origin}/api/circles/${circle}/socket?v=1`);
});

test("[SEC7] a forged claim alone opens nothing", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const claim = JSON.stringify({ user: ana.id, session: "x", scope: "write", via: "app" });
  expect(await opened(`/api/circles/${circle}/socket`, { headers: { "x-rondo-claim": claim } })).toBe(401);
});

/** Resolves with the code of the close frame. */
const closeOf = (socket: WebSocket): Promise<number> =>
  new Promise((done) => socket.addEventListener("close", ({ code }) => done(code)));

const socketOf = async (path: string, authorization: string): Promise<WebSocket> => {
  const { webSocket } = await send(path, { headers: { ...upgrade, authorization } });
  if (!webSocket) throw new Error("no socket");
  webSocket.accept();
  return webSocket;
};

test("[ID8] removing somebody closes their sockets at once", async () => {
  const [ana, ben] = await Promise.all([newVisitor("Ana"), newVisitor("Ben")]);
  const circle = await newCircle(ana, "North");
  await join(ana, circle, ben, "member");
  const closed = closeOf(await socketOf(`/api/circles/${circle}/socket`, `Bearer ${ben.token}`));
  expect((await ana.send(`/api/circles/${circle}/members/${ben.id}/`, { method: "DELETE" })).status).toBe(204);
  expect(await closed).toBeGreaterThanOrEqual(4000);
});

test("[ID9] signing out closes the session's sockets at once", async () => {
  const ana = await newVisitor("Ana");
  const circle = await newCircle(ana, "North");
  const closed = closeOf(await socketOf(`/api/circles/${circle}/socket`, `Bearer ${ana.token}`));
  await ana.send("/api/auth/sign-out", { body: {} });
  expect(await closed).toBeGreaterThanOrEqual(4000);
});

test("[P2] the socket of a circle of others is like one of none: 404, and for browsers a close code", async () => {
  const [ana, eve] = await Promise.all([newVisitor("Ana"), newVisitor("Eve")]);
  const circles = [await newCircle(ana, "North"), makeId(0x1234_5678, 0, Math.random)];
  const plain = (id: string) => told(eve.send(`/api/circles/${id}/socket`, { headers: upgrade }));
  const browser = async (id: string) => {
    const { status, webSocket } = await eve.send(`/api/circles/${id}/socket`, {
      headers: { ...upgrade, origin },
    });
    webSocket?.accept();
    return { status, code: webSocket && (await closeOf(webSocket)) };
  };
  for (const id of circles) {
    expect((await plain(id)).status).toBe(404);
    expect(await browser(id)).toEqual({ status: 101, code: expect.any(Number) });
  }
  const [first, second] = [await browser(circles[0] ?? ""), await browser(circles[1] ?? "")];
  expect(first).toEqual(second);
});
