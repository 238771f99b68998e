/** Every account of a book rescored at once, in columns: what the health lab runs while a slider is dragged. Same numbers as `scoreOf`. [HL7] */
import { divideRounded } from "./amount.ts";
import { heightAt } from "./curve.ts";
import {
  type Bucket,
  type HealthInputs,
  type HealthModel,
  bucketsOrUnknown,
  factors,
  fieldOf,
  pointsOf,
  progressOf,
  settingsOf,
  unitsOf,
  userTarget,
  weightedUnits,
} from "./health.ts";

const unknown = bucketsOrUnknown.indexOf("unknown");

/** What the book tells of one account. */
export interface BookRow extends HealthInputs {
  /** Hundredths. */
  arr: number;
  /** What somebody set in its place: a bucket stays, whatever the formula says; a number stays too, and its bucket follows the thresholds. [HL5] */
  override: Bucket | number | null;
}

export interface Columns {
  count: number;
  segments: (string | null)[];
  /** Place in `segments`. */
  segment: Uint16Array;
  /** NaN is missing, here and in the inputs. */
  seats: Float64Array;
  /** In the order of `factors`. */
  inputs: Float64Array[];
  arr: Float64Array;
  /** Place in `bucketsOrUnknown`, 255 for none. */
  override: Uint8Array;
  /** Points that somebody set; NaN for none. */
  overrideValue: Float64Array;
}

const none = 255;

export const columnsOf = (rows: readonly BookRow[]): Columns => {
  const places = new Map<string | null, number>();
  const columns: Columns = {
    count: rows.length,
    segments: [],
    segment: new Uint16Array(rows.length),
    seats: new Float64Array(rows.length),
    inputs: factors.map(() => new Float64Array(rows.length)),
    arr: new Float64Array(rows.length),
    override: new Uint8Array(rows.length).fill(none),
    overrideValue: new Float64Array(rows.length).fill(Number.NaN),
  };
  rows.forEach((row, at) => {
    let place = places.get(row.segment);
    if (place === undefined) {
      place = columns.segments.push(row.segment) - 1;
      places.set(row.segment, place);
    }
    columns.segment[at] = place;
    columns.seats[at] = row.seats ?? Number.NaN;
    factors.forEach((factor, which) => {
      const column = columns.inputs[which];
      if (column) column[at] = row.row?.[fieldOf[factor]] ?? Number.NaN;
    });
    columns.arr[at] = row.arr;
    if (typeof row.override === "number") columns.overrideValue[at] = row.override;
    else if (row.override !== null) columns.override[at] = bucketsOrUnknown.indexOf(row.override);
  });
  return columns;
};

export interface Standing {
  /** Points, an overriding number among them; NaN where nothing that counts is known. */
  values: Float64Array;
  /** Place in `bucketsOrUnknown`, overrides respected. */
  buckets: Uint8Array;
}

export const makeStanding = (count: number): Standing => ({
  values: new Float64Array(count),
  buckets: new Uint8Array(count),
});

/** Scores all accounts under a model, into `into` when given. 10,000 take 2 to 3 ms. */
export const rescore = (columns: Columns, model: HealthModel, into = makeStanding(columns.count)): Standing => {
  const { count, segment, seats, inputs, override, overrideValue } = columns;
  const bySegment = columns.segments.map((name) => {
    const settings = settingsOf(model, name);
    return {
      settings,
      weights: factors.map((factor) => settings.weights[factor]),
      curves: factors.map((factor) => settings.curves[factor]),
      healthy: unitsOf(settings.thresholds.healthy),
      atRisk: unitsOf(settings.thresholds.at_risk),
    };
  });
  for (let at = 0; at < count; at += 1) {
    const own = bySegment[segment[at] ?? 0];
    if (!own) continue;
    const { settings } = own;
    const seat = seats[at] ?? Number.NaN;
    const users = userTarget(settings, Number.isNaN(seat) ? null : seat);
    let earned = 0;
    let weight = 0;
    for (let which = 0; which < factors.length; which += 1) {
      const value = inputs[which]?.[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const [factor, curve, weighed] = [factors[which], own.curves[which], own.weights[which]];
      if (factor === undefined || curve === undefined || weighed === undefined) continue;
      earned += weighed * heightAt(curve, progressOf(factor, value, users, settings.tickets_at_zero));
      weight += weighed;
    }
    const said = overrideValue[at] ?? Number.NaN;
    const computed = weight > 0 ? weightedUnits(earned, weight) : Number.NaN;
    const units = Number.isNaN(said) ? computed : unitsOf(said);
    into.values[at] = pointsOf(units);
    const pinned = override[at] ?? none;
    into.buckets[at] =
      pinned !== none ? pinned : Number.isNaN(units) ? unknown : units >= own.healthy ? 0 : units >= own.atRisk ? 1 : 2;
  }
  return into;
};

export interface Moves {
  /** `[from][to]` by `bucketsOrUnknown`: accounts, and their ARR in hundredths. */
  counts: number[][];
  arr: number[][];
  /** Places of the accounts whose bucket changes. */
  moved: number[];
  arrMoved: number;
  /** Mean of the scores there are; null when there are none. */
  meanBefore: number | null;
  meanAfter: number | null;
}

const square = (): number[][] => bucketsOrUnknown.map(() => bucketsOrUnknown.map(() => 0));

/** As `sliceOf` divides, so that every page says the same mean. Units of 90,000 accounts still add up exactly. [PF1] */
const meanOf = (values: Float64Array): number | null => {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += unitsOf(value);
    count += 1;
  }
  return count === 0 ? null : pointsOf(Number(divideRounded(BigInt(sum), BigInt(count))));
};

/** Who changes bucket between two standings of the same columns, and how much ARR with them. */
export const movesBetween = (columns: Columns, before: Standing, after: Standing): Moves => {
  const moves: Moves = {
    counts: square(),
    arr: square(),
    moved: [],
    arrMoved: 0,
    meanBefore: meanOf(before.values),
    meanAfter: meanOf(after.values),
  };
  for (let at = 0; at < columns.count; at += 1) {
    const [from, to, arr] = [before.buckets[at] ?? unknown, after.buckets[at] ?? unknown, columns.arr[at] ?? 0];
    const [counts, sums] = [moves.counts[from], moves.arr[from]];
    if (counts) counts[to] = (counts[to] ?? 0) + 1;
    if (sums) sums[to] = (sums[to] ?? 0) + arr;
    if (from === to) continue;
    moves.moved.push(at);
    moves.arrMoved += arr;
  }
  return moves;
};
