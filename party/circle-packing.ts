/** Long JSON packed small: a row of SQLite holds two megabytes here, and the images of a KPI deleted with its history may be more. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Packing } from "./storage-sqlite.ts";

export const packing: Packing = {
  pack: (text) => deflateRawSync(new TextEncoder().encode(text)).toString("base64"),
  unpack: (packed) =>
    new TextDecoder().decode(inflateRawSync(Uint8Array.from(atob(packed), (char) => char.charCodeAt(0)))),
};
