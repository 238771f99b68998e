/** Reads how many tests passed and failed from the reports of Vitest and Playwright. */
import { existsSync, readFileSync } from "node:fs";

export interface Count {
  passed: number;
  failed: number;
}

const none: Count = { passed: 0, failed: 0 };

const read = <Report>(path: string): Report | null =>
  existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
}

/** A test that did not run counts as failed: nothing is skipped in silence. */
export const readVitest = (path: string): Count => {
  const report = read<VitestReport>(path);
  if (!report) return { ...none };
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests;
  // A file that cannot be loaded fails as a suite without tests.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && report.numFailedTestSuites > 0 ? report.numFailedTestSuites : failed,
  };
};

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

export const readPlaywright = (path: string): Count => {
  const report = read<PlaywrightReport>(path);
  if (!report) return { ...none };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped };
};
