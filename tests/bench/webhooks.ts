/**
 * `npm run bench:webhooks`: deliveries a second with signature check and durable store, how long until an open screen has
 * the number, how deep the queue gets, a burst for one account, and what a kill -9 in the middle costs.
 * `--seconds 10 --connections 16 --rate 100 --burst 10000 --only taken,live,burst,kill`
 */
import { chromium } from "@playwright/test";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { WebSocket } from "ws";
import { type AccountBook, bookRows } from "../../domain/account-book.ts";
import { circleOf, makeId } from "../../domain/id.ts";
import { version } from "../../party/protocol.ts";
import { findChromium } from "../../scripts/chromium.ts";
import { newDataDir, startServer } from "../e2e/server.ts";
import { call, countIn, makeSender, type Place, preparePlace } from "../webhook-sender.ts";
import { machine, ms, serverMemory, serverProcessorTime, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    connections: { type: "string", default: "16" },
    rate: { type: "string", default: "100" },
    burst: { type: "string", default: "10000" },
    only: { type: "string", default: "taken,live,burst,kill" },
  },
});
const [seconds, connections, rate, burst] = [values.seconds, values.connections, values.rate, values.burst].map(
  Number,
) as [number, number, number, number];

const environment = { RATE_LIMITS: "off", LOG_LEVEL: "error" };
const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

let events = 0;
const usageOf = (account: string) => {
  events += 1;
  return { type: "usage", account, user: `user ${events}`, feature: ["reports", "export", "alerts"][events % 3] };
};

/** Asks how much waits, every half second, until told to stop. */
const watchDepth = (place: Place) => {
  const began = performance.now();
  const depths: [seconds: number, waiting: number][] = [];
  const off = new AbortController();
  const watching = (async () => {
    while (!off.signal.aborted) {
      depths.push([Math.round((performance.now() - began) / 100) / 10, await countIn(place, "waiting")]);
      await pause(500);
    }
  })();
  return async () => {
    off.abort();
    await watching;
    return depths;
  };
};

const untilNothingWaits = async (place: Place): Promise<number> => {
  const began = performance.now();
  while ((await countIn(place, "waiting")) > 0) await pause(50);
  return performance.now() - began;
};

/** As fast as so many connections can, for so many seconds or deliveries. */
const taken = async (
  place: Place,
  dataDir: string,
  until: { seconds?: number; count?: number },
  account: (n: number) => string,
) => {
  const sender = makeSender(place, connections);
  const times: number[] = [];
  const used = serverProcessorTime(dataDir);
  const began = performance.now();
  let sent = 0;
  const more = (): boolean =>
    until.count === undefined ? performance.now() - began < (until.seconds ?? 0) * 1000 : sent < until.count;
  const stopWatching = watchDepth(place);
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (more()) {
        sent += 1;
        const at = performance.now();
        const { status } = await sender.send(usageOf(account(sent)));
        if (status !== 202) throw new Error(`answered ${status}`);
        times.push(performance.now() - at);
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  const cost = (serverProcessorTime(dataDir) - used) / times.length;
  const after = await untilNothingWaits(place);
  const depths = await stopWatching();
  sender.close();
  const { p50, p95, p99 } = summary(times);
  const deepest = Math.max(...depths.map(([, depth]) => depth));
  console.log(
    `  ${times.length} taken in ${took.toFixed(1)} s: ${(times.length / took).toFixed(0)} a second, answered p50 ${ms(p50)} p95 ${ms(p95)} p99 ${ms(p99)}, server ${(cost * 1e6).toFixed(0)} µs each (work included)`,
  );
  console.log(
    `  waiting at most ${deepest}, none ${(after / 1000).toFixed(1)} s after the last; by time: ${depths.map(([at, depth]) => `${at} s ${depth}`).join(", ")}`,
  );
};

/** What an account's number of users was, and when it was there to be seen, by the machine's clock. */
type Sighting = [account: string, users: number, at: number];

interface Screen {
  sightings: () => Promise<readonly Sighting[]>;
  close: () => Promise<void>;
}

const clock = (): number => performance.timeOrigin + performance.now();

/** What the line alone costs: hears what the circle announces, and fetches the accounts that changed, as the app's book does. */
const openClient = async (place: Place): Promise<Screen> => {
  const key = circleOf(place.circle) ?? 0;
  const socket = new WebSocket(`${place.url.replace("http", "ws")}/api/circles/${place.circle}/socket`, {
    headers: { authorization: `Bearer ${place.token}` },
  });
  const seen: Sighting[] = [];
  let rev = -1;
  let asking = false;
  let again = false;
  const fetchBook = async (): Promise<void> => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    do {
      again = false;
      const book = await call<AccountBook>(
        place.url,
        `/api/accounts/book/?circle_id=${place.circle}${rev < 0 ? "" : `&since=${rev}`}`,
        place.token,
      );
      rev = book.rev;
      const at = clock();
      for (const row of bookRows(book)) seen.push([row.id, row.daily_active_users ?? 0, at]);
    } while (again);
    asking = false;
  };
  await new Promise<void>((done, failed) => {
    socket.once("error", failed);
    socket.once("open", () => {
      const client = makeId(key, Date.now(), Math.random);
      socket.send(JSON.stringify(["h", { v: version, client, adopted: [], cursor: -1, epoch: "" }]));
    });
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('["e"')) done();
      if (text.startsWith('["t","accounts"')) void fetchBook();
    });
  });
  await fetchBook();
  return {
    sightings: () => Promise.resolve(seen),
    close: () => {
      socket.terminate();
      return Promise.resolve();
    },
  };
};

