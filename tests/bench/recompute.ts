/**
 * `npm run bench:recompute`: a circle of 10,000 accounts scored anew over HTTP: when nothing changed, and when a published
 * model changes every score. Each says how long it took and how much of the server's processor. `--accounts 10000 --runs 3`
 */
import { parseArgs } from "node:util";
import { usualModel } from "../../domain/health.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, serverProcessorTime } from "./figures.ts";

const { values } = parseArgs({
  options: { accounts: { type: "string", default: "10000" }, runs: { type: "string", default: "3" } },
});
const [accounts, runs] = [Number(values.accounts), Number(values.runs)];

const server = await startServer(undefined, { LOG_LEVEL: process.env.LOG_LEVEL ?? "error" });
let token = "";
const post = async (path: string, body: object): Promise<Response> => {
  const form = body instanceof FormData;
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: {
      origin: server.url,
      ...(form ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

const segments = ["Enterprise", "Mid-Market", "SMB"];
const usage = (): string =>
  [
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency",
    ...Array.from({ length: accounts }, (_, at) =>
      [
        `Account ${at}`,
        segments[at % 3],
        "EMEA",
        (at % 977) * 100,
        "2026-01-01",
        (at * 7) % 150,
        (at % 101) / 100,
        at % 13,
        at % 6 === 0 ? "" : ((at * 13) % 201) - 100,
        ((at * 17) % 101) / 100,
      ].join(","),
    ),
  ].join("\n");

try {
  const person = { name: "Ana", email: "ana@example.com", password: "correct horse battery" };
  token = (await post("/api/auth/sign-up/email", person)).headers.get("set-auth-token") ?? "";
  const { id } = (await (await post("/api/circles/", { name: "Bench" })).json()) as { id: string };
  const form = new FormData();
  form.set("file", new File([usage()], "usage.csv", { type: "text/csv" }));
  await post(`/ingest/csv?circle_id=${id}`, form);

  const measure = async (what: string, path: string, body: object): Promise<void> => {
    const [start, busy] = [performance.now(), serverProcessorTime(server.dataDir)];
    const answer = (await (await post(path, { circle_id: id, ...body })).json()) as {
      recomputed: number;
      changed: number;
      moves: unknown[];
    };
    const [took, used] = [performance.now() - start, serverProcessorTime(server.dataDir) - busy];
    console.log(
      `${what}: ${ms(took)} (server ${ms(used * 1000)}): ${answer.recomputed} scored, ${answer.changed} changed, ${answer.moves.length} moved`,
    );
  };
  console.log(machine());
  for (let run = 0; run < runs; run += 1) {
    await measure("recompute, nothing changed", "/health/recompute", {});
    const model = { ...usualModel, weights: { ...usualModel.weights, dau: 30 + run } };
    await measure("publish, every score changes", "/api/health/versions/", { note: `Run ${run}`, model });
    await measure("roll back", "/api/health/versions/", { note: "Back", restores: 0 });
  }
  console.log(`server memory ${serverMemory(server.dataDir)} MB`);
} finally {
  await server.stop();
}
