/** What can happen to a KPI and its history. */
import { type Amount, readAmount } from "./amount.ts";
import type { Kpi, KpiChange, NewKpi } from "./kpi.ts";
import { percentageChange, percentageComplete, trendOf } from "./kpi-arithmetic.ts";
import type { KpiSource, PointVia } from "./kpi-words.ts";
import { type Fields, type Mutator, type Tx, demand } from "./mutation.ts";
import { Problem, wrong } from "./problem.ts";

export interface CreateKpi extends NewKpi {
  id: string;
  point_id?: string | undefined;
}
export interface UpdateKpi {
  id: string;
  fields: KpiChange;
  point_id?: string | undefined;
}
export interface RecordValue {
  id: string;
  current_value: string;
  note?: string | undefined;
  point_id?: string | undefined;
}
export const missing = (): Problem => new Problem("not_found");

export const kpiOf = (tx: Tx, id: string): Kpi => {
  const kpi = tx.get("kpi", id);
  if (!kpi) throw missing();
  return kpi;
};

const maybe = (text: string | null | undefined): Amount | null | undefined =>
  text === null || text === undefined ? text : readAmount(text);

const touch = (tx: Tx): Fields<Kpi> => ({ updated_at: tx.now, updated_by: tx.actor.member });

export const addPoint = (
  tx: Tx,
  kpi: Pick<Kpi, "id" | "current_value" | "target" | "percentage_complete">,
  via: PointVia,
  more: { id?: string | undefined; note?: string | undefined; at?: number; by?: number } = {},
): void => {
  const id = more.id ?? tx.fresh();
  if (tx.get("kpi_point", id)) throw new Problem("id_taken", { extra: { existing_id: id } });
  tx.insert("kpi_point", {
    id,
    kpi: kpi.id,
    value: kpi.current_value,
    target: kpi.target,
    percentage_complete: kpi.percentage_complete,
    recorded_at: more.at ?? tx.now,
    recorded_by: (more.by ?? tx.actor.member) || null,
    via,
    note: more.note || null,
  });
};

const demandOrder = (floor: Amount | null, ceiling: Amount | null): void => {
  if (floor !== null && ceiling !== null && floor > ceiling) throw wrong("ceiling", "Must not be below the floor.");
};

/**
 * The fields that follow a new value or target: percentage, and trend and change against the value before, which is
 * the newest point of the history. [B10] [C22] [C23]
 */
export const follow = (
  kpi: Kpi,
  current: Amount,
  target: Amount,
  now: number,
): Pick<Kpi, "current_value" | "target" | "percentage_complete" | "trend" | "percentage_change" | "recorded_at"> => ({
  current_value: current,
  target,
  percentage_complete: percentageComplete(current, target),
  trend: trendOf(current, kpi.current_value),
  percentage_change: percentageChange(current, kpi.current_value),
  recorded_at: now,
});

/** [B9] Trend starts neutral; the history starts with the first value. */
const create: Mutator<CreateKpi> = {
  right: "kpi.create",
  record: (args) => args.id,
  run(tx, { id, point_id, ...fields }) {
    if (tx.get("kpi", id)) throw new Problem("id_taken", { extra: { existing_id: id } });
    const current_value = readAmount(fields.current_value);
    const target = readAmount(fields.target);
    const floor = maybe(fields.floor) ?? null;
    const ceiling = maybe(fields.ceiling) ?? null;
    demandOrder(floor, ceiling);
    const made = { id, current_value, target, percentage_complete: percentageComplete(current_value, target) };
    tx.insert("kpi", {
      ...fields,
      ...made,
      floor,
      ceiling,
      baseline: maybe(fields.baseline) ?? null,
      source: fields.source as KpiSource | null,
      trend: "neutral",
      percentage_change: 0,
      recorded_at: tx.now,
      created_at: tx.now,
      created_by: tx.actor.member,
      updated_at: tx.now,
      updated_by: tx.actor.member,
    });
    addPoint(tx, made, "value", { id: point_id });
  },
};

/** [C18] With `lock_targets` only moderators change what the target is. */
const demandTargets = (tx: Tx, fields: KpiChange): void => {
  if (
    tx.settings.lock_targets &&
    (fields.name !== undefined || fields.target !== undefined || fields.unit !== undefined)
  )
    demand(tx, "kpi.edit_targets");
};

const demandEntered = (kpi: Kpi): void => {
  if (kpi.source !== null) throw wrong("current_value", "This value follows its source and cannot be entered.");
};

/** [B10] [C24] A point is written when the value or the target is named, even when equal; a rename leaves history alone. */
const update: Mutator<UpdateKpi> = {
  right: "kpi.edit",
  record: (args) => args.id,
  run(tx, { id, fields, point_id }) {
    const kpi = kpiOf(tx, id);
    demandTargets(tx, fields);
    const { current_value, target, floor, ceiling, baseline, source, ...plain } = fields;
    if (current_value !== undefined && source === undefined) demandEntered(kpi);
    const changes: Fields<Kpi> = { ...plain, ...touch(tx) };
    if (floor !== undefined) changes.floor = maybe(floor) ?? null;
    if (ceiling !== undefined) changes.ceiling = maybe(ceiling) ?? null;
    if (baseline !== undefined) changes.baseline = maybe(baseline) ?? null;
    if (source !== undefined) changes.source = source as KpiSource | null;
    demandOrder(changes.floor ?? kpi.floor, changes.ceiling ?? kpi.ceiling);
    if (current_value === undefined && target === undefined) return tx.patch("kpi", id, changes);
    const followed = follow(
      kpi,
      current_value === undefined ? kpi.current_value : readAmount(current_value),
      target === undefined ? kpi.target : readAmount(target),
      tx.now,
    );
    tx.patch("kpi", id, { ...changes, ...followed });
    addPoint(tx, { id, ...followed }, "value", { id: point_id });
  },
};

/** [B11] */
const record: Mutator<RecordValue> = {
  right: "kpi.record",
  record: (args) => args.id,
  run(tx, { id, current_value, note, point_id }) {
    const kpi = kpiOf(tx, id);
    demandEntered(kpi);
    const followed = follow(kpi, readAmount(current_value), kpi.target, tx.now);
    tx.patch("kpi", id, { ...followed, ...touch(tx) });
    addPoint(tx, { id, ...followed }, "value", { id: point_id, note });
  },
};

/** [B13] */
const remove: Mutator<{ id: string }> = {
  right: "kpi.delete",
  record: (args) => args.id,
  run(tx, { id }) {
    kpiOf(tx, id);
    for (const point of tx.where("kpi_point", "kpi", id)) tx.remove("kpi_point", point.id);
    tx.remove("kpi", id);
  },
};

export const kpiMutations = {
  "kpi.create": create,
  "kpi.update": update,
  "kpi.record": record,
  "kpi.delete": remove,
};
