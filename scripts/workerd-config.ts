/** Asks miniflare once per build how wrangler.toml and the bundle map onto workerd, and writes that down as `workerd.json`. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";

const folder = resolve(process.argv[2] ?? "");
const bundle = join(folder, "worker");
const kinds: Record<string, string> = {
  ".js": "ESModule",
  ".mjs": "ESModule",
  ".wasm": "CompiledWasm",
  ".bin": "Data",
};

const modules = readdirSync(bundle, { recursive: true, encoding: "utf8" })
  .filter((name) => extname(name) !== "" && ![".map", ".md"].includes(extname(name)))
  .map((name) => ({ type: kinds[extname(name)] ?? "Text", path: join(bundle, name) }))
  // The entry comes first.
  .toSorted((one, other) => Number(basename(other.path) === "index.js") - Number(basename(one.path) === "index.js"));

const { vars } = unstable_readConfig({ config: "wrangler.toml" });
const texts = Object.entries(vars).filter((entry): entry is [string, string] => typeof entry[1] === "string");
const example = existsSync(".dev.vars.example") ? parseEnv(readFileSync(".dev.vars.example", "utf8")) : {};
const names = [...new Set(["AUTH_SECRET", ...texts.map(([name]) => name), ...Object.keys(example)])];
writeFileSync(join(folder, "variables.json"), JSON.stringify({ names, defaults: Object.fromEntries(texts) }));

const { workerOptions } = unstable_getMiniflareWorkerOptions("wrangler.toml");
// Workers AI runs at Cloudflare only: without its binding rules write, or the server that AI_BASE_URL names.
const { modulesRules: _rules, ai: _ai, ...options } = workerOptions;
const scratch = mkdtempSync(join(tmpdir(), "rondo-build-"));
const captured = join(scratch, "config.json");
process.env.MINIFLARE_WORKERD_CONFIG_DEBUG = captured;
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    ...options,
    // Values come from the environment at each start: no secret is written into a build.
    bindings: {},
    ...(options.assets ? { assets: { ...options.assets, directory: join(folder, "client") } } : {}),
    name: "rondo",
    modules,
    modulesRoot: bundle,
    rootPath: process.cwd(),
    host: "127.0.0.1",
    port: 0,
    log: new Log(LogLevel.ERROR),
    cf: false,
    resourcePersistencePath: join(scratch, "v3"),
  } as Parameters<typeof convertV4MiniflareOptions>[0]),
);
try {
  await miniflare.ready;
} finally {
  await miniflare.dispose();
}
renameSync(captured, join(folder, "workerd.json"));
rmSync(scratch, { recursive: true, force: true });
