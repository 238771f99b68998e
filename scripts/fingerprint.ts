/** A short name for the content that a build is made from, so that unchanged content is never built twice. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const sources = ["app", "domain", "drizzle", "party", "worker"];
const settings = [
  "package-lock.json",
  "vite.config.ts",
  "wrangler.toml",
  ".dev.vars.example",
  "scripts/build.ts",
  "scripts/reference-page.ts",
  "scripts/reference-page.ts",
  "scripts/workerd-config.ts",
  "scripts/workerd-binary.ts",
  "scripts/workerd-config-transform.ts",
];

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => !isTest(path) && statSync(path).isFile());

/** Sixteen hexadecimal digits over paths and contents of everything that ends up in the app or the Worker. */
export const fingerprint = (): string => {
  const hash = createHash("sha256");
  const paths = [...sources.filter((folder) => existsSync(folder)).flatMap(filesUnder), ...settings];
  for (const path of paths.toSorted()) {
    hash.update(`${path}\0`);
    if (existsSync(path)) hash.update(readFileSync(path));
    hash.update("\0");
  }
  return hash.digest("hex").slice(0, 16);
};
