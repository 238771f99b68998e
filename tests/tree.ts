/** The files of this repository, without what is installed, built, or kept private. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const foreign = new Set([
  ".git",
  ".data",
  ".dev.vars",
  ".env",
  ".types",
  ".wrangler",
  "coverage",
  "dist",
  "node_modules",
  "tests/results",
]);

/** Paths relative to the root, sorted. */
export const filesOf = (folder = "."): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (foreign.has(path)) return [];
      if (entry.isDirectory()) return filesOf(path);
      return entry.isFile() ? [path] : [];
    })
    .toSorted();
