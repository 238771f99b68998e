/**
 * `npm run bench:api`: the contacts API under 16 connections, on 10,000 contacts, beside what Django REST gave on two such cores.
 * `--seconds 10 --connections 16 --contacts 10000 --only search`
 */
import autocannon, { type CannonRequest } from "autocannon";
import { parseArgs } from "node:util";
import { stages, statuses } from "../../domain/funnel.ts";
import { circleOf, makeId } from "../../domain/id.ts";
import { startServer } from "../e2e/server.ts";
import { machine, serverMemory, serverProcessorTime } from "./figures.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    connections: { type: "string", default: "16" },
    contacts: { type: "string", default: "10000" },
    only: { type: "string", default: "" },
  },
});
const [seconds, connections, contacts] = [values.seconds, values.connections, values.contacts].map(Number) as [
  number,
  number,
  number,
];

const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });
const json = { "content-type": "application/json" };

const post = async (path: string, body: unknown, token?: string): Promise<Response> => {
  const headers = { ...json, origin: server.url, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

const firsts = [
  "Ana",
  "Ben",
  "Chioma",
  "Dmitri",
  "Elif",
  "Freya",
  "Greta",
  "Hiro",
  "Ines",
  "Jonas",
  "Karim",
  "Leila",
  "Mateo",
  "Nadia",
  "Omar",
  "Priya",
];
const lasts = [
  "Achterberg",
  "Brandt",
  "Costa",
  "Demir",
  "Eriksen",
  "Fontaine",
  "Garcia",
  "Haddad",
  "Ito",
  "Jensen",
  "Kowalska",
  "Lindqvist",
  "Moreau",
];
const trades = ["Analytics", "Brewing", "Clinics", "Dairy", "Energy", "Ferries", "Garments", "Hotels", "Insurance"];

const person = (n: number, mark: string) => ({
  name: `${firsts[n % firsts.length]} ${lasts[n % lasts.length]} ${n}`,
  email: `${mark}-${n}@example.com`,
  phone: `+1 555 ${String(n).padStart(7, "0")}`,
  company: `${lasts[(n * 7) % lasts.length]} ${trades[n % trades.length]}`,
  status: statuses[n % statuses.length],
  funnel_stage: stages[(n >> 2) % stages.length],
});

/** Uniform, and the same in every run. */
let seed = 1;
const below = (most: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * most);
};
const oneOf = <Value>(list: readonly Value[]): Value => list[below(list.length)] as Value;

const token =
  (
    await post("/api/auth/sign-up/email", { name: "Load", email: "load@example.com", password: "load-and-more-load" })
  ).headers.get("set-auth-token") ?? "";
const { id: circle } = (await (await post("/api/circles/", { name: "Load" }, token)).json()) as { id: string };
const key = circleOf(circle) ?? 0;
const authorization = { authorization: `Bearer ${token}` };
const list = `/api/crm/contacts/?circle_id=${circle}`;
const { id: kpi } = (await (
  await post("/api/kpi/kpis/", { name: "Revenue", current_value: 0, target: 1e6, circle_id: circle }, token)
).json()) as { id: string };

const ids: string[] = [];
const fill = async (): Promise<void> => {
  const began = performance.now();
  let next = 0;
  const writer = async (): Promise<void> => {
    while (next < contacts) {
      const n = next;
      next += 1;
      const id = makeId(key, Date.now(), Math.random);
      await post(
        "/api/crm/contacts/",
        {
          ...person(n, "filled"),
          id,
          circle_id: circle,
          notes: n % 3 === 0 ? `Said on the phone: call ${n} again.` : "",
        },
        token,
      );
      ids.push(id);
    }
  };
  await Promise.all(Array.from({ length: connections }, writer));
  console.log(`filled ${contacts} contacts over REST in ${((performance.now() - began) / 1000).toFixed(1)} s`);
};

const get = (path: string): CannonRequest => ({ path, headers: authorization });
const put = (method: string, path: string, body: unknown): CannonRequest => ({
  method,
  path,
  headers: { ...authorization, ...json },
  body: JSON.stringify(body),
});

let created = 0;
/** What each connection asks for, in its own order; enough writes that none comes twice. */
interface Run {
  name: string;
  make: () => CannonRequest;
  variety: number;
  /** What Django REST did a second, where that was measured. */
  django?: number;
}
const words = [...firsts, ...lasts, ...trades, "example.com", "555", "ar", "son", "call"];
const writes = Math.ceil((seconds * 4_000) / connections);

const runs: Run[] = [
  { name: "health (reference)", variety: 1, make: () => ({ path: "/health" }) },
  { name: "missing page (the Worker alone)", variety: 1, make: () => ({ path: "/api/none" }) },
  { name: "one contact", variety: 300, make: () => get(`/api/crm/contacts/${oneOf(ids)}/`) },
  { name: "list, page of 20", variety: 300, make: () => get(`${list}&page=${1 + below(Math.floor(contacts / 20))}`) },
  {
    name: "filtered list, page of 20",
    variety: 300,
    django: 206,
    make: () => get(`${list}&funnel_stage=${oneOf(stages)}&status=${oneOf(statuses)}&page=${1 + below(8)}`),
  },
  {
    name: "search",
    variety: 300,
    django: 156,
    make: () =>
      get(
        `${list}&search=${encodeURIComponent(`${oneOf(words)}${below(2) ? ` ${oneOf(words)}`.slice(0, 1 + below(3)) : ""}`)}`,
      ),
  },
  {
    name: "update",
    variety: writes,
    django: 241,
    make: () =>
      put("PUT", `/api/crm/contacts/${oneOf(ids)}/`, { status: oneOf(statuses), company: `Company ${below(1e6)}` }),
  },
  {
    name: "move",
    variety: writes,
    make: () => put("POST", `/api/crm/contacts/${oneOf(ids)}/move/`, { funnel_stage: oneOf(stages) }),
  },
  {
    name: "note",
    variety: writes,
    make: () => put("POST", `/api/crm/contacts/${oneOf(ids)}/notes/`, { note: `Said ${below(1e6)} things.` }),
  },
  {
    name: "KPI value",
    variety: writes,
    django: 260,
    make: () => put("POST", `/api/kpi/kpis/${kpi}/update-value/`, { current_value: below(1e6) }),
  },
  {
    name: "create",
    variety: writes,
    django: 223,
    make: () => put("POST", "/api/crm/contacts/", { ...person((created += 1), "made"), circle_id: circle }),
  },
  {
    name: "create, with a key",
    variety: writes,
    make: () => {
      const request = put("POST", "/api/crm/contacts/", { ...person((created += 1), "keyed"), circle_id: circle });
      return { ...request, headers: { ...request.headers, "idempotency-key": `k-${created}` } };
    },
  },
];

const fire = async ({ name, make, variety, django }: Run): Promise<void> => {
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
      name.padEnd(34),
      `${rate.toFixed(0).padStart(6)} req/s`,
      `p50 ${p50} p95 ${p95} p99 ${p99} ms`.padEnd(30),
      `server ${(each * 1e6).toFixed(0).padStart(5)} µs each`,
      django ? `${(rate / django).toFixed(1)} × Django's ${django}` : "",
      failed > 0 && !name.startsWith("missing") ? `FAILED ${failed}` : "",
    ].join("  "),
  );
};

try {
  console.log(machine());
  await fill();
  for (const run of runs)
    if (run.name.includes(values.only) || values.only.split(",").includes(run.name)) await fire(run);
  console.log(`server memory ${serverMemory(server.dataDir)} MB; ${machine()}`);
} finally {
  await server.stop();
}
