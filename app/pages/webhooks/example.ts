/** A command for a terminal that sends one signed delivery to a source; it needs only curl and openssl. [WP7] */
import type { SourceKind } from "../../../domain/webhook-words.ts";
import type { Signature } from "./resources.ts";

const metrics = (day: string): string =>
  JSON.stringify({
    type: "metrics",
    data: { account: "Acme Corp", date: day, daily_active_users: 42, feature_adoption_rate: 0.6, login_frequency: 0.8 },
  });

/** What a shell reads back as exactly this text. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const opening = (url: string, secret: string | null, body: string): string[] => [
  `SECRET=${quoted(secret ?? "the secret")}`,
  `URL=${quoted(url)}`,
  `BODY=${quoted(body)}`,
];
const sending = (...headers: string[]): string =>
  [
    "curl -sS \"$URL\" -H 'content-type: application/json'",
    ...headers.map((header) => `-H "${header}"`),
    '-d "$BODY"',
  ].join(" \\\n  ");

const standard = (url: string, secret: string | null, body: string): string =>
  [
    ...opening(url, secret, body),
    'ID="msg_$(openssl rand -hex 12)"; TIME=$(date +%s)',
    `KEY=$(printf %s "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')`,
    `SIGN=$(printf %s "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)`,
    sending("webhook-id: $ID", "webhook-timestamp: $TIME", "webhook-signature: v1,$SIGN"),
  ].join("\n");

const token = (url: string, secret: string | null, body: string, header: string): string =>
  [...opening(url, secret, body), sending(`${header}: $SECRET`)].join("\n");

const hmac = (url: string, secret: string | null, body: string, { header, timestamp_header }: Signature): string =>
  [
    ...opening(url, secret, body),
    ...(timestamp_header === null ? [] : ["TIME=$(date +%s)"]),
    `SIGN=$(printf %s "${timestamp_header === null ? "" : "$TIME."}$BODY" | openssl dgst -sha256 -hmac "$SECRET" -binary | openssl base64 -A)`,
    sending(`${header}: $SIGN`, ...(timestamp_header === null ? [] : [`${timestamp_header}: $TIME`])),
  ].join("\n");

/** For the kinds that people send by hand; vendors send their own. `day` as `YYYY-MM-DD`. */
export const exampleFor = (
  { kind, url, signature }: { kind: SourceKind; url: string; signature: Signature },
  secret: string | null,
  day: string,
): string | null => {
  if (kind === "standard") return standard(url, secret, metrics(day));
  if (kind !== "custom") return null;
  const body = JSON.stringify({ company: { name: "Acme Corp" }, day, active: 42 });
  if (signature.scheme === "token") return token(url, secret, body, signature.header);
  if (signature.scheme === "hmac") return hmac(url, secret, body, signature);
  return standard(url, secret, body);
};
