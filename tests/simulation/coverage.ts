/** What a run went through. A suite that met too little of it proves nothing, so it fails. */

export const sights = [
  "mutations",
  "refusals",
  "conflicts",
  "undos",
  "redos",
  "superseded",
  "cuts",
  "lostFrames",
  "doubledFrames",
  "kills",
  "killsWithDisk",
  "adoptedQueues",
  "restarts",
  "unflushed",
  "sleeps",
  "restores",
  "renumbered",
  "gaps",
  "repeats",
  "behind",
  "fullCatchUps",
  "partCatchUps",
  "prunes",
  "roleChanges",
  "removals",
  "restWrites",
  "restRepeats",
  "loads",
  "oldTabs",
  "unchanged",
] as const;
export type Sight = (typeof sights)[number];

export type Coverage = Record<Sight, number>;

export const noCoverage = (): Coverage => Object.fromEntries(sights.map((sight) => [sight, 0])) as Coverage;

export const addCoverage = (sum: Coverage, more: Coverage): void => {
  for (const sight of sights) sum[sight] += more[sight];
};

/** The least that so many seeds must have met. */
export const thinCoverage = (coverage: Coverage, seeds: number): Sight[] =>
  sights.filter((sight) => coverage[sight] < Math.max(1, seeds * leastPerSeed[sight]));

const leastPerSeed: Coverage = {
  mutations: 40,
  refusals: 2,
  conflicts: 0.5,
  undos: 1,
  redos: 0.2,
  superseded: 0.02,
  cuts: 2,
  lostFrames: 0.3,
  doubledFrames: 0.5,
  kills: 1,
  killsWithDisk: 0.1,
  adoptedQueues: 0.2,
  restarts: 1,
  unflushed: 0.05,
  sleeps: 0.2,
  restores: 0.2,
  renumbered: 0.05,
  gaps: 0.02,
  repeats: 0.2,
  behind: 0.05,
  fullCatchUps: 1,
  partCatchUps: 1,
  prunes: 0.3,
  roleChanges: 1,
  removals: 0.2,
  restWrites: 2,
  restRepeats: 0.3,
  loads: 0.5,
  oldTabs: 0.05,
  unchanged: 0.01,
};
