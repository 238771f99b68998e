import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readPlaywright, readVitest } from "./test-count.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rondo-count-"));
  path = join(folder, "report.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = (content: unknown): void => writeFileSync(path, JSON.stringify(content));
const vitest = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numFailedTestSuites: 0,
  testResults: [],
};
const playwright = { expected: 5, unexpected: 0, flaky: 0, skipped: 0 };

test("[RUN10] Vitest's skipped and planned tests count as failed", () => {
  report({ ...vitest, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 });
  expect(readVitest(path)).toEqual({ passed: 7, failed: 6, skipped: 0 });
});

test("[RUN10] a test file that cannot be loaded counts as failed", () => {
  report({ ...vitest, numFailedTestSuites: 2 });
  expect(readVitest(path)).toEqual({ passed: 7, failed: 2, skipped: 0 });
});

test("[RUN10] Playwright's skipped and flaky tests count as failed", () => {
  report({ stats: { ...playwright, unexpected: 1, flaky: 1, skipped: 2 } });
  expect(readPlaywright(path)).toEqual({ passed: 5, failed: 4, skipped: 0 });
});

test("[RUN10] a report that was never written has no passed test", () => {
  expect(readVitest(path)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(readPlaywright(path)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("[RUN10] only a test that says so may be skipped, and only where the published data is not there", () => {
  const file = {
    assertionResults: [
      { status: "skipped", title: "[IM5] a file (skipped where ../shared/data is not there)" },
      { status: "skipped", title: "[IM5] another test" },
    ],
  };
  report({ ...vitest, numPendingTests: 2, testResults: [file] });
  expect(readVitest(path, true)).toEqual({ passed: 7, failed: 1, skipped: 1 });
  expect(readVitest(path, false)).toEqual({ passed: 7, failed: 2, skipped: 0 });
});
