/** Why the portfolio's numbers are what they are: their terms, and the accounts behind them. [PO2] */
import type { BookAccount } from "../../../domain/account.ts";
import { type BucketOrUnknown, pointsOf, unitsOf } from "../../../domain/health.ts";
import { bucketLabels, scoreText } from "../../../domain/health-words.ts";
import { bucketOrder, isAtRisk, partOf, type Portfolio, renewalsWithin } from "../../../domain/portfolio.ts";
import type { Retention } from "../../../domain/retention.ts";
import type { Why, WhyTerm } from "../../parts/why.tsx";
import { accountsCounted, moneyText } from "../accounts/words.ts";

/** What every explanation needs of the page. */
export interface Asker {
  addressOf: (id: string) => string;
  now: number;
}

const listed = 8;

const rowsOf = (title: string, accounts: readonly BookAccount[], { addressOf }: Asker): Why["rows"] => ({
  title,
  columns: ["Account", "Health", "ARR"],
  rows: accounts.slice(0, listed).map(({ id, name, health_value, arr }) => ({
    cells: [name, scoreText(health_value), moneyText(arr)],
    href: addressOf(id),
  })),
  more: Math.max(0, accounts.length - listed),
});

const byArr = (accounts: readonly BookAccount[]): BookAccount[] => accounts.toSorted((a, b) => b.arr - a.arr);

/** Each bucket's accounts, their ARR, and its share of the whole. */
const bucketTerms = (accounts: readonly BookAccount[], buckets: readonly BucketOrUnknown[]): WhyTerm[] => {
  const whole = partOf(accounts).arr;
  return buckets.flatMap((bucket) => {
    const part = partOf(accounts.filter(({ health_bucket }) => health_bucket === bucket));
    return part.count === 0
      ? []
      : [
          {
            label: bucketLabels[bucket],
            detail: accountsCounted(part.count),
            value: part.arr,
            text: moneyText(part.arr),
            share: whole === 0 ? 0 : part.arr / whole,
          },
        ];
  });
};

export const whyAtRisk = (accounts: readonly BookAccount[], asker: Asker): Why => {
  const risky = byArr(accounts.filter(isAtRisk));
  const { count, arr } = partOf(risky);
  return {
    title: "ARR at risk",
    total: { label: accountsCounted(count), value: arr, text: moneyText(arr) },
    terms: bucketTerms(risky, ["critical", "at_risk"]),
    note: "The ARR of all accounts whose health is critical or at risk. It is not what will be lost, it is what could be.",
    rows: rowsOf("The largest", risky, asker),
    asOf: asker.now,
    version: "Sum over critical and at-risk accounts",
  };
};

/** The weighted mean by bucket: each bucket's points × ARR over all scored ARR; they sum to the mean. */
export const whyWeighted = (accounts: readonly BookAccount[], whole: Portfolio, asker: Asker): Why => {
  const scored = whole.scored.arr;
  const terms = bucketOrder.flatMap((bucket): WhyTerm[] => {
    const within = accounts.filter(
      ({ health_bucket, health_value }) => health_bucket === bucket && health_value !== null,
    );
    const { count, arr } = partOf(within);
    if (count === 0 || scored === 0) return [];
    const units = within.reduce(
      (sum, { health_value, arr: own }) => sum + BigInt(unitsOf(health_value ?? 0)) * BigInt(own),
      0n,
    );
    const points = pointsOf(Number(units / BigInt(scored)));
    return [
      {
        label: bucketLabels[bucket],
        detail: `${accountsCounted(count)} with ${moneyText(arr)}, ${Math.round((100 * arr) / scored)}% of the scored ARR`,
        value: points,
        text: scoreText(points, 2),
        share: points / 100,
      },
    ];
  });
  return {
    title: "Health, weighted by ARR",
    total: { label: "Weighted mean", value: whole.weighted_health, text: scoreText(whole.weighted_health, 2) },
    terms,
    note: `Each score counts by its account's ARR. The simple mean of ${accountsCounted(whole.scored.count)} is ${scoreText(whole.average_health, 2)}; accounts without data are in neither.`,
    rows: rowsOf(
      "What pulls it down most",
      accounts
        .filter(({ health_value }) => health_value !== null)
        .toSorted((a, b) => (100 - (b.health_value ?? 0)) * b.arr - (100 - (a.health_value ?? 0)) * a.arr),
      asker,
    ),
    asOf: asker.now,
    version: "Σ score × ARR / Σ ARR",
  };
};

