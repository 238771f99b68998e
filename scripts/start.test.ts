import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "rondo-start-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** What `npm start` says and how it ends when it refuses. */
const start = (port: string): Promise<{ code: number | null; words: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, ["scripts/start.ts"], {
      env: { ...process.env, PORT: port, DATA_DIR: dataDir },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let words = "";
    child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
    child.on("close", (code) => done({ code, words: words.trim() }));
  });

test("[RUN3] a taken port is refused with the command that chooses another", async () => {
  const holder = createServer();
  await new Promise<void>((done) => holder.listen(0, "127.0.0.1", done));
  const { port } = holder.address() as AddressInfo;
  const answer = await start(String(port));
  await new Promise((done) => holder.close(done));
  expect(answer).toEqual({
    code: 1,
    words: `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
  });
});

test("[RUN3] a port that is no number is refused", async () => {
  expect(await start("eighty")).toEqual({
    code: 1,
    words: `PORT must be a whole number up to 65535, not "eighty".`,
  });
});
