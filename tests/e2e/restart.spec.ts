/** What a server keeps over a kill -9, and what it plants into an empty database. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { plant } from "../../scripts/sample.ts";
import { sampleAccounts } from "../../scripts/sample-accounts.ts";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
import { sampleFeedback } from "../../scripts/sample-feedback.ts";
import { sampleKpis } from "../../scripts/sample-kpis.ts";
import { sampleSources } from "../../scripts/sample-webhooks.ts";
import { sampleMeetings } from "../../scripts/sample-meetings.ts";
import { addContact, foundCircle, signUp } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { newDataDir, type OwnServer, startServer } from "./server.ts";

/** Waits for the end of the process that `npm start` would be. */
const end = async (server: OwnServer, kill: () => void): Promise<void> => {
  const ended = new Promise((done) => server.process.once("exit", done));
  kill();
  await ended;
};

test("[RUN1][RUN2] a server that was killed starts again with every acknowledged write", async ({ browser }) => {
  test.setTimeout(120_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir);
  let second: OwnServer | undefined;
  try {
    const ana = await signUp(browser, first.url, "Ana");
    const circle = await foundCircle(ana, "Harbour");
    const contact = await addContact(ana, circle, { name: "Written just in time" });
    const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
    await end(first, () => process.kill(pid, "SIGKILL"));
    second = await startServer(dataDir);
    const answer = await fetch(`${second.url}/api/crm/contacts/${contact.id}/`, {
      headers: { authorization: `Bearer ${ana.token}` },
    });
    expect([answer.status, (await answer.json()).name]).toEqual([200, "Written just in time"]);
    await ana.context.close();
  } finally {
    await first.stop();
    await second?.stop();
  }
});

/** Ana of the sample, and how many of everything she sees. */
const lookAtSample = async (url: string) => {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "ana@example.com", password: "rondo-sample" }),
  });
  const headers = {
    authorization: `Bearer ${signedIn.headers.get("set-auth-token")}`,
    "content-type": "application/json",
  };
  const get = async (path: string) => (await fetch(url + path, { headers })).json();
  const patch = (path: string, body: unknown) =>
    fetch(url + path, { method: "PATCH", headers, body: JSON.stringify(body) });
  const { circles } = await get("/api/me/");
  const count = async (path: string): Promise<number> => (await get(`${path}?circle_id=${circles[0].id}`)).count;
  const counts = {
    circles: circles.length,
    contacts: await count("/api/crm/contacts/"),
    accounts: await count("/api/customers/"),
    meetings: await count("/api/customers/meetings/"),
    feedback: await count("/api/customers/feedback/"),
    kpis: await count("/api/kpi/kpis/"),
    webhook_sources: await count("/api/webhooks/sources/"),
  };
  return { get, patch, counts };
};

const sampleCounts = {
  circles: 1,
  contacts: sampleContacts.length,
  accounts: sampleAccounts.length,
  meetings: Object.values(sampleMeetings).flat().length,
  feedback: Object.values(sampleFeedback).flat().length,
  kpis: sampleKpis.length,
  webhook_sources: sampleSources.length,
};

test("[RUN8] [A22] an empty database gets the sample circle once, even when planting it was interrupted; planting it again leaves what people have made of it", async () => {
  test.setTimeout(120_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir, { SAMPLE: "on" });
  let second: OwnServer | undefined;
  try {
    const { counts, get, patch } = await lookAtSample(first.url);
    expect(counts).toEqual(sampleCounts);
    const { arr } = await get("/accounts/1");
    await patch("/accounts/1", { arr: arr + 1 });
    await end(first, () => first.process.kill("SIGTERM"));
    writeFileSync(join(dataDir, "sample.json"), JSON.stringify({ state: "begun" }));
    second = await startServer(dataDir, { SAMPLE: "on" });
    await plant(second.url);
    const again = await lookAtSample(second.url);
    expect(again.counts).toEqual(sampleCounts);
    expect((await again.get("/accounts/1")).arr).toBe(arr + 1);
  } finally {
    await first.stop();
    await second?.stop();
  }
});
