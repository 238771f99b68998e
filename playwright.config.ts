import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.ts";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const executablePath = findChromium();

/** Each worker process starts its own server, on a free port with an empty database: see tests/e2e/rondo.ts. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "tests/results/e2e",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  reporter: [["line"], ["json"]],
  use: {
    trace: "retain-on-failure",
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium's sandbox refuses to run as root.
      args: process.getuid?.() === 0 ? ["--no-sandbox", ...flags] : flags,
    },
  },
});
