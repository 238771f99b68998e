/**
 * `npm run bench:today`: how long until the screen shows what to do next on Today, in a fresh browser and in one that has been
 * there before, beside a page of the app that fetches nothing. Times are from the start of the navigation.
 * `--accounts 1000 --runs 10`
 */
import { type BrowserContext, chromium } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/chromium.ts";
import { manyCustomers, plantBook } from "../e2e/book.ts";
import { foundCircle, signUp } from "../e2e/person.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, summary } from "./figures.ts";

const { values } = parseArgs({
  options: { accounts: { type: "string", default: "1000" }, runs: { type: "string", default: "10" } },
});
const [count, runs] = [Number(values.accounts), Number(values.runs)];

declare global {
  interface Window {
    shownAt?: number;
  }
}

/**
 * Runs in the page before anything else: notes when the first frame with the thing in it was on the screen. Where that is
 * the first frame with anything in it, the browser says when; else the next frame's beginning is taken.
 */
const watch = (selector: string): void => {
  const look = (): void => {
    if (!document.querySelector(selector)) return void requestAnimationFrame(look);
    const before = performance.getEntriesByName("first-contentful-paint").length > 0;
    const note = (at: number): void => void (window.shownAt ??= at);
    if (before) return void requestAnimationFrame(() => note(performance.now()));
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") note(startTime);
    }).observe({ type: "paint", buffered: true });
  };
  requestAnimationFrame(look);
};

interface Opened {
  /** Milliseconds since the navigation began. */
  at: number;
  /** Since the document was parsed, which is when the app can begin. */
  running: number;
}

/** A new tab, until the thing is in it and so many milliseconds longer, in which it writes what it keeps. */
const open = async (context: BrowserContext, path: string, selector: string, longer = 0): Promise<Opened> => {
  const page = await context.newPage();
  await page.addInitScript(watch, selector);
  await page.goto(path);
  const shown = await page.waitForFunction(() => window.shownAt);
  const at = Number(await shown.jsonValue());
  const parsed = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return navigation?.domInteractive ?? 0;
  });
  if (longer > 0) await page.waitForTimeout(longer);
  await page.close();
  return { at, running: at - parsed };
};

const line = (what: string, found: readonly Opened[]): void => {
  const whole = summary(found.map(({ at }) => at));
  const own = summary(found.map(({ running }) => running));
  console.log(
    `  ${what.padEnd(44)} p50 ${ms(whole.p50).padStart(8)}   p95 ${ms(whole.p95).padStart(8)}   since parsed p50 ${ms(own.p50).padStart(8)}   p95 ${ms(own.p95).padStart(8)}`,
  );
};

/** A person's own browser keeps its profile on disk, compiled scripts included; these openings fill it. */
const before = 3;
const rest = 2_000;
const profile = mkdtempSync(join(tmpdir(), "rondo-profile-"));
const executablePath = findChromium();
const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: "error" });
const launch = {
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
};
const browser = await chromium.launch(launch);
try {
  const ana = await signUp(browser, server.url, "Ana");
  const circle = await foundCircle(ana, "Northwind");
  await plantBook(ana, server.url, circle, manyCustomers(count), 30);
  console.log(`${machine()}; ${count} accounts with thirty days of usage`);
  const path = `/c/${circle.id}/today`;
  const state = await ana.context.storageState();
  const [cold, warm, plain] = [[] as Opened[], [] as Opened[], [] as Opened[]];
  for (let run = 0; run < runs; run += 1) {
    const fresh = await browser.newContext({ baseURL: server.url, storageState: state });
    cold.push(await open(fresh, path, "[data-action]"));
    await fresh.close();
  }
  const again = await chromium.launchPersistentContext(profile, { ...launch, baseURL: server.url });
  await again.addCookies(state.cookies);
  for (let run = -before; run < runs; run += 1) {
    const [today, help] = [await open(again, path, "[data-action]", rest), await open(again, "/help", "h1", rest)];
    if (run < 0) continue;
    warm.push(today);
    plain.push(help);
  }
  await again.close();
  line("Today, the first time in this browser", cold);
  line("Today, from the browser's store", warm);
  line("for comparison: Help, which fetches nothing", plain);
  console.log(`  ${machine()}`);
} finally {
  await browser.close();
  await server.stop();
  rmSync(profile, { recursive: true, force: true });
}