declare global {
  interface Window {
    sightings?: Sighting[];
  }
}

/** Runs in the page: after each frame that changed a number of users, notes what stands there. */
const watchNumbers = (): void => {
  const seen: Sighting[] = [];
  window.sightings = seen;
  const last = new Map<string, number>();
  let asked = false;
  const look = (): void => {
    asked = false;
    const now: [string, number][] = [];
    for (const row of document.querySelectorAll<HTMLElement>("[data-account]")) {
      const users = Number.parseInt(row.querySelector('[data-cell="dau"]')?.textContent ?? "", 10) || 0;
      const account = row.dataset["account"] ?? "";
      if (last.get(account) === users) continue;
      last.set(account, users);
      now.push([account, users]);
    }
    // A task after this frame's callbacks runs when the frame has been drawn.
    const drawn = new MessageChannel();
    drawn.port1.addEventListener("message", () => {
      const at = performance.timeOrigin + performance.now();
      for (const [account, users] of now) seen.push([account, users, at]);
    });
    drawn.port1.start();
    drawn.port2.postMessage(null);
  };
  new MutationObserver(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(look);
  }).observe(document, { subtree: true, childList: true, characterData: true });
};

/** The Accounts page in Chromium, tall enough for every row. */
const openPage = async (place: Place): Promise<Screen> => {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 400 + 40 * place.accounts.size } });
  await context.addCookies([{ ...place.cookie, url: place.url }]);
  const page = await context.newPage();
  await page.addInitScript(watchNumbers);
  await page.goto(`${place.url}/c/${place.circle}/accounts?columns=health,arr,dau`);
  await page.waitForFunction((count) => window.sightings?.length === count, place.accounts.size);
  return {
    sightings: () => page.evaluate(() => window.sightings ?? []),
    close: () => browser.close(),
  };
};

/** Events at a steady rate, each of a new user; an event is seen when the screen's number of users has it. */
const live = async (place: Place, open: (place: Place) => Promise<Screen>): Promise<void> => {
  const names = [...place.accounts.keys()];
  const sent = new Map<string, number[]>([...place.accounts.values()].map((id) => [id, []]));
  const screen = await open(place);
  const sender = makeSender(place, connections);
  const began = performance.now();
  const sends: Promise<unknown>[] = [];
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = began + (n * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await pause(early);
    const name = names[n % names.length] ?? "";
    sent.get(place.accounts.get(name) ?? "")?.push(clock());
    sends.push(sender.send(usageOf(name)));
  }
  await Promise.all(sends);
  const all = [...sent.values()].reduce((sum, { length }) => sum + length, 0);
  let latencies: number[] = [];
  for (let patience = 40; latencies.length < all && patience > 0; patience -= 1) {
    await pause(250);
    const shown = new Map<string, number>();
    latencies = [];
    for (const [account, users, at] of await screen.sightings()) {
      const times = sent.get(account) ?? [];
      const from = shown.get(account) ?? 0;
      for (const time of times.slice(from, users)) latencies.push(at - time);
      shown.set(account, Math.max(from, users));
    }
  }
  await screen.close();
  sender.close();
  const { p50, p95, p99, most } = summary(latencies);
  console.log(
    `  ${rate} a second for ${seconds} s over ${names.length} accounts: ${latencies.length} of ${all} seen, sent until there p50 ${ms(p50)} p95 ${ms(p95)} p99 ${ms(p99)} at most ${ms(most)}`,
  );
};

