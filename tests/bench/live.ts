/**
 * `npm run bench:live`: many people edit one circle at once. Prints what a person would feel.
 * `--clients 100 --rate 10 --seconds 60 --contacts 10000`; `--ladder` raises the rate until p95 passes a second.
 */
import { parseArgs } from "node:util";
import { circleOf, makeId } from "../../domain/id.ts";
import { stages, statuses } from "../../domain/funnel.ts";
import { mutationCodes } from "../../domain/mutations.ts";
import { startServer } from "../e2e/server.ts";
import { machine, ms, serverMemory, slope, summary } from "./figures.ts";
import { Ear, LoadClient } from "./live-client.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "100" },
    rate: { type: "string", default: "10" },
    seconds: { type: "string", default: "30" },
    contacts: { type: "string", default: "10000" },
    ladder: { type: "boolean", default: false },
  },
});
const [clientCount, rate, seconds, contacts] = [values.clients, values.rate, values.seconds, values.contacts].map(
  Number,
) as [number, number, number, number];
const code = { create: mutationCodes.indexOf("contact.create"), update: mutationCodes.indexOf("contact.update") };

const server = await startServer(undefined, { RATE_LIMITS: "off", LOG_LEVEL: "error" });
const post = async (path: string, body: unknown, token?: string): Promise<Response> => {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: server.url,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
};

const signedUp = await post("/api/auth/sign-up/email", {
  name: "Load",
  email: "load@example.com",
  password: "load-and-more-load",
});
const token = signedUp.headers.get("set-auth-token") ?? "";
const { id: circle } = (await (await post("/api/circles/", { name: "Load" }, token)).json()) as { id: string };
const key = circleOf(circle) ?? 0;
const url = `${server.url.replace("http", "ws")}/api/circles/${circle}/socket`;

/** Everything heard, by client and mutation: when it was sent, acknowledged, and by how many it was seen. */
const sent = new Map<number, number>();
const acknowledged: number[] = [];
const seenByAll: number[] = [];
const points: [number, number][] = [];
const receipts = new Map<number, number>();
const nameOf = (client: number, mutation: number): number => client * 10_000_000 + mutation;
let measuring = false;
let began = 0;
let entriesSeen = 0;

const ear = new Ear();
const clients: LoadClient[] = [];

const heardBy =
  (index: number) =>
  (entries: readonly (readonly [number, number, number, number, number, unknown])[], at: number): void => {
    for (const [rev, , , client, mutation] of entries) {
      if (clients[index]?.number === client) {
        const since = sent.get(nameOf(client, mutation));
        if (since !== undefined && measuring) acknowledged.push(at - since);
      }
      const count = (receipts.get(rev) ?? 0) + 1;
      if (count < clientCount) {
        receipts.set(rev, count);
        continue;
      }
      receipts.delete(rev);
      const since = sent.get(nameOf(client, mutation));
      sent.delete(nameOf(client, mutation));
      if (since === undefined || !measuring) continue;
      entriesSeen += 1;
      seenByAll.push(at - since);
      points.push([(at - began) / 60_000, at - since]);
    }
  };

const until = async (done: () => boolean, patience = 60_000): Promise<boolean> => {
  const end = performance.now() + patience;
  while (!done() && performance.now() < end) await new Promise((wake) => setTimeout(wake, 5));
  return done();
};

const fill = async (): Promise<void> => {
  let applied = 0;
  const writer = await LoadClient.join(url, token, key, new Ear(), (entries) => (applied += entries.length));
  const filling = performance.now();
  for (let at = 0; at < contacts; at += 100) {
    const batch = Array.from({ length: Math.min(100, contacts - at) }, (_, offset): [number, unknown] => {
      const n = at + offset;
      return [
        code.create,
        {
          id: makeId(key, Date.now(), Math.random),
          name: `Contact ${n} of the load run`,
          email: `contact-${n}@example.com`,
          phone: `+1 555 ${String(n).padStart(7, "0")}`,
          company: `Company ${n % 500}`,
          status: statuses[n % statuses.length],
          funnel_stage: stages[n % stages.length],
          notes: "",
        },
      ];
    });
    writer.push(batch);
    await until(() => applied >= at + batch.length - 400);
  }
  await until(() => applied >= contacts);
  console.log(`filled ${contacts} contacts through one socket in ${ms(performance.now() - filling)}`);
  writer.close();
};

