/** `npm test`: everything that proves the product, one step after the other, with one count at the end. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./chromium.ts";
import { type Outcome, run } from "./command.ts";
import { Refusal, seconds } from "./progress.ts";
import { type Count, readPlaywright, readVitest } from "./test-count.ts";

const results = join("tests", "results");
const vitestReport = join(results, "vitest.json");
const playwrightReport = join(results, "playwright.json");

interface Step {
  title: string;
  work: () => Promise<Outcome>;
  /** Reads how many tests ran; a step without it counts as one. */
  count?: () => Count;
  /** Shows the tool's own words even when all is well. */
  talks?: boolean;
}

const steps: Step[] = [
  { title: "Types", work: () => run("tsc", ["-b"]) },
  { title: "Lint", work: () => run("oxlint", ["--type-aware", "--deny-warnings", "--format=unix"]) },
  { title: "Format", work: () => run("oxfmt", ["--check"]) },
  { title: "Unused code", work: () => run("knip", ["--no-progress"]) },
  {
    title: "Unit, Worker and app tests",
    work: () => run("vitest", ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${vitestReport}`]),
    count: () => readVitest(vitestReport),
  },
  {
    title: "Simulation of the live engine",
    work: () => run("node", ["scripts/simulate.ts", "300"]),
    talks: true,
  },
  { title: "Deploy, dry run", work: () => run("node", ["scripts/deploy.ts", "--dry-run"]) },
  { title: "Size budgets", work: () => run("node", ["scripts/size.ts"]), talks: true },
  {
    title: "End to end in Chromium",
    work: async () =>
      run("playwright", ["test"], {
        CHROMIUM: await ensureChromium(),
        PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
      }),
    count: () => readPlaywright(playwrightReport),
  },
];

const isOk = ({ code }: Outcome): boolean => code === 0;

const perform = async ({ title, work, count, talks }: Step): Promise<Count> => {
  const started = Date.now();
  process.stdout.write(`\n${title} … `);
  let outcome: Outcome;
  try {
    outcome = await work();
  } catch (error) {
    outcome = { code: 1, output: error instanceof Refusal ? error.message : String(error) };
  }
  const counted = count?.() ?? { passed: 0, failed: 0, skipped: 0 };
  // A tool may fail outside any test, and a report may be missing: both are one failure.
  if (!isOk(outcome) && counted.failed === 0) counted.failed = 1;
  if (isOk(outcome) && counted.passed + counted.failed === 0) counted[count ? "failed" : "passed"] = 1;
  const words = count ? `${counted.passed} passed, ${counted.failed} failed` : isOk(outcome) ? "passed" : "failed";
  console.log(`${words} (${seconds(started)})`);
  if (counted.failed > 0 || talks) console.log(outcome.output.trimEnd());
  return counted;
};

if (existsSync(".env")) process.loadEnvFile(".env");
rmSync(results, { recursive: true, force: true });
const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = steps.filter(
  ({ title }) => wanted.length === 0 || wanted.some((word) => title.toLowerCase().includes(word)),
);
const started = Date.now();
const total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const each of chosen) {
  const { passed, failed, skipped } = await perform(each);
  total.skipped += skipped;
  total.passed += passed;
  total.failed += failed;
}
console.log(`\nAll of it took ${seconds(started)}.`);
if (total.skipped > 0) console.log("Skipped are the tests on published data, which is not at ../shared/data.");
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
