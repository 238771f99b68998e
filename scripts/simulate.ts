/** `npm run simulate -- 20000 [first seed]`: many seeds in memory, how fast they went, what they met, and the first that broke. */
import { thinCoverage } from "../tests/simulation/coverage.ts";
import { runSeeds } from "../tests/simulation/run.ts";

const simulateMany = (args: readonly string[]): void => {
  const [count = 1_000, first = 1] = args.map(Number);
  const start = performance.now();
  const rate = (seeds: number): string => (seeds / ((performance.now() - start) / 1000)).toFixed(0);
  const result = runSeeds(first, count, (done) => {
    if (done % 1_000 === 0) console.log(`${done} seeds, ${rate(done)} a second`);
  });
  for (const [sight, times] of Object.entries(result.coverage)) console.log(`${sight.padEnd(16)} ${times}`);
  const { broken, seeds, coverage } = result;
  if (broken) {
    console.error(broken.error);
    console.error(
      `FAILED at seed ${broken.seed}, after ${seeds} that held. Again: npm run simulate -- 1 ${broken.seed}`,
    );
    process.exitCode = 1;
    return;
  }
  // A few seeds, run again to look into them, need not meet everything.
  const thin = seeds < 100 ? [] : thinCoverage(coverage, seeds);
  if (thin.length > 0) {
    console.error(`FAILED: these ${seeds} seeds met too little of: ${thin.join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  console.log(
    `${seeds} seeds from ${first} held every rule, ${result.revisions} revisions, ${rate(seeds)} seeds a second.`,
  );
};

simulateMany(process.argv.slice(2));
