/**
 * `npm run bench:ai`: how soon texts come. The rules writer by itself, and every surface over HTTP as `npm start` serves it: by
 * rules, and by a model on a local OpenAI-compatible server that streams, one sentence in five of which is made up.
 * `--runs 12 --pause 5 --accounts 60`
 */
import { parseArgs } from "node:util";
import { type Surface, surfaces } from "../../domain/writing/surface.ts";
import { writeByRules } from "../../domain/writing/rules-writer.ts";
import { rulesWriter } from "../../worker/ai/writer.ts";
import { startAiServer } from "../ai-server.ts";
import { startServer } from "../e2e/server.ts";
import { acme } from "../snapshot.ts";
import { assignmentOf } from "../writer-contract.ts";
import { machine, ms, summary } from "./figures.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "12" },
    pause: { type: "string", default: "5" },
    accounts: { type: "string", default: "60" },
  },
});
const [runs, pause, count] = [values.runs, values.pause, values.accounts].map(Number) as [number, number, number];
const aboutAccounts = ["account_insights", "account_story", "meeting_brief", "profile_summary"] as const;
const aboutCircle = ["portfolio_insights", "board_week", "kpi_week"] as const;

/** The writer with its check and nothing else: no rows to read, no HTTP. */
const alone = async (surface: Surface): Promise<void> => {
  const assignment = assignmentOf(surface, acme);
  const { prose, fixed } = surfaces[surface];
  const times: { first: number[]; full: number[] } = { first: [], full: [] };
  for (let run = 0; run < 200; run += 1) {
    const start = performance.now();
    let first = Number.NaN;
    for await (const _ of rulesWriter.write(assignment, [...prose, ...fixed])) first ||= performance.now() - start;
    times.first.push(first);
    times.full.push(performance.now() - start);
  }
  const [first, full] = [summary(times.first), summary(times.full)];
  console.log(
    `${surface.padEnd(20)} alone: first sentence p50 ${ms(first.p50)} p95 ${ms(first.p95)}, all ${writeByRules(assignment).length} p50 ${ms(full.p50)} p95 ${ms(full.p95)}, very first ${ms(times.full[0] ?? 0)}`,
  );
};

const dayFrom = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const usage = (date: string, shift: number): string =>
  [
    "account_name,segment,region,arr,date,daily_active_users,feature_adoption_rate,support_tickets_open,nps_score,login_frequency",
    ...Array.from({ length: count }, (_, at) =>
      [
        `Brandt ${at}`,
        ["Enterprise", "Mid-Market", "SMB"][at % 3],
        "EMEA",
        (at + 1) * 1_000,
        date,
        20 + ((at * 7 + shift) % 150),
        ((at + shift) % 101) / 100,
        (at + shift) % 13,
        ((at * 13 + shift) % 201) - 100,
        ((at * 17 + shift) % 101) / 100,
      ].join(","),
    ),
  ].join("\n");

interface Answer {
  source: string;
  fallback_reason: string | null;
  sentences: unknown[];
  removed: { count: number };
}

