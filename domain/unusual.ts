/**
 * Unusual values of a daily series: against the same weekday's median and absolute deviation. [KP21]
 * The robust z-score of Iglewicz and Hoaglin (1993): 0.6745 × (x − median) / MAD, flagged beyond ±`limit`.
 */

export interface Point {
  /** Day as the number of days since 1970-01-01 (a Thursday). */
  day: number;
  value: number;
}

export interface Unusual {
  day: number;
  value: number;
  /** The weekday's median before the day. */
  usual: number;
  /** How many deviations above (+) or below (−). */
  deviations: number;
}

export interface UnusualOptions {
  /** Points of the same weekday to compare with, the newest before the day. */
  window?: number;
  /** Deviations beyond which a value is unusual; 3.5 is what Iglewicz and Hoaglin recommend. */
  limit?: number;
  /** Points of the weekday needed before anything is said. */
  least?: number;
}

const median = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
};

const ascending = (a: number, b: number): number => a - b;

/** Days whose value stands apart, in order. The series needs no particular order; days may be missing. */
export const unusualDays = (
  points: readonly Point[],
  { window = 104, limit = 3.5, least = 8 }: UnusualOptions = {},
): Unusual[] => {
  const byWeekday = new Map<number, Point[]>();
  for (const point of points.toSorted((a, b) => a.day - b.day)) {
    const weekday = ((point.day % 7) + 7) % 7;
    const same = byWeekday.get(weekday);
    if (same) same.push(point);
    else byWeekday.set(weekday, [point]);
  }
  const found: Unusual[] = [];
  for (const same of byWeekday.values()) {
    same.forEach(({ day, value }, at) => {
      const before = same.slice(Math.max(0, at - window), at).map((point) => point.value);
      if (before.length < least) return;
      const usual = median(before.toSorted(ascending));
      const spread = median(before.map((other) => Math.abs(other - usual)).toSorted(ascending));
      // A flat series has no spread; then a hundredth of the level counts as one deviation.
      const unit = spread > 0 ? spread / 0.6745 : Math.max(Math.abs(usual) / 100, 1e-9);
      const deviations = (value - usual) / unit;
      if (Math.abs(deviations) > limit) found.push({ day, value, usual, deviations });
    });
  }
  return found.toSorted((a, b) => a.day - b.day);
};
