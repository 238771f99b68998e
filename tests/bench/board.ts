/**
 * `npm run bench:board`: what a person with a board of 1,000 and of 10,000 contacts sees, in Chromium.
 * `--contacts 1000,10000 --runs 5`
 */
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/chromium.ts";
import { startServer } from "../e2e/server.ts";
import { type FilledCircle, fillCircle } from "./board-circle.ts";
import { machine, ms, summary } from "./figures.ts";

const { values } = parseArgs({
  options: { contacts: { type: "string", default: "1000,10000" }, runs: { type: "string", default: "5" } },
});
const runs = Number(values.runs);

/** What the watching script notes in the page. */
interface Watched {
  firstCard?: number;
  live?: number;
  frames: number[];
  measuring: boolean;
  drop?: { handled: number; painted: number };
  seen?: { card: string; stage: string; at: number };
}
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Runs in the page before anything else: notes when the first card and the live line were painted. */
const watch = (): void => {
  window.watched = { frames: [], measuring: false };
  const look = (): void => {
    const now = performance.now();
    if (window.watched.firstCard === undefined && document.querySelector("[data-card]")) window.watched.firstCard = now;
    const live = [...document.querySelectorAll("[role=status]")].some((pill) => pill.textContent?.startsWith("Live"));
    if (live) window.watched.live ??= now;
    const { seen } = window.watched;
    if (seen && seen.at === 0 && document.querySelector(`[data-card="${seen.card}"][data-stage="${seen.stage}"]`))
      seen.at = Date.now();
  };
  const frame = (at: number): void => {
    if (window.watched.measuring) window.watched.frames.push(at);
    look();
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  let released = 0;
  addEventListener("pointerup", () => (released = performance.now()), true);
  addEventListener("pointerup", () => {
    const handled = performance.now() - released;
    const from = released;
    requestAnimationFrame(() =>
      setTimeout(() => (window.watched.drop = { handled, painted: performance.now() - from }), 0),
    );
  });
};

const enter = async (browser: Browser, url: string, circle: FilledCircle): Promise<BrowserContext> => {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const answer = await context.request.post("/api/auth/sign-in/email", {
    data: { email: circle.email, password: circle.password },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`Sign-in gave ${answer.status()}.`);
  await context.addInitScript(watch);
  return context;
};

const opened = async (page: Page): Promise<{ card: number; live: number }> => {
  await page.waitForFunction(
    () => window.watched.firstCard !== undefined && window.watched.live !== undefined,
    undefined,
    { timeout: 60_000 },
  );
  return page.evaluate(() => ({
    card: window.watched.firstCard ?? Number.NaN,
    live: window.watched.live ?? Number.NaN,
  }));
};

/** True once the browser's store holds the circle. */
const stored = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    async () => {
      const found = (await indexedDB.databases()).find(
        ({ name }) => name?.startsWith("rondo-01") || name?.startsWith("rondo-0"),
      );
      if (!found?.name) return false;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(found.name ?? "");
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error("no database")));
      });
      try {
        if (![...database.objectStoreNames].includes("base")) return false;
        return await new Promise<boolean>((resolve) => {
          const count = database.transaction("base").objectStore("base").count();
          count.addEventListener("success", () => resolve(count.result > 0));
          count.addEventListener("error", () => resolve(false));
        });
      } finally {
        database.close();
      }
    },
    undefined,
    { timeout: 60_000, polling: 250 },
  );

const line = (what: string, found: readonly number[]): void => {
  const { p50, p95, most } = summary(found);
  console.log(
    `  ${what.padEnd(44)} p50 ${ms(p50).padStart(8)}   p95 ${ms(p95).padStart(8)}   most ${ms(most).padStart(8)}`,
  );
};

/** Drags a card down a long column, which scrolls under it, and over to other columns. */
const drag = async (page: Page): Promise<{ frames: number[]; drop: { handled: number; painted: number } }> => {
  await page.evaluate(() => {
    for (const list of document.querySelectorAll("[data-cards]")) list.scrollTop = 0;
  });
  const box = await page.locator('[data-column=needs_outreach] li[aria-posinset="3"]').boundingBox();
  if (!box) throw new Error("There is no card to drag.");
  await page.mouse.move(box.x + 80, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 90, box.y + 40, { steps: 4 });
  await page.evaluate(() => {
    window.watched.frames = [];
    window.watched.measuring = true;
  });
  await page.mouse.move(box.x + 90, 870, { steps: 40 });
  await page.mouse.move(box.x + 380, 880, { steps: 40 });
  await page.mouse.move(box.x + 640, 300, { steps: 60 });
  await page.evaluate(() => (window.watched.measuring = false));
  await page.mouse.up();
  await page.waitForFunction(() => window.watched.drop !== undefined);
  return page.evaluate(() => {
    const { frames, drop } = window.watched;
    delete window.watched.drop;
    return {
      frames: frames.slice(1).map((at, index) => at - (frames[index] ?? at)),
      drop: drop ?? { handled: Number.NaN, painted: Number.NaN },
    };
  });
};

