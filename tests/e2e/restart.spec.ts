/** What a server keeps over a kill -9, and what it plants into an empty database. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sampleContacts } from "../../scripts/sample-contacts.ts";
import { addContact, foundCircle, signUp } from "./person.ts";
import { expect, test } from "./rondo.ts";
import { newDataDir, startServer } from "./server.ts";

test("[RUN1][RUN2] a server that was killed starts again with every acknowledged write", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const dataDir = newDataDir();
  const first = await startServer(dataDir);
  const ana = await signUp(browser, first.url, "Ana");
  const circle = await foundCircle(ana, "Harbour");
  const contact = await addContact(ana, circle, { name: "Written just in time" });
  const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
  process.kill(pid, "SIGKILL");
  await new Promise((done) => first.process.once("exit", done));

  const second = await startServer(dataDir);
  const answer = await fetch(`${second.url}/api/crm/contacts/${contact.id}/`, {
    headers: { authorization: `Bearer ${ana.token}` },
  });
  const body = await answer.json();
  await ana.context.close();
  await second.stop();
  expect([answer.status, body.name]).toEqual([200, "Written just in time"]);
});

test("[RUN8] an empty database gets the sample circle once", async () => {
  test.setTimeout(120_000);
  const dataDir = newDataDir();
  const count = async (url: string): Promise<number> => {
    const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: "ana@example.com", password: "rondo-sample" }),
    });
    const headers = { authorization: `Bearer ${signedIn.headers.get("set-auth-token")}` };
    const circles = await (await fetch(`${url}/api/circles/`, { headers })).json();
    const [circle] = Array.isArray(circles) ? circles : circles.results;
    const contacts = await fetch(`${url}/api/crm/contacts/?circle_id=${circle.id}`, { headers });
    return (await contacts.json()).count;
  };
  const first = await startServer(dataDir, { SAMPLE: "on" });
  const planted = await count(first.url);
  first.process.kill("SIGTERM");
  await new Promise((done) => first.process.once("exit", done));
  const second = await startServer(dataDir, { SAMPLE: "on" });
  const kept = await count(second.url);
  await second.stop();
  expect([planted, kept]).toEqual([sampleContacts.length, sampleContacts.length]);
});
