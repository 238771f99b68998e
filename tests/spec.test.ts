/** Rules and tests of this repository agree, and the check that says so can say otherwise. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { disagreements, type Source, testsIn } from "./spec-check.ts";
import { filesOf } from "./tree.ts";

const read = (path: string): Source => ({ path, text: readFileSync(path, "utf8") });
const document = (text: string): Source => ({ path: "docs/spec/a.md", text });
const file = (text: string): Source => ({ path: "a.test.ts", text });

test("[RUN4] every rule of docs/spec has a test, and every test names a rule", () => {
  const paths = filesOf();
  const documents = paths.filter((path) => /^docs\/spec\/.*\.md$/.test(path)).map(read);
  const tests = paths.filter((path) => /\.(test|spec)\.tsx?$/.test(path)).map(read);
  expect(disagreements(documents, tests)).toEqual([]);
});

test("[RUN4] a rule without a test is found", () => {
  expect(disagreements([document("- [A1] One.\n- [A2] Two.")], [file(`test("[A1] one", () => {});`)])).toEqual([
    "docs/spec/a.md: no test names [A2].",
  ]);
});

test("[RUN4] a test without a rule is found, and so is one whose rule does not exist", () => {
  const tests = file(`
    test("[A1] one", () => {});
    it("names nothing", () => {});
    test.each([1, 2])("[A9] %i", () => {});
    test(computed(), () => {});
  `);
  expect(disagreements([document("- [A1] One.")], [tests])).toEqual([
    `a.test.ts: "names nothing" does not start with the [ID] of a rule.`,
    `a.test.ts: "[A9] %i" names [A9], which docs/spec does not have.`,
    `a.test.ts: "a computed name" does not start with the [ID] of a rule.`,
  ]);
});

test("[RUN4] a rule that stands in two places is found", () => {
  const twice = document("- [A1] One.\n- [A1] Another.");
  expect(disagreements([twice], [file(`test("[A1] one", () => {});`)])).toEqual([
    "docs/spec/a.md: [A1] is already a rule of docs/spec/a.md.",
  ]);
});

test("[RUN4] tests are found in every form that runs one, and only there", () => {
  const tests = file(`
    test("[A1] plain", () => {});
    it.only("[A2] only", () => {});
    test.each([[1]])("[A3] table", () => {});
    for (const name of names) test(\`[A4] \${name}\`, () => {});
    describe("group", () => { test("[A5][A6] inside", async () => {}); });
    test.describe("playwright's group", () => {});
    test.beforeEach(async () => {});
    const more = test.extend({});
    test.skip(condition, "why");
    expect(/x/.test("text")).toBe(true);
  `);
  expect(testsIn(tests).map(({ name }) => name)).toEqual([
    "[A1] plain",
    "[A2] only",
    "[A3] table",
    "[A4] ",
    "[A5][A6] inside",
    null,
  ]);
});
