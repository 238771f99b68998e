/** The form of an import: its fields, and its file as a stream wherever that can be. [IM10] */
import { Problem, wrong } from "../../domain/problem.ts";
import { boundaryOf, fieldText, type Part, partsOf } from "./multipart.ts";

export interface ImportForm {
  circle_id: string | undefined;
  mapping: unknown;
  dry_run: boolean;
  /** For usage: whether the scores of past days are worked out too. */
  history: boolean;
  file: { name: string; chunks: AsyncIterable<Uint8Array> } | null;
}

const known = ["circle_id", "mapping", "dry_run", "history"] as const;
type Fields = Partial<Record<(typeof known)[number], string>>;

/** A file up to this size waits for the fields behind it; a larger one is read as it comes, and they must stand before it. */
const usualWait = 16 * 1024 * 1024;
const mostParts = 20;

const yes = new Set(["1", "true", "yes", "on"]);
const no = new Set(["", "0", "false", "no", "off"]);

const readFlag = (name: "dry_run" | "history", text = ""): boolean => {
  const word = text.trim().toLowerCase();
  if (!yes.has(word) && !no.has(word)) throw wrong(name, "Must be true or false.");
  return yes.has(word);
};

const readJson = (text: string): unknown => {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw wrong("mapping", "Must be JSON.");
  }
};

const formOf = (fields: Fields, file: ImportForm["file"]): ImportForm => ({
  circle_id: fields.circle_id?.trim(),
  mapping: readJson(fields.mapping ?? ""),
  dry_run: readFlag("dry_run", fields.dry_run),
  history: readFlag("history", fields.history),
  file,
});

const readField = async (part: Part, fields: Fields): Promise<void> => {
  const name = known.find((one) => one === part.name);
  const text = await fieldText(part);
  if (name) fields[name] = text;
};

export interface FormOptions {
  /** The circle that it can only be, whatever the form says: its file need not wait for it. */
  circle?: string;
  /** Bytes of the file that wait for fields behind it. */
  waits?: number;
}

/** Reads up to the file, or through it when it is small. What `file.chunks` has not given must still be read. */
export const readForm = async (
  body: AsyncIterable<Uint8Array>,
  contentType: string | null | undefined,
  { circle, waits = usualWait }: FormOptions = {},
): Promise<ImportForm> => {
  const parts = partsOf(body, boundaryOf(contentType));
  const fields: Fields = {};
  let file: ImportForm["file"] = null;
  for (let count = 0; ; count += 1) {
    const { value: part, done } = await parts.next();
    if (done) return formOf(fields, file);
    if (count >= mostParts) throw wrong("body", `Has more than ${mostParts} parts.`);
    if (part.name !== "file" || file) {
      await readField(part, fields);
      continue;
    }
    const held: Uint8Array[] = [];
    let size = 0;
    while (size <= waits) {
      const { value, done: ended } = await part.body.next();
      if (ended) break;
      held.push(value.slice());
      size += value.length;
    }
    const name = part.filename ?? "file.csv";
    const settled = fields.circle_id ?? circle;
    if (size > waits && settled !== undefined)
      return formOf(fields, { name, chunks: onward(held, part, parts, settled) });
    for await (const value of part.body) held.push(value.slice());
    file = { name, chunks: released(held) };
  }
};

/** Lets go of what has been read. */
async function* released(held: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (let chunk = held.shift(); chunk; chunk = held.shift()) yield chunk;
}

async function* onward(
  held: Uint8Array[],
  part: Part,
  parts: AsyncGenerator<Part>,
  circle: string,
): AsyncGenerator<Uint8Array> {
  yield* released(held);
  yield* part.body;
  for await (const late of parts) {
    const text = await fieldText(late);
    const agrees = late.name === "circle_id" && text.trim().toLowerCase() === circle.trim().toLowerCase();
    if (!agrees && known.some((name) => name === late.name))
      throw new Problem("invalid", {
        errors: { [late.name]: ["Must stand before a file of this size."] },
        detail: "Some rows may have been taken in already.",
      });
  }
}