export const whyRenewals = (accounts: readonly BookAccount[], days: number, today: string, asker: Asker): Why => {
  const due = renewalsWithin(accounts, today, days);
  const { count, arr } = partOf(due);
  return {
    title: `Renewals in ${days} days`,
    total: { label: accountsCounted(count), value: arr, text: moneyText(arr) },
    terms: bucketTerms(due, bucketOrder),
    note: "Accounts whose renewal date is today or within that many days (UTC).",
    rows: {
      title: "The next ones",
      columns: ["Account", "Renewal", "ARR"],
      rows: due.slice(0, listed).map(({ id, name, renewal_date, arr: own }) => ({
        cells: [name, renewal_date ?? "", moneyText(own)],
        href: asker.addressOf(id),
      })),
      more: Math.max(0, due.length - listed),
    },
    asOf: asker.now,
    version: "Sum of the accounts' ARR",
  };
};

const percent = (value: number): string => `${value < 0 ? "\u2212" : ""}${Math.abs(Math.round(value * 100) / 100)}%`;
const dayOf = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** NRR or GRR as its parts in percent of the start, which is 100. */
export const whyRetention = (kind: "nrr" | "grr", retention: Retention, asker: Asker): Why => {
  const { start, expansion, contraction, churn, from, to, lines } = retention;
  const value = retention[kind];
  const term = (label: string, sign: 1 | -1, { accounts, arr }: { accounts: number; arr: number }): WhyTerm => {
    const share = start.arr === 0 ? 0 : (sign * 100 * arr) / start.arr;
    return {
      label,
      detail: `${accountsCounted(accounts)}, ${moneyText(arr)}`,
      value: share,
      text: `${share > 0 && label !== "Start" ? "+" : ""}${percent(share)}`,
    };
  };
  const terms = [
    term("Start", 1, start),
    ...(kind === "nrr" ? [term("Expansion", 1, expansion)] : []),
    term("Contraction", -1, contraction),
    term("Churn", -1, churn),
  ];
  // The rate has two decimals; what that rounding leaves goes to the start.
  const rest = (value ?? 0) - terms.reduce((sum, one) => sum + one.value, 0);
  const first = terms[0];
  if (first && Math.abs(rest) < 0.01) first.value += rest;
  const counted = lines.filter((line) => line.kind !== "new" && (kind === "nrr" || line.kind !== "expansion"));
  return {
    title: kind === "nrr" ? "Net revenue retention" : "Gross revenue retention",
    total: {
      label: `${dayOf.format(from)} to ${dayOf.format(to)}`,
      value,
      text: value === null ? "–" : percent(value),
    },
    terms: value === null ? [] : terms,
    note:
      kind === "nrr"
        ? "(start + expansion − contraction − churn) / start. Only accounts that had ARR at the start count; new business does not."
        : "(start − contraction − churn) / start. What was kept of the ARR at the start, without any growth.",
    ...(counted.length > 0
      ? {
          rows: {
            title: "What changed",
            columns: ["Account", "Kind", "ARR"],
            rows: counted.slice(0, listed).map(({ id, name, kind: what, change }) => ({
              cells: [name, what, `${change > 0 ? "+" : "\u2212"}${moneyText(Math.abs(change))}`],
              href: asker.addressOf(id),
            })),
            more: Math.max(0, counted.length - listed),
          },
        }
      : {}),
    asOf: to,
    version: "From the accounts' timelines",
  };
};
