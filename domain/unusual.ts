/**
 * Unusual values of a daily series: against the same weekday's median and absolute deviation. [KP21]
 * Room and browser judge with these functions alone; why with these numbers stands in docs/decisions/0012.
 */

export interface Point {
  /** Day as the number of days since 1970-01-01 (a Thursday). */
  day: number;
  value: number;
}

/** What a day's value is compared with: the same weekday of the 52 weeks before it. Never the day itself, never a later one. */
export interface Usual {
  day: number;
  /** Their median; null when there are too few. */
  usual: number | null;
  /** The median of their distances from it. */
  spread: number;
  /** How many there are. */
  compared: number;
}

export interface Unusual {
  day: number;
  value: number;
  usual: number;
  spread: number;
  compared: number;
  /** How many spreads above (+) or below (−). */
  deviations: number;
}

/** A year: the least that has all seasons in it. */
export const comparedWeeks = 52;
/** With fewer values nothing is said. */
const least = 8;
/** Deviations beyond which a value is unusual among a whole year of its weekday. */
const limit = 5;

const week = 7;

const median = (sorted: Float64Array): number => {
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
};

/** The measure for a day, from the values of its weekday before it. */
export const usualOf = (day: number, before: readonly number[]): Usual => {
  const compared = before.length;
  if (compared < least) return { day, usual: null, spread: 0, compared };
  const usual = median(Float64Array.from(before).sort());
  return { day, usual, spread: median(Float64Array.from(before, (value) => Math.abs(value - usual)).sort()), compared };
};

/** Undefined when the value is nothing special, or when there is too little to tell. */
export const judge = ({ day, usual, spread, compared }: Usual, value: number): Unusual | undefined => {
  if (usual === null) return undefined;
  // A flat series has no spread; then a hundredth of the level counts as one deviation.
  const unit = spread > 0 ? spread : Math.max(Math.abs(usual) / 100, 1e-9);
  const deviations = (value - usual) / unit;
  // The fewer values, the less their spread is to be trusted: chance alone passes this once in 300 days at most.
  if (Math.abs(deviations) <= limit * Math.sqrt(comparedWeeks / compared)) return undefined;
  return { day, value, usual, spread, compared, deviations };
};

/** Days from `since` on whose value stands apart, in order. The series needs no particular order; days may be missing. */
export const unusualDays = (points: readonly Point[], since = Number.NEGATIVE_INFINITY): Unusual[] => {
  const values = new Map(points.map(({ day, value }) => [day, value]));
  return [...values]
    .flatMap(([day, value]) => {
      if (day < since) return [];
      const before: number[] = [];
      for (let back = 1; back <= comparedWeeks; back += 1) {
        const other = values.get(day - back * week);
        if (other !== undefined) before.push(other);
      }
      return judge(usualOf(day, before), value) ?? [];
    })
    .toSorted((a, b) => a.day - b.day);
};

const dayLength = 86_400_000;
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" });
const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

/** `Tuesday`. */
export const weekdayOf = (day: number): string => weekday.format(day * dayLength);

/** `Tuesday 4 July: −17.9 deviations`. */
export const unusualReason = ({ day, deviations }: Pick<Unusual, "day" | "deviations">): string => {
  const size = Math.abs(deviations) > 99 ? "more than 99" : Math.abs(deviations).toFixed(1);
  return `${weekdayOf(day)} ${dayMonth.format(day * dayLength)}: ${deviations < 0 ? "\u2212" : "+"}${size} deviations`;
};
