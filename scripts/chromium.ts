/** Finds a real Chromium for the end-to-end tests, and installs one where that is possible. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.ts";
import { Refusal, step } from "./progress.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path that `CHROMIUM` names, else the first Chromium or Chrome of this machine, else null. */
export const findChromium = (): string | null => {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
  return candidates.find(isProgram) ?? null;
};

const install = async (): Promise<void> => {
  for (const args of [["update"], ["install", "--yes", "--no-install-recommends", "chromium"]]) {
    const { code, output } = await run("apt-get", args, { DEBIAN_FRONTEND: "noninteractive" });
    if (code !== 0) throw new Refusal(`apt-get ${args.join(" ")} failed:\n\n${output.trim().slice(-2000)}`);
  }
};

/** Gives the path of a Chromium that is there, or refuses with what to do. */
export const ensureChromium = async (): Promise<string> => {
  const found = findChromium();
  if (found !== null) {
    if (isProgram(found)) return found;
    throw new Refusal(`CHROMIUM names ${found}, which is not a program.`);
  }
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (canInstall) await step("Installing Chromium with apt-get", install);
  const path = findChromium();
  if (path === null) {
    throw new Refusal(
      "The end-to-end tests need Chromium or Chrome, and none was found. Install one, or name it: CHROMIUM=/path/to/chrome npm test",
    );
  }
  return path;
};