const run = async (perSecond: number, duration: number): Promise<{ p95: number; delivered: number }> => {
  acknowledged.length = seenByAll.length = points.length = entriesSeen = 0;
  receipts.clear();
  sent.clear();
  const numbers = clients[0]?.joined.numbers ?? [];
  measuring = true;
  began = performance.now();
  const before = { sent: clients.reduce((sum, one) => sum + one.sentBytes, 0), heard: clients[0]?.heardBytes ?? 0 };
  let pushed = 0;
  let told = began;
  let pinged = began;
  while (performance.now() - began < duration * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond * clientCount);
    for (; pushed < due; pushed += 1) {
      const client = clients[pushed % clientCount];
      const n = numbers[Math.floor(Math.random() * numbers.length)];
      if (!client || n === undefined) throw new Error("nobody joined");
      const at = performance.now();
      const id = client.push([
        [code.update, { id: n, fields: { phone: `+1 555 ${1_000_000 + (pushed % 9_000_000)}` } }],
      ]);
      sent.set(nameOf(client.number, id), at);
    }
    if (performance.now() - told > 2_000) {
      told = performance.now();
      for (const client of clients) client.tellHeard();
    }
    if (performance.now() - pinged > 10_000) {
      pinged = performance.now();
      for (const client of clients) client.ping();
    }
    await new Promise((wake) => setTimeout(wake, 1));
  }
  const all = await until(() => entriesSeen >= pushed, 30_000);
  measuring = false;
  const took = (performance.now() - began) / 1000;
  const ack = summary(acknowledged);
  const seen = summary(seenByAll);
  const upBytes = (clients.reduce((sum, one) => sum + one.sentBytes, 0) - before.sent) / pushed;
  const downBytes = ((clients[0]?.heardBytes ?? 0) - before.heard) / pushed;
  console.log(`\n${clientCount} clients × ${perSecond} mutations/s for ${duration} s on ${contacts} contacts`);
  console.log(
    `  pushed ${pushed}, seen by all ${entriesSeen}${all ? "" : " (NOT ALL)"}, ${Math.round(entriesSeen / took)}/s`,
  );
  console.log(`  acknowledged   p50 ${ms(ack.p50)}  p95 ${ms(ack.p95)}  p99 ${ms(ack.p99)}  most ${ms(ack.most)}`);
  console.log(`  seen by all    p50 ${ms(seen.p50)}  p95 ${ms(seen.p95)}  p99 ${ms(seen.p99)}  most ${ms(seen.most)}`);
  console.log(`  lag slope      ${slope(points).toFixed(2)} ms per minute`);
  console.log(`  server memory  ${serverMemory(server.dataDir)} MB`);
  console.log(`  on the wire    ${upBytes.toFixed(0)} bytes up, ${downBytes.toFixed(0)} bytes down a mutation`);
  console.log(`  machine        ${machine()}`);
  return { p95: all ? seen.p95 : Number.POSITIVE_INFINITY, delivered: entriesSeen / took };
};

try {
  console.log(machine());
  await fill();
  const joins: number[] = [];
  for (let index = 0; index < clientCount; index += 1) {
    const client = await LoadClient.join(url, token, key, ear, heardBy(index));
    joins.push(client.joined.milliseconds);
    clients.push(client);
  }
  const join = summary(joins);
  console.log(
    `join with ${contacts} contacts: first ${ms(joins[0] ?? 0)}, p50 ${ms(join.p50)}, p95 ${ms(join.p95)}, ${((clients[0]?.joined.bytes ?? 0) / 1e6).toFixed(2)} MB`,
  );
  if (values.ladder) {
    for (const each of [1, 2, 10, 15, 20, 24, 30, 40]) {
      const { p95 } = await run(each, Math.min(seconds, 15));
      if (p95 > 1000) break;
    }
  } else {
    await run(rate, seconds);
  }
} finally {
  for (const client of clients) client.close();
  await server.stop();
}
