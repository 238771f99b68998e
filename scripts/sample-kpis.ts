/** The sample circle's KPIs and their histories: the same every time, told as days before the day of planting. */

export interface SampleKpi {
  name: string;
  unit: "none" | "currency" | "percentage" | "hours" | "days";
  direction: "higher" | "lower" | "between";
  target: number;
  floor?: number;
  ceiling?: number;
  /** Where pace begins, so many days ago, and when it is due, so many days from now. */
  pace?: { baseline: number; started: number; due: number };
  source?: string;
  /** Days of history, the value it began with, the value it has come to, and how much single days differ. */
  history?: {
    days: number;
    from: number;
    to: number;
    noise: number;
    decimals: number;
    weekends?: number;
    odd?: { ago: number; factor: number };
  };
}

export const sampleKpis: readonly SampleKpi[] = [
  {
    name: "Monthly recurring revenue",
    unit: "currency",
    direction: "higher",
    target: 48_000,
    pace: { baseline: 36_400, started: 140, due: 40 },
    history: { days: 180, from: 34_900, to: 45_650, noise: 0.006, decimals: 0 },
  },
  {
    name: "Net revenue retention",
    unit: "percentage",
    direction: "higher",
    target: 110,
    history: { days: 180, from: 103, to: 111.4, noise: 0.004, decimals: 1 },
  },
  {
    name: "First response time",
    unit: "hours",
    direction: "lower",
    target: 4,
    history: { days: 120, from: 6.8, to: 3.6, noise: 0.05, decimals: 1 },
  },
  {
    name: "Onboarding time",
    unit: "days",
    direction: "lower",
    target: 14,
    pace: { baseline: 24, started: 100, due: 60 },
    history: { days: 150, from: 24, to: 18, noise: 0.03, decimals: 0 },
  },
  {
    name: "Daily active accounts",
    unit: "none",
    direction: "higher",
    target: 1_300,
    history: {
      days: 180,
      from: 1_140,
      to: 1_190,
      noise: 0.02,
      decimals: 0,
      weekends: 0.55,
      odd: { ago: 0, factor: 0.8 },
    },
  },
  {
    name: "Open tickets",
    unit: "none",
    direction: "between",
    target: 30,
    floor: 10,
    ceiling: 45,
    history: { days: 120, from: 52, to: 34, noise: 0.08, decimals: 0 },
  },
  {
    name: "Trial conversion",
    unit: "percentage",
    direction: "higher",
    target: 22,
    pace: { baseline: 16, started: 60, due: 30 },
    history: { days: 120, from: 16, to: 17.2, noise: 0.03, decimals: 1 },
  },
  { name: "ARR at risk", unit: "currency", direction: "lower", target: 500_000, source: "accounts:arr_at_risk" },
  { name: "Average account health", unit: "none", direction: "higher", target: 75, source: "accounts:health" },
  { name: "Contacts won this month", unit: "none", direction: "higher", target: 12, source: "won_this_month" },
];

const day = 86_400_000;

/** Numbers between 0 and 1 that depend on nothing but the seed. */
export const makeRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const dateBefore = (today: string, days: number): string =>
  new Date(Date.parse(today) - days * day).toISOString().slice(0, 10);

/** One value a day up to `today`, oldest first. */
export const sampleHistory = (kpi: SampleKpi, seed: number, today: string): { date: string; value: string }[] => {
  const { history } = kpi;
  if (!history) return [];
  const random = makeRandom(seed);
  const points: { date: string; value: string }[] = [];
  for (let ago = history.days; ago >= 0; ago -= 1) {
    const date = dateBefore(today, ago);
    const weekday = new Date(date).getUTCDay();
    const share = 1 - ago / history.days;
    // Quick at first, slower towards the end, as such things go.
    const level = history.from + (history.to - history.from) * (share * (1.6 - 0.6 * share));
    const weekend = weekday === 0 || weekday === 6 ? (history.weekends ?? 1) : 1;
    const odd = history.odd?.ago === ago ? history.odd.factor : 1;
    const value = level * weekend * odd * (1 + (random() - 0.5) * 2 * history.noise);
    points.push({ date, value: value.toFixed(history.decimals) });
  }
  return points;
};
