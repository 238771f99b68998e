/** Why the sums of a view are what they are: their parts, and the largest accounts behind them. [WH1] */
import type { BookAccount } from "../../../domain/account.ts";
import { unitsOf, pointsOf } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { bucketOrder, type Slice } from "../../../domain/portfolio.ts";
import type { Why } from "../../parts/why.tsx";
import { accountsCounted, moneyText } from "./words.ts";

const listed = 5;

/** ARR by segment. Money is whole hundredths: the parts are the sum. */
export const whyArr = (
  accounts: readonly BookAccount[],
  addressOf: (id: string) => string,
  now: number,
  title = "ARR of this view",
): Why => {
  const parts = new Map<string, { count: number; arr: number }>();
  for (const { segment, arr } of accounts) {
    const part = parts.get(segment ?? "No segment") ?? { count: 0, arr: 0 };
    parts.set(segment ?? "No segment", { count: part.count + 1, arr: part.arr + arr });
  }
  const whole = accounts.reduce((sum, { arr }) => sum + arr, 0);
  const largest = accounts.toSorted((a, b) => b.arr - a.arr).slice(0, listed);
  return {
    title,
    total: { label: accountsCounted(accounts.length), value: whole, text: moneyText(whole) },
    terms: [...parts]
      .toSorted(([, a], [, b]) => b.arr - a.arr)
      .map(([label, { count, arr }]) => ({
        label,
        detail: accountsCounted(count),
        value: arr,
        text: moneyText(arr),
        share: whole === 0 ? 0 : arr / whole,
      })),
    rows: {
      title: "The largest",
      columns: ["Account", "ARR"],
      rows: largest.map(({ id, name, arr }) => ({ cells: [name, moneyText(arr)], href: addressOf(id) })),
      more: accounts.length - largest.length,
    },
    asOf: now,
    version: "Sum of the accounts' ARR",
  };
};

/** The mean score by bucket: each bucket's points over the number of all scored accounts; they sum to the mean. */
export const whyMean = (accounts: readonly BookAccount[], totals: Slice, now: number): Why => {
  const scored = totals.scored.count;
  const terms = bucketOrder.flatMap((bucket) => {
    const within = accounts.filter(
      ({ health_bucket, health_value }) => health_bucket === bucket && health_value !== null,
    );
    if (within.length === 0) return [];
    const points = pointsOf(within.reduce((sum, { health_value }) => sum + unitsOf(health_value ?? 0), 0));
    return [
      {
        label: bucketLabels[bucket],
        detail: `${accountsCounted(within.length)} with ${scoreText(points / within.length, 1)} on average`,
        value: points / scored,
        text: scoreText(points / scored, 2),
        share: points / scored / 100,
      },
    ];
  });
  return {
    title: "Mean health of this view",
    total: {
      label: `${accountsCounted(scored)} with a score`,
      value: totals.average_health,
      text: scoreText(totals.average_health, 2),
    },
    terms,
    note: `The scores of ${accountsCounted(scored)}, added up and divided by their number. Accounts without data are left out.`,
    asOf: now,
    version: "Mean of the scores that count",
  };
};
