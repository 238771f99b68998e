/**
 * `npm run bench:kpi-board`: a page of 200 KPIs with a year of daily history each, in Chromium; updates seen; history asked for.
 * `--kpis 200 --days 365 --runs 5`
 */
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { parseArgs } from "node:util";
import { findChromium } from "../../scripts/chromium.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    kpis: { type: "string", default: "200" },
    days: { type: "string", default: "365" },
    runs: { type: "string", default: "5" },
  },
});
const [count, days, runs] = [Number(values.kpis), Number(values.days), Number(values.runs)];
const day = 86_400_000;

interface Seen {
  tile?: number;
  tiles?: number;
  sparks?: number;
  /** When the histories had arrived, as the browser notes it. */
  arrived?: number;
  value: { kpi: string; text: string; at: number } | null;
  /** A change of the sparklines' range: when the other histories had arrived, and when lines last became other lines. */
  redraw?: { lines: string[]; arrived: number; drawn: number };
}
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the page before anything else: looks once a frame. */
const watch = (wanted: number): void => {
  window.seen = { value: null };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.name.includes("/api/kpi/series/?") && !entry.name.includes("kpi=")) {
        if (window.seen.redraw && window.seen.redraw.arrived === 0)
          window.seen.redraw.arrived = (entry as PerformanceResourceTiming).responseEnd;
        window.seen.arrived ??= (entry as PerformanceResourceTiming).responseEnd;
      }
  }).observe({ type: "resource", buffered: true });
  const look = (): void => {
    const now = performance.now();
    const { seen } = window;
    if (seen.tiles === undefined) {
      const tiles = document.querySelectorAll("[data-kpi]").length;
      if (tiles > 0) seen.tile ??= now;
      if (tiles >= wanted) seen.tiles = now;
    }
    if (seen.sparks === undefined && document.querySelectorAll("[data-spark]").length >= wanted) seen.sparks = now;
    const { value, redraw } = seen;
    if (redraw) {
      const lines = [...document.querySelectorAll("[data-spark] .spark-line")].map(
        (path) => path.getAttribute("d") ?? "",
      );
      if (lines.some((d, at) => d !== redraw.lines[at])) redraw.drawn = now;
      redraw.lines = lines;
    }
    if (value?.at === 0 && document.querySelector(`[data-kpi="${value.kpi}"] [data-value]`)?.textContent === value.text)
      value.at = Date.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const line = (what: string, found: readonly number[]): void => {
  const { p50, p95, most } = summary(found);
  console.log(
    `  ${what.padEnd(52)} p50 ${ms(p50).padStart(8)}   p95 ${ms(p95).padStart(8)}   most ${ms(most).padStart(8)}`,
  );
};

/** The same numbers every time: a wave, a trend, a little noise. */
const valueAt = (kpi: number, ago: number): number =>
  Math.round(1_000 + kpi * 10 + Math.sin((ago + kpi) / 9) * 80 - ago * 0.7 + ((ago * 7_919 + kpi * 104_729) % 41));

const executablePath = findChromium();
const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: "error" });
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu"],
});

