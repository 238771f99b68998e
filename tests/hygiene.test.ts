/** What must never be committed. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filesOf } from "./tree.ts";

const isText = (path: string): boolean => !/\.(png|jpe?g|gif|ico|woff2?|wasm|bin)$/.test(path);
const texts = filesOf()
  .filter(isText)
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

const machinePath = /(?<![\w.])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.-]/;
const isGenerated = (path: string): boolean =>
  path === "package-lock.json" || /^drizzle\/(circle|d1)\//.test(path) || path.startsWith("app/public/");

test("[RUN5] the lock file names versions and checksums, never the registry they came from", () => {
  const lock = readFileSync("package-lock.json", "utf8");
  expect(lock).toContain('"integrity"');
  expect(lock).not.toContain('"resolved"');
});

test("[RUN5] the lock file holds the packages of every system, so that npm ci works on all of them", () => {
  const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    readFileSync("package-lock.json", "utf8"),
  );
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

test("[RUN5] every dependency is pinned to one version", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const versions: [string, string][] = Object.entries({
    ...dependencies,
    ...devDependencies,
    ...optionalDependencies,
  });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test("[RUN5] no file names a path of somebody's machine", () => {
  expect(texts.filter(({ text }) => machinePath.test(text)).map(({ path }) => path)).toEqual([]);
});

test("[RUN5] no file is longer than 400 lines", () => {
  const long = texts.filter(({ path, text }) => !isGenerated(path) && text.split("\n").length > 401);
  expect(long.map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
});
