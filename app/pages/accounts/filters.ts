/** The kinds of filter: how each is called, what it says now, and how it is taken away. */
import {
  type AccountFilter,
  bucketChoices,
  dataStates,
  noAccountFilter,
  nothing,
  segmentChoices,
  sentimentChoices,
} from "../../../domain/account-view.ts";
import { industries, industryLabels } from "../../../domain/account-words.ts";
import { bucketLabels } from "../../../domain/health-words.ts";
import { sentimentLabels } from "../../parts/sentiment-sign.tsx";
import { dataLabels, fullDate, moneyShort } from "./words.ts";

export type Kind =
  | "bucket"
  | "segment"
  | "industry"
  | "region"
  | "owner"
  | "arr"
  | "renewal"
  | "health"
  | "sentiment"
  | "data";

export const kindLabels: Record<Kind, string> = {
  bucket: "Health",
  segment: "Segment",
  industry: "Industry",
  region: "Region",
  owner: "Owner",
  arr: "ARR",
  renewal: "Renewal",
  health: "Health score",
  sentiment: "Sentiment",
  data: "Usage data",
};
export const kinds = Object.keys(kindLabels) as Kind[];

export const renewalChoices = [30, 60, 90, 180] as const;

/** The lists that are chosen from, with the words of each choice. */
export const choices = {
  bucket: bucketChoices.map((value) => ({ value, label: bucketLabels[value] })),
  segment: segmentChoices.map((value) => ({ value, label: value === nothing ? "No segment" : value })),
  industry: industries.map((value) => ({ value, label: industryLabels[value] })),
  sentiment: sentimentChoices.map((value) => ({
    value,
    label: value === nothing ? "Unknown" : sentimentLabels[value],
  })),
  data: dataStates.map((value) => ({ value, label: dataLabels[value] })),
} as const;

/** Where each list stands in the filter. */
export const listOf = {
  bucket: "buckets",
  segment: "segments",
  industry: "industries",
  region: "regions",
  owner: "owners",
  sentiment: "sentiments",
  data: "data",
} as const satisfies Partial<Record<Kind, keyof AccountFilter>>;

const between = <Value>(
  { from, to }: { from: Value | null; to: Value | null },
  text: (value: Value) => string,
): string =>
  from === null
    ? to === null
      ? ""
      : `up to ${text(to)}`
    : to === null
      ? `from ${text(from)}`
      : `${text(from)} – ${text(to)}`;

const renewalAbout = ({ renewal, renewalDates }: AccountFilter): string =>
  [
    renewal === null
      ? ""
      : renewal === "past"
        ? "overdue"
        : renewal === nothing
          ? "no date"
          : renewal === 0
            ? "today"
            : `within ${renewal} days`,
    between(renewalDates, fullDate),
  ]
    .filter(Boolean)
    .join(", ");

/** What a kind of filter says now; empty when it lets everything through. */
export const aboutOf = (filter: AccountFilter, kind: Kind, ownerName: (id: string) => string): string => {
  switch (kind) {
    case "arr":
      return between(filter.arr, moneyShort);
    case "health":
      return between(filter.health, String);
    case "renewal":
      return renewalAbout(filter);
    case "region":
      return filter.regions.map((region) => (region === nothing ? "no region" : region)).join(", ");
    case "owner":
      return filter.owners.map((id) => (id === "me" ? "me" : id === nothing ? "nobody" : ownerName(id))).join(", ");
    default: {
      const chosen: readonly string[] = filter[listOf[kind]];
      return choices[kind]
        .filter(({ value }) => chosen.includes(value))
        .map(({ label }) => label)
        .join(", ");
    }
  }
};

/** The part of a filter that takes a kind away. */
export const withoutKind = (kind: Kind): Partial<AccountFilter> =>
  kind === "renewal"
    ? { renewal: null, renewalDates: noAccountFilter.renewalDates }
    : kind === "arr" || kind === "health"
      ? { [kind]: noAccountFilter[kind] }
      : { [listOf[kind]]: [] };
