import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tokensOf } from "./json-view.tsx";

test("[WP4] a body's keys, texts, numbers and words are told apart, and nothing of it is lost", () => {
  const text = JSON.stringify({ "a:b": 'say "1"', n: -1.5e3, on: true, none: null }, null, 2);
  expect(
    tokensOf(text)
      .filter(({ kind }) => kind !== "plain")
      .map(({ kind, text: word }) => `${kind} ${word}`),
  ).toEqual([
    'key "a:b"',
    'text "say \\"1\\""',
    'key "n"',
    "number -1500",
    'key "on"',
    "word true",
    'key "none"',
    "word null",
  ]);
  fc.assert(
    fc.property(
      fc.oneof(fc.json(), fc.string()),
      (any) =>
        tokensOf(any)
          .map(({ text: word }) => word)
          .join("") === any,
    ),
  );
});
