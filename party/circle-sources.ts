/** KPIs that follow the circle's own contacts: which value each source has now. [KP12] */
import { writeAmount } from "../domain/amount.ts";
import { dateAt, startOfDate } from "../domain/days.ts";
import { type AccountSource, isAccountSource, type KpiSource } from "../domain/kpi-words.ts";
import type { Host } from "./host.ts";
import type { Activity } from "./storage.ts";
import type { SqlDoor } from "./storage-sqlite.ts";

/** The number of things a source counts. A month begins at the circle's own midnight. */
const countOf = (
  sql: SqlDoor["sql"],
  source: Exclude<KpiSource, AccountSource>,
  now: number,
  timeZone: string,
): number => {
  const count = (where: string, ...values: (string | number)[]): number =>
    Number(sql.exec(`SELECT count(*) AS count FROM "contact" ${where}`, ...values).toArray()[0]?.["count"]);
  if (source === "contacts") return count("");
  if (source === "won_this_month") {
    const month = startOfDate(`${dateAt(now, timeZone).slice(0, 7)}-01`, timeZone);
    // Images hold only what changed, so an edit of a contact won long ago does not count.
    return count(
      `WHERE "funnel_stage" = 'closed_won' AND EXISTS (SELECT 1 FROM "activity" WHERE "record" = "contact"."id" AND "at" >= ? AND "images" LIKE '%"funnel_stage":"closed_won"%')`,
      month,
    );
  }
  return count(`WHERE "funnel_stage" = ?`, source.slice("stage:".length));
};

/** True when a mutation may have changed what a KPI follows. */
export const bindsSource = ({ images }: Activity): boolean =>
  images.some(
    ({ table, before, after }) => table === "kpi" && (before === null || (after !== null && "source" in after)),
  );

/** True when a mutation may have changed what a source of the circle's own counts, or what a KPI follows. */
export const movesSource = (activity: Activity): boolean =>
  bindsSource(activity) ||
  activity.images.some(
    ({ table, before, after }) => table === "contact" && (before === null || after === null || "funnel_stage" in after),
  );

/** A burst of changes is followed once, this long after its first. */
const followAfter = 250;

/** Keeps bound KPIs at their source's value, within a moment of its change. */
export class Follower {
  readonly #sql: SqlDoor["sql"];
  readonly #host: () => Host | null;
  readonly #done: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(sql: SqlDoor["sql"], host: () => Host | null, done: () => void) {
    this.#sql = sql;
    this.#host = host;
    this.#done = done;
  }

  soon(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.now();
      this.#done();
    }, followAfter);
  }

  /** Through the one door, like every other write. */
  now(): void {
    const host = this.#host();
    if (!host) return;
    for (const { id, source, current_value } of host.room.storage.list("kpi", "source", { above: "" })) {
      if (source === null || isAccountSource(source)) continue;
      const value = countOf(this.#sql, source, Date.now(), host.room.settings.time_zone) * 100;
      if (value !== current_value)
        host.write({
          name: "kpi.follow",
          args: { id, value: writeAmount(value) },
          member: 0,
          scope: "write",
          via: "system",
        });
    }
  }
}
