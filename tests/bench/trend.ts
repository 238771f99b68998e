/**
 * `npm run bench:trend`: the course of health over a large book with usage of every day, asked over HTTP one after the
 * other; with `--history`, the scores of all past days are worked out first. `--accounts 10000 --days 90 --runs 5`
 */
import { parseArgs } from "node:util";
import { dateAfter } from "../../domain/days.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, serverProcessorTime, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "10000" },
    days: { type: "string", default: "90" },
    runs: { type: "string", default: "5" },
    history: { type: "boolean", default: false },
  },
});
const [accounts, days, runs] = [Number(values.accounts), Number(values.days), Number(values.runs)];
const today = new Date().toISOString().slice(0, 10);
const segments = ["Enterprise", "Mid-Market", "SMB"];
const accountsInFile = 1000;

const usage = (first: number): string =>
  [
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency",
    ...Array.from({ length: Math.min(accountsInFile, accounts - first) * days }, (_, row) => {
      const [at, age] = [first + Math.floor(row / days), days - 1 - (row % days)];
      const numbers = [(at * 7 + age) % 150, ((at + age) % 101) / 100, (at + age) % 13, ((at * 13) % 201) - 100];
      const date = dateAfter(today, -age);
      return [
        `Account ${at}`,
        segments[at % 3],
        "EMEA",
        (at % 977) * 100,
        date,
        ...numbers,
        ((at * 17) % 101) / 100,
      ].join(",");
    }),
  ].join("\n");

const server = await startServer(undefined, { LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });
let token = "";
const ask = async (method: "GET" | "POST", path: string, body?: object): Promise<Response> => {
  const form = body instanceof FormData;
  const response = await fetch(server.url + path, {
    method,
    headers: {
      origin: server.url,
      ...(form || !body ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body && { body: form ? body : JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

try {
  const person = { name: "Ana", email: "ana@example.com", password: "correct horse battery" };
  token = (await ask("POST", "/api/auth/sign-up/email", person)).headers.get("set-auth-token") ?? "";
  const { id } = (await (await ask("POST", "/api/circles/", { name: "Bench" })).json()) as { id: string };
  const began = performance.now();
  for (let first = 0; first < accounts; first += accountsInFile) {
    const form = new FormData();
    form.set("history", String(values.history));
    form.set("file", new File([usage(first)], "usage.csv", { type: "text/csv" }));
    await ask("POST", `/ingest/csv?circle_id=${id}`, form);
  }
  console.log(machine());
  console.log(
    `${accounts * days} days of usage${values.history ? " and scores" : ""} in ${ms(performance.now() - began)}`,
  );
  for (const asked of [30, days]) {
    const [times, busy]: [number[], number[]] = [[], []];
    let answer = { every: 0, points: [] as unknown[] };
    for (let run = 0; run < runs; run += 1) {
      const [start, used] = [performance.now(), serverProcessorTime(server.dataDir)];
      answer = (await (
        await ask("GET", `/api/analytics/health-trend/?circle_id=${id}&days=${asked}`)
      ).json()) as typeof answer;
      times.push(performance.now() - start);
      busy.push((serverProcessorTime(server.dataDir) - used) * 1000);
    }
    const [took, cpu] = [summary(times), summary(busy)];
    console.log(
      `${asked} days: p50 ${ms(took.p50)}, most ${ms(took.most)} (server p50 ${ms(cpu.p50)}): ${answer.points.length} points, every ${answer.every}; last ${JSON.stringify(answer.points.at(-1))}`,
    );
  }
  console.log(`server memory ${serverMemory(server.dataDir)} MB`);
} finally {
  await server.stop();
}
