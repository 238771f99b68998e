/** Where the trend's lines, bands and marks stand, in the pixels of its drawing. [PO4] */
import type { TrendPoint } from "../../../domain/analytics.ts";
import { bucketOrder } from "../../../domain/portfolio.ts";

export interface Room {
  width: number;
  /** Of the lines, and of the band of buckets under them. */
  height: number;
  band: number;
}

export const edges = { left: 30, right: 8, top: 10, gap: 14 };

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/** Whole tens around what there is, at least twenty points apart. */
export const axisOf = (points: readonly TrendPoint[]): Axis => {
  const values = points.flatMap(({ average_health: a, weighted_health: b }) => [a ?? [], b ?? []].flat());
  if (values.length === 0) return { low: 0, high: 100, ticks: [0, 50, 100] };
  let low = Math.max(0, Math.floor(Math.min(...values) / 10) * 10);
  let high = Math.min(100, Math.ceil(Math.max(...values) / 10) * 10);
  if (high - low < 20) {
    low = high === 100 ? 80 : Math.max(0, low - 10);
    high = Math.max(high, low + 20);
  }
  const step = high - low > 40 ? 20 : 10;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  return { low, high, ticks };
};

export const xAt = (at: number, count: number, { width }: Room): number =>
  edges.left + (count < 2 ? 0.5 : at / (count - 1)) * (width - edges.left - edges.right);

export const yAt = (value: number, { low, high }: Axis, { height }: Room): number =>
  edges.top + ((high - value) / (high - low)) * (height - edges.top);

/** The nearest point to a place across the drawing. */
export const pointAt = (x: number, count: number, { width }: Room): number => {
  const share = (x - edges.left) / Math.max(1, width - edges.left - edges.right);
  return Math.min(count - 1, Math.max(0, Math.round(share * (count - 1))));
};

const tidy = (value: number): string => value.toFixed(1);

/** A line over the stretches that are known; `which` says which stretches are drawn. A stretch belongs to its later point. */
export const lineOf = (
  points: readonly TrendPoint[],
  of: "average_health" | "weighted_health",
  axis: Axis,
  room: Room,
  which: (point: TrendPoint) => boolean,
): string => {
  let path = "";
  let pen = false;
  points.forEach((point, at) => {
    const value = point[of];
    const before = points[at - 1]?.[of] ?? null;
    if (value === null || before === null || !which(point)) {
      pen = false;
      return;
    }
    const place = `${tidy(xAt(at, points.length, room))} ${tidy(yAt(value, axis, room))}`;
    if (!pen) path += `M${tidy(xAt(at - 1, points.length, room))} ${tidy(yAt(before, axis, room))}`;
    path += `L${place}`;
    pen = true;
  });
  return path;
};

/** The band: for each bucket an area, stacked from critical up; accounts without a score are left out. */
export const bandsOf = (points: readonly TrendPoint[], room: Room): { bucket: string; path: string }[] => {
  const top = room.height + edges.gap;
  const known = bucketOrder.filter((bucket) => bucket !== "unknown");
  const shares = points.map(({ buckets }) => {
    const whole = known.reduce((sum, bucket) => sum + buckets[bucket], 0);
    let from = 0;
    return known.map((bucket) => {
      const start = from;
      from += whole === 0 ? 0 : buckets[bucket] / whole;
      return [start, from] as const;
    });
  });
  const y = (share: number): string => tidy(top + room.band * (1 - share));
  return known.map((bucket, which) => {
    const upper = shares.map((one, at) => `${tidy(xAt(at, points.length, room))} ${y(one[which]?.[1] ?? 0)}`);
    const lower = shares.map((one, at) => `${tidy(xAt(at, points.length, room))} ${y(one[which]?.[0] ?? 0)}`);
    return { bucket, path: upper.length === 0 ? "" : `M${upper.join("L")}L${lower.toReversed().join("L")}Z` };
  });
};

/** First, last, and what fits between: places of dates under the drawing. */
export const dateMarks = (count: number, { width }: Room): number[] => {
  const most = Math.max(2, Math.min(7, Math.floor((width - edges.left) / 90)));
  if (count <= most) return Array.from({ length: count }, (_, at) => at);
  return Array.from({ length: most }, (_, at) => Math.round((at * (count - 1)) / (most - 1)));
};
