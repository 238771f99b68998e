import { afterEach, expect, test } from "vitest";
import { keepDraft, readDraft, readFieldDraft, writeDraft, writeFieldDraft } from "./draft.ts";

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

test("[BD7] what is typed into a field stays with the value it began from, apart from notes and other fields", () => {
  writeDraft("circle", "one", "A note");
  writeFieldDraft("circle", "one", "email", { text: "ada@", from: "ada@example.com" });
  expect(readFieldDraft("circle", "one", "email")).toEqual({ text: "ada@", from: "ada@example.com" });
  // An emptied field is a draft too.
  writeFieldDraft("circle", "one", "phone", { text: "", from: "12" });
  expect(readFieldDraft("circle", "one", "phone")).toEqual({ text: "", from: "12" });
  expect([readFieldDraft("circle", "one", "name"), readDraft("circle", "one")]).toEqual([null, "A note"]);
  writeFieldDraft("circle", "one", "email", null);
  localStorage.setItem("rondo:draft:circle:one:phone", "no JSON");
  expect([readFieldDraft("circle", "one", "email"), readFieldDraft("circle", "one", "phone")]).toEqual([null, null]);
});

test("[BD10] [BD15] a refused note goes below what is being written", () => {
  keepDraft("circle", "one", "Refused");
  expect(readDraft("circle", "one")).toBe("Refused");
  writeDraft("circle", "one", "New words");
  keepDraft("circle", "one", "Refused");
  expect(readDraft("circle", "one")).toBe("New words\n\nRefused");
});
