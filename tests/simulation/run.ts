/** Many seeds in memory: what they met, and the first that broke. */
import { type Coverage, addCoverage, noCoverage } from "./coverage.ts";
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
