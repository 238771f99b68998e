/** The one helper behind every signature that no vendor's library checks: HMAC by WebCrypto, compared in constant time. [IW2] [IW3] */
import type { Verdict } from "../../domain/webhook-words.ts";
import type { Checked, Secrets } from "./source.ts";

/** How far a signature's time may lie from ours, either way. */
export const tolerance = 5 * 60_000;

const encoder = new TextEncoder();

type Hash = "SHA-1" | "SHA-256";

const keys = new Map<string, Promise<CryptoKey>>();
const keysMost = 500;

/** Importing a key costs more than signing with it. */
const keyOf = (secret: string | Uint8Array, hash: Hash): Promise<CryptoKey> => {
  const name = `${hash} ${typeof secret === "string" ? secret : btoa(String.fromCharCode(...secret))}`;
  let key = keys.get(name);
  if (!key) {
    if (keys.size >= keysMost) keys.clear();
    const bytes = typeof secret === "string" ? encoder.encode(secret) : secret;
    key = crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, false, ["sign"]);
    keys.set(name, key);
  }
  return key;
};

export const hmac = async (hash: Hash, secret: string | Uint8Array, text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign("HMAC", await keyOf(secret, hash), encoder.encode(text)));

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Whether a text is the right one, in a time that tells nothing of where it differs: every character of the right one is looked at. */
export const sameText = (given: string, right: string): boolean => {
  let difference = given.length ^ right.length;
  // Beyond the end of what was given, the code is NaN, and `|` makes 0 of it.
  for (let at = 0; at < right.length; at += 1) difference |= right.charCodeAt(at) ^ given.charCodeAt(at);
  return difference === 0;
};

/** The verdict when `matches` says which secret the signature belongs to. Time is looked at last: a wrong signature says nothing about it. */
export const judge = async (
  secrets: Secrets,
  matches: (secret: string) => boolean | Promise<boolean>,
  signedAt: number | null,
  now: number,
): Promise<Checked> => {
  const current = await matches(secrets.current);
  const previous = !current && secrets.previous !== null && (await matches(secrets.previous));
  let verdict: Verdict = current ? "valid" : previous ? "valid_previous" : "wrong_signature";
  if ((current || previous) && signedAt !== null) {
    if (signedAt < now - tolerance) verdict = "too_old";
    else if (signedAt > now + tolerance) verdict = "too_new";
  }
  return { verdict, signedAt };
};

export const unsigned: Checked = { verdict: "unsigned", signedAt: null };

/** `Authorization: Bearer …`, a Basic password or user name, or a header of ours: for vendors that only send fixed headers. */
export const tokenIn = (headers: Headers, own = "x-webhook-token"): string[] => {
  const found = [headers.get(own), headers.get("x-webhook-secret")].filter((value) => value !== null);
  const authorization = headers.get("authorization") ?? "";
  const [, scheme = "", value = ""] = /^(\S+) +(.*)$/.exec(authorization) ?? [];
  if (/^bearer$/i.test(scheme)) found.push(value);
  if (/^basic$/i.test(scheme)) {
    try {
      const [user = "", ...password] = atob(value).split(":");
      found.push(password.join(":"), user);
    } catch {
      // No base64: nobody's credentials.
    }
  }
  return found.filter((text) => text !== "");
};

/** For vendors that sign nothing: the secret itself comes along in a header. */
export const verifyToken = async (headers: Headers, secrets: Secrets, now: number, own?: string): Promise<Checked> => {
  const tokens = tokenIn(headers, own);
  if (tokens.length === 0) return unsigned;
  return judge(secrets, (secret) => tokens.map((token) => sameText(token, secret)).includes(true), null, now);
};
