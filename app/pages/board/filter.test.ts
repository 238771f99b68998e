import { expect, test } from "vitest";
import type { Contact } from "../../../domain/contact.ts";
import { isActive, makeMatcher, noFilter, readFilter, writeFilter } from "./filter.ts";

const contact = (fields: Partial<Contact>): Contact => ({
  id: "1",
  n: 1,
  name: "Žofie Nová",
  email: "zofie@sklarna.example",
  phone: null,
  company: "Sklárna Nová",
  status: "lead",
  funnel_stage: "contacted",
  notes: "",
  position: "a",
  last_contact: 0,
  created_at: 0,
  created_by: 1,
  updated_at: 0,
  updated_by: 1,
  external_id: null,
  rev: 1,
  ...fields,
});

test("[BD20] a filter survives its way through the address", () => {
  const filter = {
    words: "ana & co",
    statuses: ["lead", "partner"],
    stages: ["blocked"],
    by: "me",
    quiet: 30,
  } as const;
  expect(readFilter(Object.fromEntries(new URLSearchParams(writeFilter(filter) as Record<string, string>)))).toEqual(
    filter,
  );
  expect(writeFilter(noFilter)).toEqual({
    q: undefined,
    status: undefined,
    stage: undefined,
    by: undefined,
    quiet: undefined,
  });
});

test("[BD20] what the address says and nobody knows is left out", () => {
  expect(readFilter({ status: "cold,lead", stage: "won", quiet: "-3", q: ["first", "second"] })).toEqual({
    ...noFilter,
    statuses: ["lead"],
    words: "first",
  });
  expect([isActive(readFilter({ quiet: "soon" })), isActive(readFilter({ q: "a" }))]).toEqual([false, true]);
});

test("[BD20] every word is searched in name, e-mail and company, whatever the case", () => {
  const found = (words: string) => makeMatcher({ ...noFilter, words }, undefined, 0)(contact({}));
  expect(["ŽOFIE", "nová zofie@", "sklárna  NOVÁ", "zofie brno", "\u017D"].map(found)).toEqual([
    true,
    true,
    true,
    false,
    true,
  ]);
});

test("[BD20] status, person and silence must all hold", () => {
  const day = 86_400_000;
  const filter = { ...noFilter, statuses: ["lead"] as const, by: "me", quiet: 7 };
  const matches = makeMatcher(filter, 4, 10 * day);
  expect([
    matches(contact({ updated_by: 4, last_contact: 2 * day })),
    matches(contact({ updated_by: 4, last_contact: 4 * day })),
    matches(contact({ updated_by: 5, last_contact: 2 * day })),
    matches(contact({ updated_by: 4, last_contact: 2 * day, status: "customer" })),
  ]).toEqual([true, false, false, false]);
});
