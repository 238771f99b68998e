/** Did a playbook help? What its accounts' health did, against similar accounts that had none, with how sure that is. [Y9] */

/** One run, or an account like it: its score when the run began, and so many days later. */
export interface Course {
  account: string;
  segment: string | null;
  before: number;
  after: number;
}

export interface Treated extends Course {
  playbook: number;
  /** Accounts without a run in the same time, similar or not. */
  others: readonly Course[];
}

/** A peer's score may differ by so much at the start; so many of the nearest are taken. */
export const nearEnough = 10;
export const mostPeers = 5;
/** With fewer matched runs nothing can be said. */
export const fewestRuns = 5;

export interface Effectiveness {
  playbook: number;
  runs: number;
  /** Runs for which similar accounts were found. */
  matched: number;
  /** Mean change of health: of the runs' accounts, of their peers, and the difference. Null while nothing is matched. */
  change: number | null;
  peers_change: number | null;
  difference: number | null;
  /** 95 % interval of the difference; null with fewer than five matched runs. */
  low: number | null;
  high: number | null;
  verdict: "helps" | "harms" | "unclear" | "too_few";
}

/** Two-sided 95 % points of Student's t, by degrees of freedom from 1; beyond thirty the normal's is near enough. */
const student = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const round = (value: number): number => Math.round(value * 100) / 100 + 0;

/** The nearest of the same segment. */
export const peersOf = ({ account, segment, before, others }: Treated): Course[] =>
  others
    .filter(
      (other) =>
        other.account !== account && other.segment === segment && Math.abs(other.before - before) <= nearEnough,
    )
    .toSorted((a, b) => Math.abs(a.before - before) - Math.abs(b.before - before) || (a.account < b.account ? -1 : 1))
    .slice(0, mostPeers);

/** [PF16] One line a playbook, by its number. */
export const effectivenessOf = (runs: readonly Treated[]): Effectiveness[] => {
  const byPlaybook = Map.groupBy(runs, ({ playbook }) => playbook);
  return [...byPlaybook]
    .toSorted(([a], [b]) => a - b)
    .map(([playbook, own]): Effectiveness => {
      const pairs = own.flatMap((run) => {
        const peers = peersOf(run);
        const change = run.after - run.before;
        return peers.length === 0 ? [] : [{ change, peers: mean(peers.map(({ before, after }) => after - before)) }];
      });
      if (pairs.length === 0)
        return {
          playbook,
          runs: own.length,
          matched: 0,
          change: null,
          peers_change: null,
          difference: null,
          low: null,
          high: null,
          verdict: "too_few",
        };
      const differences = pairs.map(({ change, peers }) => change - peers);
      const difference = mean(differences);
      const enough = pairs.length >= fewestRuns;
      const spread = Math.sqrt(
        differences.reduce((sum, one) => sum + (one - difference) ** 2, 0) / Math.max(1, pairs.length - 1),
      );
      const margin = ((student[pairs.length - 2] ?? 1.96) * spread) / Math.sqrt(pairs.length);
      const [low, high] = [difference - margin, difference + margin];
      return {
        playbook,
        runs: own.length,
        matched: pairs.length,
        change: round(mean(pairs.map(({ change }) => change))),
        peers_change: round(mean(pairs.map(({ peers }) => peers))),
        difference: round(difference),
        low: enough ? round(low) : null,
        high: enough ? round(high) : null,
        verdict: !enough ? "too_few" : low > 0 ? "helps" : high < 0 ? "harms" : "unclear",
      };
    });
};
