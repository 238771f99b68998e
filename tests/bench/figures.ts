/** Figures of a run: percentiles, slope, and the machine they were taken on. */
import { cpus, loadavg, totalmem } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Nearest rank; NaN for no values. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

export const summary = (values: readonly number[]): { p50: number; p95: number; p99: number; most: number } => {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    most: sorted.at(-1) ?? Number.NaN,
  };
};

/** Least squares: how much y grows for each unit of x. */
export const slope = (points: readonly (readonly [x: number, y: number])[]): number => {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
};

/** One line on the machine, with its load just now. */
export const machine = (): string => {
  const [first] = cpus();
  const load = loadavg().map((value) => value.toFixed(2));
  return `${cpus().length} × ${first?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, load ${load.join(" ")}`;
};

/** Processor time that the server on this data has used, in seconds: what a busy machine does not blur. */
export const serverProcessorTime = (dataDir: string): number => {
  const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8")) as { pid: number };
  const [user, system] =
    readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) / 100;
};

/** Resident memory of the server that runs on this data, in MB. */
export const serverMemory = (dataDir: string): number => {
  const { pid } = JSON.parse(readFileSync(join(dataDir, "server.json"), "utf8")) as { pid: number };
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? Number.NaN) / 1024);
};

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
