/** `npm run simulate -- 20000 [first seed]`: many seeds in memory, how fast they went, what they met, and the first that broke. */
import { pathToFileURL } from "node:url";
import { type Coverage, addCoverage, noCoverage, thinCoverage } from "./coverage.ts";
import { MemoryDisk } from "./disk-memory.ts";
import { simulate } from "./scenario.ts";

interface Result {
  coverage: Coverage;
  seeds: number;
  revisions: number;
  broken: { seed: number; error: unknown } | null;
}

export const runSeeds = (first: number, count: number, heard: (done: number) => void = () => undefined): Result => {
  const result: Result = { coverage: noCoverage(), seeds: 0, revisions: 0, broken: null };
  for (let seed = first; seed < first + count; seed += 1) {
    try {
      const run = simulate(seed, new MemoryDisk());
      addCoverage(result.coverage, run.coverage);
      result.revisions += run.revisions;
      result.seeds += 1;
    } catch (error) {
      result.broken = { seed, error };
      return result;
    }
    heard(result.seeds);
  }
  return result;
};

const main = (args: readonly string[]): void => {
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
    console.error(`FAILED at seed ${broken.seed}, after ${seeds} that held. Again: npm run simulate -- 1 ${broken.seed}`);
    process.exitCode = 1;
    return;
  }
  const thin = thinCoverage(coverage, seeds);
  if (thin.length > 0) {
    console.error(`FAILED: these ${seeds} seeds met too little of: ${thin.join(", ")}.`);
    process.exitCode = 1;
    return;
  }
  console.log(`${seeds} seeds from ${first} held every rule, ${result.revisions} revisions, ${rate(seeds)} seeds a second.`);
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
