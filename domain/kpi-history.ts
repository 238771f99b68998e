/** What only the room does to a KPI's history: imported series, daily snapshots, values that follow their source. */
import { readAmount } from "./amount.ts";
import type { Kpi, KpiPoint } from "./kpi.ts";
import { percentageChange, percentageComplete, trendOf } from "./kpi-arithmetic.ts";
import { addPoint, follow, kpiOf, missing } from "./kpi-mutations.ts";
import type { Mutator, Tx } from "./mutation.ts";

export interface ImportPoints {
  id: string;
  /** Instants as Unix milliseconds, values as texts. */
  points: { at: number; value: string }[];
}
export interface SnapshotDays {
  id: string;
  /** Days that have ended, oldest first: from the first instant to the first of the next day. */
  days: { from: number; until: number }[];
}
export interface FollowSource {
  id: string;
  value: string;
}

export interface AnnotatePoint {
  id: string;
  kpi: string;
  note: string;
}

const historyOf = (tx: Tx, kpi: string): KpiPoint[] =>
  tx.where("kpi_point", "kpi", kpi).toSorted((a, b) => a.recorded_at - b.recorded_at);

/** No day is longer, not even the one on which clocks go back. */
const longestDay = 25 * 60 * 60_000;

/**
 * [KP15] Recorded dates are kept. A point that is there already takes the file's value when it differs and stays as it is
 * when it does not; a day that only had a snapshot gets the file's value instead; the newest point becomes the current value.
 */
const importPoints: Mutator<ImportPoints> = {
  right: "kpi.import",
  record: (args) => args.id,
  run(tx, { id, points }) {
    const kpi = kpiOf(tx, id);
    const history = tx.where("kpi_point", "kpi", id);
    const known = new Map(
      history.filter((point) => point.via !== "snapshot").map((point) => [point.recorded_at, point.id]),
    );
    const snapshots = history.filter((point) => point.via === "snapshot");
    const counts = { added: 0, changed: 0, same: 0 };
    for (const { at, value: text } of points) {
      const value = readAmount(text);
      const there = tx.get("kpi_point", known.get(at) ?? "");
      if (!there) {
        const point = tx.fresh();
        addPoint(
          tx,
          { id, current_value: value, target: kpi.target, percentage_complete: percentageComplete(value, kpi.target) },
          "import",
          { id: point, at },
        );
        known.set(at, point);
        counts.added += 1;
      } else if (there.value === value) counts.same += 1;
      else {
        tx.patch("kpi_point", there.id, { value, percentage_complete: percentageComplete(value, there.target) });
        counts.changed += 1;
      }
    }
    const days = points.map((point) => point.at).toSorted((a, b) => a - b);
    for (const point of snapshots) {
      const day = days.findLast((at) => at <= point.recorded_at);
      if (day !== undefined && point.recorded_at - day < longestDay) tx.remove("kpi_point", point.id);
    }
    if (counts.added + counts.changed > 0) showNewest(tx, kpi);
    return counts;
  },
};

/** The newest two points that somebody or something recorded say what the KPI shows. */
export const showNewest = (tx: Tx, kpi: Kpi): void => {
  const [newest, before] = recorded(historyOf(tx, kpi.id));
  if (newest)
    tx.patch(
      "kpi",
      kpi.id,
      follow({ ...kpi, current_value: before?.value ?? newest.value }, newest.value, kpi.target, newest.recorded_at),
    );
};

/** Newest first, without the snapshots. */
const recorded = (history: readonly KpiPoint[]): KpiPoint[] =>
  history.filter((point) => point.via !== "snapshot").toReversed();

/** [KP14] A day that ended without a value of its own gets the one it ended with. Repeating it changes nothing. */
const snapshot: Mutator<SnapshotDays> = {
  right: "kpi.record",
  record: (args) => args.id,
  run(tx, { id, days }) {
    const kpi = kpiOf(tx, id);
    const history = historyOf(tx, id);
    let added = 0;
    for (const { from, until } of days) {
      if (history.some((point) => point.recorded_at >= from && point.recorded_at < until)) continue;
      const last = history.findLast((point) => point.recorded_at < from);
      if (!last) continue;
      const day = { id, current_value: last.value, target: last.target, percentage_complete: last.percentage_complete };
      addPoint(tx, day, "snapshot", { at: until - 1 });
      added += 1;
    }
    recalculate(tx, kpi, history);
    return added;
  },
};

/** Trend and change from the newest two values that somebody or something recorded. [B10] [C22] */
const recalculate = (tx: Tx, kpi: Kpi, history: readonly KpiPoint[]): void => {
  const [newest, before] = recorded(history);
  if (!newest || !before) return;
  tx.patch("kpi", kpi.id, {
    percentage_complete: percentageComplete(kpi.current_value, kpi.target),
    trend: trendOf(newest.value, before.value),
    percentage_change: percentageChange(newest.value, before.value),
  });
};

/** [KP12] A bound KPI takes the value of its source; the same value changes nothing. */
const followSource: Mutator<FollowSource> = {
  right: "kpi.record",
  record: (args) => args.id,
  run(tx, { id, value }) {
    const kpi = kpiOf(tx, id);
    const current = readAmount(value);
    if (kpi.source === null || current === kpi.current_value) return;
    const followed = follow(kpi, current, kpi.target, tx.now);
    tx.patch("kpi", id, followed);
    addPoint(tx, { id, ...followed }, "source");
  },
};

/** A sentence beside a point of the history. */
const annotate: Mutator<AnnotatePoint> = {
  right: "kpi.record",
  record: (args) => args.kpi,
  run(tx, { id, kpi, note }) {
    kpiOf(tx, kpi);
    const point = tx.get("kpi_point", id);
    if (point?.kpi !== kpi) throw missing();
    tx.patch("kpi_point", id, { note: note === "" ? null : note });
  },
};

export const kpiHistoryMutations = {
  "kpi.annotate": annotate,
  "kpi.import": importPoints,
  "kpi.snapshot": snapshot,
  "kpi.follow": followSource,
};
