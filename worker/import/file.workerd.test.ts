/** Reading CSV files of every make, cut into pieces at every place. */
import { expect, test } from "vitest";
import { CsvFile } from "./file.ts";
import { type CsvRow, longestRow } from "./rows.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at += 1) new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), !big);
  return bytes;
};

/** Only for characters that Windows-1252 shares with Latin-1. */
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

const read = async (bytes: Uint8Array, size = 7) => {
  const file = new CsvFile(pieces(bytes, size));
  const rows: string[][] = [];
  const broken: string[] = [];
  for await (const some of file.rows())
    for (const row of some) {
      rows.push(row.cells);
      if (row.broken) broken.push(row.broken);
    }
  return { rows, broken, facts: file.facts };
};

const people = [
  ["name", "city"],
  ["Ana Žagar", "Köln"],
  ["李雷", "😀"],
];
const csv = (rows: string[][], by = ",", end = "\n"): string => rows.map((row) => row.join(by) + end).join("");

test.each([1, 2, 3, 5, 64])("[IM4] UTF-8 survives chunks of %i bytes, with a mark and without", async (size) => {
  expect((await read(utf8(csv(people)), size)).rows).toEqual(people);
  const marked = await read(utf8(`\uFEFF${csv(people)}`), size);
  expect(marked).toEqual({ rows: people, broken: [], facts: { encoding: "utf-8", delimiter: ",", damaged: false } });
});

test.each([
  ["utf-16le", false],
  ["utf-16be", true],
] as const)("[IM4] %s is read with a mark and without", async (encoding, big) => {
  const marked = await read(utf16(`\uFEFF${csv(people, "\t", "\r\n")}`, big), 3);
  expect(marked).toEqual({ rows: people, broken: [], facts: { encoding, delimiter: "\t", damaged: false } });
  const plain = [
    ["name", "city"],
    ["Ana", "Ljubljana"],
  ];
  expect((await read(utf16(csv(plain), big), 3)).rows).toEqual(plain);
});

test("[IM4] what is not UTF-8 is Windows-1252, even when that shows late", async () => {
  const rows = [
    ["name", "city"],
    ...Array.from({ length: 400 }, (_, at) => [`Name ${at}`, "Wien"]),
    ["José", "Málaga"],
  ];
  const file = await read(latin(csv(rows, ";")), 50);
  expect(file).toEqual({ rows, broken: [], facts: { encoding: "windows-1252", delimiter: ";", damaged: false } });
});

test("[IM4] bytes that spoil a UTF-8 file are told and spoil nothing else", async () => {
  const bytes = new Uint8Array([
    ...utf8("name,city\n"),
    ...utf8("Žan,Kranj\n".repeat(60)),
    0x41,
    0xff,
    ...utf8(",Celje\n"),
  ]);
  const { rows, facts } = await read(bytes, 16);
  expect(rows.length).toBe(62);
  expect(rows.slice(-2)).toEqual([
    ["Žan", "Kranj"],
    ["A�", "Celje"],
  ]);
  expect(facts).toEqual({ encoding: "utf-8", delimiter: ",", damaged: true });
});

test.each([
  [",", "\n"],
  [";", "\r\n"],
  ["\t", "\r"],
  ["|", "\r\n"],
])("[IM4] rows separated by %j and ended by %j, with both inside quotes", async (by, end) => {
  const text = `a${by}b${end}"x${by}y"${by}"one${end}two"${end}"say ""hi"""${by}${end}`;
  const { rows, facts } = await read(utf8(text));
  expect(rows).toEqual([
    ["a", "b"],
    [`x${by}y`, `one${end}two`],
    [`say "hi"`, ""],
  ]);
  expect(facts.delimiter).toBe(by);
});

test("[IM4] a comma in text does not make a comma the separator", async () => {
  const { rows } = await read(utf8("name;note\nAna;a, b, c\nBen;d, e\n"));
  expect(rows).toEqual([
    ["name", "note"],
    ["Ana", "a, b, c"],
    ["Ben", "d, e"],
  ]);
});

test("[IM4] a line that names the separator is believed and left out", async () => {
  expect((await read(utf8("sep=;\r\na;b\r\n1,5;2,5\r\n"))).rows).toEqual([
    ["a", "b"],
    ["1,5", "2,5"],
  ]);
});

test("[IM4] mixed line ends, blank lines and a missing end are no rows of their own", async () => {
  expect((await read(utf8("a,b\r\n1,2\n\n\r\n , \n3,4"))).rows).toEqual([
    ["a", "b"],
    ["1", "2"],
    ["3", "4"],
  ]);
});

test("[IM4] a quote that is never closed costs its own line only", async () => {
  const { rows, broken } = await read(utf8(`a,b\n1,2\n"3,4\n5,6\n7,8\n`));
  expect(rows).toEqual([["a", "b"], ["1", "2"], [`"3,4`], ["5", "6"], ["7", "8"]]);
  expect(broken).toEqual(["A quote opens here and is not closed."]);
});

test("[IM4] a quote that a later row would close does not swallow the rows between", async () => {
  const { rows, broken } = await read(utf8(`a,b\n"1,2\n3,4\n"5",6\n7,8\n`));
  expect(rows).toEqual([["a", "b"], [`"1,2`], ["3", "4"], ["5", "6"], ["7", "8"]]);
  expect(broken.length).toBe(1);
});

test("[IM4] quotes inside a value that forgot to double them are kept", async () => {
  expect((await read(utf8(`a,b\n"Joe "the man" Smith",2\n5" pipe,3\n`))).rows).toEqual([
    ["a", "b"],
    [`Joe "the man" Smith`, "2"],
    [`5" pipe`, "3"],
  ]);
});

test("[IM4] a row without end is cut off, and reading goes on", async () => {
  const { rows, broken } = await read(utf8(`a,b\n"${"x".repeat(longestRow)}\n1,2\n`), 60_000);
  expect(rows.at(-1)).toEqual(["1", "2"]);
  expect(broken).toEqual(["The row is longer than a million characters."]);
});

test("[IM4] many rows come in pieces, none twice and none lost", async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => [String(at), `"quoted, ${at}"`]);
  const file = new CsvFile(pieces(utf8(csv([["n", "text"], ...rows])), 65_536));
  const batches: CsvRow[][] = [];
  for await (const some of file.rows()) batches.push(some);
  const wanted = rows.map(([n], at) => ({ cells: [n, `quoted, ${at}`], line: at + 2 }));
  expect(batches.flat()).toEqual([{ cells: ["n", "text"], line: 1 }, ...wanted]);
  expect(Math.max(...batches.map((some) => some.length))).toBeLessThan(8_000);
});

test.each(["\n", "\r\n", "\r"])("[IM4] a row knows the line it begins on, whatever ends lines (%j)", async (end) => {
  const text = ["sep=,", "a,b", "", `"x${end}y","one${end}two${end}three"`, '"never closed', "1,2", "", "3,4"].join(
    end,
  );
  const file = new CsvFile(pieces(utf8(text), 5));
  const lines: [number, string | undefined][] = [];
  for await (const some of file.rows()) for (const { line, cells } of some) lines.push([line, cells[0]]);
  expect(lines).toEqual([
    [2, "a"],
    [4, `x${end}y`],
    [8, '"never closed'],
    [9, "1"],
    [11, "3"],
  ]);
});

test("[IM4] an empty file has no rows", async () => {
  expect((await read(utf8(""))).rows).toEqual([]);
  expect((await read(utf8("\uFEFF\r\n\r\n"))).rows).toEqual([]);
});
