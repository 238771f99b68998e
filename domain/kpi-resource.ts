/** A KPI and its history as REST shows them: amounts and percentages as texts with two decimals. [B8] [B12] [C9] [D12] */
import { writeAmount } from "./amount.ts";
import type { UserOf } from "./contact-resource.ts";
import type { Kpi, KpiPoint } from "./kpi.ts";

/** Points nested in a list row; the sub-endpoint gives all. */
export const nestedPoints = 30;

const instant = (time: number): string => new Date(time).toISOString();
const amount = (value: number | null): string | null => (value === null ? null : writeAmount(value));

/** [B12] Exactly these. */
export const historyResource = (point: KpiPoint) => ({
  value: writeAmount(point.value),
  target: writeAmount(point.target),
  percentage_complete: writeAmount(point.percentage_complete),
  recorded_at: instant(point.recorded_at),
});

export const pointResource = (point: KpiPoint, userOf: UserOf) => ({
  id: point.id,
  ...historyResource(point),
  recorded_by: userOf(point.recorded_by),
  via: point.via,
  note: point.note,
});

export const kpiResource = (kpi: Kpi, circle: string, points: readonly KpiPoint[], userOf: UserOf) => ({
  id: kpi.id,
  circle_id: circle,
  name: kpi.name,
  current_value: writeAmount(kpi.current_value),
  target: writeAmount(kpi.target),
  unit: kpi.unit,
  percentage_complete: writeAmount(kpi.percentage_complete),
  trend: kpi.trend,
  percentage_change: writeAmount(kpi.percentage_change),
  direction: kpi.direction,
  floor: amount(kpi.floor),
  ceiling: amount(kpi.ceiling),
  baseline: amount(kpi.baseline),
  starts_on: kpi.starts_on,
  due_on: kpi.due_on,
  source: kpi.source,
  recorded_at: instant(kpi.recorded_at),
  created_at: instant(kpi.created_at),
  created_by: userOf(kpi.created_by),
  updated_at: instant(kpi.updated_at),
  updated_by: userOf(kpi.updated_by),
  history: points.map((point) => ({ value: writeAmount(point.value), recorded_at: instant(point.recorded_at) })),
});
export type PointResource = ReturnType<typeof pointResource>;
export type KpiResource = ReturnType<typeof kpiResource>;
