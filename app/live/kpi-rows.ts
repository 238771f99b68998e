/** A circle's KPIs and check-in rounds, as the screen reads them. */
import type { Kpi, KpiPoint } from "../../domain/kpi.ts";
import type { Round } from "../../domain/round.ts";
import type { Replica } from "../../party/replica.ts";
import type { Watch } from "./rows.ts";

export interface Ground {
  view: () => Replica["view"];
  rows: Watch<string>;
  ready: () => boolean;
}

export const kpiRows = ({ view, rows, ready }: Ground) => ({
  kpi: (id: string): Kpi | undefined => {
    rows.read(`kpi/${id}`);
    return view().get("kpi", id);
  },
  /** All KPIs, newest first; read again when any of them changes. */
  kpis: (): Kpi[] => {
    ready();
    rows.read("kpi");
    return [...view().rows("kpi")].toSorted((a, b) => b.created_at - a.created_at || b.n - a.n);
  },
  /** The KPI as the room last had it, without what waits here, for whoever is told of `kpi` anyway. */
  kpiInRoom: (id: string): Kpi | undefined => view().base("kpi", id) as unknown as Kpi | undefined,
  /** Values of this browser that the room has not settled, oldest first. */
  waitingPoints: (): KpiPoint[] => {
    ready();
    rows.read("kpi_point");
    return [...view().rows("kpi_point")].toSorted((a, b) => a.recorded_at - b.recorded_at);
  },
  /** All check-in rounds, newest first. */
  rounds: (): Round[] => {
    ready();
    rows.read("round");
    return [...view().rows("round")].toSorted((a, b) => b.started_at - a.started_at || b.n - a.n);
  },
});
