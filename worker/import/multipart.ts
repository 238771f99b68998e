/** Reads `multipart/form-data` part by part as it arrives. [IM10] */
import { Problem, wrong } from "../../domain/problem.ts";

export interface Part {
  name: string;
  /** Null for a plain field. */
  filename: string | null;
  /** To be read to its end before the next part is asked for. */
  body: AsyncGenerator<Uint8Array>;
}

const mostHead = 16 * 1024;
const mostField = 1024 * 1024;
const encoder = new TextEncoder();

const broken = (): Problem => wrong("body", "Is not well-formed multipart/form-data.");

/** The boundary; another content type is `wrong_type`. */
export const boundaryOf = (contentType: string | null | undefined): string => {
  const found = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? "");
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined)
    throw new Problem("wrong_type", { detail: "Send multipart/form-data with the fields circle_id and file." });
  return boundary;
};

/** Where `needle` begins in `bytes`, or -1. */
const find = (bytes: Uint8Array, needle: Uint8Array): number => {
  const [first = 0] = needle;
  for (
    let at = bytes.indexOf(first);
    at >= 0 && at + needle.length <= bytes.length;
    at = bytes.indexOf(first, at + 1)
  ) {
    let same = 1;
    while (same < needle.length && bytes[at + same] === needle[same]) same += 1;
    if (same === needle.length) return at;
  }
  return -1;
};

class Incoming {
  readonly #reader: AsyncIterator<Uint8Array>;
  #held = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#reader = chunks[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#reader.next();
    if (done) throw broken();
    const both = new Uint8Array(this.#held.length + value.length);
    both.set(this.#held);
    both.set(value, this.#held.length);
    this.#held = both;
  }

  /** Everything up to `end`, in pieces; `end` itself is gone afterwards. */
  async *until(end: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = find(this.#held, end);
      // What may be the beginning of the end is kept back.
      const safe = at >= 0 ? at : Math.max(0, this.#held.length - end.length + 1);
      if (safe > 0) yield this.#held.subarray(0, safe);
      this.#held = this.#held.subarray(at >= 0 ? at + end.length : safe);
      if (at >= 0) return;
      await this.#more();
    }
  }

  async text(end: string, most: number): Promise<string> {
    return textOf(this.until(encoder.encode(end)), most);
  }

  async take(count: number): Promise<string> {
    while (this.#held.length < count) await this.#more();
    const text = new TextDecoder().decode(this.#held.subarray(0, count));
    this.#held = this.#held.subarray(count);
    return text;
  }
}

const textOf = async (body: AsyncGenerator<Uint8Array>, most: number): Promise<string> => {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > most) throw new Problem("too_large", { detail: "A field of the form is too long." });
  }
  return text + decoder.decode();
};

/** The value of a plain field. */
export const fieldText = (part: Part): Promise<string> => textOf(part.body, mostField);

const parameter = (head: string, name: string): string | null => {
  const found = new RegExp(
    `^content-disposition:[^\\r\\n]*;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`,
    "im",
  ).exec(head);
  return found?.[1]?.replaceAll(/\\(["\\])/g, "$1").replaceAll("%22", '"') ?? found?.[2] ?? null;
};

/** The parts in order. Throws `invalid` when the body ends too early or makes no sense. */
export async function* partsOf(chunks: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const incoming = new Incoming(chunks);
  await incoming.text(`--${boundary}`, mostHead);
  const end = encoder.encode(`\r\n--${boundary}`);
  while ((await incoming.take(2)) === "\r\n") {
    const head = await incoming.text("\r\n\r\n", mostHead);
    const name = parameter(head, "name");
    if (name === null) throw broken();
    yield { name, filename: parameter(head, "filename"), body: incoming.until(end) };
  }
}
