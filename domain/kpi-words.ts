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

/** A bound KPI's source within the circle. [KP12] */
export type KpiSource = "contacts" | "won_this_month" | `stage:${Stage}`;

export const sources: readonly KpiSource[] = [
  "contacts",
  "won_this_month",
  ...stages.map((stage): KpiSource => `stage:${stage}`),
];

export const isSource = (text: string): text is KpiSource => (sources as readonly string[]).includes(text);

export const sourceLabel = (source: KpiSource): string => {
  if (source === "contacts") return "Contacts in this circle";
  if (source === "won_this_month") return "Contacts won this month";
  return `Contacts in ${stageLabels[source.slice("stage:".length) as Stage]}`;
};
