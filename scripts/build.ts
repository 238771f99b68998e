/** Builds the app and the Worker into `dist/builds/<fingerprint>`, and keeps what is already there. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { demand } from "./command.ts";
import { fingerprint } from "./fingerprint.ts";
import { fail, step } from "./progress.ts";

export interface Build {
  /** Holds `client/` (the assets), `worker/` (the bundle), `manifest.json` (Vite's) and `workerd.json` (how to serve it). */
  folder: string;
}

const shelf = resolve("dist/builds");
const kept = 8;

const dropOld = (): void => {
  const folders = readdirSync(shelf)
    .map((name) => join(shelf, name))
    .toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const folder of folders.slice(kept)) rmSync(folder, { recursive: true, force: true });
};

/** `dist/client` is what wrangler.toml names; it always points at the newest build. */
const pointAt = (folder: string): void => {
  const link = resolve("dist/client");
  const fresh = `${link}-${process.pid}`;
  symlinkSync(join(folder, "client"), fresh);
  if (existsSync(link) && statSync(link).isDirectory()) rmSync(link, { recursive: true, force: true });
  renameSync(fresh, link);
};

const assemble = async (folder: string): Promise<void> => {
  const client = join(folder, "client");
  mkdirSync(client, { recursive: true });
  await step("Building the app and the Worker", () =>
    Promise.all([
      existsSync("app/index.html")
        ? demand("vite", ["build", "--outDir", client, "--emptyOutDir", "--logLevel", "warn"])
        : undefined,
      demand("wrangler", ["deploy", "--dry-run", "--outdir", join(folder, "worker"), "--assets", client]),
    ]),
  );
  // The manifest names every chunk; it is for the size budgets, not for visitors.
  const manifest = join(client, ".vite", "manifest.json");
  if (existsSync(manifest)) {
    renameSync(manifest, join(folder, "manifest.json"));
    rmSync(join(client, ".vite"), { recursive: true });
  }
  await step("Describing the server to workerd", () => demand("node", ["scripts/workerd-config.ts", folder]));
};

/** The build of the present content, made now if nobody has made it before. Safe to run twice at the same time. */
export const build = async (): Promise<Build> => {
  const folder = join(shelf, fingerprint());
  if (existsSync(join(folder, "workerd.json"))) {
    const now = new Date();
    utimesSync(folder, now, now);
  } else {
    const draft = `${folder}.${process.pid}`;
    try {
      await assemble(draft);
      // Somebody else may have finished the same build meanwhile: theirs is as good as ours.
      if (!existsSync(folder)) renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
    dropOld();
  }
  pointAt(folder);
  return { folder };
};

if (process.argv[1] === import.meta.filename) {
  await build()
    .then(({ folder }) => console.log(folder))
    .catch(fail);
}
