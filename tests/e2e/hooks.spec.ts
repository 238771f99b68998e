/** Outgoing webhooks against a receiver on this machine: signed, in order, told of what happens in D1 too, kept over a kill -9. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addContact, foundCircle, type Person, signUp } from "./person.ts";
import { type Heard, receive } from "./receiver.ts";
import { expect, test } from "./rondo.ts";
import { newDataDir, type OwnServer, startServer } from "./server.ts";

const listen = async (person: Person, circle: string, url: string, fields: Record<string, unknown> = {}) =>
  (await person.call("POST", "/api/webhooks/out/", { circle_id: circle, name: "Here", url, ...fields })).body as {
    id: string;
    secret: string;
  };

/** The signature as the specification writes it, computed apart from the product. */
const signatureOf = (secret: string, { headers, text }: Heard): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`)
    .digest("base64")}`;

test("[WO1][WO2][WO4] contacts, accounts and scores are told as they happen, signed, one record's in their order", async ({
  ana,
  circle,
}) => {
  const receiver = await receive();
  try {
    const { id, secret } = await listen(ana, circle.id, receiver.url, { events: ["contact.*", "account.*"] });
    const contact = await addContact(ana, circle, { name: "Before" });
    for (const name of ["One", "Two", "Three"]) await ana.call("PATCH", `/api/crm/contacts/${contact.id}/`, { name });
    const { body: account } = await ana.call("POST", "/api/customers/", {
      circle_id: circle.id,
      name: "Acme",
      segment: "SMB",
    });
    const usage = {
      daily_active_users: 20,
      feature_adoption_rate: 1,
      support_tickets_open: 0,
      nps_score: 100,
      login_frequency: 1,
    };
    await ana.call("PUT", `/api/accounts/${(account as { id: string }).id}/usage/`, { date: "2026-01-01", ...usage });
    await expect
      .poll(() => receiver.types().toSorted())
      .toEqual([
        "account.created",
        "account.health_changed",
        "contact.changed",
        "contact.changed",
        "contact.changed",
        "contact.created",
      ]);
    const ofContact = receiver.heard.filter(({ body }) => body.type.startsWith("contact"));
    expect(ofContact.map(({ body }) => [body.data.object["name"], body.data.previous])).toEqual([
      ["Before", undefined],
      ["One", { name: "Before" }],
      ["Two", { name: "One" }],
      ["Three", { name: "Two" }],
    ]);
    for (const message of receiver.heard)
      expect(message.headers["webhook-signature"]).toBe(signatureOf(secret, message));
    const score = receiver.heard.find(({ body }) => body.type === "account.health_changed");
    expect(score?.body.data).toMatchObject({
      object: { health_value: 100, health_bucket: "healthy" },
      previous: { health_value: null, health_bucket: "unknown" },
    });
    const { body: rotated } = await ana.call("POST", `/api/webhooks/out/${id}/rotate/`);
    const next = (rotated as { secret: string }).secret;
    await ana.call("PATCH", `/api/crm/contacts/${contact.id}/`, { name: "Four" });
    await expect.poll(() => receiver.heard.length).toBe(7);
    const last = receiver.heard.at(-1);
    expect(last?.headers["webhook-signature"]).toBe(last && `${signatureOf(next, last)} ${signatureOf(secret, last)}`);
  } finally {
    receiver.close();
  }
});

test("[WO3] a redirect is not followed; the test button says what came back", async ({ ana, circle }) => {
  const receiver = await receive();
  const other = await receive();
  receiver.answer((response) => response.writeHead(302, { location: other.url }).end());
  try {
    const { id } = await listen(ana, circle.id, receiver.url, { events: ["kpi.*"] });
    const { body } = await ana.call("POST", `/api/webhooks/out/${id}/test/`);
    expect(body).toMatchObject({ status: 302, delivered: false });
    expect([receiver.types(), other.types()]).toEqual([["test"], []]);
  } finally {
    receiver.close();
    other.close();
  }
});

test("[WO5] a message that was on its way at a kill -9 is sent again, under its id, and what came after it follows", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const dataDir = newDataDir();
  const receiver = await receive();
  const first = await startServer(dataDir);
  let second: OwnServer | undefined;
  try {
    const ana = await signUp(browser, first.url, "Ana");
    const circle = await foundCircle(ana, "Harbour");
    await listen(ana, circle.id, receiver.url);
    // The first message gets no answer; the ones behind it wait.
    receiver.answer(() => undefined);
    const contact = await addContact(ana, circle, { name: "Kept" });
    await expect.poll(() => receiver.heard.length).toBe(1);
    await ana.call("PATCH", `/api/crm/contacts/${contact.id}/`, { name: "Kept on" });
    const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8"));
    const ended = new Promise((done) => first.process.once("exit", done));
    process.kill(pid, "SIGKILL");
    await ended;
    receiver.answer((response) => void response.writeHead(200).end());
    second = await startServer(dataDir);
    await fetch(`${second.url}/api/crm/contacts/${contact.id}/`, { headers: { authorization: `Bearer ${ana.token}` } });
    await expect
      .poll(() => receiver.types(), { timeout: 90_000 })
      .toEqual(["contact.created", "contact.created", "contact.changed"]);
    const ids = receiver.heard.map(({ headers }) => headers["webhook-id"]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    await ana.context.close();
  } finally {
    receiver.close();
    await first.stop();
    await second?.stop();
  }
});