const signedUp = await fetch(`${server.url}/api/auth/sign-up/email`, {
  method: "POST",
  headers: { "content-type": "application/json", origin: server.url },
  body: JSON.stringify({ name: "Kay", email: "kay@example.com", password: "kpis-and-more-kpis" }),
});
const token = signedUp.headers.get("set-auth-token") ?? "";
const send = async (path: string, body?: unknown): Promise<Response> => {
  const form = body instanceof FormData;
  const response = await fetch(server.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${token}`,
      ...(form || body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};
const importDays = async (kpi: string, number: number, many: number): Promise<void> => {
  const rows = Array.from({ length: many }, (_, at) => {
    const ago = many - at;
    return `${new Date(Date.now() - ago * day).toISOString().slice(0, 10)},${valueAt(number, ago)}`;
  });
  const form = new FormData();
  form.set("file", new File([["date,value", ...rows].join("\n")], "days.csv", { type: "text/csv" }));
  await send(`/api/kpi/kpis/${kpi}/import/`, form);
};
const fill = async (circle: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const body = {
      circle_id: circle,
      name: `KPI ${number}`,
      current_value: valueAt(number, 0),
      target: 1_400 + number * 10,
      unit: number % 3 === 0 ? "currency" : "none",
    };
    const { id } = (await (await send("/api/kpi/kpis/", body)).json()) as { id: string };
    await importDays(id, number, days);
    ids.push(id);
  }
  return ids;
};

const enter = async (): Promise<BrowserContext> => {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  await context.request.post("/api/auth/sign-in/email", {
    data: { email: "kay@example.com", password: "kpis-and-more-kpis" },
    headers: { origin: server.url },
  });
  await context.addInitScript(watch, count);
  return context;
};
const opened = async (page: Page): Promise<Required<Omit<Seen, "value" | "redraw">>> => {
  await page.waitForFunction(() => window.seen.sparks !== undefined && window.seen.arrived !== undefined, undefined, {
    timeout: 60_000,
  });
  return page.evaluate(() => {
    const { tile = Number.NaN, tiles = Number.NaN, sparks = Number.NaN, arrived = Number.NaN } = window.seen;
    return { tile, tiles, sparks, arrived };
  });
};

const measure = async (): Promise<void> => {
  const { id: circle } = (await (await send("/api/circles/", { name: "KPIs" })).json()) as { id: string };
  const started = Date.now();
  const ids = await fill(circle);
  console.log(
    `\n${count} KPIs of ${days} days, written in ${((Date.now() - started) / 1000).toFixed(1)} s; ${machine()}`,
  );

  const cold = [];
  const warm = [];
  for (let run = 0; run < runs; run += 1) {
    const context = await enter();
    const page = await context.newPage();
    await page.goto(`/c/${circle}/kpis?days=365`);
    cold.push(await opened(page));
    // The browser's store is written a moment after the first rows.
    await page.waitForTimeout(2_500);
    await page.reload();
    warm.push(await opened(page));
    await context.close();
  }
  line(
    "cold: first tile painted",
    cold.map(({ tile }) => tile),
  );
  line(
    `cold: all ${count} tiles`,
    cold.map(({ tiles }) => tiles),
  );
  line(
    "cold: all sparklines",
    cold.map(({ sparks }) => sparks),
  );
  line(
    "warm reload: first tile painted",
    warm.map(({ tile }) => tile),
  );
  line(
    "warm reload: all sparklines",
    warm.map(({ sparks }) => sparks),
  );

  const context = await enter();
  const page = await context.newPage();
  await page.goto(`/c/${circle}/kpis`);
  await opened(page);
  const redrawn: number[] = [];
  for (let turn = 0; turn < runs * 2; turn += 1) {
    await page.evaluate(() => {
      window.seen.redraw = { lines: [], arrived: 0, drawn: 0 };
    });
    // A menu that has just closed takes no press.
    await page.waitForTimeout(400);
    await page.getByRole("button", { name: /^Order/ }).click();
    await page.getByRole("menuitemradio", { name: turn % 2 === 0 ? "365 days" : "90 days" }).click();
    await page.waitForFunction(() => (window.seen.redraw?.arrived ?? 0) > 0);
    await page.waitForTimeout(600);
    const { arrived, drawn } = await page.evaluate(
      () => window.seen.redraw ?? { arrived: Number.NaN, drawn: Number.NaN },
    );
    if (turn % 2 === 0) redrawn.push(drawn - arrived);
  }
  line(`${count} × 365 points arrived until the lines are painted`, redrawn);

  const took: number[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const kpi = ids.at(-1 - (turn % 6)) ?? "";
    const value = 5_001 + turn;
    const sign = (count - 1 - (turn % 6)) % 3 === 0 ? "$" : "";
    await page.evaluate(([id, text]) => (window.seen.value = { kpi: id, text, at: 0 }), [
      kpi,
      `${sign}${value.toLocaleString("en")}`,
    ] as const);
    const sent = Date.now();
    await send(`/api/kpi/kpis/${kpi}/update-value/`, { current_value: value });
    await page.waitForFunction(() => (window.seen.value?.at ?? 0) > 0);
    took.push((await page.evaluate(() => window.seen.value?.at ?? Number.NaN)) - sent);
  }
  line("an update over REST until seen here", took);
  await context.close();

  const first = ids[0] ?? "";
  const long = (
    (await (await send("/api/kpi/kpis/", { circle_id: circle, name: "Long", current_value: 1, target: 2 })).json()) as {
      id: string;
    }
  ).id;
  const from = performance.now();
  await importDays(long, 1, 5_479);
  console.log(`  import of 5,479 days: ${ms(performance.now() - from)}`);
  for (const [what, path] of [
    ["history of a year over REST", `/api/kpi/kpis/${first}/history/?days=365&limit=1000`],
    ["series of 5,479 days over REST", `/api/kpi/series/?circle_id=${circle}&kpi=${long}&days=36600`],
    [`series of ${count} KPIs, 90 days`, `/api/kpi/series/?circle_id=${circle}&days=90`],
    [`series of ${count} KPIs, 365 days`, `/api/kpi/series/?circle_id=${circle}&days=365`],
    [`what ${count} newest values are measured by`, `/api/kpi/usual/?circle_id=${circle}`],
    ["unusual days among 5,479, over REST", `/api/kpi/kpis/${long}/unusual/?days=36600`],
    ["the oldest 100 of 5,479 points over REST", `/api/kpi/kpis/${long}/points/?page=55`],
  ] as const) {
    const times: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      const began = performance.now();
      await (await send(path)).text();
      times.push(performance.now() - began);
    }
    line(what, times);
  }
  console.log(`  afterwards: ${machine()}`);
};

try {
  await measure();
} finally {
  await browser.close();
  await server.stop();
}
