/** A server of one's own for a test run: the same path as `npm start`, a free port, an empty database. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface OwnServer {
  url: string;
  dataDir: string;
  /** The process that `npm start` would be. */
  process: ChildProcess;
  /** Ends the server and forgets its data. */
  stop: () => Promise<void>;
}

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), "rondo-e2e-"));

/** Starts on the given data, or on none. Rejects with everything the server printed when it does not come up. */
export const startServer = async (dataDir = newDataDir(), environment: NodeJS.ProcessEnv = {}): Promise<OwnServer> => {
  const child = spawn(process.execPath, [resolve("scripts/bootstrap.mjs"), "scripts/start.ts"], {
    env: { ...process.env, PORT: "0", DATA_DIR: dataDir, SAMPLE: "off", RATE_LIMITS: "off", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const url = await new Promise<string>((done, failed) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /Rondo is ready at (\S+)/.exec(output)?.[1];
      if (!found) return;
      // The log goes on; nobody keeps it.
      for (const stream of [child.stdout, child.stderr]) stream.off("data", hear).resume();
      done(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => failed(new Error(`The server ended with exit code ${code}:\n${output}`)));
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, dataDir, process: child, stop };
};
