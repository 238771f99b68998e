/** Which KPIs the page shows, in which order and how, as the address says it. [KB12] */
import type { Kpi } from "../../../domain/kpi.ts";
import { fold } from "../../../domain/text.ts";
import { isStale, standingOf } from "./standing.ts";

export const sorts = ["newest", "name", "progress", "change", "recorded", "attention"] as const;
export type Sort = (typeof sorts)[number];
export const sortLabels: Record<Sort, string> = {
  newest: "Newest first",
  name: "Name",
  progress: "Percentage of target",
  change: "Change",
  recorded: "Last update",
  attention: "Needs attention first",
};

export const kinds = ["met", "watch", "behind", "stale", "bound"] as const;
export type Kind = (typeof kinds)[number];
export const kindLabels: Record<Kind, string> = {
  met: "On target or on track",
  watch: "Near target",
  behind: "Off target",
  stale: "No value for 7 days",
  bound: "Follows a source",
};

export const ranges = [30, 90, 365] as const;

export interface View {
  words: string;
  kinds: readonly Kind[];
  sort: Sort;
  /** The sort the other way round. */
  reversed: boolean;
  table: boolean;
  /** Days the sparklines show. */
  days: number;
}

export const plainView: View = { words: "", kinds: [], sort: "newest", reversed: false, table: false, days: 90 };

type Params = Record<string, string | string[] | undefined>;
const textOf = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");

/** Reads the address; what it does not know it leaves out. */
export const readView = (params: Params): View => {
  const sort = textOf(params["sort"]);
  const named = sort.replace(/^-/, "");
  const only = new Set(textOf(params["only"]).split(","));
  const days = Number(textOf(params["days"]));
  return {
    words: textOf(params["q"]),
    kinds: kinds.filter((kind) => only.has(kind)),
    sort: sorts.find((one) => one === named) ?? "newest",
    reversed: sort.startsWith("-"),
    table: textOf(params["view"]) === "table",
    days: ranges.find((one) => one === days) ?? 90,
  };
};

export const writeView = (view: View): Record<string, string | undefined> => ({
  q: view.words || undefined,
  only: view.kinds.join(",") || undefined,
  sort: view.sort === "newest" && !view.reversed ? undefined : `${view.reversed ? "-" : ""}${view.sort}`,
  view: view.table ? "table" : undefined,
  days: view.days === 90 ? undefined : String(view.days),
});

export const isFiltered = (view: View): boolean => view.words !== "" || view.kinds.length > 0;

const kindsOf = (kpi: Kpi, now: number, today: number): Kind[] => {
  const { tone } = standingOf(kpi, today);
  return [
    tone === "good" ? "met" : tone === "watch" ? "watch" : "behind",
    ...(isStale(kpi, now) ? (["stale"] as const) : []),
    ...(kpi.source ? (["bound"] as const) : []),
  ];
};

const urgency = (kpi: Kpi, now: number, today: number): number =>
  ({ bad: 4, watch: 2, good: 0 })[standingOf(kpi, today).tone] + (isStale(kpi, now) ? 1 : 0);

/** Names compare as people sort them: case and accents aside, numbers by size. */
const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

const compare: Record<Sort, (a: Kpi, b: Kpi, now: number, today: number) => number> = {
  newest: (a, b) => b.created_at - a.created_at || b.n - a.n,
  name: (a, b) => collator.compare(a.name, b.name),
  progress: (a, b) => b.percentage_complete - a.percentage_complete,
  change: (a, b) => b.percentage_change - a.percentage_change,
  recorded: (a, b) => b.recorded_at - a.recorded_at,
  attention: (a, b, now, today) =>
    urgency(b, now, today) - urgency(a, now, today) || a.percentage_complete - b.percentage_complete,
};

/** The KPIs the view shows, in its order; equal ones stay newest first. `today` in days since 1970. */
export const select = (all: readonly Kpi[], view: View, now: number, today: number): Kpi[] => {
  const words = fold(view.words).split(/\s+/u).filter(Boolean);
  const shown = all.filter(
    (kpi) =>
      words.every((word) => fold(kpi.name).includes(word)) &&
      (view.kinds.length === 0 || kindsOf(kpi, now, today).some((kind) => view.kinds.includes(kind))),
  );
  const way = view.reversed ? -1 : 1;
  return shown.toSorted((a, b) => way * compare[view.sort](a, b, now, today) || compare.newest(a, b, now, today));
};
