/** The engine under everything that can go wrong, a few hundred times. The long run is `npm run simulate -- 20000`. */
import { expect, test } from "vitest";
import { Broken } from "./broken.ts";
import { bugs } from "./bugs.ts";
import { addCoverage, noCoverage, thinCoverage } from "./coverage.ts";
import { MemoryDisk } from "./disk-memory.ts";
import { regressions } from "./regressions.ts";
import { firstBroken, simulate } from "./scenario.ts";

const seeds = 200;
const from = (first: number, count: number): number[] => Array.from({ length: count }, (_one, at) => first + at);
const disk = (): MemoryDisk => new MemoryDisk();

test(`[SI1] [SI2] [SI3] [SI4] [SI5] [SI6] [SI7] [SI8] [SI9] [SI10] [SI11] [SI12] [SI13] [SI14] [SI16] [SI17] [SI18] [SI19] [SI20] [SI21] [SI22] hold in ${seeds} runs, which met enough of everything`, () => {
  const coverage = noCoverage();
  for (const seed of from(1, seeds)) addCoverage(coverage, simulate(seed, disk()).coverage);
  expect(thinCoverage(coverage, seeds)).toEqual([]);
}, 60_000);

test.each(regressions)("[SI1] seed $seed holds: once $was", ({ seed }) => {
  expect(simulate(seed, disk()).revisions).toBeGreaterThan(0);
});

test.each(bugs)(
  "[SI0] $name is noticed within sixty seeds by one of $caughtBy",
  (bug) => {
    const found = firstBroken(from(1, 60), disk, bug);
    const rule = found?.error instanceof Broken ? found.error.rule : String(found?.error);
    expect(bug.caughtBy).toContain(rule);
  },
  30_000,
);
