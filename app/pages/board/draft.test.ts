import { afterEach, expect, test } from "vitest";
import { keepDraft, readDraft, writeDraft } from "./draft.ts";

afterEach(() => localStorage.clear());

test("[BD10] a draft stays under its contact until it is empty", () => {
  writeDraft("circle", "one", "Half a thought");
  expect([readDraft("circle", "one"), readDraft("circle", "two"), readDraft("other", "one")]).toEqual([
    "Half a thought",
    "",
    "",
  ]);
  expect(Object.keys(localStorage)).toEqual(["rondo:draft:circle:one"]);
  writeDraft("circle", "one", "");
  expect(localStorage.length).toBe(0);
});

test("[BD10] [BD15] a refused note goes below what is being written", () => {
  keepDraft("circle", "one", "Refused");
  expect(readDraft("circle", "one")).toBe("Refused");
  writeDraft("circle", "one", "New words");
  keepDraft("circle", "one", "Refused");
  expect(readDraft("circle", "one")).toBe("New words\n\nRefused");
});
