/** The large chart's arithmetic: scales, round ticks, paths; no drawing. [KB16] */
import type { Series } from "../values.ts";

const day = 86_400_000;

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Scale {
  x: (time: number) => number;
  y: (value: number) => number;
  since: number;
  until: number;
  low: number;
  high: number;
  /** Values of the horizontal lines. */
  rows: number[];
  /** Instants of the labels below. */
  columns: number[];
}

/** 1, 2 or 5 with zeros: the least that gives at most so many steps. */
export const roundStep = (span: number, most: number): number => {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
};

const dayTicks = (since: number, until: number, most: number): number[] => {
  const days = (until - since) / day;
  if (days > 800) {
    const years = Math.max(1, Math.ceil(days / 365 / most));
    const first = new Date(since).getUTCFullYear() + 1;
    return Array.from({ length: most + 1 }, (_, at) => Date.UTC(first + at * years, 0, 1)).filter((at) => at <= until);
  }
  if (days > 70) {
    const months = [1, 2, 3, 6, 12].find((step) => days / 30.4 / step <= most) ?? 12;
    const start = new Date(since);
    const ticks: number[] = [];
    for (let at = 1; at < 40; at += 1) {
      const time = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + at, 1);
      if (time > until) break;
      if (new Date(time).getUTCMonth() % months === 0) ticks.push(time);
    }
    return ticks;
  }
  const step = [1, 2, 7, 14].find((every) => days / every <= most) ?? 14;
  const last = Math.floor(until / day);
  return Array.from({ length: Math.floor(days / step) + 1 }, (_, at) => (last - at * step) * day)
    .filter((time) => time >= since)
    .toReversed();
};

/** The scale that holds all values, the target and the bounds. */
export const makeScale = (
  series: Series,
  frame: Frame,
  since: number,
  until: number,
  more: readonly number[],
): Scale => {
  const all = [...more];
  for (const value of series.values) all.push(value);
  for (const target of series.targets) all.push(target);
  let [low, high] = [Infinity, -Infinity];
  for (const value of all) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!Number.isFinite(low)) [low, high] = [0, 100];
  if (low === high)
    [low, high] = [low - Math.max(100, Math.abs(low) * 0.1), high + Math.max(100, Math.abs(high) * 0.1)];
  // Zero belongs to the picture when the values come near it.
  if (low > 0 && low < (high - low) * 0.6) low = 0;
  const step = roundStep(high - low, Math.max(2, Math.floor((frame.height - frame.top - frame.bottom) / 44)));
  const bottom = Math.floor(low / step) * step;
  const top = Math.ceil(high / step) * step;
  const rows = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, at) => bottom + at * step);
  const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom };
  return {
    x: (time) => frame.left + ((time - since) / Math.max(1, until - since)) * inner.width,
    y: (value) => frame.top + (1 - (value - bottom) / (top - bottom)) * inner.height,
    since,
    until,
    low: bottom,
    high: top,
    rows,
    columns: dayTicks(since, until, Math.max(2, Math.floor(inner.width / 84))),
  };
};

const tidy = (value: number): number => Math.round(value * 10) / 10;

/** The line through all points; with more points than pixels, each pixel's lowest and highest. */
export const linePath = ({ times, values }: Series, { x, y }: Scale): string => {
  let path = "";
  const put = (at: number): void => {
    path += `${path === "" ? "M" : "L"}${tidy(x(times[at] ?? 0))} ${tidy(y(values[at] ?? 0))}`;
  };
  if (times.length <= 1200) {
    for (let at = 0; at < times.length; at += 1) put(at);
    return path;
  }
  for (let from = 0; from < times.length;) {
    const pixel = Math.floor(x(times[from] ?? 0));
    let [end, low, high] = [from, from, from];
    while (end < times.length && Math.floor(x(times[end] ?? 0)) === pixel) {
      if ((values[end] ?? 0) < (values[low] ?? 0)) low = end;
      if ((values[end] ?? 0) > (values[high] ?? 0)) high = end;
      end += 1;
    }
    for (const at of [...new Set([from, Math.min(low, high), Math.max(low, high), end - 1])]) put(at);
    from = end;
  }
  return path;
};

/** The target as it was at each time: steps. */
export const targetPath = ({ times, targets }: Series, { x, y, until }: Scale): string => {
  let path = "";
  let before: number | undefined;
  for (const [at, target] of targets.entries()) {
    if (target === before) continue;
    const left = tidy(x(times[at] ?? 0));
    path += before === undefined ? `M${left} ${tidy(y(target))}` : `H${left}V${tidy(y(target))}`;
    before = target;
  }
  return before === undefined ? "" : `${path}H${tidy(x(until))}`;
};

/** The point nearest to a place across. */
export const nearest = ({ times }: Series, time: number): number => {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low > 0 && time - (times[low - 1] ?? 0) < (times[low] ?? 0) - time ? low - 1 : low;
};
