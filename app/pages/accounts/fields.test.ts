/** What people type into the fields of an account. */
import { expect, it } from "vitest";
import { type FieldName, fields, valueText, wireOf } from "./fields.ts";

const read = (field: FieldName, text: string): unknown => {
  const found = fields[field];
  if (found.kind === "choice") throw new Error("chosen, not typed");
  try {
    return found.read(text);
  } catch (error) {
    return (error as Error).message;
  }
};

it("[AV6] what is typed is read as people write it, or refused in a sentence", () => {
  expect(read("name", "  Acme ")).toBe("Acme");
  expect(read("name", " ")).toBe("A name is required.");
  expect(read("name", "x".repeat(256))).toBe("At most 255 characters.");
  expect(read("arr", "$120,000.50")).toBe(12_000_050);
  expect(read("arr", "")).toBe(0);
  expect(read("arr", "-1")).toBe("Must not be negative.");
  expect(read("arr", "lots")).toBe("Must be a number.");
  expect(read("region", " ")).toBeNull();
  expect(read("seats", "1,200")).toBe(1_200);
  expect(read("seats", "0")).toBe("A whole number from 1 to 10,000,000.");
  expect(read("seats", "")).toBeNull();
});

it("[AV6] money goes out as text, and every value has words", () => {
  expect(wireOf({ arr: 12_000_050, owner: null })).toEqual({ arr: "120000.50", owner: null });
  const name = (id: string) => ({ u1: "Ana" })[id] ?? "somebody";
  expect(valueText("owner", "u1", name)).toBe("Ana");
  expect(valueText("owner", null, name)).toBe("nobody");
  expect(valueText("arr", 12_000_000, name)).toBe("$120,000");
  expect(valueText("industry", "finance", name)).toBe("Finance");
});
