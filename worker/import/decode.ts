/** Bytes of unknown encoding to text, piece by piece: a byte order mark, else UTF-16 by its zeros, else UTF-8, else Windows-1252. [IM4] */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Enough to tell by. */
const headSize = 512;

const marks: readonly [Encoding, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Western text in UTF-16 has a zero in every second byte; other encodings have none at all. */
const byZeros = (head: Uint8Array): Encoding => {
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 5 && even < odd / 4) return "utf-16le";
  return even > head.length / 5 && odd < even / 4 ? "utf-16be" : "utf-8";
};

/** How many bytes at the end begin a character that has not come whole. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
};

const joined = (one: Uint8Array, other: Uint8Array): Uint8Array => {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
};

const nothing = new Uint8Array(0);
// eslint-disable-next-line no-control-regex -- plain ASCII reads the same in both encodings
const plain = /^[\x00-\x7f]*$/;

export class Decoding {
  /** As far as is known: text that was ASCII so far may still turn out to be Windows-1252. */
  encoding: Encoding = "utf-8";
  /** True when bytes were met that no reading of this file explains; they are � in the text. */
  damaged = false;
  #held: Uint8Array = nothing;
  #decoder: TextDecoder | null = null;
  #started = false;
  /** Characters beyond ASCII were read as UTF-8, so UTF-8 it is. */
  #proved = false;

  push(bytes: Uint8Array): string {
    this.#held = joined(this.#held, bytes);
    return this.#started || this.#held.length >= headSize ? this.#read(false) : "";
  }

  end(): string {
    return this.#read(true);
  }

  #start(): void {
    this.#started = true;
    const mark = marks.find(([, first]) => first.every((byte, at) => this.#held[at] === byte));
    this.encoding = mark?.[0] ?? byZeros(this.#held);
    this.#held = this.#held.subarray(mark?.[1].length ?? 0);
    if (this.encoding !== "utf-8") this.#decoder = new TextDecoder(this.encoding, { fatal: false, ignoreBOM: true });
    this.#proved = mark !== undefined;
  }

  #read(last: boolean): string {
    if (!this.#started) this.#start();
    const bytes = this.#held;
    if (this.#decoder) {
      this.#held = nothing;
      return this.#decoder.decode(bytes, { stream: !last });
    }
    const whole = last ? bytes.length : bytes.length - unfinished(bytes);
    this.#held = bytes.subarray(whole);
    return this.#readUtf8(bytes.subarray(0, whole));
  }

  #readUtf8(bytes: Uint8Array): string {
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      this.#proved ||= !plain.test(text);
      return text;
    } catch {
      if (this.#proved) {
        this.damaged = true;
        return new TextDecoder("utf-8", { fatal: false, ignoreBOM: true }).decode(bytes);
      }
      this.encoding = "windows-1252";
      this.#decoder = new TextDecoder("windows-1252");
      const rest = this.#held;
      this.#held = nothing;
      return this.#decoder.decode(joined(bytes, rest), { stream: true });
    }
  }
}
