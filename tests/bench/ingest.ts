/**
 * `npm run bench:ingest`: 100,000 daily rows in one upload, beside SQLite alone on the same rows in the same run.
 * `--rows 100000 --accounts 274 --rounds 3 --history`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import type { UsageSummary } from "../../domain/usage-report.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, serverProcessorTime, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    accounts: { type: "string", default: "274" },
    rounds: { type: "string", default: "3" },
    history: { type: "boolean", default: false },
  },
});
const [rows, accounts, rounds] = [values.rows, values.accounts, values.rounds].map(Number) as [number, number, number];

const header =
  "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency";
const segments = ["Enterprise", "Mid-Market", "SMB"];

const line = (account: number, day: number, round: number): string => {
  const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
  const wave = Math.sin(day / 9 + account);
  return [
    `Account ${account}`,
    segments[account % 3],
    "EMEA",
    10_000 + account * 100,
    date,
    Math.round(60 + 40 * wave) + round,
    (0.5 + 0.4 * wave).toFixed(4),
    (day + account) % 9,
    Math.round(50 * wave),
    (0.6 + 0.3 * wave).toFixed(3),
  ].join(",");
};

/** By account, as one exports a table, or by day, as it grows. */
const fileOf = (by: "account" | "day", round: number): string => {
  const days = Math.ceil(rows / accounts);
  const lines = Array.from({ length: rows }, (_, at) =>
    by === "account"
      ? line(Math.floor(at / days), at % days, round)
      : line(at % accounts, Math.floor(at / accounts), round),
  );
  return [header, ...lines, ""].join("\n");
};

const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });

const post = async (path: string, body: unknown, token?: string): Promise<Response> => {
  const headers = {
    ...(body instanceof FormData ? {} : { "content-type": "application/json" }),
    origin: server.url,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const response = await fetch(server.url + path, {
    method: "POST",
    headers,
    body: body instanceof FormData ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

const token =
  (
    await post("/api/auth/sign-up/email", { name: "Load", email: "load@example.com", password: "load-and-more-load" })
  ).headers.get("set-auth-token") ?? "";

const upload = async (file: string, circle: string): Promise<{ took: number; summary: UsageSummary; peak: number }> => {
  const form = new FormData();
  form.set("circle_id", circle);
  if (values.history) form.set("history", "true");
  form.set("file", new File([file], "usage.csv", { type: "text/csv" }));
  let peak = serverMemory(server.dataDir);
  const watch = setInterval(() => (peak = Math.max(peak, serverMemory(server.dataDir))), 50);
  const began = performance.now();
  try {
    const answer = (await (await post("/ingest/csv", form, token)).json()) as UsageSummary;
    return { took: performance.now() - began, summary: answer, peak };
  } finally {
    clearInterval(watch);
  }
};

/** The same rows, parsed by the same parser and written by prepared statements: what the machine can do at all. */
const reference = (file: string): number => {
  const folder = mkdtempSync(join(tmpdir(), "rondo-reference-"));
  const db = new DatabaseSync(join(folder, "reference.sqlite"));
  db.exec(`pragma journal_mode = wal; pragma synchronous = full;
    create table days (account text not null, date text not null, a integer, b real, c integer, d real, e real,
      source text not null, updated_at integer not null, primary key (account, date))`);
  const write = db.prepare(
    `insert into days values (?, ?, ?, ?, ?, ?, ?, 'csv', ?) on conflict (account, date) do update set
      a = excluded.a, b = excluded.b, c = excluded.c, d = excluded.d, e = excluded.e, updated_at = excluded.updated_at`,
  );
  const began = performance.now();
  const { data } = new Papa.Parser({ delimiter: ",", newline: "\n" }).parse(file, 0, true);
  for (let from = 1; from < data.length; from += 2_000) {
    db.exec("begin");
    for (const [name = "", , , , date = "", ...numbers] of data.slice(from, from + 2_000))
      write.run(name, date, ...numbers.map(Number), 1);
    db.exec("commit");
  }
  const took = performance.now() - began;
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return took;
};

const rate = (took: number): string => `${Math.round(rows / (took / 1000)).toLocaleString("en")} rows/s`;

try {
  console.log(machine());
  const before = serverMemory(server.dataDir);
  for (const by of ["account", "day"] as const) {
    const { id: circle } = (await (await post("/api/circles/", { name: `By ${by}` }, token)).json()) as { id: string };
    const times: Record<"first" | "again" | "changed" | "reference", number[]> = {
      first: [],
      again: [],
      changed: [],
      reference: [],
    };
    let peak = 0;
    let used = 0;
    for (let round = 0; round < rounds; round += 1) {
      const file = fileOf(by, round);
      const processor = serverProcessorTime(server.dataDir);
      const news = await upload(file, circle);
      used += serverProcessorTime(server.dataDir) - processor;
      const again = await upload(file, circle);
      if (news.summary.rows_ingested !== rows || again.summary.rows_unchanged !== rows)
        throw new Error(`not all rows: ${JSON.stringify([news.summary, again.summary])}`);
      times[round === 0 ? "first" : "changed"].push(news.took);
      times.again.push(again.took);
      times.reference.push(reference(file));
      peak = Math.max(peak, news.peak, again.peak);
    }
    const usual = summary(times.reference).p50;
    for (const [name, took] of Object.entries(times))
      if (took.length > 0) {
        const { p50 } = summary(took);
        console.log(
          [
            `${rows.toLocaleString("en")} rows of ${accounts} accounts, by ${by}: ${name}`.padEnd(62),
            ms(p50).padStart(9),
            rate(p50).padStart(16),
            `${(p50 / usual).toFixed(1)} × SQLite alone`,
          ].join("  "),
        );
      }
    console.log(
      `  server ${((used / rounds / rows) * 1e6).toFixed(1)} µs a new row; memory ${before} MB before, at most ${peak} MB on the way; file ${(fileOf(by, 0).length / 1e6).toFixed(1)} MB`,
    );
  }
  console.log(machine());
} finally {
  await server.stop();
}