const remoteMoves = async (page: Page, url: string, circle: FilledCircle): Promise<number[]> => {
  const took: number[] = [];
  const far = ["closed_won", "closed_lost"] as const;
  for (let turn = 0; turn < runs * 8; turn += 1) {
    const card = circle.contacts[turn % 5] ?? "";
    const stage = far[Math.floor(turn / 5) % 2] ?? "closed_won";
    await page.evaluate(([id, to]) => (window.watched.seen = { card: id, stage: to, at: 0 }), [card, stage] as const);
    const sent = Date.now();
    const answer = await fetch(`${url}/api/crm/contacts/${card}/move/`, {
      method: "POST",
      headers: { authorization: `Bearer ${circle.token}`, "content-type": "application/json" },
      body: JSON.stringify({ funnel_stage: stage }),
    });
    if (!answer.ok) throw new Error(`A move gave ${answer.status}: ${await answer.text()}`);
    await page.waitForFunction(() => (window.watched.seen?.at ?? 0) > 0);
    took.push((await page.evaluate(() => window.watched.seen?.at ?? Number.NaN)) - sent);
  }
  return took;
};

const measure = async (browser: Browser, url: string, count: number): Promise<void> => {
  const circle = await fillCircle(url, count);
  const address = `/c/${circle.id}/board`;
  console.log(`\n${count.toLocaleString("en")} contacts; ${machine()}`);

  const cold: { card: number; live: number }[] = [];
  const warm: { card: number; live: number }[] = [];
  const back: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const context = await enter(browser, url, circle);
    const page = await context.newPage();
    await page.goto(address);
    cold.push(await opened(page));
    await stored(page);
    await page.reload();
    warm.push(await opened(page));
    await context.setOffline(true);
    await page.waitForFunction(() =>
      [...document.querySelectorAll("[role=status]")].some((pill) => pill.textContent?.startsWith("Offline")),
    );
    await page.evaluate(() => {
      delete window.watched.live;
      addEventListener("online", () => (window.watched.frames = [performance.now()]), { once: true });
    });
    await context.setOffline(false);
    await page.waitForFunction(() => window.watched.live !== undefined);
    back.push(
      await page.evaluate(() => (window.watched.live ?? Number.NaN) - (window.watched.frames[0] ?? Number.NaN)),
    );
    await context.close();
  }
  line(
    "cold: first card painted",
    cold.map(({ card }) => card),
  );
  line(
    "cold: live",
    cold.map(({ live }) => live),
  );
  line(
    "warm reload: first card painted",
    warm.map(({ card }) => card),
  );
  line(
    "warm reload: live",
    warm.map(({ live }) => live),
  );
  line("network back: live again", back);

  const context = await enter(browser, url, circle);
  const page = await context.newPage();
  await page.goto(address);
  await opened(page);
  const tools = await context.newCDPSession(page);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  const cards = await page.locator("[data-card]").count();
  await tools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await tools.send("Runtime.getHeapUsage");
  const drags = [];
  for (let run = 0; run < runs; run += 1) drags.push(await drag(page));
  line(
    "drag: time between frames",
    drags.flatMap(({ frames }) => frames),
  );
  line(
    "drop: until the board has changed",
    drags.map(({ drop }) => drop.handled),
  );
  line(
    "drop: until it is painted",
    drags.map(({ drop }) => drop.painted),
  );
  const seen = await remoteMoves(page, url, circle);
  line("a move over REST until seen here", seen);
  console.log(`  elements ${nodes}, of them cards ${cards}; JavaScript heap ${(usedSize / 2 ** 20).toFixed(1)} MB`);
  console.log(`  afterwards: ${machine()}`);
  await context.close();
};

const executablePath = findChromium();
const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: "error" });
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
});
try {
  for (const count of values.contacts.split(",").map(Number)) await measure(browser, server.url, count);
} finally {
  await browser.close();
  await server.stop();
}
