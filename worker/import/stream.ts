/** A request's body on its way: as pieces, with its hash taken in passing, or read to its end for nothing. */

/** A stream for `for await`. */
export async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Hands the file on while taking its hash, together with what was asked of it. */
export const hashing = (chunks: AsyncIterable<Uint8Array>, asked: string) => {
  const stream = new crypto.DigestStream("SHA-256");
  const writer = stream.getWriter();
  async function* through(): AsyncGenerator<Uint8Array> {
    await writer.write(new TextEncoder().encode(asked));
    for await (const chunk of chunks) {
      await writer.write(chunk);
      yield chunk;
    }
  }
  const hash = async (): Promise<string> => {
    await writer.close();
    return hex(await stream.digest);
  };
  return { chunks: through(), hash };
};

export const drain = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _chunk of chunks);
};
