/**
 * `npm run bench:kpi`: KPIs over HTTP under 16 connections: 200 of them with a year of daily points each, and one with 5,479 days.
 * `--seconds 5 --connections 16 --kpis 200 --days 365`
 */
import autocannon, { type CannonRequest } from "autocannon";
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, serverProcessorTime, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "16" },
    kpis: { type: "string", default: "200" },
    days: { type: "string", default: "365" },
    births: { type: "string", default: "../shared/data/kpi-daily/us_births_daily_2000_2014.csv" },
  },
});
const [seconds, connections, kpis, days] = [values.seconds, values.connections, values.kpis, values.days].map(
  Number,
) as [number, number, number, number];
const dayLength = 86_400_000;
const longDays = 5_479;

const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });
const json = { "content-type": "application/json" };

const post = async (path: string, body: object, token = ""): Promise<Response> => {
  const form = body instanceof FormData;
  const headers = { ...(form ? {} : json), origin: server.url, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(server.url + path, {
    method: "POST",
    headers,
    body: form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

const token =
  (
    await post("/api/auth/sign-up/email", { name: "Load", email: "load@example.com", password: "load-and-more-load" })
  ).headers.get("set-auth-token") ?? "";
const { id: circle } = (await (await post("/api/circles/", { name: "Load" }, token)).json()) as { id: string };
const authorization = { authorization: `Bearer ${token}` };

const dateBack = (back: number): string => new Date(Date.now() - back * dayLength).toISOString().slice(0, 10);
const madeSeries = (length: number, seed: number): string =>
  `date,value\n${Array.from({ length }, (_, at) => `${dateBack(length - at)},${1_000 + seed * 10 + Math.round(200 * Math.sin(at / 9 + seed)) + at}`).join("\n")}\n`;

const makeKpi = async (name: string): Promise<string> =>
  (
    (await (
      await post("/api/kpi/kpis/", { name, current_value: 1_500, target: 2_000, circle_id: circle }, token)
    ).json()) as { id: string }
  ).id;

const importInto = async (
  id: string,
  series: string,
): Promise<{ added: number; changed: number; same: number; refused: number }> => {
  const form = new FormData();
  form.set("file", new File([series], "series.csv", { type: "text/csv" }));
  return (await (await post(`/api/kpi/kpis/${id}/import/`, form, token)).json()) as {
    added: number;
    changed: number;
    same: number;
    refused: number;
  };
};

const ids: string[] = [];
const fill = async (): Promise<void> => {
  const began = performance.now();
  for (let n = 0; n < kpis; n += 1) {
    const id = await makeKpi(`KPI ${n}`);
    await importInto(id, madeSeries(days, n));
    ids.push(id);
  }
  console.log(
    `${kpis} KPIs with ${days} days each, made and imported over REST in ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
};

const importLong = async (): Promise<string> => {
  const [series, name] = existsSync(values.births)
    ? [readFileSync(values.births, "utf8"), "Births"]
    : [madeSeries(longDays, 1), "Made"];
  const id = await makeKpi(name);
  for (const round of ["first", "again"]) {
    const began = performance.now();
    const { added, changed, same, refused } = await importInto(id, series);
    console.log(
      `import of ${name}, ${round}: ${ms(performance.now() - began)} (added ${added}, changed ${changed}, same ${same}, refused ${refused})`,
    );
  }
  return id;
};

const get = (path: string): CannonRequest => ({ path, headers: authorization });
let seed = 1;
const below = (most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * most);
};
const someKpi = (): string => ids[below(ids.length)] ?? "";

const fire = async (name: string, variety: number, make: () => CannonRequest, django?: number): Promise<void> => {
  const used = serverProcessorTime(server.dataDir);
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    setupClient: (client) => client.setRequests(Array.from({ length: variety }, make)),
  });
  const rate = result.requests.total / result.duration;
  const each = (serverProcessorTime(server.dataDir) - used) / result.requests.total;
  const { p50, p95 = result.latency["p97_5"], p99 } = result.latency;
  const failed = result["4xx"] + result["5xx"] + result.errors;
  console.log(
    [
      name.padEnd(44),
      `${rate.toFixed(0).padStart(6)} req/s`,
      `p50 ${p50} p95 ${p95} p99 ${p99} ms`.padEnd(30),
      `server ${(each * 1e6).toFixed(0).padStart(6)} µs each`,
      django ? `${(rate / django).toFixed(1)} × Django's ${django}` : "",
      failed > 0 ? `FAILED ${failed}` : "",
    ].join("  "),
  );
};

/** One request after the other: what a single screen waits. */
const time = async (
  name: string,
  path: () => string,
  { runs = 40, before }: { runs?: number; before?: () => Promise<unknown> } = {},
): Promise<void> => {
  const times: number[] = [];
  let size = 0;
  for (let run = 0; run < runs; run += 1) {
    await before?.();
    const began = performance.now();
    const response = await fetch(server.url + path(), { headers: authorization });
    size = (await response.arrayBuffer()).byteLength;
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    times.push(performance.now() - began);
  }
  const { p50, p95, most } = summary(times);
  console.log(`${name.padEnd(44)}  p50 ${ms(p50)}  p95 ${ms(p95)}  most ${ms(most)}  ${(size / 1024).toFixed(0)} KB`);
};

try {
  console.log(machine());
  await fill();
  const long = await importLong();
  const writes = Math.ceil((seconds * 4_000) / connections);
  const list = `/api/kpi/kpis/?circle_id=${circle}`;
  await time("list of 200, newest 30 values nested", () => `${list}&page_size=200`);
  await time("list right after a change", () => `${list}&page_size=200&ordering=-percentage_complete`, {
    before: () => post(`/api/kpi/kpis/${someKpi()}/update-value/`, { current_value: below(1e6) / 100 }, token),
  });
  await time("series of a year for all", () => `/api/kpi/series/?circle_id=${circle}&days=${days}`, { runs: 15 });
  await time("history of a year", () => `/api/kpi/kpis/${someKpi()}/history/?days=366&limit=1000`);
  await time("series of a year, one KPI", () => `/api/kpi/series/?circle_id=${circle}&days=366&kpi=${someKpi()}`);
  await time("series of 5,479 days, one KPI", () => `/api/kpi/series/?circle_id=${circle}&days=36600&kpi=${long}`);
  await fire("one KPI", 300, () => get(`/api/kpi/kpis/${someKpi()}/`));
  await fire("list of 100", 20, () => get(list));
  await fire("history of 30 days", 300, () => get(`/api/kpi/kpis/${someKpi()}/history/`));
  await fire("history of a year", 300, () => get(`/api/kpi/kpis/${someKpi()}/history/?days=366&limit=1000`));
  await fire(
    "update-value",
    writes,
    () => ({
      method: "POST",
      path: `/api/kpi/kpis/${someKpi()}/update-value/`,
      headers: { ...authorization, ...json },
      body: JSON.stringify({ current_value: below(1_000_000) / 100 }),
    }),
    260,
  );
  console.log(`server memory ${serverMemory(server.dataDir)} MB; ${machine()}`);
} finally {
  await server.stop();
}
