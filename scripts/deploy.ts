/** `npm run deploy`: builds, applies the migrations of the remote database, and deploys. `--dry-run` changes nothing. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.ts";
import { toolEnvironment } from "./command.ts";
import { fail, Refusal } from "./progress.ts";

const dry = process.argv.includes("--dry-run");

/** Wrangler may need to ask who we are, so it has the terminal, the network and its own voice. */
const wrangler = (...args: string[]): void => {
  const env = dry ? toolEnvironment() : { ...process.env, PATH: toolEnvironment().PATH };
  const { status } = spawnSync("wrangler", args, { env, stdio: "inherit" });
  if (status !== 0) throw new Refusal(`wrangler ${args.join(" ")} failed with exit code ${status}.`);
};

const deploy = async (): Promise<void> => {
  const { folder } = await build();
  const assets = ["--assets", join(folder, "client")];
  if (dry) {
    wrangler("deploy", "--dry-run", "--minify", "--outdir", join("dist", "deploy"), ...assets);
    return;
  }
  wrangler("d1", "migrations", "apply", "DB", "--remote");
  wrangler("deploy", "--minify", ...assets);
};

await deploy().catch(fail);
