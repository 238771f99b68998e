/** `npm run dev`: Vite with the Worker inside it and hot reload of both, on the same local data as `npm start`. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { toolEnvironment } from "./command.ts";
import { migrate } from "./migrate.ts";
import { fail } from "./progress.ts";
import { claim } from "./server.ts";

const dev = async (): Promise<void> => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const dataDir = resolve(process.env.DATA_DIR ?? ".data");
  const port = Number(process.env.PORT ?? 8787);
  mkdirSync(dataDir, { recursive: true });
  await claim(port, dataDir);
  await migrate(dataDir);
  if (!existsSync(".dev.vars")) {
    writeFileSync(".dev.vars", `AUTH_SECRET=${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  }
  const child = spawn("vite", ["--config", "vite.dev.config.ts", "--port", String(port)], {
    env: toolEnvironment({ DATA_DIR: dataDir }),
    stdio: "inherit",
  });
  child.on("exit", (code) => process.exit(code ?? 0));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
};

await dev().catch(fail);
