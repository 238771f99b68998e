/** What a KPI's numbers mean, given which way is good: a tone, and always a word. [KB5] */
import type { Kpi } from "../../../domain/kpi.ts";
import type { Tone } from "../../parts/badge.tsx";
import { amountText, percentText } from "./numbers.ts";
import { paceToday } from "./pace-words.ts";

export interface Standing {
  tone: Extract<Tone, "good" | "watch" | "bad">;
  word: string;
}

const between = ({ current_value: value, floor, ceiling, unit }: Kpi): Standing => {
  if (floor !== null && value < floor) return { tone: "bad", word: `Below ${amountText(floor, unit)}` };
  if (ceiling !== null && value > ceiling) return { tone: "bad", word: `Above ${amountText(ceiling, unit)}` };
  return { tone: "good", word: "Within range" };
};

/** Beyond this share of the target it is near; in hundredths of a percent. */
const near = 9_000;

/** Where the value stands. With a due day the pace speaks, because half way on the first day is not behind. */
export const standingOf = (kpi: Kpi, today: number): Standing => {
  if (kpi.direction === "between") return between(kpi);
  const lower = kpi.direction === "lower";
  if (lower ? kpi.current_value <= kpi.target : kpi.current_value >= kpi.target)
    return { tone: "good", word: lower ? "Within target" : "Target met" };
  const pace = paceToday(kpi, today);
  if (pace) {
    if (pace.verdict === "behind") return { tone: "bad", word: "Behind pace" };
    return { tone: "good", word: pace.verdict === "ahead" ? "Ahead of pace" : "On track" };
  }
  if (lower)
    return kpi.percentage_complete <= 20_000 - near
      ? { tone: "watch", word: "Just over target" }
      : { tone: "bad", word: "Over target" };
  return kpi.percentage_complete >= near
    ? { tone: "watch", word: "Near target" }
    : { tone: "bad", word: "Below target" };
};

export interface Change {
  way: "up" | "down" | "level";
  /** Null when the way says nothing about good or bad. */
  tone: "good" | "bad" | null;
  /** `Up 6.2%, better`. */
  words: string;
}

/** [C22] The change against the value before. Within its range a KPI that is to be kept between may move as it likes. */
export const changeOf = (kpi: Kpi): Change => {
  if (kpi.trend === "neutral") return { way: "level", tone: null, words: "No change" };
  const way = kpi.trend;
  const good = kpi.direction === "between" ? null : (way === "up") === (kpi.direction === "higher");
  const tone = good === null ? null : good ? "good" : "bad";
  const size = kpi.percentage_change === 0 ? "from 0" : percentText(Math.abs(kpi.percentage_change));
  return {
    way,
    tone,
    words: `${way === "up" ? "Up" : "Down"} ${size}${tone === null ? "" : tone === "good" ? ", better" : ", worse"}`,
  };
};

export const staleAfter = 7 * 86_400_000;

/** [KB9] Nobody recorded a value for more than seven days; a value that follows its source is never stale. */
export const isStale = (kpi: Kpi, now: number): boolean => kpi.source === null && now - kpi.recorded_at > staleAfter;
