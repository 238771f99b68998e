/** The two functions of Node's zlib that the runtime has and that are used here. */
declare module "node:zlib" {
  interface Bytes extends Uint8Array {
    toString(encoding?: "base64"): string;
  }
  export function deflateRawSync(bytes: Uint8Array): Bytes;
  export function inflateRawSync(bytes: Uint8Array): Bytes;
}
