/** Runs a command-line tool from node_modules quietly, and shows what it said only when it failed. */
import { spawn } from "node:child_process";
import { delimiter, resolve } from "node:path";
import { Refusal } from "./progress.ts";

/** Keeps wrangler and miniflare from asking questions, calling home and drawing banners. */
export const quiet = {
  CI: "1",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
};

export interface Outcome {
  code: number;
  output: string;
}

const bin = resolve("node_modules/.bin");

/** The environment of our tools: the given one, quiet, with the locked Node and tools first on the PATH. */
export const toolEnvironment = (extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  ...quiet,
  ...extra,
  PATH: [bin, process.env.PATH ?? ""].join(delimiter),
});

/** Runs to the end and gives the exit code with everything printed. */
export const run = (command: string, args: string[], extra: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { env: toolEnvironment(extra), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });

/** Runs to the end; anything but exit code 0 is a refusal that carries the tool's own words. */
export const demand = async (command: string, args: string[], extra: NodeJS.ProcessEnv = {}): Promise<string> => {
  const { code, output } = await run(command, args, extra);
  if (code !== 0)
    throw new Refusal(`${[command, ...args].join(" ")} failed with exit code ${code}:\n\n${output.trim()}`);
  return output;
};
