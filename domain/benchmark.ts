/** Benchmarks: where an account stands among its peers, and how many those are. [R7] */
import type { BookAccount } from "./account.ts";
import type { UsageField } from "./account-words.ts";

/** Fewer known peers than this are no measure: then all accounts are. */
export const fewestPeers = 5;

export const benchmarkMetrics = [
  "health_value",
  "daily_active_users",
  "feature_adoption_rate",
  "support_tickets_open",
  "nps_score",
  "login_frequency",
] as const satisfies (UsageField | "health_value")[];
export type BenchmarkMetric = (typeof benchmarkMetrics)[number];

/** True where less is better. */
export const lowerIsBetter = (metric: BenchmarkMetric): boolean => metric === "support_tickets_open";

export const peerGroups = ["industry", "segment"] as const;
export type PeerGroup = (typeof peerGroups)[number];

export type BenchmarkAccount = Pick<BookAccount, "id" | PeerGroup | BenchmarkMetric>;

export interface Quartiles {
  p25: number;
  median: number;
  p75: number;
}

export interface Comparison extends Quartiles {
  /** The group that was asked for, and what the account is there; null where it is not known. */
  by: PeerGroup;
  group: string | null;
  /** Whom it is compared with: the group, or all, because the group has too few peers. */
  among: "group" | "all";
  /** Other accounts of the group in which this is known, and those among whom it is compared. */
  group_peers: number;
  peers: number;
  /** 0…100, a tenth: the share of peers that do worse, those that do the same by half. */
  percentile: number;
}

export interface MetricBenchmark {
  metric: BenchmarkMetric;
  /** Null is missing: then there is nothing to compare. */
  value: number | null;
  better: "higher" | "lower";
  /** None where the value is missing, or nobody else's is known. */
  comparisons: Comparison[];
}

const ascending = (a: number, b: number): number => a - b;

/** Between the ranks, straight: the method of spreadsheets (R's type 7). `sorted` is not empty. */
export const quantile = (sorted: readonly number[], share: number): number => {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return Math.round((low + (high - low) * (at - Math.floor(at))) * 1e9) / 1e9;
};

export const quartilesOf = (sorted: readonly number[]): Quartiles => ({
  p25: quantile(sorted, 0.25),
  median: quantile(sorted, 0.5),
  p75: quantile(sorted, 0.75),
});

/** The share of others that do worse; those that do the same count half. In tenths of a percent, half up. */
export const percentileOf = (value: number, others: readonly number[], lowerBetter: boolean): number => {
  let halves = 0;
  for (const other of others) halves += other === value ? 1 : other < value !== lowerBetter ? 2 : 0;
  return Math.round((halves * 500) / others.length) / 10;
};

const knownIn = (accounts: readonly BenchmarkAccount[], metric: BenchmarkMetric): number[] =>
  accounts.flatMap((account) => account[metric] ?? []);

/** Each metric of the account against its industry and its segment. The account is no peer of its own. */
export const benchmarkOf = (account: BenchmarkAccount, accounts: readonly BenchmarkAccount[]): MetricBenchmark[] => {
  const others = accounts.filter(({ id }) => id !== account.id);
  return benchmarkMetrics.map((metric) => {
    const value = account[metric];
    const all = knownIn(others, metric);
    const compared = (by: PeerGroup): Comparison[] => {
      if (value === null || all.length === 0) return [];
      const group = account[by];
      const own =
        group === null
          ? []
          : knownIn(
              others.filter((other) => other[by] === group),
              metric,
            );
      const among = own.length >= fewestPeers ? "group" : "all";
      const peers = among === "group" ? own : all;
      return [
        {
          by,
          group,
          among,
          group_peers: own.length,
          peers: peers.length,
          percentile: percentileOf(value, peers, lowerIsBetter(metric)),
          ...quartilesOf(peers.toSorted(ascending)),
        },
      ];
    };
    return {
      metric,
      value,
      better: lowerIsBetter(metric) ? "lower" : "higher",
      comparisons: peerGroups.flatMap(compared),
    };
  });
};

export interface GroupFigures {
  /** Null: all accounts. */
  by: PeerGroup | null;
  group: string | null;
  accounts: number;
  metrics: {
    metric: BenchmarkMetric;
    better: "higher" | "lower";
    /** Accounts of the group in which it is known. */
    known: number;
    /** Whose figures these are: all accounts' where the group has too few; null where nobody's is known. */
    among: "group" | "all";
    quartiles: Quartiles | null;
  }[];
}

/** The figures that accounts are measured by: of all, then of each industry and segment. */
export const benchmarkTable = (accounts: readonly BenchmarkAccount[]): GroupFigures[] => {
  const all = new Map(benchmarkMetrics.map((metric) => [metric, knownIn(accounts, metric).toSorted(ascending)]));
  const figures = (by: PeerGroup | null, group: string | null, members: readonly BenchmarkAccount[]): GroupFigures => ({
    by,
    group,
    accounts: members.length,
    metrics: benchmarkMetrics.map((metric) => {
      const known = by === null ? (all.get(metric) ?? []) : knownIn(members, metric).toSorted(ascending);
      const among = by !== null && known.length < fewestPeers ? "all" : "group";
      const used = among === "all" ? (all.get(metric) ?? []) : known;
      return {
        metric,
        better: lowerIsBetter(metric) ? "lower" : "higher",
        known: known.length,
        among,
        quartiles: used.length === 0 ? null : quartilesOf(used),
      };
    }),
  });
  const groups = peerGroups.flatMap((by) => {
    const names = [...new Set(accounts.flatMap((account) => account[by] ?? []))].toSorted();
    return names.map((name) =>
      figures(
        by,
        name,
        accounts.filter((account) => account[by] === name),
      ),
    );
  });
  return [figures(null, null, accounts), ...groups];
};
