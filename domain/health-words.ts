/** How a screen writes health: buckets, factors, scores. */
import type { BucketOrUnknown, Factor } from "./health.ts";

export const bucketLabels: Record<BucketOrUnknown, string> = {
  healthy: "Healthy",
  at_risk: "At risk",
  critical: "Critical",
  unknown: "No data",
};

export const factorLabels: Record<Factor, string> = {
  dau: "Daily active users",
  adoption: "Feature adoption",
  tickets: "Open tickets",
  nps: "NPS",
  login: "Login frequency",
};

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fraction = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** A score with at most so many decimals, cut and not rounded, so that 69.999 never reads as the 70 of another bucket. [HW1] */
export const scoreText = (value: number | null, decimals = 0): string => {
  if (value === null) return "–";
  // Scores are whole billionths: cut on those, and 0.29 stays 0.29.
  return String(Math.floor(Math.round(value * 1e9) / 10 ** (9 - decimals)) / 10 ** decimals);
};

/** An input in its own unit: `150`, `75%`, `−12`. */
export const inputText = (factor: Factor, value: number | null): string => {
  if (value === null) return "–";
  if (factor === "adoption" || factor === "login") return `${fraction.format(value * 100)}%`;
  return (factor === "nps" ? fraction : whole).format(value).replace("-", "\u2212");
};

/** Points with their sign: `+3.25`, `−8`, `0`. */
export const pointsText = (points: number): string => {
  const text = fraction.format(Math.abs(points));
  return text === "0" ? text : `${points < 0 ? "\u2212" : "+"}${text}`;
};
