/** KPIs that follow the circle's own contacts: which value each source has now. [KP12] */
import { writeAmount } from "../domain/amount.ts";
import type { KpiSource } from "../domain/kpi-words.ts";
import type { Host } from "./host.ts";
import type { Activity } from "./storage.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

/** The number of things a source counts. Months are the calendar's, in UTC. */
const countOf = (sql: SqlDoor["sql"], source: KpiSource, now: number): number => {
  const count = (where: string, ...values: (string | number)[]): number =>
    Number(sql.exec(`SELECT count(*) AS count FROM "contact" ${where}`, ...values).toArray()[0]?.["count"]);
  if (source === "contacts") return count("");
  if (source === "won_this_month") {
    const today = new Date(now);
    return count(`WHERE "funnel_stage" = 'closed_won' AND "last_contact" >= ?`, Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1));
  }
  return count(`WHERE "funnel_stage" = ?`, source.slice("stage:".length));
};

/** True when a mutation may have changed what a source counts, or what a KPI follows. */
export const movesSource = ({ images }: Activity): boolean =>
  images.some(({ table, before, after }) =>
    table === "contact" ? before === null || after === null || "funnel_stage" in after : table === "kpi" && (before === null || (after !== null && "source" in after)),
  );

/** Brings every bound KPI to its source's value, through the one door. */
export const followSources = (host: Host, sql: SqlDoor["sql"], now: number): void => {
  for (const { id, source, current_value } of host.room.storage.list("kpi", "source", { above: "" })) {
    if (source === null) continue;
    const value = countOf(sql, source, now) * 100;
    if (value !== current_value)
      host.write({ name: "kpi.follow", args: { id, value: writeAmount(value) }, member: 0, scope: "write", via: "system" });
  }
};
