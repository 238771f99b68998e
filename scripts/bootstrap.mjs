/**
 * Hands over to one of our TypeScript scripts under Node 24, after installing the locked packages where they are missing.
 * Plain JavaScript without dependencies, because it runs on whatever Node the machine has.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bin = join(root, "node_modules", ".bin");

const stop = (message) => {
  console.error(`\n${message}\n`);
  process.exit(1);
};

const atLeast = (version, major, minor) => {
  const [ours, theirs] = version.replace(/^v/, "").split(".").map(Number);
  return ours > major || (ours === major && theirs >= minor);
};

/** True when node_modules holds exactly what the lock file names. Packages for other systems may be missing. */
const installed = () => {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const found = JSON.parse(readFileSync(record, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === "" || (found[path] ? found[path].version === version : optional === true || devOptional === true),
  );
};

const install = () => {
  console.log("Installing the packages of package-lock.json (about half a minute, once) …");
  const started = Date.now();
  // npm must not run on the Node that it is about to replace, so ours leaves the PATH.
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => resolve(entry) !== bin);
  const { status, error } = spawnSync("npm", ["ci"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, PATH: path.join(delimiter) },
  });
  if (error) stop(`npm could not be started (${error.message}). It comes with Node: https://nodejs.org`);
  if (status !== 0) stop(`npm ci failed with exit code ${status}. Its reason stands above.`);
  console.log(`  installed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
};

/** The Node that runs the scripts: the locked Node 24 on Linux, elsewhere the machine's own where it is new enough. */
const chooseNode = () => {
  const locked = join(bin, "node");
  const answer = existsSync(locked) ? spawnSync(locked, ["--version"], { encoding: "utf8" }) : { status: 1 };
  if (answer.status === 0) return { path: locked, version: answer.stdout.trim() };
  if (atLeast(process.version, 22, 18)) return { path: process.execPath, version: process.version };
  return stop(
    `Rondo brings its own Node on Linux with glibc (x64 and arm64). On ${process.platform}-${process.arch} it uses yours, ` +
      `which must be 22.18 or later. This one is ${process.version}: install a newer one from https://nodejs.org`,
  );
};

if (!atLeast(process.version, 20, 0)) {
  stop(`Rondo needs Node 20 or later. This one is ${process.version}: install a newer one from https://nodejs.org`);
}
if (!installed()) install();

const [script, ...rest] = process.argv.slice(2);
const node = chooseNode();
process.chdir(root);
process.env.PATH = [bin, process.env.PATH].join(delimiter);
if (node.version === process.version) {
  process.argv.splice(1, 2, resolve(root, script));
  await import(pathToFileURL(resolve(root, script)).href);
} else {
  const child = spawn(node.path, [script, ...rest], { stdio: "inherit" });
  // The terminal sends Ctrl-C to the whole group; the script decides when to end, and we end with it.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (signal !== "SIGINT") child.kill(signal);
    });
  }
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
