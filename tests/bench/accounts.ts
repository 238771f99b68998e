/**
 * `npm run bench:accounts`: lists, filters, single accounts and writes over HTTP on 10,000 accounts in one circle, one request
 * after the other (what a screen waits for) and under connections (what the server gives).
 * `--accounts 10000 --seconds 5 --connections 8 --runs 60 --only list`
 */
import autocannon, { type CannonRequest } from "autocannon";
import { parseArgs } from "node:util";
import { industries } from "../../domain/account-words.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, serverProcessorTime, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "10000" },
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "8" },
    runs: { type: "string", default: "60" },
    only: { type: "string", default: "" },
  },
});
const [count, seconds, connections, runs] = [values.accounts, values.seconds, values.connections, values.runs].map(
  Number,
) as [number, number, number, number];

const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });
let token = "";
const headers = () => ({ origin: server.url, ...(token ? { authorization: `Bearer ${token}` } : {}) });

const send = async (method: string, path: string, body?: object): Promise<Response> => {
  const form = body instanceof FormData;
  const response = await fetch(server.url + path, {
    method,
    headers: { ...headers(), ...(form || !body ? {} : { "content-type": "application/json" }) },
    ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
};

/** Uniform, and the same in every run. */
let seed = 1;
const below = (most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * most);
};
const oneOf = <Value>(list: readonly Value[]): Value => list[below(list.length)] as Value;

const segments = ["Enterprise", "Mid-Market", "SMB"];
const regions = ["EMEA", "AMER", "APAC", "LATAM"];
const trades = ["Analytics", "Brewing", "Clinics", "Dairy", "Energy", "Ferries", "Garments", "Hotels", "Insurance"];
const lasts = ["Achterberg", "Brandt", "Costa", "Demir", "Eriksen", "Fontaine", "Garcia", "Haddad", "Ito", "Jensen"];
const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const usage = (date: string): string =>
  [
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency",
    ...Array.from({ length: count }, (_, at) =>
      [
        `${lasts[at % 10]} ${trades[(at * 7) % 9]} ${at}`,
        segments[at % 3],
        regions[(at >> 2) % 4],
        ((at * 37) % 9973) * 100,
        date,
        (at * 7) % 150,
        (at % 101) / 100,
        at % 13,
        at % 6 === 0 ? "" : ((at * 13) % 201) - 100,
        ((at * 17) % 101) / 100,
      ].join(","),
    ),
  ].join("\n");

const upload = async (circle: string, date: string): Promise<void> => {
  const form = new FormData();
  form.set("file", new File([usage(date)], "usage.csv", { type: "text/csv" }));
  await send("POST", `/ingest/csv?circle_id=${circle}`, form);
};

interface Listed {
  count: number;
  next: string | null;
  results: { id: string }[];
}

const idsOf = async (circle: string): Promise<string[]> => {
  const ids: string[] = [];
  let next: string | null = `/api/accounts/?circle_id=${circle}&page_size=200&cursor=`;
  while (next !== null) {
    const page: Listed = await (await send("GET", next)).json();
    ids.push(...page.results.map(({ id }) => id));
    next = page.next && page.next.replace(/^https?:\/\/[^/]+/, "");
  }
  return ids;
};

/** One request after the other: what a single screen waits. */
const time = async (name: string, path: () => string): Promise<void> => {
  if (!name.includes(values.only)) return;
  const times: number[] = [];
  let size = 0;
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const response = await send("GET", path());
    size = (await response.arrayBuffer()).byteLength;
    times.push(performance.now() - began);
  }
  const { p50, p95, p99, most } = summary(times);
  console.log(
    `${name.padEnd(48)} p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  most ${ms(most)}  ${(size / 1024).toFixed(0)} KB`,
  );
};

const fire = async (name: string, make: () => Pick<CannonRequest, "method" | "path" | "body">): Promise<void> => {
  if (!name.includes(values.only)) return;
  const used = serverProcessorTime(server.dataDir);
  const result = await autocannon({
    url: server.url,
    connections,
    duration: seconds,
    setupClient: (client) =>
      client.setRequests(
        Array.from({ length: 400 }, () => ({
          ...make(),
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        })),
      ),
  });
  const rate = result.requests.total / result.duration;
  const each = (serverProcessorTime(server.dataDir) - used) / result.requests.total;
  const { p50, p95 = result.latency["p97_5"], p99 } = result.latency;
  const failed = result["4xx"] + result["5xx"] + result.errors;
  console.log(
    `${name.padEnd(48)} ${rate.toFixed(0).padStart(5)} req/s  p50 ${p50} p95 ${p95} p99 ${p99} ms  server ${(each * 1e6).toFixed(0)} µs each${failed > 0 ? `  FAILED ${failed}` : ""}`,
  );
};

