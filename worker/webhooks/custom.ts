/** Any other system: an admin says how it signs and which places of its JSON mean what. [IW14] */
import { followMapping } from "../../domain/webhook-mapping.ts";
import { readInstant, readPayload, valueAt } from "../../domain/payload.ts";
import { hmac, judge, sameText, toBase64, toHex, unsigned, verifyToken } from "./signature.ts";
import type { Checked, Secrets, Signed, Source } from "./source.ts";
import { standard } from "./standard.ts";
import type { SignatureScheme } from "../../domain/webhook.ts";

/** `sha256=…` in hex, base64, with or without the name in front. */
const verifyHmac = async (
  { headers, body }: Signed,
  secrets: Secrets,
  now: number,
  { header, timestamp_header }: SignatureScheme,
): Promise<Checked> => {
  const given = headers.get(header)?.replace(/^(sha256|v0|v1)=/, "");
  const time = timestamp_header === null ? null : headers.get(timestamp_header);
  if (!given || (timestamp_header !== null && !time)) return unsigned;
  const signedAt = time === null ? null : readInstant(time);
  if (time !== null && signedAt === null) return { verdict: "wrong_signature", signedAt };
  const text = time === null ? body : `${time}.${body}`;
  const matches = async (secret: string): Promise<boolean> => {
    const right = await hmac("SHA-256", secret, text);
    return sameText(given, toBase64(right)) || sameText(given.toLowerCase(), toHex(right));
  };
  return judge(secrets, matches, signedAt, now);
};

export const custom: Source = {
  kind: "custom",
  signing:
    "Choose: Standard Webhooks, HMAC-SHA256 of the body in a header of your choice (with a time, of time.body), or the secret itself in a header.",
  secretFrom: "us",
  async verify(request, secrets, now, settings) {
    const { signature } = settings;
    if (signature.scheme === "standard") return standard.verify(request, secrets, now, settings);
    if (signature.scheme === "token") return verifyToken(request.headers, secrets, now, signature.header);
    return verifyHmac(request, secrets, now, signature);
  },
  eventId(payload, headers) {
    const named = headers.get("webhook-id") ?? headers.get("x-event-id") ?? headers.get("idempotency-key");
    if (named) return named;
    const id = ["id", "event_id", "eventId"]
      .map((path) => valueAt(payload, path))
      .find((value) => typeof value === "string");
    return typeof id === "string" && id !== "" ? id : null;
  },
  read: (payload, { at, id, settings }) =>
    readPayload(payload, (reader) => followMapping(reader, settings.mapping, { at, id })),
};
