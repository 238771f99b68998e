/** Signing secrets must be read again, so they are not hashed but sealed: AES-GCM with a key made of `AUTH_SECRET`. [IW1] */
import { Problem } from "../../domain/problem.ts";
import { toBase64 } from "./signature.ts";

const encoder = new TextEncoder();

let known: { from: string; key: Promise<CryptoKey> } | undefined;

const keyFrom = async (secret: string): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode("rondo webhook secrets") },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
};

const sealingKey = (authSecret: string | undefined): Promise<CryptoKey> => {
  if (!authSecret) throw new Problem("unavailable", { detail: "Without AUTH_SECRET no secret can be kept." });
  if (known?.from !== authSecret) known = { from: authSecret, key: keyFrom(authSecret) };
  return known.key;
};

/** Bound to the source, so that a sealed secret moved to another row opens nothing. */
export const seal = async (authSecret: string | undefined, source: string, secret: string): Promise<string> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: encoder.encode(source) },
    await sealingKey(authSecret),
    encoder.encode(secret),
  );
  return `${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
};

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** Null when it was sealed under another `AUTH_SECRET`: then the source needs a new secret. */
export const unseal = async (
  authSecret: string | undefined,
  source: string,
  sealed: string,
): Promise<string | null> => {
  const [iv = "", text = ""] = sealed.split(".");
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytesOf(iv), additionalData: encoder.encode(source) },
      await sealingKey(authSecret),
      bytesOf(text),
    );
    return new TextDecoder().decode(plain);
  } catch (error) {
    if (error instanceof Problem) throw error;
    return null;
  }
};

/** 24 random bytes, in the form that Standard Webhooks asks for. */
export const freshSecret = (): string => `whsec_${toBase64(crypto.getRandomValues(new Uint8Array(24)))}`;
