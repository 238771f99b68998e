import { expect, test } from "vitest";
import * as z from "zod/mini";
import { NewContact } from "../domain/contact.ts";
import { stages } from "../domain/funnel.ts";
import { sampleContacts } from "./sample-contacts.ts";

test("[RUN8] every sample contact is one that the API takes as it is", () => {
  const refused = sampleContacts.filter(({ notes, ...fields }) => {
    const answer = z.safeParse(NewContact, fields);
    return !answer.success || notes.some((note) => note.trim() === "");
  });
  expect(refused).toEqual([]);
});

test("[RUN8] the sample fills all eight stages with people who have an address of their own", () => {
  expect(new Set(sampleContacts.map((contact) => contact.funnel_stage))).toEqual(new Set(stages));
  expect(new Set(sampleContacts.map((contact) => contact.email)).size).toBe(sampleContacts.length);
});
