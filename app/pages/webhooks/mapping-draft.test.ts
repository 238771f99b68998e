import { expect, test } from "vitest";
import { draftOf, lacksOf, leavesOf, newRule, pathIn, problemsOf, rulesOf } from "./mapping-draft.ts";

test("[WP8] every value of a payload has the path that reads it", () => {
  const payload = {
    company: { name: "Acme", "odd key": 1 },
    items: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }],
    none: null,
  };
  expect(leavesOf(payload).map(({ path, value }) => `${path} ${value}`)).toEqual([
    "$.company.name Acme",
    '$.company["odd key"] 1',
    "$.items[0].n 1",
    "$.items[1].n 2",
    "$.items[2].n 3",
    "$.none null",
  ]);
});

test("[WP8] a path inside the list that a rule follows begins at the element", () => {
  expect(pathIn("$.items", "$.items[2].n")).toBe("$.n");
  expect(pathIn("$.items", "$.company.name")).toBe("$.company.name");
  expect(pathIn("", "$.items[2].n")).toBe("$.items[2].n");
});

test("[WP8] what is still empty is not sent, and what is saved comes back as it was", () => {
  const draft = newRule("facts");
  expect(rulesOf([draft])).toEqual([{ makes: "facts", each: null, when: null, fields: {} }]);
  const rules = [
    { makes: "kpi", each: "$.rows", when: { path: "$.kind", equals: "x" }, fields: { kpi: "=MRR", value: "$.value" } },
  ];
  expect(rulesOf(draftOf(rules))).toEqual(rules);
});

test("[WP8] what is wrong stands beside its field, what is wrong with a rule beside the rule", () => {
  const [facts, list] = draftOf([
    { makes: "facts", each: null, when: null, fields: { account_name: "$.company.name", arr: "$.company.plan" } },
    { makes: "kpi", each: "$.rows", when: null, fields: { kpi: "=MRR", value: "$.value" } },
  ]);
  const refused = { "mapping.0.fields": ["A field is missing."], "mapping.1.fields.kpi": ["Too long."], name: ["No."] };
  const found = [
    { path: "arr", message: "Must be a number." },
    { path: "$.rows[1].value", message: "Must be a number." },
    { path: "$.rows[2].value", message: "Must be a number." },
  ];
  expect(facts && problemsOf(facts, 0, refused, found)).toEqual({
    own: ["A field is missing."],
    fields: { arr: ["Must be a number."] },
  });
  expect(list && problemsOf(list, 1, refused, found)).toEqual({
    own: [],
    fields: { kpi: ["Too long."], value: ["Must be a number."] },
  });
});

test("[WP8] a rule is tried once it says what it must, whatever else is still empty", () => {
  const feedback = newRule("feedback");
  expect(lacksOf(feedback)).toBe("Needs title.");
  const [account, title] = feedback.fields;
  if (title) title.place = "$.title";
  expect(lacksOf(feedback)).toBe("Must say which account it is about: account, account_name or user.");
  if (account) account.place = "$.company";
  expect(lacksOf(feedback)).toBe(null);
  expect(lacksOf(newRule("kpi"))).toBe("Needs kpi and value.");
});
