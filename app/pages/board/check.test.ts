import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makeId } from "../../../domain/id.ts";
import { readArgs } from "../../../domain/mutation-schema.ts";
import { Problem } from "../../../domain/problem.ts";
import { faultOf, type TextFieldName, valueOf } from "./check.ts";

const id = makeId(7, 0, () => 0);

/** What the room would keep, or its first complaint about the field. */
const judged = (field: TextFieldName, text: string): unknown => {
  try {
    return readArgs("contact.update", { id, fields: { [field]: text } }, 7).fields[field];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { fault: error.parts.errors?.[field]?.[0] };
  }
};
const checked = (field: TextFieldName, text: string): unknown => {
  const fault = faultOf(field, text);
  return fault === undefined ? valueOf(field, text) : { fault };
};

const fields: TextFieldName[] = ["name", "email", "phone", "company", "notes"];

test("[BD12] the form refuses what the room refuses, in the same words, and keeps what the room keeps", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.emailAddress(),
    fc.constantFrom(
      "",
      "  ",
      "a@b",
      "a@b.c",
      "a b@c.de",
      "\ud800",
      "nul\0",
      " +49 30 1 ",
      "x".repeat(20),
      "😀".repeat(21),
      "x".repeat(254),
      "x".repeat(256),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...fields), texts, (field, text) => {
      expect(checked(field, text)).toEqual(judged(field, text));
    }),
    { numRuns: 1_000 },
  );
});
