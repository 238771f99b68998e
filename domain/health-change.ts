/** A waterfall between two scores: which factor moved it, and what people changed in the formula, apart from what customers did. [HL6] */
import {
  type BucketOrUnknown,
  type Factor,
  type HealthInputs,
  type HealthModel,
  type Score,
  type UsageRow,
  factors,
  fieldOf,
  pointsOf,
  scoreOf,
  unitsOf,
} from "./health.ts";

/**
 * `configuration`: the formula was changed. `profile`: the account's segment or seats were. `coverage`: the factor began or
 * ceased to be known, which also moves the weight of the others. `behaviour`: its value changed.
 */
export const causes = ["configuration", "profile", "coverage", "behaviour"] as const;
export type Cause = (typeof causes)[number];

export interface Step {
  cause: Cause;
  factor: Factor;
  points: number;
  /** The input before and after. */
  from: number | null;
  to: number | null;
}

export interface Waterfall {
  /** Null where nothing that counts was known; sums take that as 0. */
  from: number | null;
  to: number | null;
  from_bucket: BucketOrUnknown;
  to_bucket: BucketOrUnknown;
  /** Exactly the sum of the steps' points, in billionths. */
  change: number;
  /** Steps that move something, by cause, then by factor. */
  steps: Step[];
  /** The part of each cause; the four sum to the change. */
  by_cause: Record<Cause, number>;
}

export interface StoredScore {
  inputs: HealthInputs;
  model: HealthModel;
}

const score = ({ inputs, model }: StoredScore): Score => scoreOf(inputs, model);

const unitsIn = (whole: Score): number => unitsOf(whole.value ?? 0);

/** Units by factor between two scores. Rounding may hand an untouched factor a billionth; it goes to the one that moved most. */
const differences = (before: Score, after: Score): Map<Factor, number> => {
  const moved = new Map<Factor, number>();
  let left = unitsIn(after) - unitsIn(before);
  after.contributions.forEach(({ factor, points, share, weight }, at) => {
    const old = before.contributions[at];
    if (!old || (old.share === share && old.weight === weight)) return;
    const units = unitsOf(points) - unitsOf(old.points);
    moved.set(factor, units);
    left -= units;
  });
  const [main] = [...moved].toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  if (main) moved.set(main[0], main[1] + left);
  return moved;
};

const inputOf = (row: UsageRow | null, factor: Factor): number | null => row?.[fieldOf[factor]] ?? null;

/** Splits the difference of two stored scores. Each stage is scored by the formula itself, so the steps sum exactly. */
export const waterfallOf = (before: StoredScore, after: StoredScore): Waterfall => {
  const steps: Step[] = [];
  const byCause: Record<Cause, number> = { configuration: 0, profile: 0, coverage: 0, behaviour: 0 };
  const add = (cause: Cause, factor: Factor, units: number) => {
    byCause[cause] += units;
    if (units === 0) return;
    const [from, to] = [inputOf(before.inputs.row, factor), inputOf(after.inputs.row, factor)];
    steps.push({ cause, factor, points: pointsOf(units), from, to });
  };
  const addAll = (cause: Cause, from: Score, to: Score) => {
    const moved = differences(from, to);
    for (const factor of factors) add(cause, factor, moved.get(factor) ?? 0);
  };

  const { model } = after;
  const { segment, seats, row: lastRow } = after.inputs;
  const [first, last] = [score(before), score(after)];
  const configured = score({ inputs: before.inputs, model });
  addAll("configuration", first, configured);
  let inputs: HealthInputs = { segment, seats, row: before.inputs.row };
  let stage = score({ inputs, model });
  addAll("profile", configured, stage);

  // What appears comes first: then nothing in between is without data, unless an end is.
  const known = (row: UsageRow | null, factor: Factor) => inputOf(row, factor) !== null;
  const came = factors.filter((factor) => !known(before.inputs.row, factor) && known(lastRow, factor));
  const went = factors.filter((factor) => known(before.inputs.row, factor) && !known(lastRow, factor));
  const changedIn = (some: readonly Factor[]): HealthInputs =>
    some.reduce(
      (now, factor): HealthInputs => ({
        ...now,
        row: { ...(now.row ?? blank), [fieldOf[factor]]: inputOf(lastRow, factor) },
      }),
      inputs,
    );
  for (const turned of [came, went]) {
    const whole = score({ inputs: changedIn(turned), model });
    // From nothing or to nothing each factor carries its own points; else one after the other, each what it does to the whole.
    if (stage.value === null || whole.value === null) {
      for (const { factor, points } of whole.contributions) add("coverage", factor, unitsOf(points));
      for (const { factor, points } of stage.contributions) add("coverage", factor, -unitsOf(points));
      inputs = changedIn(turned);
      stage = whole;
      continue;
    }
    for (const factor of turned) {
      inputs = changedIn([factor]);
      const next = score({ inputs, model });
      add("coverage", factor, unitsIn(next) - unitsIn(stage));
      stage = next;
    }
  }
  addAll("behaviour", stage, last);

  return {
    from: first.value,
    to: last.value,
    from_bucket: first.bucket,
    to_bucket: last.bucket,
    change: pointsOf(unitsIn(last) - unitsIn(first)),
    steps,
    by_cause: Object.fromEntries(causes.map((cause) => [cause, pointsOf(byCause[cause])])) as Record<Cause, number>,
  };
};

const blank: UsageRow = {
  date: "",
  daily_active_users: null,
  feature_adoption_rate: null,
  support_tickets_open: null,
  nps_score: null,
  login_frequency: null,
};
