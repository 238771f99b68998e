/** The closed lists of words around KPIs, and how a screen writes them. No schemas: the app loads this. [C8] */
import { type Stage, stageLabels, stages } from "./funnel.ts";

export const units = ["none", "currency", "percentage", "hours", "days"] as const;
export type Unit = (typeof units)[number];

/** The wire's unit as the screen shows it. [C8] */
export const unitSigns: Record<Unit, string> = { none: "", currency: "$", percentage: "%", hours: "hrs", days: "days" };

/** Which way is good. `between` keeps a value within its floor and ceiling. */
export const directions = ["higher", "lower", "between"] as const;
export type Direction = (typeof directions)[number];

/** How a point came about. */
export const pointVias = ["value", "import", "snapshot", "source", "round", "webhook"] as const;
export type PointVia = (typeof pointVias)[number];

/** What a bound KPI can follow of the circle's accounts. At risk is at risk or critical; renewals are those of today and the thirty days after. [KP23] */
export const accountSources = [
  "accounts",
  "accounts:arr",
  "accounts:health",
  "accounts:at_risk",
  "accounts:arr_at_risk",
  "accounts:renewals_30",
] as const;
export type AccountSource = (typeof accountSources)[number];

/** A bound KPI's source within the circle. [KP12] [KP23] */
export type KpiSource = "contacts" | "won_this_month" | `stage:${Stage}` | AccountSource;

export const sources: readonly KpiSource[] = [
  "contacts",
  "won_this_month",
  ...stages.map((stage): KpiSource => `stage:${stage}`),
  ...accountSources,
];

export const isSource = (text: string): text is KpiSource => (sources as readonly string[]).includes(text);
export const isAccountSource = (source: KpiSource): source is AccountSource =>
  (accountSources as readonly string[]).includes(source);

const accountLabels: Record<AccountSource, string> = {
  accounts: "Accounts in this circle",
  "accounts:arr": "ARR of all accounts",
  "accounts:health": "Average health of accounts",
  "accounts:at_risk": "Accounts at risk or critical",
  "accounts:arr_at_risk": "ARR at risk",
  "accounts:renewals_30": "Renewals in the next 30 days",
};

export const sourceLabel = (source: KpiSource): string => {
  if (isAccountSource(source)) return accountLabels[source];
  if (source === "contacts") return "Contacts in this circle";
  if (source === "won_this_month") return "Contacts won this month";
  return `Contacts in ${stageLabels[source.slice("stage:".length) as Stage]}`;
};

/** How a source is counted and which way is good: a hint for the form, where both can be otherwise. */
export const sourceHint = (source: KpiSource): { unit: Unit; direction: Direction } => ({
  unit: source === "accounts:arr" || source === "accounts:arr_at_risk" ? "currency" : "none",
  direction: source === "accounts:at_risk" || source === "accounts:arr_at_risk" ? "lower" : "higher",
});
