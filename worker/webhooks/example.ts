/** Signs a payload as the sender of a source would: for the admin's test, which comes in by the same door. [WP13] */
import type { SourceSettings } from "../../domain/webhook.ts";
import type { SourceKind } from "../../domain/webhook-words.ts";
import { hmac, toBase64, toHex } from "./signature.ts";

interface Unsigned {
  url: string;
  body: string;
  secret: string;
  /** New for each: vendors send one, and one id is worked on once. */
  id: string;
  /** Unix milliseconds. */
  now: number;
  settings: SourceSettings;
}

type Headers = Record<string, string>;
type Signer = (given: Unsigned) => Promise<Headers>;

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

const standard: Signer = async ({ body, secret, id, now }) => {
  const time = String(Math.floor(now / 1_000));
  const key = bytesOf(secret.replace(/^whsec_/, ""));
  const signed = toBase64(await hmac("SHA-256", key, `${id}.${time}.${body}`));
  return { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signed}` };
};

const bearer: Signer = async ({ secret }) => ({ authorization: `Bearer ${secret}` });

const custom: Signer = async (given) => {
  const { secret, body, id, now, settings } = given;
  const { scheme, header, timestamp_header } = settings.signature;
  if (scheme === "standard") return standard(given);
  if (scheme === "token") return { "webhook-id": id, [header]: secret };
  const time = String(Math.floor(now / 1_000));
  const text = timestamp_header === null ? body : `${time}.${body}`;
  return {
    "webhook-id": id,
    [header]: toHex(await hmac("SHA-256", secret, text)),
    ...(timestamp_header === null ? {} : { [timestamp_header]: time }),
  };
};

const signers: Record<SourceKind, Signer> = {
  standard,
  custom,
  mixpanel: bearer,
  amplitude: bearer,
  posthog: bearer,
  chargebee: bearer,
  salesforce: bearer,
  segment: async ({ body, secret }) => ({ "x-signature": toHex(await hmac("SHA-1", secret, body)) }),
  intercom: async ({ body, secret }) => ({ "x-hub-signature": `sha1=${toHex(await hmac("SHA-1", secret, body))}` }),
  github: async ({ body, secret, id }) => ({
    "x-github-event": "issues",
    "x-github-delivery": id,
    "x-hub-signature-256": `sha256=${toHex(await hmac("SHA-256", secret, body))}`,
  }),
  stripe: async ({ body, secret, now }) => {
    const time = Math.floor(now / 1_000);
    return { "stripe-signature": `t=${time},v1=${toHex(await hmac("SHA-256", secret, `${time}.${body}`))}` };
  },
  zendesk: async ({ body, secret, now }) => {
    const time = new Date(now).toISOString();
    return {
      "x-zendesk-webhook-signature-timestamp": time,
      "x-zendesk-webhook-signature": toBase64(await hmac("SHA-256", secret, time + body)),
    };
  },
  hubspot: async ({ url, body, secret, now }) => ({
    "x-hubspot-request-timestamp": String(now),
    "x-hubspot-signature-v3": toBase64(await hmac("SHA-256", secret, `POST${url}${body}${now}`)),
  }),
};

/** The request that the sender would make. */
export const signedRequest = async (kind: SourceKind, given: Unsigned): Promise<Request> =>
  new Request(given.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(await signers[kind](given)) },
    body: given.body,
  });
