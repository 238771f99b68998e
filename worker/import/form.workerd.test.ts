/** Reading the form of an import, cut into pieces at every place. */
import { expect, test } from "vitest";
import { Problem } from "../../domain/problem.ts";
import { type ImportForm, readForm } from "./form.ts";

const type = 'multipart/form-data; boundary="b-1"';
const encoder = new TextEncoder();

const field = (name: string, value: string): string =>
  `--b-1\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (name: string, content: string): string =>
  `--b-1\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n`;

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const textOf = async ({ file: given }: ImportForm): Promise<string> => {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of given?.chunks ?? []) text += decoder.decode(chunk, { stream: true });
  return text;
};

const tricky = "a,b\r\n--b-\r\n--b\r\n\r\nž,--b-1\r\n";

test.each([1, 2, 3, 7, 1_000])("[IM10] a form in pieces of %i bytes, with its fields around the file", async (size) => {
  const body = `${field("circle_id", " c1 ")}${field("other", "x")}${file('a "b".csv'.replaceAll('"', "%22"), tricky)}${field("mapping", '{"a":"name"}')}${field("dry_run", "yes")}--b-1--\r\n`;
  const form = await readForm(pieces(body, size), type);
  const { file: given, ...rest } = form;
  expect(rest).toEqual({ circle_id: "c1", mapping: { a: "name" }, dry_run: true, history: false });
  expect(given?.name).toBe('a "b".csv');
  expect(await textOf(form)).toBe(tricky);
});

test("[IM10] an empty file and a form without one are told apart", async () => {
  const empty = await readForm(pieces(`${file("a.csv", "")}--b-1--`, 5), type);
  expect([empty.file?.name, await textOf(empty)]).toEqual(["a.csv", ""]);
  expect((await readForm(pieces(`${field("circle_id", "c1")}--b-1--`, 5), type)).file).toBe(null);
});

const refusal = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Problem ? { code: error.code, ...error.parts.errors } : error;
};

test("[IM10] a form that ends too early, or is none, is refused", async () => {
  const broken = { code: "invalid", body: ["Is not well-formed multipart/form-data."] };
  expect(await refusal(readForm(pieces(file("a.csv", "a,b").slice(0, -6), 9), type))).toEqual(broken);
  expect(await refusal(readForm(pieces("", 9), type))).toEqual(broken);
  expect(await refusal(readForm(pieces("--b-1\r\nX: y\r\n\r\n1\r\n--b-1--", 9), type))).toEqual(broken);
  expect(await refusal(readForm(pieces("a,b", 9), "text/csv"))).toEqual({ code: "wrong_type" });
  expect(await refusal(readForm(pieces("a,b", 9), null))).toEqual({ code: "wrong_type" });
});

test("[IM10] a large file is handed on as it comes, and then a field behind it is refused", async () => {
  const line = `${"x".repeat(1023)}\n`;
  const large = line.repeat(17 * 1024);
  const plain = await readForm(pieces(`${field("circle_id", "c1")}${file("a.csv", large)}--b-1--`, 65_536), type);
  expect((await textOf(plain)).length).toBe(large.length);
  const late = await readForm(
    pieces(`${field("circle_id", "c1")}${file("a.csv", large)}${field("dry_run", "true")}--b-1--`, 65_536),
    type,
  );
  expect(late.dry_run).toBe(false);
  expect(await refusal(textOf(late))).toEqual({ code: "invalid", dry_run: ["Must stand before a file of this size."] });
  const unknown = await readForm(pieces(`${file("a.csv", large)}${field("circle_id", "c1")}--b-1--`, 65_536), type);
  expect([unknown.circle_id, (await textOf(unknown)).length]).toEqual(["c1", large.length]);
});