const database = (dataDir: string): DatabaseSync => {
  const folder = join(dataDir, "v3", "d1", "miniflare-D1DatabaseObject");
  const name = readdirSync(folder).find((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite") ?? "";
  return new DatabaseSync(join(folder, name), { readOnly: true });
};

/** Answered 202, then killed: all of it is there afterwards, and done. */
const kill = async (dataDir: string, url: string): Promise<void> => {
  const place = await preparePlace(url, 20);
  const names = [...place.accounts.keys()];
  const sender = makeSender(place, connections);
  const answered: string[] = [];
  const dead = new AbortController();
  const sending = Array.from({ length: connections }, async () => {
    while (!dead.signal.aborted) {
      try {
        const { id } = await sender.send(usageOf(names[events % names.length] ?? ""));
        if (id) answered.push(id);
      } catch {
        return;
      }
    }
  });
  await pause(Math.min(4_000, seconds * 500));
  const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8")) as { pid: number };
  process.kill(pid, "SIGKILL");
  dead.abort();
  await Promise.all(sending);
  sender.close();
  const began = performance.now();
  const again = await startServer(dataDir, environment);
  const up = performance.now() - began;
  const there = { ...place, url: again.url };
  const left = await countIn(there, "waiting");
  const drained = await untilNothingWaits(there);
  const rows = database(dataDir);
  const states = new Map(
    (
      rows.prepare("select id, state from webhook_deliveries where circle = ?").all(place.circle) as {
        id: string;
        state: string;
      }[]
    ).map(({ id, state }) => [id, state]),
  );
  rows.close();
  const lost = answered.filter((id) => states.get(id) !== "done").length;
  console.log(
    `  ${answered.length} answered before kill -9, ${states.size} stored, ${left} left to do at ${(up / 1000).toFixed(1)} s after, all done ${(drained / 1000).toFixed(1)} s later; lost: ${lost}`,
  );
  await again.stop();
};

const only = values.only.split(",");
const dataDir = newDataDir();
const server = await startServer(dataDir, environment);
try {
  console.log(machine());
  if (only.includes("taken")) {
    console.log(`taken in, ${connections} connections, 50 accounts`);
    const place = await preparePlace(server.url, 50);
    await taken(place, dataDir, { seconds }, (n) => `Account ${n % 50}`);
  }
  if (only.includes("live")) {
    console.log("until a client that fetches as the app does has it");
    await live(await preparePlace(server.url, 50), openClient);
    console.log("until Chromium has drawn it on the Accounts page");
    await live(await preparePlace(server.url, 50), openPage);
  }
  if (only.includes("burst")) {
    console.log(`a burst of ${burst} for one account`);
    const place = await preparePlace(server.url, 1);
    await taken(place, dataDir, { count: burst }, () => "Account 0");
    const rows = database(dataDir);
    const id = place.accounts.get("Account 0") ?? "";
    const scores = rows.prepare("select count(*) as scores from health_scores where account = ?").get(id);
    const users = rows.prepare("select daily_active_users as users from metric_days where account = ?").get(id);
    rows.close();
    console.log(`  scored ${String(scores?.["scores"])} times; distinct users counted: ${String(users?.["users"])}`);
  }
  console.log(`server memory ${serverMemory(dataDir)} MB; ${machine()}`);
  if (only.includes("kill")) {
    console.log("killed in the middle");
    await kill(dataDir, server.url);
  }
} finally {
  await server.stop();
}