const many = async (circle: string, ids: readonly string[]): Promise<void> => {
  if (!"bulk and undo".includes(values.only)) return;
  for (const size of [100, 2_000]) {
    const some = ids.slice(0, size);
    const start = performance.now();
    const { step } = (await (
      await send("POST", "/api/accounts/bulk/", {
        circle_id: circle,
        ids: some,
        change: { region: `Region ${below(1e6)}` },
      })
    ).json()) as { step: string };
    const changed = performance.now();
    await send("POST", "/api/accounts/undo/", { step });
    console.log(`bulk change of ${size}: ${ms(changed - start)}, undone in ${ms(performance.now() - changed)}`);
  }
  const start = performance.now();
  const text = await (await send("GET", `/api/accounts/export/?circle_id=${circle}`)).text();
  console.log(`export of all as CSV: ${ms(performance.now() - start)}, ${(text.length / 1024).toFixed(0)} KB`);
};

try {
  const person = { name: "Ana", email: "ana@example.com", password: "correct horse battery" };
  token = (await send("POST", "/api/auth/sign-up/email", person)).headers.get("set-auth-token") ?? "";
  const { id: circle } = (await (await send("POST", "/api/circles/", { name: "Bench" })).json()) as { id: string };
  for (const days of [-7, -1, 0]) await upload(circle, dayFrom(days));
  const ids = await idsOf(circle);
  for (let from = 0; from < ids.length; from += 2_000) {
    const change = {
      industry: industries[(from / 2_000) % industries.length],
      renewal_date: dayFrom((from / 2_000) * 15),
    };
    await send("POST", "/api/accounts/bulk/", { ids: ids.slice(from, from + 2_000), change });
  }
  for (const id of ids.slice(0, 200)) {
    await send("POST", `/api/customers/${id}/feedback/`, { title: "Slow on Mondays", description: "We wait." });
    await send("POST", `/api/customers/${id}/meetings/`, { date: dayFrom(-below(100)), participants: "Ana, Ben" });
  }
  console.log(`${machine()}; ${ids.length} accounts with three days of usage each`);
  const list = `/api/customers/?circle_id=${circle}`;
  const page = () => String(1 + below(Math.max(1, Math.floor(count / 20))));
  const word = () => encodeURIComponent(`${oneOf(lasts).slice(0, 4)} ${oneOf(trades).slice(0, 3)}`);

  await time("list, any page of 20", () => `${list}&page=${page()}`);
  await time("list, first page of 200", () => `${list}&page_size=200`);
  await time("list by health", () => `${list}&ordering=health_score&page=${1 + below(20)}`);
  await time("list by renewal, then name", () => `${list}&ordering=renewal_date,name&page=${1 + below(20)}`);
  await time("search", () => `${list}&search=${word()}`);
  await time("filter by segment and bucket", () => `${list}&segment=${oneOf(segments)}&bucket=at_risk,critical`);
  await time(
    "filter by region, ARR, renewal and data",
    () => `${list}&region=${oneOf(regions)}&arr_min=50000&renewal=60&data=fresh,gaps`,
  );
  const compound = encodeURIComponent(
    JSON.stringify({
      any: [
        {
          all: [
            { field: "arr", from: 500_000 },
            { field: "nps_score", to: 0 },
          ],
        },
        { not: { field: "support_tickets_open", to: 10 } },
      ],
    }),
  );
  await time("compound filter", () => `${list}&filter=${compound}&page=${1 + below(5)}`);
  await time("list of all circles (no circle_id)", () => "/api/customers/");
  await time("at risk", () => `/api/customers/at-risk/?circle_id=${circle}`);
  await time("upcoming renewals", () => `/api/customers/upcoming-renewals/?circle_id=${circle}`);
  await time("health summary", () => `/api/customers/health-summary/?circle_id=${circle}`);
  await time("one customer, all nested", () => `/api/customers/${oneOf(ids)}/`);
  await time("one account, parts and course", () => `/accounts/${oneOf(ids)}`);
  await time("dashboard", () => `/api/customers/${oneOf(ids.slice(0, 200))}/dashboard/`);
  await time("timeline", () => `/api/accounts/${oneOf(ids.slice(0, 200))}/timeline/`);

  await fire("GET list, any page of 20", () => ({ path: `${list}&page=${page()}` }));
  await fire("GET search", () => ({ path: `${list}&search=${word()}` }));
  await fire("GET one account by number", () => ({ path: `/accounts/${1 + below(count)}` }));
  await fire("PATCH an account, scored and announced", () => ({
    method: "PATCH",
    path: `/api/customers/${oneOf(ids)}/`,
    body: JSON.stringify({ arr: below(1_000_000), seats: 1 + below(500) }),
  }));
  await fire("PUT a day of usage, scored and announced", () => ({
    method: "PUT",
    path: `/api/accounts/${oneOf(ids)}/usage/`,
    body: JSON.stringify({ date: dayFrom(0), daily_active_users: below(200), support_tickets_open: below(12) }),
  }));
  await many(circle, ids);
  console.log(`server memory ${serverMemory(server.dataDir)} MB; ${machine()}`);
} finally {
  await server.stop();
}
