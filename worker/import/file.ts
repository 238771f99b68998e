/** A CSV file as it arrives: bytes in, rows out, never the whole of it at once. [IM4] */
import { Decoding, type Encoding } from "./decode.ts";
import { CsvRows, type CsvRow } from "./rows.ts";
import { type Delimiter, sniff } from "./sniff.ts";

export interface FileFacts {
  encoding: Encoding;
  delimiter: Delimiter;
  damaged: boolean;
}

/** Text from which separators are told. */
const headSize = 64 * 1024;

export class CsvFile {
  readonly #chunks: AsyncIterable<Uint8Array>;
  readonly #decoding = new Decoding();
  #delimiter: Delimiter = ",";
  /** Bytes read so far. */
  bytes = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** The encoding is certain only once all is read. */
  get facts(): FileFacts {
    return { encoding: this.#decoding.encoding, delimiter: this.#delimiter, damaged: this.#decoding.damaged };
  }

  /** Rows as they come, the header among them; rows of nothing but blanks are left out. */
  async *rows(): AsyncGenerator<CsvRow[]> {
    let head = "";
    let rows: CsvRows | null = null;
    const start = (): CsvRows => {
      const { start: from, ...shape } = sniff(head);
      this.#delimiter = shape.delimiter;
      head = head.slice(from);
      return new CsvRows(shape, from > 0 ? 2 : 1);
    };
    for await (const chunk of this.#chunks) {
      this.bytes += chunk.length;
      const text = this.#decoding.push(chunk);
      if (rows) yield rows.push(text);
      else {
        head += text;
        if (head.length >= headSize) {
          rows = start();
          yield rows.push(head);
        }
      }
    }
    const rest = this.#decoding.end();
    if (!rows) {
      head += rest;
      rows = start();
      yield rows.push(head);
    } else yield rows.push(rest);
    yield rows.end();
  }
}
