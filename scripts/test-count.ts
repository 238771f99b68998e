/** Reads how many tests passed and failed from the reports of Vitest and Playwright. */
import { existsSync, readFileSync } from "node:fs";

export interface Count {
  passed: number;
  failed: number;
  /** Tests on published data that does not lie beside the repository. They say so in their names. */
  skipped: number;
}

const none: Count = { passed: 0, failed: 0, skipped: 0 };

const read = <Report>(path: string): Report | null =>
  existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: { status: string; title: string }[] }[];
}

const isExcused = ({ status, title }: { status: string; title: string }): boolean =>
  status === "skipped" && title.includes("(skipped") && title.includes("../shared/data");

/**
 * A test that did not run counts as failed: nothing is skipped in silence. Excused are the tests on published data, by
 * their own words, where that data is not there.
 */
export const readVitest = (path: string, withoutData = !existsSync("../shared/data")): Count => {
  const report = read<VitestReport>(path);
  if (!report) return { ...none };
  const skipped = withoutData
    ? report.testResults.flatMap((file) => file.assertionResults).filter(isExcused).length
    : 0;
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests - skipped;
  // A file that cannot be loaded fails as a suite without tests.
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && report.numFailedTestSuites > 0 ? report.numFailedTestSuites : failed,
    skipped,
  };
};

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

export const readPlaywright = (path: string): Count => {
  const report = read<PlaywrightReport>(path);
  if (!report) return { ...none };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped, skipped: 0 };
};
