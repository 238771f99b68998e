/** Webhooks against the real server: what was answered is worked on, whatever happens to the server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { call, countIn, makeSender, preparePlace } from "../webhook-sender.ts";
import { expect, test } from "./rondo.ts";
import { newDataDir, type OwnServer, startServer } from "./server.ts";

test("[IW8] [RUN2] what was answered before a kill -9 is stored, and done after the restart", async () => {
  test.setTimeout(180_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir);
  let second: OwnServer | undefined;
  try {
    const place = await preparePlace(first.url, 3);
    const sender = makeSender(place, 8);
    const answered: string[] = [];
    const dead = new AbortController();
    const sending = Array.from({ length: 8 }, async (_, lane) => {
      for (let n = 0; !dead.signal.aborted; n += 1) {
        const usage = { type: "usage", account: `Account ${n % 3}`, user: `user ${lane}-${n}`, feature: "reports" };
        const answer = await sender.send(usage).catch(() => null);
        if (answer?.id) answered.push(answer.id);
      }
    });
    await expect.poll(() => answered.length, { timeout: 60_000 }).toBeGreaterThan(200);
    const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
    const ended = new Promise((done) => first.process.once("exit", done));
    process.kill(pid, "SIGKILL");
    dead.abort();
    await Promise.all([...sending, ended]);
    sender.close();
    second = await startServer(dataDir);
    const there = { ...place, url: second.url };
    await expect.poll(() => countIn(there, "waiting"), { timeout: 60_000 }).toBe(0);
    const states = new Set<string>();
    for (const id of answered)
      states.add((await call<{ state: string }>(there.url, `/api/webhooks/deliveries/${id}/`, place.token)).state);
    expect([...states]).toEqual(["done"]);
  } finally {
    await first.stop();
    await second?.stop();
  }
});
