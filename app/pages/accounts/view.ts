/** What the page's address says: filter, order, layout, columns, month. The address is the view. [AV1] [AV5] */
import {
  type AccountQuery,
  filtersAnything,
  noAccountFilter,
  type Ordering,
  type Params,
  readAccountQuery,
  usualOrder,
  writeAccountQuery,
} from "../../../domain/account-view.ts";

export const layouts = ["table", "cards", "renewals"] as const;
export type Layout = (typeof layouts)[number];
export const layoutLabels: Record<Layout, string> = { table: "Table", cards: "Cards", renewals: "Renewals" };

export interface Column {
  label: string;
  /** Pixels. */
  width: number;
  /** Numbers stand at the end. */
  figure?: true;
  order: Ordering;
  /** First press on its head sorts downwards. */
  down?: true;
}

/** The columns beside the name, in the order in which they can be chosen. */
export const columns = {
  health: { label: "Health", width: 150, order: "health_score" },
  arr: { label: "ARR", width: 104, figure: true, order: "arr", down: true },
  renewal: { label: "Renewal", width: 152, order: "renewal_date" },
  owner: { label: "Owner", width: 136, order: "owner" },
  segment: { label: "Segment", width: 108, order: "segment" },
  industry: { label: "Industry", width: 128, order: "industry" },
  region: { label: "Region", width: 120, order: "region" },
  sentiment: { label: "Sentiment", width: 108, order: "sentiment" },
  usage: { label: "Usage data", width: 104, order: "date", down: true },
  dau: { label: "Daily users", width: 104, figure: true, order: "daily_active_users", down: true },
  adoption: { label: "Adoption", width: 96, figure: true, order: "feature_adoption_rate", down: true },
  tickets: { label: "Tickets", width: 88, figure: true, order: "support_tickets_open", down: true },
  nps: { label: "NPS", width: 80, figure: true, order: "nps_score", down: true },
  login: { label: "Logins", width: 88, figure: true, order: "login_frequency", down: true },
  seats: { label: "Seats", width: 88, figure: true, order: "seats", down: true },
  feedback: { label: "Open feedback", width: 120, figure: true, order: "open_feedback", down: true },
  meeting: { label: "Last meeting", width: 120, order: "last_meeting_at", down: true },
  number: { label: "Number", width: 88, figure: true, order: "number" },
  created: { label: "Created", width: 104, order: "created_at", down: true },
  updated: { label: "Updated", width: 104, order: "updated_at", down: true },
} as const satisfies Record<string, Column>;
export type ColumnName = keyof typeof columns;
export const columnNames = Object.keys(columns) as ColumnName[];
export const column = (name: ColumnName): Column => columns[name];

export const usualColumns: readonly ColumnName[] = [
  "health",
  "arr",
  "renewal",
  "owner",
  "segment",
  "region",
  "sentiment",
  "usage",
];

export interface View extends AccountQuery {
  layout: Layout;
  columns: readonly ColumnName[];
  /** The month of the renewals that is open, `2026-01`; null is the present one. */
  month: string | null;
}

export const plainView: View = {
  filter: noAccountFilter,
  order: usualOrder,
  layout: "table",
  columns: usualColumns,
  month: null,
};

const textOf = (given: Params[string]): string => (typeof given === "string" ? given : (given?.[0] ?? ""));
const sameList = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

/** Reads the address; what it does not know it leaves out. */
export const readView = (params: Params): View => {
  const { filter, order } = readAccountQuery(params);
  const named = textOf(params["columns"]).split(",");
  const chosen = named.filter((name): name is ColumnName => Object.hasOwn(columns, name));
  const month = textOf(params["month"]);
  return {
    filter,
    order,
    layout: layouts.find((layout) => layout === textOf(params["view"])) ?? "table",
    columns: chosen.length > 0 ? [...new Set(chosen)] : usualColumns,
    month: /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : null,
  };
};

/** The view as parameters; undefined for those that say nothing. */
export const writeView = (view: View): Record<string, string | readonly string[] | undefined> => ({
  ...writeAccountQuery(view),
  view: view.layout === "table" ? undefined : view.layout,
  columns: sameList(view.columns, usualColumns) ? undefined : view.columns.join(","),
  month: view.month ?? undefined,
});

/** The view as a query string without its question mark, always in the same order, so that two of the same are equal. */
export const queryOf = (view: View): string =>
  Object.entries(writeView({ ...view, month: null }))
    .flatMap(([name, given]) =>
      (given === undefined ? [] : typeof given === "string" ? [given] : given).map(
        (value) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%20", "+")}`,
      ),
    )
    .join("&");

/** The view of a query string. */
export const viewOf = (query: string): View => {
  const params: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) (params[name] ??= []).push(value);
  return readView(params);
};

export const isFiltered = (view: View): boolean => filtersAnything(view.filter);
