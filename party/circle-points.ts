/** Pages of a KPI's points with ids, notes and ways in: any stretch of any history, without reading the rest. [KP9] */
import type { KpiPoint } from "../domain/kpi.ts";
import { Problem } from "../domain/problem.ts";
import type { PointsAsked } from "./rpc.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

/** The index gives both order and stretch. */
const from = (noted: boolean): string =>
  `FROM "kpi_point" WHERE "kpi" = ? AND "recorded_at" >= ? AND "recorded_at" < ?${noted ? ' AND "note" IS NOT NULL' : ""}`;

/** @public Its plan is looked at by a test. */
export const pointsQuery = (noted: boolean): string =>
  `SELECT * ${from(noted)} ORDER BY "recorded_at" DESC, "n" DESC LIMIT ? OFFSET ?`;

/** Newest first; a page beyond the end is `not_found`. */
export const pageOfPoints = (
  sql: SqlDoor["sql"],
  kpi: string,
  { since, until, noted, page, page_size }: PointsAsked,
): { count: number; points: KpiPoint[] } => {
  const [counted] = sql.exec(`SELECT count(*) AS "count" ${from(noted)}`, kpi, since, until).toArray();
  const count = Number(counted?.["count"] ?? 0);
  const skipped = (page - 1) * page_size;
  if (page > 1 && skipped >= count) throw new Problem("not_found", { detail: "There is no such page." });
  const rows = sql.exec(pointsQuery(noted), kpi, since, until, page_size, skipped).toArray();
  // The columns are the record's fields, and none of them is JSON.
  return { count, points: rows as unknown as KpiPoint[] };
};
