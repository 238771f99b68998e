/** `npm start`: builds what changed, migrates, serves the real Worker from local disk, and fills an empty database. */
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { watchAncestors } from "./ancestors.ts";
import { build } from "./build.ts";
import { isEmpty, migrate } from "./migrate.ts";
import { fail, Refusal, seconds } from "./progress.ts";
import { needsSample, plantSample, signIns } from "./sample.ts";
import { claim, serve } from "./server.ts";

const readPort = (text: string): number => {
  const port = Number(text);
  if (text.trim() === "" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Refusal(`PORT must be a whole number up to 65535, not "${text}".`);
  }
  return port;
};

/** The Worker says itself when its database and its circles answer. */
const answers = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/health`);
  if (!response.ok) throw new Refusal(`The server is up but not well: ${response.status} ${await response.text()}`);
};

const start = async (): Promise<void> => {
  const started = Date.now();
  if (existsSync(".env")) process.loadEnvFile(".env");
  const port = readPort(process.env.PORT ?? "8787");
  const dataDir = resolve(process.env.DATA_DIR ?? ".data");
  mkdirSync(dataDir, { recursive: true });
  await claim(port, dataDir);
  const built = await build();
  await migrate(dataDir);
  const wantsSample = process.env.SAMPLE !== "off" && needsSample(dataDir, isEmpty(dataDir));

  const server = await serve(built, dataDir, port);
  let state: "running" | "stopping" | "failing" = "running";
  const stop = (): void => {
    if (state === "running") void server.stop();
    state = "stopping";
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  watchAncestors(stop);
  void server.ended.then((code) => {
    if (state === "failing") return;
    if (state === "running") {
      console.error(`\nThe server ended unexpectedly (exit code ${code}). Start it again: npm start`);
    }
    process.exit(state === "stopping" ? 0 : 1);
  });

  try {
    await answers(server.url);
    if (wantsSample) await plantSample(server.url, dataDir);
  } catch (error) {
    state = "failing";
    await server.stop();
    throw error;
  }
  console.log(`\nRondo is ready at ${server.url} (${seconds(started)}; data in ${dataDir})`);
  for (const line of signIns(dataDir)) console.log(line);
  console.log("Stop with Ctrl-C.");
};

await start().catch(fail);
