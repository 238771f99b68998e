/** Runs workerd on a finished build, with its data on local disk, and makes sure that it never outlives us. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Build } from "./build.ts";
import { demand } from "./command.ts";
import { Refusal } from "./progress.ts";
import { runningProcess } from "./running-process.ts";

const host = "127.0.0.1";

/** The package gives the path of the program for this machine; its command is a Node wrapper that loses our pipes. */
const workerd: string = createRequire(import.meta.url)("workerd").default;

export interface Server {
  /** Such as `http://localhost:8787`. */
  url: string;
  /** Settles when workerd ends, with its exit code. */
  ended: Promise<number>;
  stop: () => Promise<void>;
}

interface Trace {
  pid: number;
  url: string;
}

const tracePath = (dataDir: string): string => join(dataDir, "server.json");

/** The workerd that serves this data now, or null. */
const runningHere = (dataDir: string): Trace | null => {
  if (!existsSync(tracePath(dataDir))) return null;
  try {
    const trace: Trace = JSON.parse(readFileSync(tracePath(dataDir), "utf8"));
    const command = runningProcess(trace.pid)?.command ?? "";
    return command.includes("workerd") && command.includes(dataDir) ? trace : null;
  } catch {
    // A file that a crash cut short says nothing.
    return null;
  }
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Refuses a port or a data folder in use. A server that is just ending gets three seconds. */
export const claim = async (port: number, dataDir: string): Promise<void> => {
  for (let patience = 15; patience > 0 && runningHere(dataDir) !== null; patience -= 1) await pause(200);
  const other = runningHere(dataDir);
  if (other) {
    throw new Refusal(`Rondo already runs on this data at ${other.url}. To end it: kill ${other.pid}`);
  }
  if (!(await isFree(port))) {
    throw new Refusal(`Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`);
  }
};

/** The secret that signs sessions: made once for each data folder. */
const keepSecret = (dataDir: string): string => {
  const path = join(dataDir, "auth-secret");
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(path, "utf8");
};

/** Values for the Worker's variables: the environment first, then .dev.vars, then wrangler.toml. */
const variablesFor = (build: Build, dataDir: string): Record<string, string> => {
  const described: { names: string[]; defaults: Record<string, string> } = JSON.parse(
    readFileSync(join(build.folder, "variables.json"), "utf8"),
  );
  const written = existsSync(".dev.vars") ? parseEnv(readFileSync(".dev.vars", "utf8")) : {};
  const values: Record<string, string> = {};
  for (const name of described.names) {
    const value = process.env[name] ?? written[name] ?? described.defaults[name];
    if (value !== undefined && value !== "") values[name] = value;
  }
  // A line per request would bury what a person at the terminal should read.
  // On this machine webhooks may go to this machine.
  return { LOG_LEVEL: "warn", LOCAL_WEBHOOKS: "on", ...values, AUTH_SECRET: values.AUTH_SECRET ?? keepSecret(dataDir) };
};

/** The configuration in workerd's own form, made once for each set of variables that have values: an absent one must stay undefined. */
const binaryFor = async (build: Build, names: string[]): Promise<string> => {
  const mark = createHash("sha256").update(names.toSorted().join()).digest("hex").slice(0, 8);
  const path = join(build.folder, `server-${mark}.bin`);
  if (!existsSync(path)) {
    await demand("node", ["scripts/workerd-binary.ts", join(build.folder, "workerd.json"), path, ...names]);
  }
  return path;
};

/** workerd reports each socket as a line of JSON once it listens. */
const listening = (child: ChildProcess): Promise<number> =>
  new Promise((done, failed) => {
    let text = "";
    child.stdio[3]?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const port = /"event":"listen".*"port":(\d+)/.exec(text)?.[1];
      if (port) done(Number(port));
    });
    child.once("error", failed);
    child.once("exit", (code) => failed(new Refusal(`workerd ended with exit code ${code}; its reason stands above.`)));
  });

/** Ends workerd when we are gone, whatever ended us: the pipe closes with our process. */
const leash = (pid: number): ChildProcess =>
  spawn("sh", ["-c", 'read -r _; kill -TERM "$0"; sleep 1; kill -KILL "$0"', String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });

/** Serves the build. Port 0 takes a free one. */
export const serve = async (build: Build, dataDir: string, port: number): Promise<Server> => {
  const folders: [string, string][] = [
    ["d1:storage", join(dataDir, "v3", "d1")],
    ["do:storage", join(dataDir, "v3", "do")],
    ["assets:storage:rondo", join(build.folder, "client")],
  ];
  for (const [, folder] of folders) mkdirSync(folder, { recursive: true });
  const variables = variablesFor(build, dataDir);
  const binary = await binaryFor(build, Object.keys(variables));
  const child = spawn(
    workerd,
    [
      "serve",
      "--binary",
      "--experimental",
      "--control-fd=3",
      `--socket-addr=entry=${host}:${port}`,
      ...folders.map(([name, folder]) => `--directory-path=${name}=${folder}`),
      binary,
    ],
    {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
      env: { ...process.env, ...variables },
    },
  );
  const ended = new Promise<number>((done) => child.once("exit", (code) => done(code ?? 1)));
  const url = `http://localhost:${await listening(child)}`;
  const pid = child.pid ?? 0;
  const watcher = leash(pid);
  writeFileSync(tracePath(dataDir), JSON.stringify({ pid, url } satisfies Trace));
  void ended.then(() => {
    watcher.kill();
    rmSync(tracePath(dataDir), { force: true });
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    // Open sockets would hold it back for good; every acknowledged write is on disk already.
    const impatience = setTimeout(() => child.kill("SIGKILL"), 1000);
    await ended;
    clearTimeout(impatience);
  };
  return { url, ended, stop };
};
