/** The arithmetic of a line over days: scales, round steps, labels, paths; no drawing. */

const day = 86_400_000;

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Line {
  /** Unix milliseconds, rising. */
  times: readonly number[];
  values: readonly number[];
}

export interface LineScale {
  x: (time: number) => number;
  y: (value: number) => number;
  since: number;
  until: number;
  low: number;
  high: number;
  /** Values of the horizontal lines, and instants of the labels below. */
  rows: number[];
  columns: number[];
}

/** 1, 2 or 5 with zeros: the least that gives at most so many steps. */
const roundStep = (span: number, most: number): number => {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
};

/** Up to about 100 days so many days apart, beyond that the first of months. */
const columnsOf = (since: number, until: number, most: number): number[] => {
  const days = (until - since) / day;
  if (days <= 100) {
    const step = [1, 2, 7, 14, 28].find((every) => days / every <= most) ?? 28;
    const last = Math.floor(until / day);
    return Array.from({ length: Math.floor(days / step) + 1 }, (_, at) => (last - at * step) * day)
      .filter((time) => time >= since)
      .toReversed();
  }
  const months = [1, 2, 3, 6, 12, 24].find((every) => days / 30.4 / every <= most) ?? 60;
  const start = new Date(since);
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth() + 1;
  return Array.from({ length: Math.ceil(days / 28) + 1 }, (_, at) => first + at)
    .filter((month) => month % months === 0)
    .map((month) => Date.UTC(Math.floor(month / 12), month % 12, 1))
    .filter((time) => time <= until);
};

/** Holds all values and `more`; zero belongs to the picture when the values come near it. */
export const makeLineScale = (
  line: Line,
  frame: Frame,
  since: number,
  until: number,
  more: readonly number[] = [],
): LineScale => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of [...more, ...line.values]) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    [low, high] = [low - room, high + room];
  }
  if (low > 0 && low < (high - low) * 0.6) low = 0;
  const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom };
  const step = roundStep(high - low, Math.max(2, Math.floor(inner.height / 44)));
  const bottom = Math.floor(low / step + 1e-9) * step;
  const top = Math.ceil(high / step - 1e-9) * step;
  return {
    x: (time) => frame.left + ((time - since) / Math.max(1, until - since)) * inner.width,
    y: (value) => frame.top + (1 - (value - bottom) / (top - bottom)) * inner.height,
    since,
    until,
    low: bottom,
    high: top,
    rows: Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, at) => bottom + at * step),
    columns: columnsOf(since, until, Math.max(2, Math.floor(inner.width / 84))),
  };
};

const tidy = (value: number): number => Math.round(value * 10) / 10;

/** Straight from point to point. */
export const slopedPath = ({ times, values }: Line, { x, y }: LineScale): string =>
  times.map((time, at) => `${at === 0 ? "M" : "L"}${tidy(x(time))} ${tidy(y(values[at] ?? 0))}`).join("");

/** A value holds until the next one. */
export const steppedPath = ({ times, values }: Line, { x, y, until }: LineScale): string =>
  times.length === 0
    ? ""
    : `${times
        .map((time, at) =>
          at === 0 ? `M${tidy(x(time))} ${tidy(y(values[0] ?? 0))}` : `H${tidy(x(time))}V${tidy(y(values[at] ?? 0))}`,
        )
        .join("")}H${tidy(x(until))}`;

/** The point nearest to a time; -1 without any. */
export const nearestTo = ({ times }: Pick<Line, "times">, time: number): number => {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low > 0 && time - (times[low - 1] ?? 0) < (times[low] ?? 0) - time ? low - 1 : times.length === 0 ? -1 : low;
};
