/** What people must not read in a stored request: credentials in headers, and in fields of the body that are named like them. [IW7] */

export const mask = "•••";

const secretHeader = /^(authorization|proxy-authorization|cookie|set-cookie)$|token|secret|password|api-?key/i;
const secretField =
  /^(.*[_-])?(api_?key|apikey|secret|client_secret|password|passwd|access_token|refresh_token|id_token|auth_token|token|authorization)$/i;
/** Headers that the network adds and that tell nothing of the sender. */
const noise = /^(cf-|x-forwarded-|x-real-ip$|cdn-loop$|connection$|accept-encoding$|host$)/i;

const headersMost = 60;
const valueMost = 1_000;

/** Lower-case names; credentials masked, before anything is written. */
export const maskedHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers]
      .filter(([name]) => !noise.test(name))
      .slice(0, headersMost)
      .map(([name, value]) => [name, secretHeader.test(name) ? mask : value.slice(0, valueMost)]),
  );

/** A JSON text with the values of fields that are named like credentials masked; anything else as it is. */
export const maskedBody = (body: string): string =>
  body.replaceAll(/"((?:[^"\\]|\\.){1,64})"(\s*:\s*)"(?:[^"\\]|\\.)*"/g, (found, name: string, colon: string) =>
    secretField.test(name) ? `"${name}"${colon}"${mask}"` : found,
  );
