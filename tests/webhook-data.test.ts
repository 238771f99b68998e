/** Published signatures and payloads beside the project. Skipped, in so many words, where they are absent. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SourceSettings } from "../domain/webhook.ts";
import { sources } from "../worker/webhooks/index.ts";
import { hmac, toHex } from "../worker/webhooks/signature.ts";
import { createSubtleCryptoProvider, generateTestHeaderString } from "../worker/webhooks/stripe-library.mjs";

const data = "../shared/data";
const vectorsAt = join(data, "webhooks-standard/signature_vectors.json");
const fixturesAt = join(data, "webhooks-stripe/fixtures3.json");
const examplesAt = join(data, "webhooks-github/octokit-webhooks-examples.json");
const usual = SourceSettings.parse({});

interface Vector {
  vendor: string;
  secret: string;
  headers: Record<string, string>;
  body: string;
}

const read = <Value>(path: string): Value => JSON.parse(readFileSync(path, "utf8")) as Value;
const absent = (path: string): string => (existsSync(path) ? "" : ` (skipped: ${path} is not there)`);

const vectorOf = (vendor: string): Vector => {
  const found = read<Vector[]>(vectorsAt).find((vector) => vector.vendor.startsWith(vendor));
  if (!found) throw new Error(`no vector of ${vendor}`);
  return found;
};

const request = ({ headers, body }: Vector) => ({
  method: "POST",
  url: "https://x",
  headers: new Headers(headers),
  body,
});

test.skipIf(!existsSync(vectorsAt))(
  `[IW2] [IW3] the published vector of Standard Webhooks${absent(vectorsAt)}`,
  async () => {
    const vector = vectorOf("standard-webhooks");
    const at = Number(vector.headers["webhook-timestamp"]) * 1000;
    const secrets = { current: vector.secret, previous: null };
    const verdictAt = async (now: number, given = vector) =>
      (await sources.standard.verify(request(given), secrets, now, usual)).verdict;
    expect([
      await verdictAt(at),
      await verdictAt(at + 299_000),
      await verdictAt(at + 301_000),
      await verdictAt(at - 301_000),
      await verdictAt(at, { ...vector, body: `${vector.body} ` }),
    ]).toEqual(["valid", "valid", "too_old", "too_new", "wrong_signature"]);
  },
);

test.skipIf(!existsSync(vectorsAt))(`[IW2] the published vectors of GitHub and Slack${absent(vectorsAt)}`, async () => {
  const github = vectorOf("github");
  const secrets = { current: github.secret, previous: null };
  expect((await sources.github.verify(request(github), secrets, 0, usual)).verdict).toBe("valid");
  const slack = vectorOf("slack");
  const time = slack.headers["X-Slack-Request-Timestamp"];
  const right = `v0=${toHex(await hmac("SHA-256", slack.secret, `v0:${time}:${slack.body}`))}`;
  expect(right).toBe(slack.headers["X-Slack-Signature"]);
});

test.skipIf(!existsSync(fixturesAt))(
  `[IW2] [IW16] Stripe's own signer over its own fixtures${absent(fixturesAt)}`,
  async () => {
    const { resources } = read<{ resources: Record<string, Record<string, unknown>> }>(fixturesAt);
    const now = 1_767_355_200_000;
    const secret = "whsec_test_secret";
    const event = (type: string, object: unknown) =>
      JSON.stringify({ ...resources["event"], type, created: now / 1000, data: { object } });
    const types: [string, string][] = [
      ["customer.created", "customer"],
      ["customer.subscription.created", "subscription"],
      ["invoice.payment_failed", "invoice"],
      ["plan.created", "plan"],
    ];
    const found: string[][] = [];
    for (const [type, resource] of types) {
      const body = event(type, resources[resource]);
      const header = await generateTestHeaderString({
        payload: body,
        secret,
        timestamp: now / 1000,
        cryptoProvider: createSubtleCryptoProvider(),
      });
      const signed = request({ vendor: "stripe", secret, headers: { "stripe-signature": header }, body });
      const { verdict } = await sources.stripe.verify(signed, { current: secret, previous: null }, now, usual);
      const other = await sources.stripe.verify(signed, { current: "whsec_other", previous: secret }, now, usual);
      const reading = sources.stripe.read(JSON.parse(body), { headers: {}, settings: usual, at: now, id: "1" });
      found.push([
        verdict,
        other.verdict,
        ...reading.problems.map(({ message }) => message),
        ...reading.changes.map(({ what }) => what),
      ]);
    }
    expect(found).toEqual([
      ["valid", "valid_previous"],
      ["valid", "valid_previous", "contract"],
      ["valid", "valid_previous", "event"],
      ["valid", "valid_previous"],
    ]);
  },
);

test.skipIf(!existsSync(fixturesAt))(
  `[IW16] each of Stripe's fixtures is read without a fault${absent(fixturesAt)}`,
  () => {
    const { resources } = read<{ resources: Record<string, unknown> }>(fixturesAt);
    const kinds = [
      "customer.created",
      "customer.subscription.updated",
      "customer.subscription.deleted",
      "invoice.payment_failed",
    ];
    for (const object of Object.values(resources))
      for (const type of kinds)
        expect(() =>
          sources.stripe.read({ type, data: { object } }, { headers: {}, settings: usual, at: 0, id: "1" }),
        ).not.toThrow();
  },
);

test.skipIf(!existsSync(examplesAt))(
  `[IW2] [IW16] GitHub's 329 payloads, signed and read${absent(examplesAt)}`,
  async () => {
    const events = read<{ name: string; examples: unknown[] }[]>(examplesAt);
    const counts: Record<string, number> = {};
    for (const { name, examples } of events)
      for (const payload of examples) {
        const body = JSON.stringify(payload);
        const headers = { "x-hub-signature-256": `sha256=${toHex(await hmac("SHA-256", "s3cret s3cret", body))}` };
        const signed = request({ vendor: "github", secret: "", headers, body });
        const { verdict } = await sources.github.verify(signed, { current: "s3cret s3cret", previous: null }, 0, usual);
        const around = { headers: { "x-github-event": name }, settings: usual, at: 1_767_355_200_000, id: "1" };
        const { changes, problems, note } = sources.github.read(payload, around);
        const what = problems.length > 0 ? "problem" : (changes[0]?.what ?? (note === null ? "silent" : "nothing"));
        counts[`${verdict} ${what}`] = (counts[`${verdict} ${what}`] ?? 0) + 1;
      }
    expect(counts).toEqual({ "valid ticket": 29, "valid usage": 245, "valid nothing": 55 });
  },
);
