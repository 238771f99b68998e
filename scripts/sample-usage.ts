/** The daily usage of the sample's accounts as the CSV that anybody could ingest: the same noise every time, told as days before today. */
import { usageColumns } from "../domain/usage-import.ts";
import type { Moment, SampleAccount } from "./sample-accounts.ts";
import { dateBefore, makeRandom } from "./sample-kpis.ts";

export interface SampleDay {
  date: string;
  daily_active_users: number;
  feature_adoption_rate: number;
  support_tickets_open: number;
  nps_score: number | null;
  login_frequency: number;
}

/** Between the two moments around a day. */
const between = (moments: readonly Moment[], ago: number): Moment => {
  const next = moments.findIndex(([at]) => at <= ago);
  const [before, after] = [moments[Math.max(0, next - 1)], moments[next]];
  if (!before || !after) throw new Error(`nothing is told of ${ago} days ago`);
  const share = before[0] === after[0] ? 0 : (before[0] - ago) / (before[0] - after[0]);
  const mix = (one: number, other: number): number => one + (other - one) * share;
  const nps = before[4] === null || after[4] === null ? null : mix(before[4], after[4]);
  return [
    ago,
    mix(before[1], after[1]),
    mix(before[2], after[2]),
    mix(before[3], after[3]),
    nps,
    mix(before[5], after[5]),
  ];
};

const rounded = (value: number, most: number): number => Math.round(Math.min(most, Math.max(0, value)) * 1000) / 1000;

/** One row a day, oldest first. Weekends are quieter; tickets and users differ from day to day. */
export const sampleUsage = ({ usage, seats }: SampleAccount, seed: number, today: string): SampleDay[] => {
  const [first, last] = [usage[0]?.[0] ?? 0, usage.at(-1)?.[0] ?? 1];
  const random = makeRandom(seed);
  const noise = (most: number): number => (random() - 0.5) * 2 * most;
  return Array.from({ length: Math.max(0, first - last + 1) }, (_, at) => {
    const ago = first - at;
    const [, users, adoption, tickets, nps, logins] = between(usage, ago);
    const date = dateBefore(today, ago);
    const weekend = [0, 6].includes(new Date(date).getUTCDay());
    const factor = weekend ? 0.92 : 1;
    return {
      date,
      daily_active_users: Math.max(0, Math.round(seats * users * factor * (1 + noise(0.03)))),
      feature_adoption_rate: rounded(adoption + noise(0.006), 1),
      support_tickets_open: Math.max(0, Math.round(tickets + noise(0.6))),
      // People are asked about once a fortnight.
      nps_score: nps === null ? null : Math.round(between(usage, Math.min(first, ago - (ago % 14) + 13))[4] ?? nps),
      login_frequency: rounded(logins * factor + noise(0.012), 1),
    };
  });
};

/** All accounts' days in one file. */
export const sampleCsv = (accounts: readonly SampleAccount[], today: string): string => {
  const lines = accounts.flatMap((account, turn) =>
    sampleUsage(account, 100 + turn, today).map(({ date, nps_score, ...day }) =>
      [
        account.name,
        account.segment,
        account.region,
        account.arr,
        date,
        day.daily_active_users,
        day.feature_adoption_rate,
        day.support_tickets_open,
        nps_score ?? "",
        day.login_frequency,
      ].join(","),
    ),
  );
  return [usageColumns.join(","), ...lines, ""].join("\n");
};
