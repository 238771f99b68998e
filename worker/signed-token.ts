/** better-auth's signed session tokens, `<token>.<HMAC-SHA256 in base64>`, checked without loading better-auth. */

const encoder = new TextEncoder();
let known: { secret: string; key: Promise<CryptoKey> } | undefined;

const keyOf = (secret: string): Promise<CryptoKey> => {
  if (known?.secret !== secret)
    known = {
      secret,
      key: crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]),
    };
  return known.key;
};

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
};

/** The session token inside, or null when the signature is not ours. Takes it percent-encoded, as cookies hold it, or plain. */
export const openToken = async (signed: string, secret: string): Promise<string | null> => {
  let text = signed;
  if (signed.includes("%")) {
    try {
      text = decodeURIComponent(signed);
    } catch {
      return null;
    }
  }
  const dot = text.lastIndexOf(".");
  if (dot < 1) return null;
  const signature = bytesOf(text.slice(dot + 1));
  const token = text.slice(0, dot);
  if (!signature) return null;
  return (await crypto.subtle.verify("HMAC", await keyOf(secret), signature, encoder.encode(token))) ? token : null;
};

/** SHA-256 as unpadded base64url: how tokens, keys and tickets are kept. */
export const digest = async (text: string): Promise<string> => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
};
