/** Each vendor's signature, as their manuals have it. */
import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { SourceSettings } from "../domain/webhook.ts";
import type { SourceKind } from "../domain/webhook-words.ts";
import { sources } from "../worker/webhooks/index.ts";

const now = Date.UTC(2026, 0, 2, 12);
const secret = "a secret that both sides know";
const usual = SourceSettings.parse({});
const address = "https://rondo.example.com/api/webhooks/in/1?a=b%2Fc";

const hmac = (hash: string, text: string, encoding: "hex" | "base64", key = secret): string =>
  createHmac(hash, key).update(text).digest(encoding);

const check = async (
  kind: SourceKind,
  headers: Record<string, string>,
  body: string,
  settings = usual,
  secrets: { current: string; previous: string | null } = { current: secret, previous: null },
) =>
  (
    await sources[kind].verify(
      { method: "POST", url: address, headers: new Headers(headers), body },
      secrets,
      now,
      settings,
    )
  ).verdict;

const body = '{"hello":"world"}';
const seconds = String(now / 1000);
const iso = new Date(now).toISOString();
const hubspotBase = `POST${address.replace("%2F", "/")}${body}${now}`;

const signed: [SourceKind, Record<string, string>][] = [
  ["segment", { "x-signature": hmac("sha1", body, "hex") }],
  ["mixpanel", { authorization: `Basic ${Buffer.from(`rondo:${secret}`).toString("base64")}` }],
  ["amplitude", { "x-webhook-token": secret }],
  ["posthog", { authorization: `Bearer ${secret}` }],
  ["stripe", { "stripe-signature": `t=${seconds},v1=${hmac("sha256", `${seconds}.${body}`, "hex")}` }],
  ["chargebee", { authorization: `Basic ${Buffer.from(`${secret}:`).toString("base64")}` }],
  [
    "zendesk",
    {
      "x-zendesk-webhook-signature": hmac("sha256", iso + body, "base64"),
      "x-zendesk-webhook-signature-timestamp": iso,
    },
  ],
  ["intercom", { "x-hub-signature": `sha1=${hmac("sha1", body, "hex")}` }],
  [
    "hubspot",
    {
      "x-hubspot-signature-v3": hmac("sha256", hubspotBase, "base64"),
      "x-hubspot-request-timestamp": String(now),
    },
  ],
  ["salesforce", { "x-signature": hmac("sha256", body, "base64") }],
  ["github", { "x-hub-signature-256": `sha256=${hmac("sha256", body, "hex")}` }],
];

test.each(signed)("[IW2] %s: its own signature is right, and for no other body or secret", async (kind, headers) => {
  const elsewhere = { current: "another secret altogether", previous: null };
  const inside = ["mixpanel", "amplitude", "posthog", "chargebee"].includes(kind);
  expect([
    await check(kind, headers, body),
    await check(kind, headers, body, usual, elsewhere),
    await check(kind, headers, body, usual, { ...elsewhere, previous: secret }),
    await check(kind, {}, body),
  ]).toEqual(["valid", "wrong_signature", "valid_previous", "unsigned"]);
  // A vendor that only sends the secret cannot prove the body.
  expect(await check(kind, headers, `${body} `)).toBe(inside ? "valid" : "wrong_signature");
});

test("[IW2] HubSpot's older signature, as its manual computes it", async () => {
  const example =
    '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]';
  const key = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
  const signature = "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de";
  expect(
    createHash("sha256")
      .update(key + example)
      .digest("hex"),
  ).toBe(signature);
  const headers = { "x-hubspot-signature": signature, "x-hubspot-signature-version": "v1" };
  expect(await check("hubspot", headers, example, usual, { current: key, previous: null })).toBe("valid");
});

test("[IW5] HubSpot's events are known again by all that says which they are, alone or in a batch, at any attempt", () => {
  const idOf = (...events: object[]) => sources.hubspot.eventId(events, new Headers());
  const one = {
    eventId: 1,
    subscriptionType: "deal.propertyChange",
    objectId: 9,
    propertyName: "dealname",
    occurredAt: 1_564_113_600_000,
    attemptNumber: 0,
  };
  // The same eventId, as HubSpot allows.
  const other = { ...one, objectId: 10 };
  expect(idOf({ ...one, attemptNumber: 3 })).toBe(idOf(one));
  expect(idOf({ ...one, attemptNumber: 1 }, { ...other, attemptNumber: 1 })).toBe(idOf(one, other));
  expect(new Set([idOf(one), idOf(other), idOf(one, other), idOf({ ...one, occurredAt: 1 })]).size).toBe(4);
  expect([idOf(), idOf({ objectId: 9 }), idOf(one, { objectId: 9 })]).toEqual([null, null, null]);
});

test.each([
  ["stripe", -301, "too_old"],
  ["stripe", 301, "too_new"],
  ["stripe", -299, "valid"],
] as const)("[IW3] %s, signed %i seconds from now, is %s", async (kind, offset, verdict) => {
  const time = String(now / 1000 + offset);
  const header = `t=${time},v1=${hmac("sha256", `${time}.${body}`, "hex")}`;
  expect(await check(kind, { "stripe-signature": header }, body)).toBe(verdict);
});

test("[IW3] the time of HubSpot and of Zendesk is looked at too", async () => {
  const old = now - 6 * 60_000;
  const hubspot = hmac("sha256", `POST${address.replace("%2F", "/")}${body}${old}`, "base64");
  const zendesk = hmac("sha256", new Date(old).toISOString() + body, "base64");
  expect([
    await check("hubspot", { "x-hubspot-signature-v3": hubspot, "x-hubspot-request-timestamp": String(old) }, body),
    await check(
      "zendesk",
      { "x-zendesk-webhook-signature": zendesk, "x-zendesk-webhook-signature-timestamp": new Date(old).toISOString() },
      body,
    ),
  ]).toEqual(["too_old", "too_old"]);
});

test("[IW14] a custom source signs as an admin says", async () => {
  const plain = SourceSettings.parse({ signature: { scheme: "hmac", header: "X-Own" } });
  const timed = SourceSettings.parse({ signature: { scheme: "hmac", header: "x-own", timestamp_header: "x-time" } });
  const token = SourceSettings.parse({ signature: { scheme: "token", header: "x-key" } });
  const withTime = { "x-own": hmac("sha256", `${seconds}.${body}`, "base64"), "x-time": seconds };
  expect([
    await check("custom", { "x-own": `sha256=${hmac("sha256", body, "hex")}` }, body, plain),
    await check("custom", withTime, body, timed),
    await check("custom", { ...withTime, "x-time": String(now / 1000 - 600) }, body, timed),
    await check("custom", { "x-key": secret }, body, token),
    await check("custom", { "x-key": `${secret}!` }, body, token),
  ]).toEqual(["valid", "valid", "wrong_signature", "valid", "wrong_signature"]);
});
