/** What a server keeps over a kill -9, and what it plants into an empty database. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
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

/** How many contacts Ana of the sample sees. */
const countSample = async (url: string): Promise<number> => {
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "ana@example.com", password: "rondo-sample" }),
  });
  const headers = { authorization: `Bearer ${signedIn.headers.get("set-auth-token")}` };
  const me = await (await fetch(`${url}/api/me/`, { headers })).json();
  const contacts = await fetch(`${url}/api/crm/contacts/?circle_id=${me.circles[0].id}`, { headers });
  return (await contacts.json()).count;
};

test("[RUN8] an empty database gets the sample circle once, even when planting it was interrupted", async () => {
  test.setTimeout(120_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir, { SAMPLE: "on" });
  let second: OwnServer | undefined;
  try {
    const planted = await countSample(first.url);
    await end(first, () => first.process.kill("SIGTERM"));
    writeFileSync(join(dataDir, "sample.json"), JSON.stringify({ state: "begun" }));
    second = await startServer(dataDir, { SAMPLE: "on" });
    const kept = await countSample(second.url);
    expect([planted, kept]).toEqual([sampleContacts.length, sampleContacts.length]);
  } finally {
    await first.stop();
    await second?.stop();
  }
});