const overHttp = async (label: string, settings: NodeJS.ProcessEnv, asked: () => number[]): Promise<void> => {
  const server = await startServer(undefined, { LOG_LEVEL: "error", AI_TOKENS_PER_DAY: "100000000", ...settings });
  let token = "";
  const send = async (method: string, path: string, body?: object): Promise<Response> => {
    const form = body instanceof FormData;
    const response = await fetch(server.url + path, {
      method,
      headers: {
        origin: server.url,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(form || !body ? {} : { "content-type": "application/json" }),
      },
      ...(body ? { body: form ? body : JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const made = async <Body>(path: string, body: object): Promise<Body> =>
    (await send("POST", path, body)).json() as Promise<Body>;
  try {
    const person = { name: "Ana", email: "ana@example.com", password: "correct horse battery" };
    token = (await send("POST", "/api/auth/sign-up/email", person)).headers.get("set-auth-token") ?? "";
    const { id: circle } = await made<{ id: string }>("/api/circles/", { name: "Bench" });
    for (const days of [-25, 0]) {
      const form = new FormData();
      form.set("file", new File([usage(dayFrom(days), -days)], "usage.csv", { type: "text/csv" }));
      await send("POST", `/ingest/csv?circle_id=${circle}`, form);
    }
    const kpi = await made<{ id: string }>("/api/kpi/kpis/", {
      name: "Leads",
      current_value: 1,
      target: 5_000,
      circle_id: circle,
    });
    for (let number = 1; number <= runs; number += 1) {
      await made(`/api/accounts/${number}/meetings/`, {
        date: dayFrom(-number),
        summary: "They like exports.",
        participants: "Jo Park",
      });
      await made(`/api/accounts/${number}/promises/`, { text: "send the roadmap", who: "Ana", due: dayFrom(number) });
      await made(`/api/accounts/${number}/feedback/`, { title: "Slow on Mondays" });
    }
    /** Other facts for each run, so that no text comes from the cache. */
    const change: Record<(typeof aboutCircle)[number], (run: number) => Promise<unknown>> = {
      portfolio_insights: (run) => send("PATCH", "/api/customers/1/", { arr: 1_000 + run }),
      board_week: (run) =>
        made("/api/crm/contacts/", { name: `Jo ${run}`, email: `jo${run}@x.test`, circle_id: circle }),
      kpi_week: (run) => made(`/api/kpi/kpis/${kpi.id}/update-value/`, { current_value: run + 2 }),
    };
    for (const surface of [...aboutAccounts, ...aboutCircle]) {
      const times: { first: number[]; full: number[] } = { first: [], full: [] };
      const [before, answers] = [asked().length, [] as Answer[]];
      for (let run = 0; run < runs; run += 1) {
        const isOfCircle = (aboutCircle as readonly string[]).includes(surface);
        if (isOfCircle) await change[surface as keyof typeof change](run);
        const start = performance.now();
        const response = await send(
          "GET",
          `/insights/stream?circle_id=${circle}&surface=${surface}${isOfCircle ? "" : `&account=${run + 1}`}`,
        );
        let text = "";
        let first = Number.NaN;
        for await (const chunk of response.body ?? []) {
          text += Buffer.from(chunk).toString();
          if (text.includes("event: sentence")) first ||= performance.now() - start;
        }
        times.first.push(first);
        times.full.push(performance.now() - start);
        answers.push(JSON.parse(/event: answer\ndata: (.*)/.exec(text)?.[1] ?? "null") as Answer);
      }
      const [first, full] = [summary(times.first), summary(times.full)];
      const removed = answers.reduce((sum, answer) => sum + answer.removed.count, 0);
      const kept = answers.reduce((sum, answer) => sum + answer.sentences.length, 0);
      const tokens = asked().slice(before);
      const cost = tokens.reduce((sum, number) => sum + number, 0) / Math.max(1, tokens.length);
      const sources = [...new Set(answers.map(({ source, fallback_reason }) => fallback_reason ?? source))].join(", ");
      console.log(
        `${surface.padEnd(20)} ${label}: first sentence p50 ${ms(first.p50)} p95 ${ms(first.p95)}, all p50 ${ms(full.p50)} p95 ${ms(full.p95)}; ${(kept / runs).toFixed(1)} sentences (${sources})${tokens.length > 0 ? `, about ${cost.toFixed(0)} tokens of prompt, ${((100 * removed) / (removed + kept)).toFixed(0)}% removed` : ""}`,
      );
    }
  } finally {
    await server.stop();
  }
};

console.log(machine());
for (const surface of aboutAccounts) await alone(surface);
await overHttp("by rules", { AI_WRITER: "rules" }, () => []);
const ai = await startAiServer({ pause });
try {
  // A token is about four letters.
  await overHttp("by a model", { AI_WRITER: "", AI_BASE_URL: ai.url, AI_MODEL: "mixed" }, () =>
    ai.requests.map(({ messages }) => messages.reduce((sum, { content }) => sum + content.length / 4, 0)),
  );
} finally {
  await ai.stop();
}
